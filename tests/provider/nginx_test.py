"""nginx, with CCE preferred, serves 100 MB to curl, with CCE and `base` alone, over TLS 1.2 and 1.3; neither does it with a
tampered library. nginx names its session caches by SHA-1, which CCE does not have: so OpenSSL's default provider is beside.
"""

import filecmp
import os
import sys
import unittest

from programs import CURVES, DEFAULT, PREFERRED, STRICT, Programs, Server, free_port, run

NGINX, CURL = sys.argv[1:3]
SIZE = 100_000_000

CONFIGURATION = """
daemon off;
pid {folder}/pid;
error_log stderr info;
{user}
worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/temporary;
  proxy_temp_path {folder}/temporary;
  fastcgi_temp_path {folder}/temporary;
  uwsgi_temp_path {folder}/temporary;
  scgi_temp_path {folder}/temporary;
  server {{
    listen 127.0.0.1:{port} ssl;
    root {folder}/files;
    ssl_certificate {folder}/{curve}.pem;
    ssl_certificate_key {folder}/{curve}.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_ecdh_curve {curve};
    ssl_session_tickets off;
  }}
}}
"""


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
            file.write(CONFIGURATION.format(folder=self.folder, port=port, curve=curve,
                                            user="user root;" if os.geteuid() == 0 else ""))
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
