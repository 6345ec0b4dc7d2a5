"""An algebraic check of the portable arithmetic of the curves. The kernels, which are templates over what a word is, write down
their steps (traces.cpp); from these, and for all x and y at once, it is proved that

    multiply:  r * 2^(64 n) = x * y (mod m),  r < m,  for x < m and any y of n words      P-256, P-384, the three orders
    multiply:  r = x * y (mod p),  r <= p,  for x, y <= p                                 P-521, p = 2^521 - 1
    add, subtract:  r = x +- y (mod m),  r < m (P-521: <= p), of x and y that are the same

What is assumed: that record.py's equations are what the word functions of limbs.hpp do (the vectors, and OpenSSL beside them, have
those run), that the compiler makes of the templates with uint64_t what it makes of them with recorded words, and Python's
integers.
"""

import subprocess
import sys
import unittest

import mutants
import portable
from portable import OPERATIONS
from theorem import MODULI, Theorem

KERNELS = portable.read(subprocess.run(sys.argv[1:], check=True, stdout=subprocess.PIPE, text=True).stdout)
ZERO = ["constant", "zero", "0"]


def replaced(lines, i, line):
    return [ZERO, *lines[:i], line, *lines[i + 1:]]


def without_operand(lines, i, j):
    line = list(lines[i])
    line[1 + OPERATIONS[line[0]][0] + j] = "zero"
    return replaced(lines, i, line)


def systematic(lines):
    """Every operand left out, every pair of results swapped, every constant one more."""
    for i, line in enumerate(lines):
        if line[0] == "constant":
            yield f"{line} + 1", replaced(lines, i, [*line[:2], str((int(line[2], 0) + 1) % 2**64)])
        elif line[0] in OPERATIONS:
            out, come, _ = OPERATIONS[line[0]]
            if out == 2:
                yield f"{line} swapped", replaced(lines, i, [line[0], line[2], line[1], *line[3:]])
            for j in range(come):
                yield f"{line} without operand {j}", without_operand(lines, i, j)


class Portable(unittest.TestCase):
    def test_every_kernel_is_proved(self):
        self.assertEqual(set(KERNELS), {f"{m} {operation}" for m in MODULI for operation in ("multiply", "add", "subtract")})
        for name, lines in KERNELS.items():
            with self.subTest(name):
                theorem, run = Theorem(name), portable.runner(lines)
                self.assertGreaterEqual(theorem.prove(run), 1)
                for numbers in theorem.numbers(50):
                    self.assertTrue(theorem.holds(run, numbers), numbers)

    def named(self, modulus):
        """One planted error of each kind."""
        lines = KERNELS[f"{modulus} multiply"]
        at = lambda operation: [i for i, line in enumerate(lines) if line[0] == operation]
        output = lines[-1]
        result = lambda words: [*lines[:-1], ["output", *words]]
        yield "a carry dropped", without_operand(lines, at("multiply_add")[2], 3)
        yield "two words swapped", result([output[2], output[1], *output[3:]])
        if modulus == "p521":
            yield "a late carry dropped", without_operand(lines, at("add")[-1], 2)
            yield "a bit too few is masked", replaced(lines, at("mask")[-1], [*lines[at("mask")[-1]][:3], "255"])
            yield "a shift by one less", replaced(lines, at("shift_right")[0], [*lines[at("shift_right")[0]][:3], "8"])
            return
        yield "a late carry dropped", without_operand(lines, at("add")[-2], 1)
        lowest = [i for i in at("constant") if int(lines[i][2], 0) == MODULI[modulus] % 2**64]
        yield "a wrong constant", replaced(lines, lowest[0], [*lines[lowest[0]][:2], str(MODULI[modulus] % 2**64 - 2)])
        subtracted, left = ({lines[i][1]: lines[i][k] for i in at("choose")} for k in (3, 4))
        yield "no final subtraction", result(left[w] for w in output[1:])
        yield "always a final subtraction", result(subtracted[w] for w in output[1:])
        yield "a borrow dropped", without_operand(lines, at("subtract")[1], 2)

    def test_planted_errors_are_refused(self):
        for modulus in MODULI:
            theorem = Theorem(f"{modulus} multiply")
            for what, lines in self.named(modulus):
                with self.subTest(modulus=modulus, what=what):
                    self.assertFalse(mutants.is_proved(theorem, portable.runner(lines)))
                    self.assertTrue(mutants.is_contradicted(theorem, portable.runner(lines), 3000))

    def test_what_an_example_contradicts_is_never_proved(self):
        for name, every, least in (("p256 multiply", 3, 80), ("n384 multiply", 41, 10), ("p521 multiply", 31, 10),
                                   ("p256 add", 2, 20), ("p384 subtract", 3, 20), ("p521 subtract", 5, 10)):
            runs = [(what, portable.runner(lines)) for what, lines in list(systematic(KERNELS[name]))[::every]]
            self.assertGreaterEqual(mutants.count_contradicted(self, Theorem(name), runs), least)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
