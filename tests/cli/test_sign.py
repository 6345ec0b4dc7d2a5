"""cce sign and cce verify: what is signed verifies, and nothing else does."""

import os
import resource

import support
from curves import CURVES, HASHES, CurveCase, flipped
from support import DONE, NOT_VERIFIED, TROUBLE
from terminal import TerminalCase

# Orders of the curves, for signatures with r or s out of range.
N256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551


class Signatures(CurveCase):
    def test_every_curve_and_hash(self):
        self.write("file", b"some text\n")
        for curve, _, usual, size in CURVES:
            self.keygen(curve, curve)
            self.pubkey(curve, curve + ".pub")
            for name in HASHES:
                for more in ([], ["--raw"], ["--deterministic"]):
                    with self.subTest(curve=curve, hash=name, more=more):
                        raw = ["--raw"] if "--raw" in more else []
                        signature = self.write("sig", self.sign("--hash", name, *more, "file", key=curve))
                        if raw:
                            self.assertEqual(len(self.read("sig")), 2 * size)
                        self.verify("--hash", name, *raw, "file", key=curve + ".pub")
                        if name != usual:
                            self.verify(*raw, "file", key=curve + ".pub", code=NOT_VERIFIED)
            # The usual hash is the one that goes with the curve.
            self.write("sig", self.sign("file", key=curve))
            self.verify("--hash", usual, "file", key=curve + ".pub")

    def test_random_and_deterministic(self):
        self.keygen()
        self.write("file", b"text")
        self.assertEqual(len({self.sign("file") for _ in range(5)}), 5)
        for more in ([], ["--raw"]):
            self.assertEqual(len({self.sign("file", "--deterministic", *more) for _ in range(3)}), 1)
        self.assertNotEqual(self.sign("file", "--deterministic"), self.sign("file", "--deterministic", "--hash", "sha512"))

    def test_rfc6979(self):
        """Appendix A.2.5: the key, "sample", SHA-256."""
        d = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"
        der = "303102010104" "20" + d + "a00a06082a8648ce3d030107"
        self.write("key", bytes.fromhex(der))
        os.chmod(self.path("key"), 0o600)
        self.write("file", b"sample")
        self.assertEqual(self.sign("file", "--deterministic", "--raw").hex().upper(),
                         "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                         "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")

    def test_files_and_streams(self):
        self.keygen()
        self.pubkey()
        for content in (b"", b"x", os.urandom(1000), os.urandom(300_000)):
            with self.subTest(size=len(content)):
                self.write("file", content)
                result = self.run_cce("sign", "--key", "key", "file", "-o", "made")
                self.check(result, DONE, b"", b"")
                self.verify("file", signature="made")
                self.verify("file", key="key", signature="made")
                self.verify("-", signature="made", stdin=content, name=b"-")
                self.verify("file", signature="-", stdin=self.read("made"))
                self.verify("file", key="-", signature="made", stdin=self.read("pub"))
                self.write("sig", self.sign("-", stdin=content))
                self.verify("file")
                self.write("sig", self.sign("file", key="-", stdin=self.read("key")))
                self.verify("file")
                self.write("sig", self.sign("-", "--deterministic", stdin=content))
                self.verify("file")
                os.unlink(self.path("made"))

    def test_names(self):
        self.keygen()
        self.pubkey()
        name = b"a\nb"
        self.write(name, b"text")
        self.write("sig", self.sign(name))
        self.verify(name, name=b"\\a\\nb")
        self.write("-k", b"text")
        self.verify("--", "-k", name=b"-k")


class Refused(CurveCase):
    def setUp(self):
        super().setUp()
        self.keygen()
        self.pubkey()
        self.content = b"the text that is signed"
        self.write("file", self.content)
        self.write("sig", self.sign("file"))
        self.write("raw", self.sign("file", "--raw"))

    def test_any_bit_of_the_file(self):
        for at in range(0, len(self.content), 5):
            self.write("file", flipped(self.content, at, at % 8))
            self.verify("file", code=NOT_VERIFIED)
        for other in (b"", self.content[:-1], self.content + b"\0"):
            self.write("file", other)
            self.verify("file", code=NOT_VERIFIED)

    def test_any_bit_of_the_signature(self):
        for name, more in (("sig", []), ("raw", ["--raw"])):
            whole = self.read(name)
            step = 9 if support.EMULATOR else 3
            for at in range(0, len(whole), step):
                self.write("other", flipped(whole, at, at % 8))
                self.verify("file", *more, signature="other", code=NOT_VERIFIED)
            for other in (b"", whole[:-1], whole + b"\0", whole * 2, bytes(len(whole)), b"\xff" * len(whole), bytes(70_000)):
                self.write("other", other)
                self.verify("file", *more, signature="other", code=NOT_VERIFIED)

    def test_numbers_out_of_range(self):
        raw = self.read("raw")
        zero, order, order_more = bytes(32), N256.to_bytes(32, "big"), b"\xff" * 32
        for wrong in (zero, order, order_more):
            for other in (wrong + raw[32:], raw[:32] + wrong):
                self.write("other", other)
                self.verify("file", "--raw", signature="other", code=NOT_VERIFIED)

    def test_the_other_format(self):
        self.verify("file", "--raw", code=NOT_VERIFIED)
        self.verify("file", signature="raw", code=NOT_VERIFIED)

    def test_another_key(self):
        for curve in ("p256", "p384", "p521"):
            self.keygen(curve, "other-" + curve)
            self.pubkey("other-" + curve, "pub-" + curve)
            self.verify("file", "--hash", "sha256", key="pub-" + curve, code=NOT_VERIFIED)

    def test_usage(self):
        for arguments, phrase in (
                (["sign", "file"], b"-k KEY is needed"), (["sign", "-k", "key"], b"FILE is required"),
                (["sign", "-k", "-", "-"], b"standard input cannot be both"),
                (["sign", "-k", "key", "file", "file"], b"file"),
                (["sign", "-k", "key", "--hash", "sha1", "file"], b"sha1: not an algorithm"),
                (["sign", "-k", "key", "--hash", "", "file"], b"not an algorithm"),
                (["sign", "-k", "key", "none"], b"none: No such file"), (["sign", "-k", "none", "file"], b"none: No such file"),
                (["sign", "-k", "key", "."], b".: Is a directory"), (["sign", "-k", ".", "file"], b".: Is a directory"),
                (["sign", "-k", "key", "file", "-o", "none/sig"], b"none/sig: No such file"),
                (["sign", "-k", "key", "file", "-o", "sig"], b"sig: exists already"),
                (["sign", "-k", "key", "file", "-o", "file"], b"file: exists already"),
                (["sign", "-k", "pub", "file"], b"pub: a public key"),
                (["verify", "file"], b"-k KEY is needed"), (["verify", "-k", "pub", "file"], b"-s SIGNATURE is needed"),
                (["verify", "-k", "pub", "-s", "sig"], b"FILE is required"),
                (["verify", "-k", "-", "-s", "-", "file"], b"standard input can be one"),
                (["verify", "-k", "pub", "-s", "-", "-"], b"standard input can be one"),
                (["verify", "-k", "pub", "-s", "none", "file"], b"none: No such file"),
                (["verify", "-k", "pub", "-s", "sig", "none"], b"none: No such file"),
                (["verify", "-k", "none", "-s", "sig", "file"], b"none: No such file"),
                (["verify", "-k", "pub", "-s", "sig", "file", "--deterministic"], b"--deterministic"),
                (["verify", "-k", "file", "-s", "sig", "file"], b"file: not a key in PEM or DER"),
                (["verify", "-k", "pub", "-s", "/dev/zero", "file"], b"/dev/zero: longer than 1 MiB")):
            with self.subTest(arguments=arguments):
                self.refused(self.run_cce(*arguments), TROUBLE, phrase)
        self.assertEqual(self.read("file"), self.content)
        self.assertEqual(sorted(os.listdir(self.folder)), [b"file", b"key", b"pub", b"raw", b"sig"])

    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            result = self.run_cce("sign", "-k", "key", "file", stdout=full)
        self.assertEqual((result.returncode, result.stderr), (TROUBLE, b"cce: standard output: No space left on device\n"))


class Large(CurveCase):
    def test_memory_does_not_grow_with_the_file(self):
        size = 200 << 20
        self.keygen()
        self.pubkey()
        with open(self.path("large"), "wb") as file:
            file.truncate(size)
        for how in ([], ["--deterministic"]):
            self.check(self.run_cce("sign", "-k", "key", "large", "-o", "sig", *how), DONE, b"", b"")
            self.verify("large", name=b"large")
            os.rename(self.path("sig"), self.path("last"))
        os.rename(self.path("last"), self.path("sig"))
        # KiB, of all children so far; the tool needs some 6 MiB, and a sanitizer or an emulator its own.
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, size >> 10)
        with open(self.path("large"), "r+b") as file:
            file.seek(size - 1)
            file.write(b"\1")
        self.verify("large", name=b"large", code=NOT_VERIFIED)


class OnTerminal(TerminalCase):
    def test_no_signature_on_a_terminal(self):
        self.check(support.cce("keygen", "p256", "-o", "key", cwd=self.folder), DONE)
        self.write("file", b"text")
        code, shown, rest = self.on_terminal(["sign", "-k", "key", "file"], "stdout")
        self.assertEqual((code, shown), (TROUBLE, b""))
        self.assertIn(b"disturb the terminal", rest)


if __name__ == "__main__":
    support.main()
