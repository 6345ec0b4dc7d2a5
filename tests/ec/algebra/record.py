"""Words as integers that are known by what was done to them.

A value is a polynomial with integer coefficients in variables; each variable is an integer in [0, its bound]. A step that
takes a value apart, L = low + 2^k high with 0 <= low < 2^k, makes two variables and records that equation, which is exact.
So does a subtraction, with -2^k in the place of 2^k. Nothing is recorded where the bounds leave no choice. With constants for
inputs everything is a constant, and the same steps are plain arithmetic.

A choice by a bit that is not known is decided beforehand: `decisions` has its value in the case that is looked at.
"""


class Undecided(Exception):
    """A choice depends on this variable: the caller looks at both cases."""

    def __init__(self, variable):
        super().__init__(variable)
        self.variable = variable


class Unmodelled(Exception):
    """Something was done that has no exact equation here: nothing is proved."""


def constant(c):
    return {(): c} if c else {}


def add(a, b, factor=1):
    r = dict(a)
    for monomial, c in b.items():
        c = r.get(monomial, 0) + factor * c
        if c:
            r[monomial] = c
        else:
            del r[monomial]
    return r


def times(a, b):
    r = {}
    for m, c in a.items():
        for n, d in b.items():
            product = tuple(sorted(m + n))
            if len(product) > 2:
                raise Unmodelled("a product of products")
            r[product] = r.get(product, 0) + c * d
    return {m: c for m, c in r.items() if c}


def scaled(a, factor):
    return {m: c * factor for m, c in a.items()} if factor else {}


def as_constant(a):
    """The integer that a is, or None."""
    return 0 if not a else a[()] if len(a) == 1 and () in a else None


def weighted(words):
    """The number that words of 64 bits are, lowest first."""
    r = {}
    for i, word in enumerate(words):
        r = add(r, word, 1 << (64 * i))
    return r


class Equation:
    """whole = low + weight * high; low < 2^bits, and weight = 2^bits or -2^bits."""

    def __init__(self, whole, low, high, bits, weight):
        self.whole, self.low, self.high, self.bits, self.weight = whole, low, high, bits, weight


class Record:
    def __init__(self, decisions=None):
        self.bounds, self.equations, self.splits = [], [], {}
        self.decisions = decisions or {}

    def variable(self, bound):
        self.bounds.append(bound)
        return {(len(self.bounds) - 1,): 1}

    def monomial_bound(self, monomial):
        r = 1
        for v in monomial:
            r *= self.bounds[v]
        return r

    def interval(self, a):
        least = most = a.get((), 0)
        for m, c in a.items():
            if m and c < 0:
                least += c * self.monomial_bound(m)
            elif m:
                most += c * self.monomial_bound(m)
        return least, most

    def is_bit(self, a):
        return len(a) == 1 and all(len(m) == 1 and c == 1 and self.bounds[m[0]] == 1 for m, c in a.items())

    def split(self, a, bits=64):
        """(low, high) of a = low + 2^bits high, or, where a may be negative, of a = low - 2^bits high."""
        radix = 1 << bits
        least, most = self.interval(a)
        if least >= 0 and most < radix:
            return a, {}
        if (c := as_constant(a)) is not None:
            return constant(c % radix), constant(abs(c // radix))
        if least < 0 and (least < -radix or most >= radix):
            raise Unmodelled("a value that may be negative and may overflow")
        # All ones and a bit, nothing less a bit: the carry is that bit, and so is the borrow.
        without = {m: c for m, c in a.items() if m}
        if a.get((), 0) == radix - 1 and self.is_bit(without):
            return add(constant(radix - 1), without, 1 - radix), without
        if () not in a and self.is_bit(scaled(a, -1)):
            return scaled(a, 1 - radix), scaled(a, -1)
        key = (frozenset(a.items()), bits)
        if key not in self.splits:
            low, high = self.variable(radix - 1), self.variable(most >> bits if least >= 0 else 1)
            self.equations.append(Equation(a, next(iter(low))[0], next(iter(high))[0], bits,
                                           radix if least >= 0 else -radix))
            self.splits[key] = low, high
        return self.splits[key]

    # What a machine does with words.

    def multiply(self, a, b):
        # A power of two shifts: said so, it is known which bits of the words are zero.
        for word, factor in (a, b), (b, a):
            c = as_constant(factor)
            if c is not None and c > 1 and c & (c - 1) == 0:
                low, high = self.split(word, 65 - c.bit_length())
                return scaled(low, c), high
        return self.split(times(a, b))

    def multiply_add(self, a, b, c, d):
        return self.split(add(add(times(a, b), c), d))

    def add(self, a, b, carry):
        return self.split(add(add(a, b), carry))

    def subtract(self, a, b, borrow):
        return self.split(add(add(a, b, -1), borrow, -1))

    def shift_right(self, a, shift):
        return self.split(a, shift)[1]

    def shift_left(self, a, shift):
        return scaled(self.split(a, 64 - shift)[0], 1 << shift)

    def join(self, a, b):
        """a | b, of words that have no bit in common: then it is their sum."""
        if None not in (c := [as_constant(a), as_constant(b)]):
            return constant(c[0] | c[1])
        for upper, lower in (a, b), (b, a):
            below = min(((c & -c) for c in upper.values()), default=1 << 64)
            if self.interval(upper)[0] >= 0 and 0 <= self.interval(lower)[0] <= self.interval(lower)[1] < below:
                return add(a, b)
        raise Unmodelled("an or of words that may have bits in common")

    def mask(self, a, b):
        """a & b, where one is a constant that is a low mask, or all ones or nothing as a bit says and the other a constant."""
        for word, other in (a, b), (b, a):
            c = as_constant(other)
            if c is not None and (d := as_constant(word)) is not None:
                return constant(c & d)
            if c is not None and c & (c + 1) == 0:
                return self.lowest(word, c.bit_length())
            if c is not None and len(word) == 1 and list(word.values()) == [2**64 - 1] and \
                    self.is_bit(bit := {m: 1 for m in word}):
                return scaled(bit, c)
        raise Unmodelled("an and with something other than a low mask")

    def lowest(self, word, bits):
        """word mod 2^bits: that of the word which this one is a lower part of, if it is, lest one word be split in two ways."""
        for equation in self.equations:
            if word == {(equation.low,): 1} and bits <= equation.bits < 64:
                return self.lowest(equation.whole, bits)
        return self.split(word, bits)[0] if bits else {}

    def choose(self, bit, a, b):
        """b where bit is 1, else a."""
        c = as_constant(bit)
        if c is None:
            if not self.is_bit(bit):
                raise Unmodelled("a choice by something other than a carry")
            v = next(iter(bit))[0]
            if v not in self.decisions:
                raise Undecided(v)
            c = self.decisions[v]
        return b if c else a
