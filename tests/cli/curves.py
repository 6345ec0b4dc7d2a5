"""What the tests of cce keygen, pubkey, sign and verify share: OpenSSL beside the tool."""

import os
import shutil
import subprocess
import sys

import support
from support import DONE, Case

OPENSSL = shutil.which("openssl")
if OPENSSL is None:
    sys.exit("openssl is the other side of these tests, and not installed: apt-get install openssl")
# The tool's name of a curve, OpenSSL's, the hash that goes with it, the bytes of a number.
CURVES = (("p256", "prime256v1", "sha256", 32), ("p384", "secp384r1", "sha384", 48), ("p521", "secp521r1", "sha512", 66))
HASHES = ("sha224", "sha256", "sha384", "sha512", "sha512-256")


class CurveCase(Case):
    def keygen(self, curve="p256", name="key"):
        self.check(self.run_cce("keygen", curve, "-o", name), DONE, b"", b"")
        return name

    def pubkey(self, name="key", to="pub"):
        self.check(self.run_cce("pubkey", name, "-o", to), DONE, b"", b"")
        return to

    def sign(self, *arguments, key="key", **more):
        result = self.run_cce("sign", "-k", key, *arguments, **more)
        self.check(result, DONE, stderr=b"")
        return result.stdout

    def verify(self, *arguments, key="pub", signature="sig", code=DONE, name=b"file", **more):
        result = self.run_cce("verify", "-k", key, "-s", signature, *arguments, **more)
        self.check(result, code, name + (b": OK\n" if code == DONE else b": FAILED\n"), b"")

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def mode(self, name):
        return os.stat(self.path(name)).st_mode & 0o7777

    def openssl(self, *arguments, stdin=b"", code=0):
        """Its output; keys that it writes are made its owner's alone, as cce keygen makes them."""
        done = subprocess.run([OPENSSL, *arguments], input=stdin, capture_output=True, cwd=self.folder,
                              env=support.environment(), timeout=100, umask=0o077)
        self.assertEqual(done.returncode, code, (done.stdout, done.stderr))
        return done.stdout


def flipped(data, at, bit=0):
    at %= len(data)
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1:]
