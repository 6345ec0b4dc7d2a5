"""cce hmac against Python's hmac, and all the ways to give a key wrongly."""

import hmac
import os

import support
from support import DONE, NOT_VERIFIED, TROUBLE, Case


class Hmac(Case):
    key = b"a key of at least 112 bits"

    def setUp(self):
        super().setUp()
        self.write("key", self.key)
        self.write("file", b"message")

    @staticmethod
    def mac(algorithm, key, message):
        return hmac.new(key, message, lambda data=b"": support.new_hash(algorithm, data)).hexdigest().encode()

    def test_every_algorithm(self):
        self.write("empty")
        self.write("pieces", os.urandom(600_000))
        for algorithm in ("sha224", "sha256", "sha384", "sha512", "sha512-256"):
            for size in (14, 64, 128, 129, 5000):
                with self.subTest(algorithm=algorithm, size=size):
                    key = os.urandom(size)
                    self.write("other-key", key)
                    expected = b""
                    for name in ("file", "empty", "pieces"):
                        with open(self.path(name), "rb") as file:
                            expected += self.mac(algorithm, key, file.read()) + b"  " + name.encode() + b"\n"
                    names = ("file", "empty", "pieces")
                    self.check(self.run_cce("hmac", algorithm, "--key-file", "other-key", *names), DONE, expected, b"")
                    self.check(self.run_cce("hmac", algorithm, *names, "--key-hex", key.hex()), DONE, expected, b"")
                    upper = "--key-hex=" + key.hex().upper()
                    self.check(self.run_cce("hmac", algorithm, upper, *names), DONE, expected, b"")

    def test_standard_input(self):
        expected = self.mac("sha256", self.key, b"message") + b"  -\n"
        self.check(self.run_cce("hmac", "sha256", "--key-file", "key", stdin=b"message"), DONE, expected, b"")
        self.check(self.run_cce("hmac", "sha256", "--key-file", "key", "-", stdin=b"message"), DONE, expected, b"")
        from_stdin = self.run_cce("hmac", "sha256", "--key-file", "-", "file", stdin=self.key)
        self.check(from_stdin, DONE, self.mac("sha256", self.key, b"message") + b"  file\n", b"")

    def test_standard_input_twice(self):
        for files in ([], ["-"], ["file", "-"]):
            self.refused(self.run_cce("hmac", "sha256", "--key-file", "-", *files, stdin=b"x"), TROUBLE,
                         b"both the key and the message")

    def test_odd_name_is_escaped(self):
        self.write(b"new\nline", b"message")
        self.check(self.run_cce("hmac", "sha256", "--key-file", "key", b"new\nline"), DONE,
                   b"\\" + self.mac("sha256", self.key, b"message") + b"  new\\nline\n", b"")

    def test_verify(self):
        for algorithm in ("sha224", "sha256", "sha384", "sha512", "sha512-256"):
            mac = self.mac(algorithm, self.key, b"message").decode()
            with self.subTest(algorithm=algorithm):
                arguments = ("hmac", algorithm, "--key-file", "key", "file", "--verify")
                self.check(self.run_cce(*arguments, mac), DONE, b"file: OK\n", b"")
                self.check(self.run_cce(*arguments, mac.upper()), DONE, b"file: OK\n", b"")
                for at in (0, len(mac) // 2, len(mac) - 1):
                    changed = mac[:at] + ("1" if mac[at] == "0" else "0") + mac[at + 1:]
                    self.check(self.run_cce(*arguments, changed), NOT_VERIFIED, b"file: FAILED\n", b"")

    def test_verify_standard_input(self):
        mac = self.mac("sha256", self.key, b"message")
        self.check(self.run_cce("hmac", "sha256", "--key-file", "key", "--verify", mac, stdin=b"message"), DONE,
                   b"-: OK\n", b"")
        self.check(self.run_cce("hmac", "sha256", "--key-file", "key", "--verify", mac, stdin=b"massage"), NOT_VERIFIED,
                   b"-: FAILED\n", b"")

    def test_verify_takes_the_whole_mac_of_one_file(self):
        mac = self.mac("sha256", self.key, b"message").decode()
        arguments = ("hmac", "sha256", "--key-file", "key", "file", "--verify")
        for bad, phrase in ((mac[:-2], b"31 bytes, but HMAC-SHA-256 has 32"), (mac + "00", b"33 bytes"),
                            ("", b"0 bytes"), (mac[:-1], b"hexadecimal"), (mac[:-1] + "g", b"hexadecimal"),
                            ("0x" + mac, b"hexadecimal")):
            with self.subTest(bad=bad):
                self.refused(self.run_cce(*arguments, bad), TROUBLE, b"--verify", phrase)
        self.refused(self.run_cce(*arguments, mac, "file"), TROUBLE, b"one file at a time")

    def test_verify_a_file_that_cannot_be_read(self):
        mac = self.mac("sha256", self.key, b"")
        result = self.run_cce("hmac", "sha256", "--key-file", "key", "--verify", mac, "missing")
        self.refused(result, TROUBLE, b"missing: No such file or directory")

    def test_short_key_is_noted_once(self):
        self.write("short", self.key[:13])
        result = self.run_cce("hmac", "sha256", "--key-file", "short", "file", "file")
        line = self.mac("sha256", self.key[:13], b"message") + b"  file\n"
        self.check(result, DONE, line + line)
        self.assertTrue(result.stderr.startswith(b"cce: not an approved service: HMAC-SHA-256"), result.stderr)
        self.assertEqual(result.stderr.count(b"\n"), 1)
        self.write("enough", self.key[:14])
        self.check(self.run_cce("hmac", "sha256", "--key-file", "enough", "file"), DONE, stderr=b"")

    def test_empty_key(self):
        line = self.mac("sha256", b"", b"message") + b"  file\n"
        self.write("empty")
        for option in (["--key-hex", ""], ["--key-hex="], ["--key-file", "empty"]):
            with self.subTest(option=option):
                result = self.run_cce("hmac", "sha256", *option, "file")
                self.check(result, DONE, line)
                self.assertIn(b"not an approved service", result.stderr)

    def test_missing_and_doubled_keys(self):
        self.refused(self.run_cce("hmac", "sha256", "file"), TROUBLE, b"--key-file FILE or --key-hex HEX is needed")
        both = ("--key-file", "key", "--key-hex", "00")
        self.refused(self.run_cce("hmac", "sha256", *both, "file"), TROUBLE, b"not both")
        twice = ("--key-hex", "00", "--key-hex", "11")
        self.refused(self.run_cce("hmac", "sha256", *twice, "file"), TROUBLE, b"--key-hex")
        self.refused(self.run_cce("hmac", "sha256", "--key-hex"), TROUBLE, b"--key-hex")

    def test_bad_hex_is_not_repeated_in_the_message(self):
        for bad, phrase in (("deadbeefx", b"character 9 "), ("deadbee", b"odd number of hexadecimal digits (7)"),
                            (" deadbeef", b"character 1 "), ("deadbeef\n", b"character 9 ")):
            with self.subTest(bad=bad):
                result = self.run_cce("hmac", "sha256", "--key-hex", bad, "file")
                self.refused(result, TROUBLE, b"--key-hex", phrase)
                self.assertNotIn(b"deadbee", result.stderr)

    def test_key_files_that_cannot_be_read(self):
        self.refused(self.run_cce("hmac", "sha256", "--key-file", "missing", "file"), TROUBLE,
                     b"missing: No such file or directory")
        self.refused(self.run_cce("hmac", "sha256", "--key-file", ".", "file"), TROUBLE, b".: Is a directory")

    def test_key_file_that_is_too_long(self):
        self.write("longest", bytes(1024 * 1024))
        self.check(self.run_cce("hmac", "sha256", "--key-file", "longest", "file"), DONE, stderr=b"")
        self.write("too-long", bytes(1024 * 1024 + 1))
        self.refused(self.run_cce("hmac", "sha256", "--key-file", "too-long", "file"), TROUBLE, b"too-long", b"1 MiB")
        self.refused(self.run_cce("hmac", "sha256", "--key-file", "/dev/zero", "file"), TROUBLE, b"/dev/zero", b"1 MiB")

    def test_missing_file_and_the_others(self):
        line = self.mac("sha256", self.key, b"message") + b"  file\n"
        self.check(self.run_cce("hmac", "sha256", "--key-file", "key", "file", "missing", "file"), TROUBLE, line + line,
                   b"cce: missing: No such file or directory\n")


if __name__ == "__main__":
    support.main()
