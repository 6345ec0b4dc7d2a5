"""nginx, with CCE preferred, serves 100 MB to curl, with CCE and `base` alone, over TLS 1.2 and 1.3; neither does it with a
tampered library. nginx names its session caches by SHA-1, which CCE does not have: so OpenSSL's default provider is beside.
"""

import filecmp
import os
import string
import sys
import unittest

from programs import CURVES, DEFAULT, PREFERRED, STRICT, Programs, Server, free_port, run

NGINX, CURL = sys.argv[1:3]
SIZE = 100_000_000

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "nginx.conf.in"), encoding="ascii") as template:
    CONFIGURATION = string.Template(template.read())


class Nginx(Programs):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        os.makedirs(cls.path("files"))
        os.chmod(cls.folder, 0o755)
        with open(cls.path("files/large"), "wb") as file:
            part = os.urandom(1_000_000)
            for i in range(SIZE // len(part)):
                file.write(i.to_bytes(4, "big") + part[4:])

    def server(self, curve, library=None):
        port = free_port()
        with open(self.path("nginx.conf"), "w", encoding="ascii") as file:
            file.write(CONFIGURATION.substitute(
                main="error_log stderr info;\nworker_processes 1;" + ("\nuser root;" if os.geteuid() == 0 else ""),
                folder=self.folder, root=self.path("files"), port=port, curve=curve))
        return Server(port, [NGINX, "-e", "stderr", "-p", self.folder, "-c", self.path("nginx.conf")], PREFERRED, library)

    def fetch(self, server, version, configuration=STRICT, library=None):
        if os.path.exists(self.path("fetched")):
            os.remove(self.path("fetched"))
        return run(CURL, "--silent", "--show-error", "--cacert", self.path("ca.pem"), f"--tlsv{version}", "--tls-max", version,
                   "--output", self.path("fetched"), f"https://127.0.0.1:{server.port}/large",
                   configuration=configuration, library=library)

    def test_it_serves(self):
        for curve in CURVES:
            with self.server(curve) as server:
                for version in ("1.2", "1.3"):
                    for client in (STRICT, DEFAULT) if curve == "P-256" else (STRICT,):
                        with self.subTest(curve=curve, version=version, client=client):
                            done = self.fetch(server, version, client)
                            self.assertEqual(done.returncode, 0, done.stdout)
                            self.assertTrue(filecmp.cmp(self.path("fetched"), self.path("files/large"), shallow=False))

    def test_tampered(self):
        with self.assertRaises(AssertionError):
            self.server("P-256", self.tampered).__enter__()
        with self.server("P-256") as server:
            for version in ("1.2", "1.3"):
                self.assertNotEqual(self.fetch(server, version, library=self.tampered).returncode, 0)
                self.assertFalse(os.path.exists(self.path("fetched")))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
