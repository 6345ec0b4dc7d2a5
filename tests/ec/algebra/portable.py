"""The records of the portable kernels: what traces.cpp writes."""

from record import constant

OPERATIONS = {  # operation: (words that come out, words that go in, numbers)
    "multiply_add": (2, 4, 0),
    "add": (2, 3, 0),
    "subtract": (2, 3, 0),
    "choose": (1, 3, 0),
    "shift_right": (1, 1, 1),
    "shift_left": (1, 1, 1),
    "mask": (1, 1, 1),
    "join": (1, 2, 0),
}


def read(text):
    """{name: lines of it, split}."""
    kernels = {}
    for line in text.splitlines():
        first, *rest = line.split()
        if first == "kernel":
            lines = kernels[" ".join(rest)] = []
        else:
            lines.append([first, *rest])
    return kernels


def runner(lines):
    def run(record, inputs):
        values, inputs = {}, list(inputs)
        for name, *rest in lines:
            if name == "input":
                if inputs:
                    values.update(zip(rest, inputs.pop(0)))
            elif name == "constant":
                values[rest[0]] = constant(int(rest[1], 0))
            elif name == "output":
                return [values[w] for w in rest]
            else:
                out, come, numbers = OPERATIONS[name]
                arguments = [values[w] for w in rest[out:out + come]] + [int(k) for k in rest[out + come:]]
                if name == "mask":
                    arguments[1] = constant(arguments[1])
                result = getattr(record, name)(*arguments)
                values.update(zip(rest[:out], result if out == 2 else [result]))
        raise ValueError("no output")

    return run
