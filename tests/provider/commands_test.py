"""The `openssl` command with CCE and `base` as its only providers; each command again with a tampered library, and it fails."""

import os
import shutil
import subprocess
import unittest

from programs import CURVES, DEFAULT, LIBRARY, OPENSSL, PREFERRED, STRICT, VERSION, Programs, openssl, run


class Commands(Programs):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with open(cls.path("message"), "wb") as file:
            file.write(bytes(range(256)) * 400)

    def both(self, *arguments):
        """With CCE, where it must succeed, and fail when tampered with; and by OpenSSL's default provider, to compare."""
        ours = openssl(*arguments)
        self.assertEqual(ours, openssl(*arguments, configuration=DEFAULT), arguments)
        self.check_fails_when_tampered(*arguments)
        return ours

    def same(self, *arguments):
        """As `both`, for what reads and writes and computes nothing: OpenSSL does that alone, CCE there or not."""
        self.assertEqual(openssl(*arguments), openssl(*arguments, configuration=DEFAULT), arguments)

    def cce(self, *arguments):
        """With CCE, where it must succeed, and fail when tampered with."""
        self.check_fails_when_tampered(*arguments)
        return openssl(*arguments)

    def test_dgst(self):
        for name in ("sha224", "sha256", "sha384", "sha512", "sha512-256"):
            self.both("dgst", f"-{name}", self.path("message"))
        self.both("dgst", "-sha384", "-hmac", "a key of 14 by", self.path("message"))
        self.assertNotEqual(run(OPENSSL, "dgst", "-sha1", self.path("message")).returncode, 0)

    def test_dgst_signs(self):
        for curve in CURVES:
            key, public, signature = self.path(f"{curve}.key"), self.path("public"), self.path("signature")
            openssl("pkey", "-in", key, "-pubout", "-out", public)
            self.cce("dgst", "-sha512", "-sign", key, "-out", signature, self.path("message"))
            self.both("dgst", "-sha512", "-verify", public, "-signature", signature, self.path("message"))
            openssl("dgst", "-sha384", "-sign", key, "-out", signature, self.path("message"), configuration=DEFAULT)
            self.both("dgst", "-sha384", "-verify", public, "-signature", signature, self.path("message"))
            refused = run(OPENSSL, "dgst", "-sha256", "-verify", public, "-signature", signature, self.path("message"))
            self.assertNotEqual(refused.returncode, 0)

    def test_pkey(self):
        for curve in CURVES:
            key = self.path(f"{curve}.key")
            self.same("pkey", "-in", key, "-text")
            self.same("pkey", "-in", key, "-pubout")
            self.both("pkey", "-in", key, "-check", "-noout")
            self.same("pkey", "-in", key, "-traditional")
            self.same("pkey", "-in", key, "-pubout", "-ec_conv_form", "uncompressed")
            made = self.path("made.key")
            self.cce("genpkey", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{curve}", "-out", made)
            openssl("pkey", "-in", made, "-check", "-noout", configuration=DEFAULT)
            public = self.path("public")
            openssl("pkey", "-in", made, "-pubout", "-out", public)
            self.both("pkeyutl", "-derive", "-inkey", key, "-peerkey", public)
            self.both("pkeyutl", "-derive", "-inkey", key, "-peerkey", public, "-pkeyopt", "kdf-type:X963KDF", "-pkeyopt",
                      "kdf-digest:SHA384", "-pkeyopt", "kdf-outlen:100", "-pkeyopt", "hexkdf-ukm:0badcafe")

    def test_ecparam(self):
        for curve, name in CURVES.items():
            made = self.path("made.key")
            self.cce("ecparam", "-name", name, "-genkey", "-noout", "-out", made)
            self.assertIn(curve.encode(), openssl("pkey", "-in", made, "-text", configuration=DEFAULT))
        self.assertNotEqual(run(OPENSSL, "ecparam", "-name", "secp224r1", "-genkey", "-noout").returncode, 0)

    def test_derivations_in_the_place_of_agreements(self):
        secret = "hexkey:" + "0123456789abcdef" * 4
        self.both("pkeyutl", "-kdf", "HKDF", "-kdflen", "48", "-pkeyopt", "md:SHA2-256", "-pkeyopt", secret, "-pkeyopt",
                  "hexsalt:00112233", "-pkeyopt", "hexinfo:aabbcc")
        self.both("pkeyutl", "-kdf", "TLS1-PRF", "-kdflen", "48", "-pkeyopt", "md:SHA2-384", "-pkeyopt",
                  "hexsecret:" + "0123456789abcdef" * 4, "-pkeyopt", "seed:extended master secret", "-pkeyopt", "hexseed:0a0b0c")

    def test_rand_kdf_mac(self):
        self.assertNotEqual(self.cce("rand", "-hex", "32"), openssl("rand", "-hex", "32"))
        self.assertEqual(len(openssl("rand", "100000")), 100000)
        self.both("kdf", "-keylen", "40", "-kdfopt", "digest:SHA2-256", "-kdfopt", "key:a secret of 16 b", "-kdfopt",
                  "salt:salt", "-kdfopt", "info:label", "HKDF")
        self.both("kdf", "-keylen", "40", "-kdfopt", "digest:SHA2-384", "-kdfopt", "secret:a secret of 16 b", "-kdfopt",
                  "seed:seed", "TLS1-PRF")
        self.both("kdf", "-keylen", "32", "-kdfopt", "digest:SHA2-256", "-kdfopt", "key:a secret of 16 b", "-kdfopt",
                  "mode:EXPAND_ONLY", "-kdfopt", "prefix:tls13 ", "-kdfopt", "label:key", "-kdfopt", "data:context",
                  "TLS13-KDF")
        self.both("mac", "-digest", "SHA512", "-macopt", "hexkey:" + "0f" * 20, "-in", self.path("message"), "HMAC")

    def test_req_and_x509(self):
        for curve in CURVES:
            key, request, certificate = self.path(f"{curve}.key"), self.path("request"), self.path("certificate")
            self.cce("req", "-new", "-config", self.path("extensions"), "-reqexts", "leaf", "-key", key, "-sha384",
                     "-out", request)
            self.both("req", "-in", request, "-verify", "-noout")
            self.assertIn(b"ecdsa-with-SHA384", openssl("req", "-in", request, "-text", "-noout"))
            self.same("req", "-in", request, "-text", "-noout")
            self.both("x509", "-in", self.path(f"{curve}.pem"), "-pubkey", "-fingerprint", "-sha256", "-text")
            # Without extensions, of which one would be the key's identifier, by SHA-1: OpenSSL 3.2 and later always have that.
            make = ("x509", "-req", "-in", request, "-CA", self.path("ca.pem"), "-CAkey", self.path("ca.key"),
                    "-set_serial", "7", "-sha512", "-out", certificate)
            if VERSION < (3, 2):
                self.cce(*make)
            else:
                openssl(*make, configuration=PREFERRED)
            openssl("verify", "-CAfile", self.path("ca.pem"), certificate, configuration=DEFAULT)

    def test_cms(self):
        signed, opened = self.path("signed"), self.path("opened")
        for curve in CURVES:
            self.cce("cms", "-sign", "-binary", "-nodetach", "-md", "sha384", "-in", self.path("message"), "-signer",
                     self.path(f"{curve}.pem"), "-inkey", self.path(f"{curve}.key"), "-outform", "DER", "-out", signed)
            verify = ("cms", "-verify", "-binary", "-inform", "DER", "-in", signed, "-CAfile", self.path("ca.pem"),
                      "-purpose", "any", "-out", opened)
            for configuration in (STRICT, DEFAULT):
                openssl(*verify, configuration=configuration)
                with open(opened, "rb") as file:
                    self.assertEqual(file.read(), bytes(range(256)) * 400)
            self.check_fails_when_tampered(*verify)

    def test_cms_encrypts_beside_the_default_provider(self):
        """The agreement and the derivation are CCE's, the wrap and the content OpenSSL's own."""
        sealed, opened = self.path("sealed"), self.path("opened")
        for curve in CURVES:
            recipient = ("-recip", self.path(f"{curve}.pem"))
            for theirs, ours in ((DEFAULT, PREFERRED), (PREFERRED, DEFAULT)):
                openssl("cms", "-encrypt", "-binary", "-aes256", "-in", self.path("message"), "-outform", "DER", "-out",
                        sealed, *recipient, "-keyopt", "ecdh_kdf_md:sha256", configuration=theirs)
                openssl("cms", "-decrypt", "-binary", "-inform", "DER", "-in", sealed, "-inkey", self.path(f"{curve}.key"),
                        *recipient, "-out", opened, configuration=ours)
                with open(opened, "rb") as file:
                    self.assertEqual(file.read(), bytes(range(256)) * 400)
            # With SHA-1, which OpenSSL takes when it is told nothing, CCE does not derive.
            self.assertNotEqual(run(OPENSSL, "cms", "-encrypt", "-aes256", "-in", self.path("message"), "-out", sealed, *recipient,
                                    configuration=PREFERRED).returncode, 0)

    def test_verify_beside_the_default_provider(self):
        """OpenSSL takes SHA-1 of each certificate, whatever it is signed with: the preferred configuration has it."""
        for curve in CURVES:
            openssl("verify", "-CAfile", self.path("ca.pem"), self.path(f"{curve}.pem"), configuration=PREFERRED)
            signing = ("dgst", "-sha256", "-sign", self.path(f"{curve}.key"), "-out", self.path("signature"),
                       self.path("message"))
            openssl(*signing, configuration=PREFERRED)
            self.check_fails_when_tampered(*signing, configuration=PREFERRED)

    def test_what_is_listed(self):
        def names(kind):
            listed = openssl("list", f"-{kind}", "-provider-path", "/nonexistent").decode().splitlines()
            return sorted(line.strip() for line in listed if line.rstrip().endswith("@ cce"))
        self.assertEqual(len(names("digest-algorithms")), 5)
        self.assertEqual(len(names("cipher-algorithms")), 1)
        self.assertEqual(len(names("mac-algorithms")), 1)
        self.assertEqual(len(names("kdf-algorithms")), 3)
        self.assertEqual(len(names("random-generators")), 2)
        self.assertEqual(len(names("key-exchange-algorithms")), 3)
        self.assertEqual(len(names("signature-algorithms")), 2)
        self.assertEqual(len(names("key-managers")), 4)


class Installed(Programs):
    """The installed tree, whose configuration is all that a user sets; and trees with something missing."""

    def setUp(self):
        self.prefix = self.path("prefix")
        shutil.rmtree(self.prefix, ignore_errors=True)
        subprocess.run([os.environ["CCE_CMAKE"], f"-DCMAKE_INSTALL_PREFIX={self.prefix}", "-P",
                        os.environ["CCE_PROVIDER_INSTALL"]], check=True, stdout=subprocess.DEVNULL)
        self.library = os.path.join(self.prefix, os.environ["CCE_LIBDIR"], "libcce.so.1")
        self.configurations = [os.path.join(self.prefix, os.environ["CCE_DATADIR"], "cce", name)
                               for name in ("openssl-cce.cnf", "openssl-cce-preferred.cnf")]

    def statuses(self):
        return [run(OPENSSL, "rand", "8", configuration=path).returncode for path in self.configurations]

    def test_whole(self):
        shutil.copy(LIBRARY, self.library)
        self.assertEqual(self.statuses(), [0, 0])
        self.assertIn(b"CCE", openssl("list", "-providers", configuration=self.configurations[0]))

    def test_without_the_library(self):
        self.assertNotIn(0, self.statuses())

    def test_with_another_library_of_that_name(self):
        shutil.copy(os.environ["CCE_LIBSSL"], self.library)
        self.assertNotIn(0, self.statuses())

    def test_with_a_library_that_was_tampered_with(self):
        shutil.copy(os.path.join(self.tampered, "libcce.so.1"), self.library)
        self.assertNotIn(0, self.statuses())


if __name__ == "__main__":
    unittest.main(verbosity=2)
