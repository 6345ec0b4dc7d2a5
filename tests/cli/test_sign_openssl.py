"""cce beside OpenSSL: each signs what the other verifies, and reads the keys that the other makes."""

import os

import support
from curves import CURVES, HASHES, CurveCase
from support import DONE, NOT_VERIFIED


class OpenSsl(CurveCase):
    def setUp(self):
        super().setUp()
        self.write("file", os.urandom(1000))

    def theirs(self, kind, curve):
        """A private key of OpenSSL's in the file of that name."""
        if kind == "genpkey":
            self.openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:" + curve, "-out", kind)
        elif kind == "genpkey-der":
            self.openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:" + curve, "-outform", "DER", "-out", kind)
        elif kind == "ecparam":  # with a block of parameters before it
            self.openssl("ecparam", "-name", curve, "-genkey", "-out", kind)
            self.assertIn(b"BEGIN EC PARAMETERS", self.read(kind))
        elif kind == "ecparam-noout":
            self.openssl("ecparam", "-name", curve, "-genkey", "-noout", "-out", kind)
        elif kind == "ecparam-der":
            self.openssl("ecparam", "-name", curve, "-genkey", "-noout", "-outform", "DER", "-out", kind)
        return kind

    def test_our_signatures(self):
        for curve, _, usual, _ in CURVES:
            self.keygen(curve, curve)
            self.pubkey(curve, curve + ".pub")
            for name in HASHES:
                for more in ([], ["--deterministic"]):
                    with self.subTest(curve=curve, hash=name, more=more):
                        self.write("sig", self.sign("--hash", name, *more, "file", key=curve))
                        said = self.openssl("dgst", "-" + name, "-verify", curve + ".pub", "-signature", "sig", "file")
                        self.assertIn(b"Verified OK", said)
            self.write("sig", self.sign("file", key=curve))
            self.assertIn(b"OK", self.openssl("dgst", "-" + usual, "-verify", curve + ".pub", "-signature", "sig", "file"))

    def test_their_signatures(self):
        for curve, long_name, _, _ in CURVES:
            self.theirs("genpkey", long_name)
            self.openssl("pkey", "-in", "genpkey", "-pubout", "-out", "pub")
            for name in HASHES:
                with self.subTest(curve=curve, hash=name):
                    self.openssl("dgst", "-" + name, "-sign", "genpkey", "-out", "sig", "file")
                    self.verify("--hash", name, "file")
                    self.verify("--hash", name, "file", key="genpkey")
                    other = "sha256" if name != "sha256" else "sha384"
                    self.verify("--hash", other, "file", code=NOT_VERIFIED)

    def test_their_private_keys(self):
        for curve, long_name, usual, _ in CURVES:
            for kind in ("genpkey", "genpkey-der", "ecparam", "ecparam-noout", "ecparam-der"):
                with self.subTest(curve=curve, kind=kind):
                    self.theirs(kind, long_name)
                    inform = ["-inform", "DER"] if kind.endswith("der") else []
                    public = self.openssl("pkey", "-in", kind, *inform, "-pubout")
                    made = self.run_cce("pubkey", kind)
                    self.check(made, DONE, public, b"")
                    self.write("pub", public)
                    self.write("sig", self.sign("file", key=kind))
                    self.assertIn(b"OK", self.openssl("dgst", "-" + usual, "-verify", "pub", "-signature", "sig", "file"))

    def test_their_public_keys(self):
        for curve, long_name, _, _ in CURVES:
            self.theirs("genpkey", long_name)
            self.write("sig", self.sign("file", key="genpkey"))
            for more in ([], ["-outform", "DER"], ["-ec_conv_form", "compressed"],
                         ["-ec_conv_form", "compressed", "-outform", "DER"]):
                with self.subTest(curve=curve, more=more):
                    self.openssl("pkey", "-in", "genpkey", "-pubout", *more, "-out", "theirs")
                    self.verify("file", key="theirs")
                    self.check(self.run_cce("pubkey", "theirs"), DONE, self.openssl("pkey", "-in", "genpkey", "-pubout"), b"")

    def test_our_keys(self):
        for curve, long_name, _, size in CURVES:
            self.keygen(curve, curve)
            text = self.openssl("pkey", "-in", curve, "-noout", "-text", "-check").decode()
            self.assertIn("Key is valid", text)
            self.assertIn("ASN1 OID: " + long_name, text)
            # Written anew by OpenSSL it is the same file.
            self.assertEqual(self.openssl("pkey", "-in", curve), self.read(curve))
            self.assertEqual(self.openssl("pkey", "-in", curve, "-pubout"), self.run_cce("pubkey", curve).stdout)


if __name__ == "__main__":
    support.main()
