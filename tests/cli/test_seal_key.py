"""The key of cce seal and cce open: what is one, what is not, and what is said of it."""

import os

import support
from sealing import SealCase
from streaming_aead import Stream
from support import DONE, TROUBLE


class Key(SealCase):
    def setUp(self):
        super().setUp()
        self.write("in", b"text")

    def with_key(self, content, mode=0o600):
        self.write("other", content)
        os.chmod(self.path("other"), mode)
        return self.run_cce("seal", "-k", "other", "in", "-o", "-")

    def test_every_form(self):
        digits = self.key.hex().encode()
        for content in (self.key, digits, digits.upper(), digits + b"\n", digits + b"\r\n"):
            with self.subTest(size=len(content)):
                result = self.with_key(content)
                self.check(result, DONE, stderr=b"")
                self.assertEqual(Stream(self.key).open(result.stdout), b"text")
        # As raw bytes these end like a line.
        for key in (os.urandom(31) + b"\n", os.urandom(30) + b"\r\n"):
            self.assertEqual(Stream(key).open(self.with_key(key).stdout), b"text")

    def test_what_keygen_makes(self):
        self.check(self.run_cce("keygen", "aes", "-o", "made"), DONE, b"", b"")
        result = self.run_cce("seal", "-k", "made", "in", "-o", "-")
        self.check(result, DONE, stderr=b"")
        self.assertEqual(Stream(self.read("made")).open(result.stdout), b"text")
        self.assertEqual(os.stat(self.path("made")).st_mode & 0o7777, 0o600)

    def test_what_random_prints(self):
        digits = self.run_cce("random", "32", "--hex").stdout
        self.assertEqual(Stream(bytes.fromhex(digits.decode())).open(self.with_key(digits).stdout), b"text")

    def test_from_standard_input(self):
        result = self.run_cce("seal", "-k", "-", "in", "-o", "-", stdin=self.key)
        self.check(result, DONE, stderr=b"")
        self.assertEqual(Stream(self.key).open(result.stdout), b"text")
        for arguments in (["-k", "-", "-"], ["-k", "-", "in", "--aad-file", "-"], ["-k", "key", "-", "--aad-file", "-"]):
            self.refused(self.run_cce("seal", *arguments, "-o", "-", stdin=self.key), TROUBLE, b"standard input can be one")

    def test_what_is_not_a_key(self):
        digits = self.key.hex().encode()
        for content, phrase in ((b"", b"0 bytes"), (self.key[:31], b"31 bytes"), (self.key + b"\n", b"33 bytes"),
                                (self.key[:16], b"16 bytes"), (self.key * 2 + b"x", b"65 bytes"), (digits[:-1], b"63 bytes"),
                                (b" " + digits, b"65 bytes"), (digits + b"\n\n", b"66 bytes"), (digits + b"\r", b"65 bytes"),
                                (digits[:-1] + b"g", b"character 64 is not a hexadecimal digit"),
                                (digits[:32], b"32 hexadecimal digits are a key of 16 bytes"),
                                (digits[:32].upper(), b"a key of 16 bytes"), (bytes((1 << 20) + 1), b"longer than 1 MiB")):
            with self.subTest(phrase=phrase):
                result = self.with_key(content)
                self.refused(result, TROUBLE, b"other: ", phrase)
                self.assertNotIn(digits[:8], result.stderr)
                self.assertNotIn(self.key[:4], result.stderr)

    def test_a_key_that_others_may_read(self):
        for mode in (0o644, 0o604, 0o602, 0o620, 0o666, 0o444):
            with self.subTest(mode=mode):
                result = self.with_key(self.key, mode)
                self.check(result, DONE)
                self.assertEqual(result.stderr, b"cce: warning: other: the key can be read or changed by other users "
                                 b"(mode %04o); chmod 600 keeps it to its owner\n" % mode)
        for mode in (0o600, 0o400, 0o640, 0o440):
            self.check(self.with_key(self.key, mode), DONE, stderr=b"")

    def test_usage(self):
        for arguments, phrase in ((["in", "-o", "out"], b"-k KEY is needed"), (["-k", "key", "in"], b"-o OUT is needed"),
                                  (["-k", "key", "-o", "out"], b"IN is required"),
                                  (["-k", "key", "in", "in", "-o", "out"], b"in"),
                                  (["-k", "key", "in", "-o", "out", "--aad", "a", "--aad-file", "in"], b"not both"),
                                  (["-k", "key", "in", "-o", "-", "--force"], b"--force"),
                                  (["-k", "key", "-k", "key", "in", "-o", "out"], b"--key"),
                                  (["--key-hex", "00" * 32, "in", "-o", "out"], b"--key-hex")):
            for command in ("seal", "open"):
                with self.subTest(arguments=arguments):
                    self.refused(self.run_cce(command, *arguments), TROUBLE, phrase, b"Try 'cce %s --help'" % command.encode())
        self.assertEqual(self.names(), ["in", "key"])


if __name__ == "__main__":
    support.main()
