"""P-256, P-384 and P-521, ECDSA and ECDH in a few lines of Python over its integers, for ec_vectors.py: written from the
standards, slow, in no constant time, and sharing nothing with CCE."""
import hashlib
import hmac
from dataclasses import dataclass


@dataclass(frozen=True)
class Curve:
    """y^2 = x^3 - 3x + b mod p, of order n (SP 800-186 section 3.2.1). None is the identity."""
    name: str
    p: int
    n: int
    b: int
    g: tuple

    @property
    def size(self):
        return (self.p.bit_length() + 7) // 8

    def is_on(self, point):
        x, y = point
        return (y * y - x * x * x + 3 * x - self.b) % self.p == 0

    def add(self, a, b):
        if a is None or b is None:
            return b if a is None else a
        if a[0] == b[0] and (a[1] + b[1]) % self.p == 0:
            return None
        if a == b:
            slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, self.p)
        else:
            slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, self.p)
        x = (slope * slope - a[0] - b[0]) % self.p
        return x, (slope * (a[0] - x) - a[1]) % self.p

    def multiply(self, k, point=None):
        product, addend = None, point or self.g
        while k:
            product, addend, k = self.add(product, addend) if k & 1 else product, self.add(addend, addend), k >> 1
        return product

    def hashed(self, digest):
        """FIPS 186-5 section 6.4.1, step 2."""
        return int.from_bytes(digest, "big") >> max(0, 8 * len(digest) - self.n.bit_length())

    def sign(self, d, digest, k):
        r = self.multiply(k)[0] % self.n
        return r, pow(k, -1, self.n) * (self.hashed(digest) + r * d) % self.n

    def deterministic_k(self, d, digest, function):
        """RFC 6979 section 3.2."""
        length = (self.n.bit_length() + 7) // 8
        seed = d.to_bytes(length, "big") + (self.hashed(digest) % self.n).to_bytes(length, "big")
        size = hashlib.new(function).digest_size
        key, value = bytes(size), b"\1" * size
        mac = lambda data: hmac.new(key, data, function).digest()
        for octet in b"\0\1":
            key = mac(value + bytes([octet]) + seed)
            value = mac(value)
        while True:
            bits = b""
            while 8 * len(bits) < self.n.bit_length():
                value = mac(value)
                bits += value
            k = self.hashed(bits)
            if 0 < k < self.n:
                return k
            key = mac(value + b"\0")
            value = mac(value)


def _curve(name, p, n, b, x, y):
    curve = Curve(name, p, int(n, 16), int(b, 16), (int(x, 16), int(y, 16)))
    assert curve.is_on(curve.g) and curve.multiply(curve.n) is None
    return curve


P256 = _curve("P-256", 2**256 - 2**224 + 2**192 + 2**96 - 1,
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
P384 = _curve("P-384", 2**384 - 2**128 - 2**96 + 2**32 - 1,
    "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
    "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
    "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f")
P521 = _curve("P-521", 2**521 - 1,
    "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03"
    "bb5c9b8899c47aebb6fb71e91386409",
    "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf0735"
    "73df883d2c34f1ef451fd46b503f00",
    "c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de33"
    "48b3c1856a429bf97e7e31c2e5bd66",
    "11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad07613"
    "53c7086a272c24088be94769fd16650")
CURVES = (P256, P384, P521)
