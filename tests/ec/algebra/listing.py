"""A function's instructions out of a library, by objdump; and the words of its read-only data."""

import re
import struct
import subprocess

LINE = re.compile(r"^\s+([0-9a-f]+):\s+(\S+)(?:\s+(.*?))?\s*(?:[#<].*)?$")
MEMORY = re.compile(r"^(-?(?:0x)?[0-9a-f]*)\((%\w+)?(?:,(%\w+),(\d))?\)$")


class Instruction:
    def __init__(self, address, name, operands, target=None):
        self.address, self.name, self.operands, self.target = address, name, operands, target

    def __repr__(self):
        return f"{self.name} {', '.join(self.operands)}"


def operands(text):
    """Split at the commas that are in no parentheses."""
    return [o.strip() for o in re.split(r",(?![^(]*\))", text)] if text else []


def disassemble(objdump, library, symbol):
    text = subprocess.run([objdump, "-d", "--no-show-raw-insn", f"--disassemble={symbol}", library], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    body, found = text.split(f"<{symbol}>:\n", 1)[1], []
    for line in body.splitlines():
        if not line.strip():
            break
        match = LINE.match(line)
        if not match:
            raise ValueError(f"objdump printed {line!r}")
        target = re.search(r"# ([0-9a-f]+)", line)
        found.append(Instruction(int(match[1], 16), match[2], operands(match[3]), target and int(target[1], 16)))
    # What follows the function's end is padding.
    ends = [i for i, instruction in enumerate(found) if instruction.name.startswith("ret")]
    if len(ends) != 1 or any(not re.match(r"nop|data16|cs|xchg|int3", i.name) for i in found[ends[0] + 1:]):
        raise ValueError(f"{symbol} is not straight-line code")
    return found[:ends[0] + 1]


def symbols(nm, library, pattern):
    """The functions whose mangled names match."""
    text = subprocess.run([nm, library], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [f[2] for f in map(str.split, text.splitlines()) if len(f) == 3 and f[1] in "tT" and re.search(pattern, f[2])]


class Constants:
    """What the library's segments that nobody can write hold at an address."""

    def __init__(self, library):
        with open(library, "rb") as file:
            self.image = file.read()
        offset, = struct.unpack_from("<Q", self.image, 32)
        size, count = struct.unpack_from("<HH", self.image, 54)
        headers = [struct.unpack_from("<IIQQQQQQ", self.image, offset + i * size) for i in range(count)]
        load, writable = 1, 2
        self.segments = [(h[3], h[2], h[5]) for h in headers if h[0] == load and not h[1] & writable]

    def word(self, address):
        for start, offset, size in self.segments:
            if start <= address and address + 8 <= start + size:
                return struct.unpack_from("<Q", self.image, offset + address - start)[0]
        raise ValueError(f"{address:#x} is not read-only data")
