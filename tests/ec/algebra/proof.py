"""From a record of equations to what a multiplication promises: result * R = x * y (mod m), and result <= most.

All steps are exact, with integers. The theorem is derived, or Refused is raised; which steps are tried, and in which order, is
a matter of success alone and not of soundness:

- An equation of the record may be used to replace its low or its high variable.
- The bound of a value is that of its polynomial, each monomial at its own worst, after any such replacements.
- A carry that is thrown away is zero when what it is the carry of is bounded below 2^64 (a borrow: above -1).
- An integer below 2^k in absolute value that is a multiple of 2^k is zero.
- m is odd. So an integer that is m times a number with a power of two as denominator is a multiple of m.

The idea of taking a straight-line program as a set of polynomial equations with ranges, congruences by algebra and overflows by
ranges, is that of Polyakov, Tsai, Wang and Yang (Verifying Arithmetic Assembly Programs in Cryptographic Primitives, 2018).
"""

from math import gcd

from record import add, constant, scaled, times, weighted


class Refused(Exception):
    """The theorem does not follow. It may in each case of one of these bits."""

    def __init__(self, reason, bits=()):
        super().__init__(reason)
        self.bits = bits


def replace(p, monomial, q):
    """In p, q in the place of the monomial."""
    c = p.pop(monomial)
    for m, d in q.items():
        d = p.get(m, 0) + c * d
        if d:
            p[m] = d
        else:
            p.pop(m, None)


