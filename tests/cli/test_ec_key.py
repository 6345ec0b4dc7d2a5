"""cce keygen p256, p384 and p521, cce pubkey, and what is said of files that are no such keys."""

import base64
import os
import re
import subprocess

import support
from curves import CURVES, CurveCase, flipped
from support import DONE, TROUBLE


def block(label, der):
    text = base64.b64encode(der).decode()
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""]).encode()


def der_of(pem):
    return base64.b64decode(b"".join(pem.split(b"\n")[1:-2]))


class Keygen(CurveCase):
    def test_a_key(self):
        for curve, _, _, size in CURVES:
            for mask in (0, 0o777):
                name = "%s-%03o" % (curve, mask)
                result = subprocess.run(["sh", "-c", 'umask %03o; exec "$@"' % mask, "sh",
                                         *support.command("keygen", curve, "-o", name)],
                                        capture_output=True, cwd=self.folder, env=support.environment())
                self.check(result, DONE, b"", b"")
                self.assertEqual(self.mode(name), 0o600)
                pem = self.read(name)
                self.assertRegex(pem, rb"\A-----BEGIN PRIVATE KEY-----\n([A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]+={0,2}\n"
                                      rb"-----END PRIVATE KEY-----\n\Z")
                self.assertEqual(block("PRIVATE KEY", der_of(pem)), pem)
        self.assertEqual(len({self.read(name) for name in os.listdir(self.folder)}), 6)

    def test_never_overwrites(self):
        self.write("key", b"precious")
        self.refused(self.run_cce("keygen", "p256", "-o", "key"), TROUBLE, b"key: exists already", b"not overwritten")
        self.assertEqual(self.read("key"), b"precious")
        self.assertEqual(os.listdir(self.folder), [b"key"])

    def test_refused(self):
        for arguments, phrase in ((["p256"], b"-o FILE is needed"), (["p224", "-o", "k"], b"p224: not a kind of key; known are"),
                                  (["P256", "-o", "k"], b"not a kind of key"), (["p256", "-o", "-"], b"a file of its own")):
            self.refused(self.run_cce("keygen", *arguments), TROUBLE, phrase)
        self.assertEqual(os.listdir(self.folder), [])


class Pubkey(CurveCase):
    def test_every_curve(self):
        for curve, _, _, size in CURVES:
            self.keygen(curve, curve)
            pem = self.run_cce("pubkey", curve)
            self.check(pem, DONE, stderr=b"")
            self.assertTrue(pem.stdout.startswith(b"-----BEGIN PUBLIC KEY-----\n"))
            self.assertIn(b"\4", der_of(pem.stdout)[-2 * size - 1:][:1])
            self.check(self.run_cce("pubkey", curve, "-o", "to-file"), DONE, b"", b"")
            self.assertEqual(self.read("to-file"), pem.stdout)
            # Of a public key, of DER, and of standard input it is the same.
            for content in (self.read(curve), der_of(self.read(curve)), pem.stdout, der_of(pem.stdout)):
                self.check(self.run_cce("pubkey", "-", stdin=content), DONE, pem.stdout, b"")
            self.refused(self.run_cce("pubkey", curve, "-o", "to-file"), TROUBLE, b"to-file: exists already")
            os.unlink(self.path("to-file"))

    def test_line_ends_and_text_around(self):
        self.keygen()
        public = self.run_cce("pubkey", "key").stdout
        for content in (self.read("key").replace(b"\n", b"\r\n"), b"Bag Attributes\n" + self.read("key"), self.read("key").rstrip(b"\n")):
            self.check(self.run_cce("pubkey", "-", stdin=content), DONE, public, b"")

    def test_permissions(self):
        self.keygen()
        self.pubkey()
        os.chmod(self.path("key"), 0o644)
        os.chmod(self.path("pub"), 0o666)
        for command in (["pubkey", "key"], ["sign", "-k", "key", "pub"]):
            result = self.run_cce(*command)
            self.check(result, DONE)
            self.assertIn(b"cce: warning: key: the key can be read or changed by other users (mode 0644)", result.stderr)
        self.check(self.run_cce("pubkey", "pub"), DONE, stderr=b"")


