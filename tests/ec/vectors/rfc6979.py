"""Writes rfc6979.txt: deterministic signatures of the keys and messages of RFC 6979, appendices A.2.5 to A.2.7, with each
hash of SHA-2. Plain integers and hashlib; it shares no code with CCE. The values that the RFC prints itself are checked."""

import hashlib
import hmac
import sys

# Curve: p, n, b, G, and the RFC's private key.
CURVES = {
    "P-256": (2**256 - 2**224 + 2**192 + 2**96 - 1,
              0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551,
              (0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
               0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5),
              0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721),
    "P-384": (2**384 - 2**128 - 2**96 + 2**32 - 1,
              0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973,
              (0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7,
               0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f),
              0x6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5),
    "P-521": (2**521 - 1,
              0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409,
              (0x00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66,
               0x011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650),
              0x0fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538),
}
HASHES = {"SHA-224": "sha224", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512", "SHA-512/256": "sha512_256"}
# The first digits of r and of s that the RFC prints.
PRINTED = {
    ("P-256", "SHA-256", "sample"): ("efd48b2aacb6a8fd1140dd9cd45e81d6", "f7cb1c942d657c41d436c7a1b6e29f65"),
    ("P-256", "SHA-224", "sample"): ("53b2fff5d1752b2c689df257c04c40a5", "b9afb64fdc03dc1a131c7d2386d11e34"),
    ("P-256", "SHA-512", "sample"): ("8496a60b5e9b47c825488827e0495b0e", "2362ab1adbe2b8adf9cb9edab740ea60"),
    ("P-256", "SHA-384", "test"): ("83910e8b48bb0c74244ebdf7f07a1c54", "8ddbec54cf8cd5874883841d712142a5"),
    ("P-384", "SHA-384", "sample"): ("94edbb92a5ecb8aad4736e56c691916b", "99ef4aeb15f178cea1fe40db2603138f"),
    ("P-384", "SHA-224", "test"): ("e8c9d0b6ea72a0e7837fea1d14a1a955", "07041d4a7a0379ac7232ff72e6f77b6d"),
    ("P-384", "SHA-512", "test"): ("a0d5d090c9980faf3c2ce57b7ae951d3", "976984e59b4c77b0e8e4460dca3d9f20"),
    ("P-521", "SHA-512", "sample"): ("0c328fafcbd79dd77850370c46325d98", "0617cce7cf5064806c467f678d3b4080"),
    ("P-521", "SHA-224", "sample"): ("1776331cfcdf927d666e032e00cf7761", "050cb5265417fe2320bbb5a122b8e1a3"),
    ("P-521", "SHA-256", "test"): ("00e871c4a14f993c6c7369501900c4bc", "0cd52dbaa33b063c3a6cd8058a1fb0a4"),
}


def add(P, Q, p):
    if P is None or Q is None:
        return P or Q
    if P[0] == Q[0] and (P[1] + Q[1]) % p == 0:
        return None
    slope = (3 * P[0] ** 2 - 3) * pow(2 * P[1], -1, p) if P == Q else (Q[1] - P[1]) * pow(Q[0] - P[0], -1, p)
    x = (slope * slope - P[0] - Q[0]) % p
    return x, (slope * (P[0] - x) - P[1]) % p


def multiply(k, P, p):
    R = None
    while k:
        if k & 1:
            R = add(R, P, p)
        P, k = add(P, P, p), k >> 1
    return R


def digest(name, message):
    return hashlib.new(name, message).digest()


def mac(name, key, message):
    return hmac.new(key, message, name).digest()


def nonce(n, x, name, h1):
    """RFC 6979, section 3.2."""
    qlen, rlen = n.bit_length(), (n.bit_length() + 7) // 8

    def bits2int(b):
        return int.from_bytes(b, "big") >> max(0, 8 * len(b) - qlen)

    size = len(h1)
    key, value = bytes(size), b"\x01" * size
    seed = x.to_bytes(rlen, "big") + (bits2int(h1) % n).to_bytes(rlen, "big")
    for separator in (b"\0", b"\1"):
        key = mac(name, key, value + separator + seed)
        value = mac(name, key, value)
    while True:
        t = b""
        while 8 * len(t) < qlen:
            value = mac(name, key, value)
            t += value
        k = bits2int(t)
        if 1 <= k < n:
            return k
        key = mac(name, key, value + b"\0")
        value = mac(name, key, value)


def main():
    out = ["# curve | private key | hash | message | k | r | s: see rfc6979.py, which wrote this"]
    checked = 0
    for curve, (p, n, G, x) in CURVES.items():
        digits = 2 * ((n.bit_length() + 7) // 8)
        for label, name in HASHES.items():
            for message in ("sample", "test"):
                h1 = digest(name, message.encode())
                k = nonce(n, x, name, h1)
                e = int.from_bytes(h1, "big") >> max(0, 8 * len(h1) - n.bit_length())
                r = multiply(k, G, p)[0] % n
                s = pow(k, -1, n) * (e + r * x) % n
                if (curve, label, message) in PRINTED:
                    cut = 1 if curve == "P-521" else 0  # the RFC leaves out a leading zero digit there
                    printed = PRINTED[curve, label, message]
                    assert (f"{r:0{digits}x}"[cut:].startswith(printed[0]) and
                            f"{s:0{digits}x}"[cut:].startswith(printed[1])), (curve, label, message)
                    checked += 1
                out.append(" ".join([curve, f"{x:0{digits}x}", label, message] +
                                    [f"{v:0{digits}x}" for v in (k, r, s)]))
    assert checked == len(PRINTED)
    with open(sys.argv[1], "w", encoding="ascii") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
