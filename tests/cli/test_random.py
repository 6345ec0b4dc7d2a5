"""cce random and cce keygen."""

import base64
import os
import re
import stat

import support
from support import DONE, TROUBLE, Case
from terminal import TerminalCase


class Random(Case):
    def test_every_length(self):
        for size in [*range(0, 70), 1000, 48 * 1024 - 1, 48 * 1024, 48 * 1024 + 1, 200_000]:
            if size > 7 and support.EMULATOR and size % 11:
                continue
            with self.subTest(size=size):
                raw = self.run_cce("random", str(size))
                self.check(raw, DONE, stderr=b"")
                self.assertEqual(len(raw.stdout), size)
                hexadecimal = self.run_cce("random", "--hex", str(size))
                self.check(hexadecimal, DONE, stderr=b"")
                self.assertRegex(hexadecimal.stdout, rb"\A[0-9a-f]{%d}\n\Z" % (2 * size))
                text = self.run_cce("random", str(size), "--base64")
                self.check(text, DONE, stderr=b"")
                self.assertRegex(text.stdout, rb"\A[A-Za-z0-9+/]*={0,2}\n\Z")
                decoded = base64.b64decode(text.stdout[:-1], validate=True)
                self.assertEqual(len(decoded), size)
                self.assertEqual(base64.b64encode(decoded) + b"\n", text.stdout)

    def test_not_twice_the_same(self):
        self.assertEqual(len({self.run_cce("random", "16").stdout for _ in range(20)}), 20)
        whole = self.run_cce("random", "160000").stdout
        self.assertEqual(len({whole[i:i + 16] for i in range(0, len(whole), 16)}), 10_000)

    def test_every_value_and_letter_occurs(self):
        self.assertEqual(len(set(self.run_cce("random", "100000").stdout)), 256)
        self.assertEqual(len(set(self.run_cce("random", "99999", "--base64").stdout)), 64 + 1)
        self.assertEqual(len(set(self.run_cce("random", "100000", "--hex").stdout)), 16 + 1)

    def test_refused(self):
        for count in ("", "-1", "+1", "1.5", "1k", " 1", "x", "18446744073709551616", "0x10"):
            with self.subTest(count=count):
                self.refused(self.run_cce("random", "--hex", "--", count), TROUBLE, b"not a number of bytes")
        self.refused(self.run_cce("random", "1", "--hex", "--base64"), TROUBLE, b"not both")
        self.refused(self.run_cce("random"), TROUBLE, b"N is required")
        self.refused(self.run_cce("random", "1", "2"), TROUBLE, b"2")

    def test_full_disk(self):
        for options in (["10"], ["10", "--hex"], ["10", "--base64"], ["10000000"]):
            with open("/dev/full", "wb") as full:
                result = self.run_cce("random", *options, stdout=full)
            self.assertEqual(result.returncode, TROUBLE)
            self.assertEqual(result.stderr, b"cce: standard output: No space left on device\n")


class OnTerminal(TerminalCase):
    def test_only_text_goes_to_a_terminal(self):
        code, shown, rest = self.on_terminal(["random", "10"], "stdout")
        self.assertEqual((code, shown), (TROUBLE, b""))
        self.assertIn(b"--hex and --base64", rest)
        code, shown, _ = self.on_terminal(["random", "10", "--hex"], "stdout")
        self.assertEqual(code, DONE)
        self.assertRegex(shown, rb"\A[0-9a-f]{20}\r\n\Z")


class Keygen(Case):
    def test_a_key(self):
        for mask in (0, 0o022, 0o777):
            name = "key-%03o" % mask
            result = support.subprocess.run(["sh", "-c", 'umask %03o; exec "$@"' % mask, "sh",
                                             *support.command("keygen", "aes", "-o", name)],
                                            capture_output=True, cwd=self.folder, env=support.environment())
            self.check(result, DONE, b"", b"")
            status = os.stat(self.path(name))
            self.assertEqual(stat.S_IMODE(status.st_mode), 0o600)
            self.assertEqual(status.st_size, 32)
        keys = {open(self.path(name), "rb").read() for name in os.listdir(self.folder)}
        self.assertEqual(len(keys), 3)

    def test_never_overwrites(self):
        self.write("key", b"precious")
        os.symlink("nowhere", self.path("dangling"))
        os.symlink("key", self.path("link"))
        for name in ("key", "dangling", "link"):
            self.refused(self.run_cce("keygen", "aes", "-o", name), TROUBLE, name.encode(), b"not overwritten"
                         if name == "key" else b"not a file")
        self.assertEqual(open(self.path("key"), "rb").read(), b"precious")
        self.assertEqual(len(os.listdir(self.folder)), 3)
        self.refused(self.run_cce("keygen", "aes", "-o", "key", "--force"), TROUBLE, b"--force")

    def test_refused(self):
        for arguments, phrase in ((["keygen", "aes"], b"-o FILE is needed"), (["keygen"], b"KIND is required"),
                                  (["keygen", "des", "-o", "k"], b"des: not a kind of key"),
                                  (["keygen", "aes", "-o", "-"], b"a file of its own"),
                                  (["keygen", "aes", "-o", "."], b"Is a directory"),
                                  (["keygen", "aes", "-o", "new/"], b"Is a directory"),
                                  (["keygen", "aes", "-o", ""], b"No such file or directory"),
                                  (["keygen", "aes", "-o", "none/key"], b"none/key: No such file or directory"),
                                  (["keygen", "aes", "-o", "/dev/null"], b"not a file"),
                                  (["keygen", "aes", "-o", "/proc/key"], b"/proc/key: "),
                                  (["keygen", "aes", "-o", "n" * 256], b"File name too long")):
            with self.subTest(arguments=arguments):
                self.refused(self.run_cce(*arguments), TROUBLE, phrase)
                self.assertEqual(os.listdir(self.folder), [])
        self.check(self.run_cce("keygen", "aes", "-o", "n" * 255), DONE)


if __name__ == "__main__":
    support.main()
