"""An algebraic check of the machine code of the kernels with mulx, adcx and adox: of multiply and square as they are in the library
that is shipped, and of add and subtract too, or, where they are inlined there, in functions made of the same source. What objdump prints is
executed with exact equations for each instruction (machine.py), and for all x and y at once it is proved that

    multiply:  r * 2^(64 n) = x * y (mod p),  r < p,  for x < p and any y of n words     P-256, P-384
    square:  the same of x and x
    multiply, square:  r = x * y (mod p),  r <= p,  for x, y <= p              P-521
    add, subtract:  r = x +- y (mod p), of the same bounds

and that they are straight-line code, which gives the caller's registers back and writes nothing but the result and its own stack.

What is assumed: objdump's reading of the bytes, machine.py's models of some thirty instructions (an instruction that has none is
an error), that the result does not lie over x or y, and Python's integers.
"""

import sys
import unittest

import listing
import machine
import mutants
from listing import Instruction
from record import Unmodelled
from theorem import Theorem

# One of so many instructions is left out to see that it is missed.
LIBRARY, INLINED, OBJDUMP, NM, EVERY = sys.argv[1:6]
WORDS = {"p256": 4, "p384": 6, "p521": 9}


def functions():
    """(theorem, instructions, constants): of the library's function, or, where it is inlined, of the one made for us."""
    for modulus, n in WORDS.items():
        for operation in ("multiply", "square", "add", "subtract"):
            name = rf"{operation}ERKSt5arrayImLm{n}EE"
            places = [(LIBRARY, s) for s in listing.symbols(NM, LIBRARY, rf"ec8{modulus}_adx12_GLOBAL__N_110Arithmetic\d{name}")] or \
                     [(INLINED, s) for s in listing.symbols(NM, INLINED, rf"ec7inlined\d{name}")]
            (library, symbol), = places
            theorem = Theorem(f"{modulus} {operation}")
            yield theorem, listing.disassemble(OBJDUMP, library, symbol), listing.Constants(library)


FUNCTIONS = list(functions())


def matching(instructions, name, operand=""):
    return [i for i, instruction in enumerate(instructions)
            if instruction.name == name and (not operand or operand in instruction.operands)]


def changed(instructions, i, *names_and_operands):
    """With other instructions in the place of the i-th."""
    old = instructions[i]
    return [*instructions[:i], *(Instruction(old.address, name, operands, old.target) for name, operands in names_and_operands),
            *instructions[i + 1:]]


def planted(instructions):
    """Errors of several kinds: each at the places that these instructions have for it, from the middle on."""
    def change(what, found, new):
        half = len(found) // 2
        return what, [changed(instructions, i, *new(instructions[i])) for i in found[half:] + found[:half]]

    yield change("adcx for adox", matching(instructions, "adox"), lambda old: [("adcx", old.operands)])
    yield change("adox for adcx", matching(instructions, "adcx"), lambda old: [("adox", old.operands)])
    yield change("no adc $0", matching(instructions, "adc", "$0x0"), lambda old: [])
    yield change("add for adc", matching(instructions, "adc"), lambda old: [("add", old.operands)])
    yield change("no sbb $0", matching(instructions, "sbb", "$0x0"), lambda old: [])
    yield change("sub for sbb", matching(instructions, "sbb"), lambda old: [("sub", old.operands)])
    yield change("a product's words swapped", matching(instructions, "mulx"),
                 lambda old: [("mulx", [old.operands[0], old.operands[2], old.operands[1]])])
    yield change("no cmovb", matching(instructions, "cmovb"), lambda old: [])
    yield change("no shift", matching(instructions, "shr"), lambda old: [])
    yield change("a wrong mask", matching(instructions, "and", "$0x1ff"), lambda old: [("and", ["$0xff", old.operands[1]])])


def without_each(instructions, every):
    for i in range(0, len(instructions), every):
        yield f"without {instructions[i]} ({i})", changed(instructions, i)


class MachineCode(unittest.TestCase):
    def test_every_function_is_proved(self):
        for theorem, instructions, constants in FUNCTIONS:
            with self.subTest(theorem.name):
                run = machine.runner(instructions, constants, theorem.n)
                self.assertGreaterEqual(theorem.prove(run), 1)
                for numbers in theorem.numbers(20):
                    self.assertTrue(theorem.holds(run, numbers), numbers)

    def test_planted_errors_are_refused(self):
        seen = set()
        for theorem, instructions, constants in FUNCTIONS:
            for what, listings in planted(instructions):
                # Some do no harm: a carry may go by either chain where both are empty, and some are never set.
                runs = (machine.runner(wrong, constants, theorem.n) for wrong in listings)
                if run := next((run for run in runs if mutants.is_contradicted(theorem, run, 60)), None):
                    seen.add((theorem.name, what))
                    with self.subTest(function=theorem.name, what=what):
                        self.assertFalse(mutants.is_proved(theorem, run))
        for theorem, _, _ in FUNCTIONS:
            self.assertGreaterEqual(sum(name == theorem.name for name, _ in seen), 2, theorem.name)
        self.assertEqual(len({what for _, what in seen}), 10)

    def test_an_instruction_without_a_model_is_an_error(self):
        for name, operands in (("bswap", ["%rax"]), ("adcx", ["%rax"]), ("jmp", ["77580"]), ("mov", ["%rax", "0x8(%rsi)"]),
                               ("xor", ["%rax", "%rcx"]), ("mov", ["%ax", "%cx"])):
            theorem, instructions, constants = FUNCTIONS[0]
            wrong = changed(instructions, len(instructions) // 2, (name, operands),
                            (instructions[len(instructions) // 2].name, instructions[len(instructions) // 2].operands))
            with self.subTest(name), self.assertRaises(Unmodelled):
                theorem.prove(machine.runner(wrong, constants, theorem.n))

    def test_what_an_example_contradicts_is_never_proved(self):
        contradicted = tried = 0
        for theorem, instructions, constants in FUNCTIONS:
            runs = [(what, machine.runner(wrong, constants, theorem.n))
                    for what, wrong in without_each(instructions, int(EVERY))]
            contradicted += mutants.count_contradicted(self, theorem, runs)
            tried += len(runs)
        # The rest cannot be executed, as a word or a flag is missing, or went wrong in no example.
        self.assertGreater(contradicted, tried // 4)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[6:], verbosity=2)
