"""Each self-test broken, one at a time: its known answer changed in a copy of the library, which is then stamped anew.

The module must come up in just the state that the state model promises, name the test, and refuse what rests on it.
"""

import hashlib
import hmac
import os
import struct
import tempfile
import unittest

import faulty

MESSAGE = (b"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
           b"hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu")
RFC4231_KEY, RFC4231_DATA = bytes(range(1, 26)), b"\xcd" * 50


def hkdf_sha256(salt, ikm, info, length):
    prk, okm, block = hmac.digest(salt, ikm, "sha256"), b"", b""
    for i in range(1, 256):
        if len(okm) >= length:
            return okm[:length]
        block = hmac.digest(prk, block + info + bytes([i]), "sha256")
        okm += block
    raise ValueError(length)


def x963_sha256(z, info, count):
    return b"".join(hashlib.sha256(z + struct.pack(">I", i) + info).digest() for i in range(1, count + 1))


# Name: the known answer, the state without it, the services that must be refused, and other tests that rest on it.
ALL = faulty.GUARDED
TLS13, TLS12, X963 = {"tls13_extract", "tls13_expand_label"}, {"tls12_prf"}, {"x963_kdf"}
HKDF = {"hkdf", "hkdf_extract", "hkdf_expand"} | TLS13
GCM = {"gcm_key_generate", "gcm_key_import", "gcm_seal", "gcm_seal_with_iv", "gcm_open", "gcm_sealer_new",
       "gcm_sealer_seal"} | {service for service in ALL if service.startswith("gcm_stream_")}
RANDOM = {"gcm_key_generate", "gcm_seal", "gcm_stream_seal", "random", "drbg_new"} | {
    f"{service}_{curve}" for service in ("ec_key_generate", "ecdsa_sign") for curve in faulty.CURVES}
P256, P384, P521 = ({f"{service}_{curve}" for service in faulty.OF_A_CURVE} for curve in faulty.CURVES)
KNOWN_ANSWERS = {
    "sha224": (hashlib.sha224(MESSAGE).digest(), "error", ALL, ()),
    "sha256": (hashlib.sha256(MESSAGE).digest(), "error", ALL, ()),
    "sha384": (hashlib.sha384(MESSAGE).digest(), "error", ALL, ()),
    "sha512": (hashlib.sha512(MESSAGE).digest(), "error", ALL, ()),
    "sha512-256": (bytes.fromhex("3928e184fb8690f840da3988121d31be65cb9d3ef83ee6146feac861e19b563a"), "error", ALL, ()),
    "hmac-sha256": (hmac.digest(RFC4231_KEY, RFC4231_DATA, "sha256"), "error", ALL, ()),
    "hmac-sha512": (hmac.digest(RFC4231_KEY, RFC4231_DATA, "sha512"), "error", ALL, ()),
    # NIST CAVP's answers for the generators.
    "ctr-drbg-aes256": (bytes.fromhex("1a6d8dbd642076d13916e5e23038b60b26061f13dd4e006277e0268698ffb2c8"), "error", ALL, ()),
    "hmac-drbg-sha256": (bytes.fromhex("c27d0bf6618e6b114e05420352e23f3603dfe8a225dc19b3d1fff1dc245dc6b1"), "error", ALL, ()),
    "hmac-drbg-sha384": (bytes.fromhex("602d3ee4045df162028b89cac45e6207d9097f2b3ac0ab17729251985f276f12"), "error", ALL, ()),
    "hmac-drbg-sha512": (bytes.fromhex("e2d96b906e36cbb72233201e536d3e13b045187b417d2449cad1edd192e061f1"), "error", ALL, ()),
    "hkdf-sha256": (hkdf_sha256(bytes(range(13)), b"\x0b" * 22, bytes(range(0xf0, 0xfa)), 42), "degraded", HKDF, ()),
    # RFC 8448 section 3, and P_SHA256 of the label "test label".
    "tls13-kdf-sha256": (bytes.fromhex(
        "1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac"), "degraded", TLS13, ()),
    "tls12-prf-sha256": (bytes.fromhex(
        "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af"),
        "degraded", TLS12, ()),
    # NIST's ansx963_2001, [SHA-256], 1024 bits of key data, COUNT = 0.
    "x963-kdf-sha256": (x963_sha256(bytes.fromhex("22518b10e70f2a3f243810ae3254139efbee04aa57c7af7d"),
                                    bytes.fromhex("75eef81aa3041e33b80971203d2c0c52"), 4), "degraded", X963, ()),
    # The tag of the long message, which open is given, too.
    "gcm-seal": (bytes.fromhex("f0f3a11806a2105226cb9cde5fb51cd2"), "degraded", GCM, ("gcm-open",)),
    # The curves: k and Z, and the public key by which a signature is verified. Only the curve itself is taken out of service.
    "ecdsa-p256-sign": (bytes.fromhex(
        "a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60"), "degraded", P256, ()),
    "ecdsa-p256-verify": (bytes.fromhex(
        "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"), "degraded", P256, ()),
    "ecdh-p256": (bytes.fromhex(
        "b3e7bbce0703285d340be4cd08a83dd6f478f31d88b199d22cbb6c7af9252689"), "degraded", P256, ()),
    "ecdsa-p384-sign": (bytes.fromhex(
        "94ed910d1a099dad3254e9242ae85abde4ba15168eaf0ca87a555fd56d10fbca2907e3e83ba95368623b8c4686915cf9"), "degraded", P384, ()),
    "ecdsa-p384-verify": (bytes.fromhex(
        "ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64def8f0ea9055866064a254515480bc13"), "degraded", P384, ()),
    "ecdh-p384": (bytes.fromhex(
        "b3ddca054829da1f995362684906ea684088e49e581d7bd7b86aed43b2db2a69fc3552c4b0b7a52c6133a21be85d44e4"), "degraded", P384, ()),
    "ecdsa-p521-sign": (bytes.fromhex(
        "01dae2ea071f8110dc26882d4d5eae0621a3256fc8847fb9022e2b7d28e6f10198b1574fdd03a9053c08a1854a168aa5"
        "a57470ec97dd5ce090124ef52a2f7ecbffd3"), "degraded", P521, ()),
    "ecdsa-p521-verify": (bytes.fromhex(
        "01894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5bcd371123d46e45db6b5d5370a7f20fb633"
        "155d38ffa16d2bd761dcac474b9a2f5023a4"), "degraded", P521, ()),
    "ecdh-p521": (bytes.fromhex(
        "01d0a467b630960bd0d570920aba101445730c6475cb93e21959b100f91b748ce4dc740d19be951579bd00ec3153cf19"
        "8ffdbe24fa918fa460b0eba44dea87adacdc"), "degraded", P521, ()),
}
# Not broken by an answer: tests of their own, below.
OTHERS = {"integrity-checksum", "integrity", "gcm-open", "noise-health", "noise-start-up"}
PASSED, FAILED, NOT_RUN = 1, 2, 0


class BrokenSelfTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "libcce.so")

    def break_answer(self, answer):
        data, places, place = faulty.image(), 0, -1
        while (place := data.find(answer, place + 1)) >= 0:  # the compiler may have made copies
            data[place] ^= 0x01
            places += 1
        self.assertGreaterEqual(places, 1, "the known answer is not in the library")
        faulty.write(self.path, data)
        faulty.stamp_integrity.stamp(self.path)
        return faulty.Report(self.path)

    def test_every_self_test_has_a_row(self):
        report = faulty.Report(faulty.write(self.path, faulty.image()))
        self.assertEqual(set(report.tests), set(KNOWN_ANSWERS) | OTHERS)
        self.assertEqual({outcome for outcome, _ in report.tests.values()}, {PASSED})

    def test_each_broken(self):
        order = list(faulty.Report(faulty.write(self.path, faulty.image())).tests)
        for name, (answer, state, refused, also) in KNOWN_ANSWERS.items():
            with self.subTest(name):
                report = self.break_answer(answer)
                self.assertTrue(report.loaded())
                self.assertEqual((report.state, report.finally_state), (state, state))
                self.assertEqual(report.served(), faulty.GUARDED - refused)
                self.assertTrue(report.failure.startswith(f"power-up: {name} failed"), report.failure)
                if name.endswith("-verify"):
                    self.assertIn("failed: a signature", report.failure)
                else:
                    self.assertIn(f"got {answer.hex()[:64]}", report.failure)
                self.assertEqual(report.tests[name], (FAILED, report.failure))
                for other in order:
                    if other == name:
                        continue
                    behind = order.index(other) > order.index(name)
                    expected = NOT_RUN if state == "error" and behind else FAILED if other in also else PASSED
                    self.assertEqual(report.tests[other][0], expected, other)
                self.assertEqual(report.services["restart"], faulty.ERR_SELF_TEST)
                self.assertEqual(report.services["self_test"],
                                 faulty.ERR_STATE if state == "error" else faulty.ERR_SELF_TEST)

    def test_noise_health(self):
        """Cut-offs out of reach: the test of the health tests finds that a stuck source would pass. They lie beside
        relocated data, in no covered segment, so nothing is stamped anew."""
        data = faulty.image()
        cutoffs = faulty.file_offset(data, faulty.symbol("cce::entropy::kernel")) + 8 + 8 + 4 + 4
        data[cutoffs:cutoffs + 8] = struct.pack("<II", 1 << 20, 1 << 20)
        report = faulty.Report(faulty.write(self.path, data))
        self.assertEqual(report.state, "degraded")
        self.assertEqual(report.tests["noise-health"][0], FAILED)
        self.assertEqual(report.served(), faulty.GUARDED - RANDOM)

    def test_noise_start_up(self):
        """A stuck source: nothing random is given, and everything else serves."""
        report = faulty.Report(faulty.write(self.path, faulty.image()), probe=os.environ["CCE_STUCK_PROBE"])
        self.assertEqual(report.state, "degraded")
        self.assertEqual(report.tests["noise-start-up"][0], FAILED)
        self.assertIn("noise-start-up failed: kernel", report.failure)
        self.assertEqual(report.served(), faulty.GUARDED - RANDOM)

    def test_stamping_anew_is_what_makes_these_load(self):
        """The same change without the stamp is caught by the integrity test: the method of this file holds."""
        data = faulty.image()
        data[data.find(KNOWN_ANSWERS["hkdf-sha256"][0])] ^= 1
        report = faulty.Report(faulty.write(self.path, data))
        self.assertEqual(report.state, "error")
        self.assertIn("rodata segment", report.failure)


if __name__ == "__main__":
    unittest.main(verbosity=2)
