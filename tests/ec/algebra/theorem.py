"""What the kernels promise, by name, and the proof of it by cases; and examples against a kernel that does not keep it."""

import random

from proof import Proof, Refused
from record import Record, Undecided, add, as_constant, constant, times, weighted

# SP 800-186 sections 3.2.1.3 to 3.2.1.5.
MODULI = {
    "p256": 2**256 - 2**224 + 2**192 + 2**96 - 1,
    "p384": 2**384 - 2**128 - 2**96 + 2**32 - 1,
    "p521": 2**521 - 1,
    "n256": 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551,
    "n384": 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973,
    "n521": 2**521 - 2**259 + 2**257 + 0x51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409,
}


class Theorem:
    """For all x and y in their ranges: factor * result = expected(x, y) mod m, and result <= most."""

    def __init__(self, name):
        modulus, self.operation = name.split()
        self.name, self.m = name, MODULI[modulus]
        self.n = -(-self.m.bit_length() // 64)
        # Mod 2^521 - 1 the modulus is a second zero. Montgomery's multiplication takes any y of n words.
        self.most = self.m if modulus == "p521" else self.m - 1
        montgomery = modulus != "p521"
        self.factor = 1 << (64 * self.n) if montgomery and self.operation in ("multiply", "square") else 1
        self.ranges = [self.most, self.most]
        if montgomery and self.operation == "multiply":
            self.ranges[1] = self.factor - 1

    def expected(self, x, y):
        if self.operation == "add":
            return add(x, y)
        if self.operation == "subtract":
            return add(x, y, -1)
        return times(x, x if self.operation == "square" else y)

    def arity(self):
        return 1 if self.operation == "square" else 2

    def prove(self, run):
        """run(record, inputs) does the kernel's steps with these words and returns the words of the result. Returns how many
        cases there were, or raises Refused."""
        return self.prove_case(run, {})

    def prove_case(self, run, decisions):
        record = Record(decisions)
        words = [[record.variable((2**64 - 1) if i < self.n - 1 else most >> (64 * i)) for i in range(self.n)]
                 for most in self.ranges[:self.arity()]]
        try:
            outputs = run(record, words)
        except Undecided as undecided:
            return self.prove_both(run, decisions, undecided.variable)
        inputs = [([next(iter(w))[0] for w in x], most) for x, most in zip(words, self.ranges)]
        proof = Proof(record, outputs, inputs)
        x, y = weighted(words[0]), weighted(words[-1])
        try:
            proof.congruent(self.factor, self.expected(x, y), self.m)
        except Refused as refused:
            if decisions or not refused.bits:
                raise
            return self.prove_by_one_of(run, refused.bits)
        proof.require_at_most(self.most)
        return 1

    def prove_by_one_of(self, run, bits):
        for bit in bits:
            try:
                return self.prove_both(run, {}, bit)
            except Refused as refused:
                last = refused
        raise last

    def prove_both(self, run, decisions, bit):
        return sum(self.prove_case(run, {**decisions, bit: value}) for value in (0, 1))

    def holds(self, run, numbers):
        """The same for two numbers: the steps are arithmetic then."""
        words = [[constant(x >> (64 * i) & (2**64 - 1)) for i in range(self.n)] for x in numbers[:self.arity()]]
        result = as_constant(weighted(run(Record(), words)))
        expected = as_constant(self.expected(constant(numbers[0]), constant(numbers[self.arity() - 1])))
        return result <= self.most and (self.factor * result - expected) % self.m == 0

    def numbers(self, count):
        """Numbers of extreme words, random ones, and such as make the result extreme."""
        generator = random.Random(4)
        words = 0, 1, 2**32, 2**63, 2**64 - 2**32, 2**64 - 1
        number = lambda word, most: min(sum(word() << (64 * j) for j in range(self.n)), most)
        for i in range(count):
            word = (lambda: generator.choice(words)) if i % 2 else (lambda: generator.getrandbits(64))
            x, y = (number(word, most) for most in self.ranges)
            if i % 3 == 2 and x % self.m and self.operation == "multiply":
                result = (1 << (64 * generator.randrange(self.n))) + generator.randrange(-1, 2)
                y = pow(x, -1, self.m) * result * self.factor % self.m
            yield [x, y]
