#!/usr/bin/env python3
"""Three of the estimators of SP 800-90B, section 6.3, on raw samples, one a byte. This is CCE's own arithmetic, not NIST's
assessment tool, which has seven more of them and decides by the lowest of all: what comes out here is an upper bound of
what that tool would say, and no assessment.

usage: min_entropy.py BITS-A-SAMPLE FILE...       (cce-kat --noise jitter 1000000 -o FILE)
"""
import collections
import math
import sys

Z = 2.5758293035489008  # of the 99 % confidence interval, as in the standard


def most_common_value(counts, n):
    """Section 6.3.1: by the upper bound of the most common value's share."""
    share = max(counts) / n
    return -math.log2(min(1.0, share + Z * math.sqrt(share * (1 - share) / (n - 1))))


def collision(bits):
    """Section 6.3.2. Of three bits two are alike: a collision takes 2 bits or 3. With p the share of the likelier value
    the mean is 2 + 2p(1 - p), which is solved for p at the lower bound of the mean that is seen."""
    at, pairs, triples = 0, 0, 0
    while at + 2 < len(bits):
        if bits[at] == bits[at + 1]:
            pairs, at = pairs + 1, at + 2
        else:
            triples, at = triples + 1, at + 3
    v = pairs + triples
    mean = (2 * pairs + 3 * triples) / v
    deviation = math.sqrt((4 * pairs + 9 * triples - v * mean * mean) / (v - 1))
    low = mean - Z * deviation / math.sqrt(v)
    if low >= 2.5:
        return 1.0
    return -math.log2(0.5 + math.sqrt(1.25 - low / 2))


def markov(bits):
    """Section 6.3.3: by the likeliest string of 128 bits under a first-order model."""
    ones = sum(bits)
    first = {0: 1 - ones / len(bits), 1: ones / len(bits)}
    seen = collections.Counter(zip(bits, bits[1:]))
    step = {}
    for a in (0, 1):
        total = seen[a, 0] + seen[a, 1]
        for b in (0, 1):
            step[a, b] = seen[a, b] / total if total else 0.0

    def log2(x):
        return math.log2(x) if x > 0 else -math.inf

    p, t = {k: log2(v) for k, v in first.items()}, {k: log2(v) for k, v in step.items()}

    def times(n, value):  # 0 times an impossible step is no step
        return n * value if n else 0.0

    likeliest = max(p[0] + times(127, t[0, 0]), p[0] + 64 * t[0, 1] + 63 * t[1, 0], p[0] + t[0, 1] + times(126, t[1, 1]),
                    p[1] + t[1, 0] + times(126, t[0, 0]), p[1] + 64 * t[1, 0] + 63 * t[0, 1], p[1] + times(127, t[1, 1]))
    return min(1.0, -likeliest / 128)


def estimates(samples, width):
    """In bits a sample. The last three are of the samples as a string of bits, of all the bits of each sample."""
    by_value = most_common_value(collections.Counter(samples).values(), len(samples))
    table = {value: [value >> i & 1 for i in range(width - 1, -1, -1)] for value in set(samples)}
    bits = bytes(bit for sample in samples for bit in table[sample])
    ones = sum(bits)
    return {"most common value": by_value,
            "as bits: most common value": width * most_common_value([ones, len(bits) - ones], len(bits)),
            "as bits: collision": width * collision(bits), "as bits: Markov": width * markov(bits)}


def main():
    width = int(sys.argv[1])
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            samples = file.read()
        if len(samples) < 1000 or max(samples) >> width:
            sys.exit(f"{path}: not 1,000 samples of {width} bits")
        found = estimates(samples, width)
        print(f"{path}: {len(samples)} samples, {len(set(samples))} values")
        for name, value in found.items():
            print(f"  {value:6.3f}  {name}")
        print(f"  {min(found.values()):6.3f}  the least of these, in bits a sample: an upper bound, no assessment")


if __name__ == "__main__":
    main()