class NoKeys(CurveCase):
    def setUp(self):
        super().setUp()
        self.keygen()
        self.pubkey()
        self.private, self.public = self.read("key"), self.read("pub")
        self.write("file", b"text")
        self.write("sig", self.sign("file"))

    def refused_everywhere(self, content, *phrases):
        self.write("other", content)
        os.chmod(self.path("other"), 0o600)
        for command in (["pubkey", "other"], ["sign", "-k", "other", "file"], ["verify", "-k", "other", "-s", "sig", "file"]):
            self.refused(self.run_cce(*command), TROUBLE, b"other: ", *phrases)

    def test_what_is_no_key(self):
        der, step = der_of(self.private), 40 if support.EMULATOR else 11
        for content in (b"", b"text", b"\n", bytes(100), der[:-1], der + b"\0", self.private * 2,
                        self.public * 2, self.private.replace(b"END PRIVATE", b"END PUBLIC"),
                        block("PUBLIC KEY", der), block("PRIVATE KEY", b""),
                        *(self.private[:at] for at in range(0, len(self.private) - 2, step))):
            with self.subTest(content=content[:40]):
                self.refused_everywhere(content, b"in PEM or DER")

        for content in (self.public + self.private, self.private + self.public):
            self.refused_everywhere(content, b"not a")
        # Where a private key has its version, an encrypted one and a public one have another thing.
        self.refused_everywhere(block("PRIVATE KEY", der_of(self.public)), b"it is encrypted, of another kind")

    def test_every_byte_of_a_key_matters(self):
        """Whatever becomes of a byte, the file is no key, or another one: never a failure of another kind."""
        der = der_of(self.private)
        for at in range(0, len(der), 25 if support.EMULATOR else 5):
            result = self.run_cce("pubkey", "-", stdin=flipped(der, at, at % 8))
            self.assertEqual(result.returncode, TROUBLE, (at, result.stdout))
            self.assertIn(b"standard input: not a", result.stderr)

    def test_large_and_endless(self):
        self.refused_everywhere(bytes((1 << 20) + 1), b"longer than 1 MiB")
        self.refused(self.run_cce("pubkey", "/dev/zero"), TROUBLE, b"/dev/zero: longer than 1 MiB")

    def test_keys_do_not_show_in_messages(self):
        body = self.private.split(b"\n")[1]
        self.write("other", self.private.replace(b"END PRIVATE", b"END PUBLIC"))
        self.assertNotIn(body[:16], self.run_cce("pubkey", "other").stderr)

    def test_encrypted(self):
        for kind in ("key", "traditional"):
            more = ["-traditional"] if kind == "traditional" else []
            self.openssl("pkey", "-in", "key", *more, "-aes256", "-passout", "pass:secret", "-out", "encrypted")
            text = self.read("encrypted")
            self.assertIn(b"ENCRYPTED", text)
            self.refused_everywhere(text, b"the key is encrypted; 'openssl pkey -in ")
            os.unlink(self.path("encrypted"))

    def test_other_kinds(self):
        for arguments in (["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"], ["-algorithm", "ED25519"],
                          ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"],
                          ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit"]):
            self.openssl("genpkey", *arguments, "-out", "kind")
            for content in (self.read("kind"), self.openssl("pkey", "-in", "kind", "-pubout"),
                            self.openssl("pkey", "-in", "kind", "-pubout", "-outform", "DER"), der_of(self.read("kind"))):
                with self.subTest(arguments=arguments):
                    self.refused_everywhere(content, b"not a key on P-256, P-384 or P-521")
            os.unlink(self.path("kind"))

    def test_certificates(self):
        self.openssl("req", "-new", "-x509", "-key", "key", "-subj", "/CN=test", "-out", "certificate")
        self.refused_everywhere(self.read("certificate"), b"a certificate; 'openssl x509 -in ")


class NotOperational(CurveCase):
    def test_refusals_of_the_module(self):
        """They are not blamed on the file, and nothing is left at the name of an output."""
        self.write("file", b"text")
        self.write("key", b"-----BEGIN PRIVATE KEY-----")
        os.chmod(self.path("key"), 0o600)
        for scene in ("error", "degraded", "zeroized", "fails-midway"):
            env = support.environment(CCE_STAND_IN=scene, LD_LIBRARY_PATH=support.STAND_IN)
            for arguments in (["keygen", "p384", "-o", "new"], ["pubkey", "key"], ["pubkey", "key", "-o", "new"],
                              ["sign", "-k", "key", "file", "-o", "new"], ["sign", "-k", "key", "file", "--deterministic"],
                              ["verify", "-k", "key", "-s", "key", "file"], ["verify", "-k", "file", "-s", "key", "file"]):
                with self.subTest(scene=scene, arguments=arguments):
                    self.refused(self.run_cce(*arguments, env=env), support.NOT_OPERATIONAL, b"'cce status' tells more")
        self.assertEqual(sorted(os.listdir(self.folder)), [b"file", b"key"])


if __name__ == "__main__":
    support.main()
