"""Writes the tables of multiples of G that src/ec/base_tables.hpp declares: rows j of 2^(width * stride * j) * (1, 3, 5, ...) G,
affine, the coordinates in the form in which the field holds them. The numbers are made here with nothing but the
integers of Python; tests/ec compares them with what the library's own arithmetic finds."""

import sys

# SP 800-186 section 3.2.1: p, n, the base point, and whether the field is in Montgomery form (R = 2^(64 limbs)).
CURVES = {
    "P256": dict(
        p=2**256 - 2**224 + 2**192 + 2**96 - 1, bits=256, limbs=4, montgomery=True,
        x=0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
        y=0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5),
    "P384": dict(
        p=2**384 - 2**128 - 2**96 + 2**32 - 1, bits=384, limbs=6, montgomery=True,
        x=0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7,
        y=0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f),
    "P521": dict(
        p=2**521 - 1, bits=521, limbs=9, montgomery=False,
        x=0x00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66,
        y=0x011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650),
}
# Width and stride, as in base_tables.hpp (where the compiler checks the sizes that follow).
SHAPES = {"P256": (5, 1), "P384": (4, 5), "P521": (4, 13)}


def add(P, Q, p):
    """P + Q of affine points; the chains below never meet the identity, or P = -Q."""
    (x1, y1), (x2, y2) = P, Q
    if P == Q:
        slope = 3 * (x1 * x1 - 1) * pow(2 * y1, -1, p)
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, p)
    x = (slope * slope - x1 - x2) % p
    return x, (slope * (x1 - x) - y1) % p


def row(G, count, p):
    """G, 3 G, 5 G, ..."""
    points, twice = [G], add(G, G, p)
    while len(points) < count:
        points.append(add(points[-1], twice, p))
    return points


def literal(x, curve):
    if curve["montgomery"]:
        x = x * 2**(64 * curve["limbs"]) % curve["p"]
    return "{" + ", ".join(f"0x{x >> (64 * i) & (2**64 - 1):016x}" for i in range(curve["limbs"])) + "}"


def table(name):
    curve, (width, stride) = CURVES[name], SHAPES[name]
    p, G = curve["p"], (curve["x"], curve["y"])
    rows, count = -(-curve["bits"] // width) // stride + (stride > 1), 2**(width - 1)
    lines = [f"alignas(64) const Affine<Limbs<{curve['limbs']}>> {name}BaseTable::rows[{rows}][{count}] = {{"]
    for j in range(rows):
        lines.append("    {")
        lines += [f"        {{{{{literal(x, curve)}}}, {{{literal(y, curve)}}}}}," for x, y in row(G, count, p)]
        lines.append("    },")
        for _ in range(width * stride):
            G = add(G, G, p)
    return lines + ["};"]


def main():
    lines = ["// Written by cmake/ec_tables.py.", '#include "ec/base_tables.hpp"', "", "namespace cce::ec {", ""]
    for name in CURVES:
        lines += table(name) + [""]
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write("\n".join(lines + ["}  // namespace cce::ec", ""]))


main()
