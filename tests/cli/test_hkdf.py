"""cce hkdf against RFC 5869 as written here in Python."""

import hmac
import os

import support
from support import DONE, TROUBLE, Case


def hkdf(algorithm, salt, ikm, info, length):
    def mac(key, message):
        return hmac.new(key, message, lambda data=b"": support.new_hash(algorithm, data)).digest()

    size = support.new_hash(algorithm).digest_size
    prk = mac(salt or bytes(size), ikm)
    okm, block = b"", b""
    for counter in range(1, -(-length // size) + 1):
        block = mac(prk, block + info + bytes([counter]))
        okm += block
    return okm[:length]


class Hkdf(Case):
    ikm = bytes(range(40))

    def derive(self, algorithm, length, *options, **more):
        return self.run_cce("hkdf", algorithm, "--length", str(length), *options, **more)

    def test_every_algorithm(self):
        for algorithm, size in (("sha224", 28), ("sha256", 32), ("sha384", 48), ("sha512", 64), ("sha512-256", 32)):
            for length in (1, size - 1, size, size + 1, 255 * size):
                with self.subTest(algorithm=algorithm, length=length):
                    expected = hkdf(algorithm, b"salt", self.ikm, b"what for", length)
                    given = ("--ikm-hex", self.ikm.hex(), "--salt-hex", b"salt".hex(), "--info", "what for")
                    self.check(self.derive(algorithm, length, *given), DONE, expected.hex().encode() + b"\n", b"")
                    self.check(self.derive(algorithm, length, *given, "--raw"), DONE, expected, b"")

    def test_from_files(self):
        salt, info = os.urandom(100), os.urandom(50)
        self.write("ikm", self.ikm)
        self.write("salt", salt)
        expected = hkdf("sha256", salt, self.ikm, info, 42)
        more = ("--info-hex", info.hex(), "--raw")
        self.check(self.derive("sha256", 42, "--ikm-file", "ikm", "--salt-file", "salt", *more), DONE, expected, b"")
        self.check(self.derive("sha256", 42, "--ikm-file", "-", "--salt-file", "salt", *more, stdin=self.ikm), DONE,
                   expected, b"")
        self.check(self.derive("sha256", 42, "--ikm-file", "ikm", "--salt-file", "-", *more, stdin=salt), DONE,
                   expected, b"")

    def test_without_salt_and_info(self):
        expected = hkdf("sha256", b"", self.ikm, b"", 32)
        for options in ([], ["--salt-hex", ""], ["--info", ""], ["--info-hex="]):
            self.check(self.derive("sha256", 32, "--ikm-hex", self.ikm.hex(), *options, "--raw"), DONE, expected, b"")

    def test_info_is_taken_as_it_is(self):
        for info in (b"[a,b]", b"-x", b"--raw", b"{}", b"a=b", b"status", b" ", b"\xff\n", b"++", b"'q'"):
            with self.subTest(info=info):
                expected = hkdf("sha256", b"", self.ikm, info, 32)
                self.check(self.derive("sha256", 32, "--ikm-hex", self.ikm.hex(), b"--info=" + info, "--raw"), DONE,
                           expected, b"")

    def test_short_input_key_is_noted(self):
        result = self.derive("sha512", 32, "--ikm-hex", self.ikm[:13].hex(), "--raw")
        self.check(result, DONE, hkdf("sha512", b"", self.ikm[:13], b"", 32))
        self.assertTrue(result.stderr.startswith(b"cce: not an approved service: HKDF-SHA-512"), result.stderr)
        self.check(self.derive("sha512", 32, "--ikm-hex", self.ikm[:14].hex()), DONE, stderr=b"")

    def test_lengths_that_are_refused(self):
        for length in ("0", "8161", "-1", "+1", "1.5", "1e2", "0x20", "", " 32", "32 ", "thirty",
                       "99999999999999999999"):
            with self.subTest(length=length):
                result = self.run_cce("hkdf", "sha256", "--length=" + length, "--ikm-hex", self.ikm.hex())
                self.refused(result, TROUBLE, b"--length", b"from 1 to 8160", b"Try 'cce hkdf --help'")

    def test_what_is_missing_or_doubled(self):
        ikm = ("--ikm-hex", self.ikm.hex())
        self.refused(self.run_cce("hkdf", "sha256", *ikm), TROUBLE, b"--length N is needed")
        self.refused(self.derive("sha256", 32), TROUBLE, b"--ikm-file FILE or --ikm-hex HEX is needed")
        self.refused(self.derive("sha256", 32, *ikm, "--ikm-file", "x"), TROUBLE, b"not both")
        self.refused(self.derive("sha256", 32, *ikm, "--salt-file", "x", "--salt-hex", ""), TROUBLE, b"not both")
        self.refused(self.derive("sha256", 32, *ikm, "--info", "x", "--info-hex", ""), TROUBLE, b"not both")
        self.refused(self.derive("sha256", 32, "--ikm-file", "-", "--salt-file", "-"), TROUBLE, b"both")
        self.refused(self.derive("sha256", 32, *ikm, "stray"), TROUBLE, b"stray")
        self.refused(self.run_cce("hkdf"), TROUBLE, b"ALG")

    def test_values_that_are_refused(self):
        self.refused(self.derive("sha256", 32, "--ikm-hex", "0"), TROUBLE, b"--ikm-hex", b"odd")
        self.refused(self.derive("sha256", 32, "--ikm-hex", "00", "--info-hex", "zz"), TROUBLE, b"--info-hex")
        self.refused(self.derive("sha256", 32, "--ikm-hex", "00", "--salt-hex", "zz"), TROUBLE, b"--salt-hex")
        self.refused(self.derive("sha256", 32, "--ikm-file", "missing"), TROUBLE, b"missing: No such file or directory")
        self.refused(self.derive("md5", 32, "--ikm-hex", "00"), TROUBLE, b"md5", b"not an algorithm")


if __name__ == "__main__":
    support.main()