class Proof:
    # inputs: for each integer that comes in, (its words' variables, the most it can be).
    def __init__(self, record, outputs, inputs):
        self.record, self.outputs = record, outputs
        self.known = dict(record.decisions)
        self.wholes = []
        for words, most in inputs:
            self.wholes.append((words, next(iter(record.variable(most)))))
        self.backwards = list(reversed(record.equations))
        self.used = {v for e in record.equations for m in e.whole for v in m}
        self.used |= {v for word in outputs for m in word for v in m}
        self.cases = {v: self.unfolded_case(v, value) for v, value in record.decisions.items()}
        for equation in record.equations:
            self.look_for_known(equation)

    def with_known(self, p):
        for v, value in self.known.items():
            if (v,) in p:
                replace(p, (v,), constant(value))
        return p

    def unfolded_case(self, variable, value):
        """That the variable has that value, as a polynomial that is zero: the borrows of the comparison that it is the end of
        are unfolded."""
        p = add({(variable,): 1}, constant(value), -1)
        for e in self.backwards:
            if (e.high,) in p and e.weight < 0:
                p = self.unfold_high(p, e)[0]
        return p

    @staticmethod
    def unfold_high(p, e):
        """(k p, k), with what the equation says in the place of its high variable, k such that there are no fractions."""
        c = p[e.high,]
        k = abs(e.weight) // gcd(c, e.weight)
        p = scaled(p, k)
        p[e.high,] = k * c // e.weight
        replace(p, (e.high,), add(e.whole, {(e.low,): 1}, -1))
        return p, k

    def look_for_known(self, e):
        """What is thrown away is often known: a carry that is always 0, or always 1 in this case; a word that q made 0."""
        if e.high in self.known:
            return
        if e.high not in self.used:
            most, weight = self.record.bounds[e.high], e.weight
            none = self.at_most(e.whole, weight - 1) if weight > 0 else self.at_most(scaled(e.whole, -1), 0)
            if none:
                self.known[e.high] = 0
            elif weight > 0 and self.at_most(scaled(e.whole, -1), -weight * most):
                self.known[e.high] = most
            elif weight < 0 and self.at_most(e.whole, -1):
                self.known[e.high] = 1
        elif e.low not in self.used and self.multiple(e.whole, e.bits):
            self.known[e.low] = 0

    def multiple(self, p, bits):
        """p is a multiple of 2^bits."""
        radix = 1 << bits
        reduced = lambda q: {m: c % radix for m, c in q.items() if c % radix}
        p = reduced(p)
        for e in self.backwards:
            if not p:
                break
            if (e.low,) in p:
                replace(p, (e.low,), add(e.whole, {(e.high,): 1}, -e.weight))
                p = reduced(p)
        return not p

    def at_most(self, p, limit):
        """p <= limit. p is an integer: a bound below limit + 1 will do."""
        return self.bounded(p, limit + 1, 0)

    def bounded(self, p, limit, start):
        """p < limit, by replacements with the equations from `start` on, the latest being the first."""
        p = self.with_known(dict(p))
        if self.most(p) < limit:
            return True
        for i in range(start, len(self.backwards)):
            e = self.backwards[i]
            if e.high in self.cases:
                if any(self.bounded(q, limit * k, i + 1) for q, k in self.by_case(p, self.cases[e.high])):
                    return True
                continue
            if (e.high,) in p:
                p, k = self.unfold_high(p, e)
                limit *= k
            elif (e.low,) in p and e.high in self.known:
                replace(p, (e.low,), add(e.whole, constant(self.known[e.high]), -e.weight))
            else:
                continue
            if self.most(self.with_known(p)) < limit:
                return True
        self.as_wholes(p)
        return self.most(p) < limit

    def most(self, p):
        bounds = self.record.bounds
        return sum(c if not m else c * bounds[m[0]] if len(m) == 1 else c * bounds[m[0]] * bounds[m[1]]
                   for m, c in p.items() if c > 0 or not m)

    @staticmethod
    def by_case(p, case):
        """What equals p, k times, in the case that is looked at, with one monomial less."""
        seen = set()
        for m in case:
            if m and m in p:
                k = abs(case[m]) // gcd(p[m], case[m])
                factor = k * p[m] // case[m]
                if (k, factor) not in seen:
                    seen.add((k, factor))
                    yield add(scaled(p, k), case, -factor), k

    def as_wholes(self, p):
        """The lowest word of each input gives way to the input."""
        for words, whole in self.wholes:
            lowest = {whole: 1}
            for i, v in enumerate(words[1:], 1):
                lowest = add(lowest, {(v,): 1}, -(1 << (64 * i)))
            for m in [m for m in p if words[0] in m]:
                product = constant(1)
                for v in m:
                    product = times(product, lowest if v == words[0] else {(v,): 1})
                replace(p, m, product)

    def congruent(self, factor, expected, m):
        """factor * result = expected (mod m)."""
        rest = self.unfolded(add(scaled(weighted(self.outputs), factor), expected, -1), m)
        while rest:
            rest = self.without_a_zero(rest, m)

    def unfolded(self, p, m):
        """p mod m, by what came in, as far as the equations say it without a bound, and by what was thrown away."""
        reduced = lambda q: {k: c % m for k, c in self.with_known(q).items() if c % m}
        p = reduced(dict(p))
        for e in self.backwards:
            low, high = (e.low,), (e.high,)
            if high in p and e.low not in self.used:
                p[high] = p[high] * pow(e.weight, -1, m)
                replace(p, high, add(e.whole, {low: 1}, -1))
            elif low in p and (e.high in self.used or e.high in self.known):
                replace(p, low, add(e.whole, {high: 1}, -e.weight))
            else:
                continue
            p = reduced(p)
        return p

    def without_a_zero(self, rest, m):
        """rest, mod m, without the terms of some sum that is proved zero: terms of neighbours in the record."""
        order = sorted(rest)
        for length in range(1, min(len(order), 8) + 1):
            for unit in order[:length]:
                inverse = pow(rest[unit], -1, m)
                centred = lambda c: c - m if c > m // 2 else c
                p = {k: centred(rest[k] * inverse % m) for k in order[:length]}
                if any(abs(c).bit_length() > 200 for c in p.values()):
                    continue
                if any(self.small_multiple(p, bits) for bits in (128, 64, 0)):
                    return {k: rest[k] for k in order[length:]}
        bits = [v for m in order for v in m if self.record.bounds[v] == 1]
        raise Refused(f"not congruent: {len(rest)} terms are left", bits)

    def small_multiple(self, p, bits):
        return self.multiple(p, bits) and self.at_most(p, (1 << bits) - 1) and self.at_most(scaled(p, -1), (1 << bits) - 1)

    def require_at_most(self, most):
        if not self.at_most(weighted(self.outputs), most):
            raise Refused("the bound of the result does not follow")
