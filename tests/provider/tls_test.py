"""TLS 1.2 and 1.3 by OpenSSL's s_server and s_client with CCE: every curve as certificate and group, client certificates,
resumption, and either end without CCE; and with a tampered library, where nothing comes up."""

import unittest

from programs import CURVES, DEFAULT, OPENSSL, STRICT, Programs, Server, free_port, run

VERSIONS = {"tls1_2": "ECDHE-ECDSA-AES256-GCM-SHA384", "tls1_3": "TLS_AES_256_GCM_SHA384"}


class Tls(Programs):
    def server(self, curve, *options, configuration=STRICT, library=None):
        port = free_port()
        # -no_ticket: sessions are kept by the server. Tickets are sealed with AES-CBC, which CCE does not have.
        return Server(port, [OPENSSL, "s_server", "-accept", f"127.0.0.1:{port}", "-cert", self.path(f"{curve}.pem"), "-key",
                             self.path(f"{curve}.key"), "-CAfile", self.path("ca.pem"), "-no_ticket", "-www", *options],
                      configuration, library)

    def client(self, server, version, *options, configuration=STRICT, library=None):
        done = run(OPENSSL, "s_client", "-connect", f"127.0.0.1:{server.port}", f"-{version}", "-CAfile",
                   self.path("ca.pem"), "-verify_return_error", "-verify_hostname", "localhost", "-ign_eof", *options,
                   configuration=configuration, library=library, input=b"GET / HTTP/1.0\r\n\r\n")
        return done.returncode, done.stdout.decode(errors="replace")

    def check(self, answer, version, curve, kind="New"):
        code, output = answer
        self.assertEqual(code, 0, output)
        self.assertIn("HTTP/1.0 200 ok", output)
        self.assertIn("Verify return code: 0 (ok)", output)
        self.assertIn(f"{kind}, TLSv{version[3:].replace('_', '.')}, Cipher is {VERSIONS[version]}", output)
        if kind == "New":
            self.assertRegex(output, f"(Server|Peer) Temp Key: ECDH, {CURVES[curve]}")

    def test_each_curve_new_and_resumed(self):
        for curve in CURVES:
            with self.server(curve, "-Verify", "2", "-verify_return_error") as server:
                for version in VERSIONS:
                    with self.subTest(curve=curve, version=version):
                        mine = ("-cert", self.path(f"{curve}.pem"), "-key", self.path(f"{curve}.key"), "-groups", curve)
                        first = self.client(server, version, *mine, "-sess_out", self.path("session"))
                        self.check(first, version, curve)
                        self.assertIn("Client certificate", first[1])
                        again = self.client(server, version, *mine, "-sess_in", self.path("session"))
                        self.check(again, version, curve, "Reused")

    def test_a_client_without_its_certificate_is_refused(self):
        with self.server("P-256", "-Verify", "2", "-verify_return_error") as server:
            for version in VERSIONS:
                self.assertNotIn("200 ok", self.client(server, version)[1])

    def test_each_end_without_cce(self):
        for ours, theirs in ((STRICT, DEFAULT), (DEFAULT, STRICT)):
            for curve in CURVES:
                with self.server(curve, configuration=ours) as server:
                    for version in VERSIONS:
                        with self.subTest(server=ours, curve=curve, version=version):
                            self.check(self.client(server, version, "-groups", curve, configuration=theirs), version, curve)

    def test_what_cce_has_not_is_not_negotiated(self):
        with self.server("P-256", configuration=DEFAULT) as server:
            for options in (("-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256", "-tls1_2"), ("-groups", "X25519"),
                            ("-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256")):
                self.assertNotIn("200 ok", self.client(server, "tls1_3", *options)[1], options)

    def test_tampered(self):
        with self.assertRaises(AssertionError):
            self.server("P-256", library=self.tampered).__enter__()
        with self.server("P-256") as server:
            for version in VERSIONS:
                code, output = self.client(server, version, library=self.tampered)
                self.assertNotEqual(code, 0, output)
                self.assertNotIn("200 ok", output)


if __name__ == "__main__":
    unittest.main(verbosity=2)
