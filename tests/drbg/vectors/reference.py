#!/usr/bin/env python3
"""A second implementation of CTR_DRBG (AES-256, derivation function) and HMAC_DRBG, written from SP 800-90A Rev. 1, and
cases that NIST's files do not have: every length of request around the block sizes, odd lengths of every input, HMAC_DRBG
with a reseed, many calls in a row. The same each time it is run.

usage: reference.py > reference.txt      needs python3-cryptography, for AES alone
"""

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KEYLEN, OUTLEN = 32, 16
SEEDLEN = KEYLEN + OUTLEN


def encrypt(key, block):
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(block)


def xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def bcc(key, data):  # 10.3.3
    chaining = bytes(OUTLEN)
    for i in range(0, len(data), OUTLEN):
        chaining = encrypt(key, xor(chaining, data[i : i + OUTLEN]))
    return chaining


def block_cipher_df(text, size):  # 10.3.2
    s = len(text).to_bytes(4, "big") + size.to_bytes(4, "big") + text + b"\x80"
    s += bytes(-len(s) % OUTLEN)
    key, temp, i = bytes(range(KEYLEN)), b"", 0
    while len(temp) < SEEDLEN:
        temp += bcc(key, i.to_bytes(4, "big") + bytes(OUTLEN - 4) + s)
        i += 1
    key, x, out = temp[:KEYLEN], temp[KEYLEN:SEEDLEN], b""
    while len(out) < size:
        x = encrypt(key, x)
        out += x
    return out[:size]


class CtrDrbg:  # 10.2.1
    def __init__(self, entropy, nonce, personalization):
        self.key, self.v = bytes(KEYLEN), 0
        self.update(block_cipher_df(entropy + nonce + personalization, SEEDLEN))

    def next_block(self):
        self.v = (self.v + 1) % 2**128
        return encrypt(self.key, self.v.to_bytes(OUTLEN, "big"))

    def update(self, provided):
        temp = xor(b"".join(self.next_block() for _ in range(3)), provided)
        self.key, self.v = temp[:KEYLEN], int.from_bytes(temp[KEYLEN:], "big")

    def reseed(self, entropy, additional):
        self.update(block_cipher_df(entropy + additional, SEEDLEN))

    def generate(self, size, additional):
        if additional:
            additional = block_cipher_df(additional, SEEDLEN)
            self.update(additional)
        out = b"".join(self.next_block() for _ in range(-(-size // OUTLEN)))
        self.update(additional or bytes(SEEDLEN))
        return out[:size]


class HmacDrbg:  # 10.1.2
    def __init__(self, digest, entropy, nonce, personalization):
        self.digest = digest
        size = hashlib.new(digest).digest_size
        self.key, self.v = bytes(size), b"\x01" * size
        self.update(entropy + nonce + personalization)

    def mac(self, data):
        return hmac.new(self.key, data, self.digest).digest()

    def update(self, provided):
        for separator in (b"\x00", b"\x01"):
            self.key = self.mac(self.v + separator + provided)
            self.v = self.mac(self.v)
            if not provided:
                return

    def reseed(self, entropy, additional):
        self.update(entropy + additional)

    def generate(self, size, additional):
        if additional:
            self.update(additional)
        out = b""
        while len(out) < size:
            self.v = self.mac(self.v)
            out += self.v
        self.update(additional)
        return out[:size]


class Inputs:
    """Bytes that are the same each time."""

    def __init__(self, name):
        self.name, self.count = name, 0

    def take(self, size):
        self.count += 1
        return hashlib.shake_128(f"{self.name} {self.count}".encode()).digest(size)


def text(data):
    return data.hex() or "-"


def case(name, make, inputs, sizes, reseed_after):
    entropy, nonce = inputs.take(32 + inputs.count % 97), inputs.take(16 + inputs.count % 31)
    personalization = inputs.take(inputs.count % 41)
    generator = make(entropy, nonce, personalization)
    print(f"I {text(entropy)} {text(nonce)} {text(personalization)}")
    for i, size in enumerate(sizes):
        if i in reseed_after:
            entropy, additional = inputs.take(32 + inputs.count % 113), inputs.take(inputs.count * 7 % 67)
            generator.reseed(entropy, additional)
            print(f"R {text(entropy)} {text(additional)}")
        additional = inputs.take(inputs.count % 3 * (inputs.count % 59))
        print(f"O {text(generator.generate(size, additional))} {text(additional)}")


def main():
    for name, digest in (("ctr-aes256", None), ("hmac-sha256", "sha256"), ("hmac-sha384", "sha384"), ("hmac-sha512", "sha512")):
        make = CtrDrbg if digest is None else lambda e, n, p, d=digest: HmacDrbg(d, e, n, p)
        inputs = Inputs(name)
        print(f"M {name}")
        case(name, make, inputs, range(1, 150), {50, 51, 100})
        case(name, make, inputs, (255, 256, 257, 511, 512, 513, 1023, 1024, 1100, 2049), {1, 4})
        for i in range(24):
            case(name, make, inputs, (16 * i + 1, 48), {i % 3})


main()
