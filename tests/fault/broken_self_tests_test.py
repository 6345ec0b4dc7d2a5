"""Each self-test broken, one at a time: its known answer changed in a copy of the library, which is then stamped anew.

The module must come up in just the state that the state model promises, name the test, and refuse what rests on it.
"""

import hashlib
import hmac
import os
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


# Name: the known answer, the state without it, the services that must be refused, the tests that must not run after it.
ALL = faulty.GUARDED
HKDF = {"hkdf", "hkdf_extract", "hkdf_expand"}
SELF_TESTS = {
    "sha224": (hashlib.sha224(MESSAGE).digest(), "error", ALL),
    "sha256": (hashlib.sha256(MESSAGE).digest(), "error", ALL),
    "sha384": (hashlib.sha384(MESSAGE).digest(), "error", ALL),
    "sha512": (hashlib.sha512(MESSAGE).digest(), "error", ALL),
    "sha512-256": (bytes.fromhex("3928e184fb8690f840da3988121d31be65cb9d3ef83ee6146feac861e19b563a"), "error", ALL),
    "hmac-sha256": (hmac.digest(RFC4231_KEY, RFC4231_DATA, "sha256"), "error", ALL),
    "hmac-sha512": (hmac.digest(RFC4231_KEY, RFC4231_DATA, "sha512"), "error", ALL),
    "hkdf-sha256": (hkdf_sha256(bytes(range(13)), b"\x0b" * 22, bytes(range(0xf0, 0xfa)), 42), "degraded", HKDF),
}
PASSED, FAILED, NOT_RUN = 1, 2, 0


class BrokenSelfTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "libcce.so")

    def break_answer(self, answer):
        data = faulty.image()
        place = data.find(answer)
        self.assertGreaterEqual(place, 0, "the known answer is not in the library")
        self.assertEqual(data.find(answer, place + 1), -1, "the known answer is in the library twice")
        data[place] ^= 0x01
        faulty.write(self.path, data)
        faulty.stamp_integrity.stamp(self.path)
        return faulty.Report(self.path)

    def test_every_self_test_has_a_row(self):
        report = faulty.Report(faulty.write(self.path, faulty.image()))
        self.assertEqual(set(report.tests), set(SELF_TESTS) | {"integrity", "integrity-checksum"})
        self.assertEqual({outcome for outcome, _ in report.tests.values()}, {PASSED})

    def test_each_broken(self):
        order = list(faulty.Report(faulty.write(self.path, faulty.image())).tests)
        for name, (answer, state, refused) in SELF_TESTS.items():
            with self.subTest(name):
                report = self.break_answer(answer)
                self.assertTrue(report.loaded())
                self.assertEqual((report.state, report.finally_state), (state, state))
                self.assertEqual(report.served(), faulty.GUARDED - refused)
                self.assertTrue(report.failure.startswith(f"power-up: {name} failed"), report.failure)
                self.assertIn(f"got {answer.hex()}", report.failure)
                self.assertEqual(report.tests[name], (FAILED, report.failure))
                for other in order:
                    if other == name:
                        continue
                    behind = order.index(other) > order.index(name)
                    expected = NOT_RUN if state == "error" and behind else PASSED
                    self.assertEqual(report.tests[other][0], expected, other)
                self.assertEqual(report.services["restart"], faulty.ERR_SELF_TEST)
                self.assertEqual(report.services["self_test"],
                                 faulty.ERR_STATE if state == "error" else faulty.ERR_SELF_TEST)

    def test_stamping_anew_is_what_makes_these_load(self):
        """The same change without the stamp is caught by the integrity test: the method of this file holds."""
        data = faulty.image()
        data[data.find(SELF_TESTS["hkdf-sha256"][0])] ^= 1
        report = faulty.Report(faulty.write(self.path, data))
        self.assertEqual(report.state, "error")
        self.assertIn("rodata segment", report.failure)


if __name__ == "__main__":
    unittest.main(verbosity=2)
