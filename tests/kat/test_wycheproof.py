"""Wycheproof's files that are right, wrong, mangled or not for this module."""
import unittest

import support
from support import JsonTest, changed, line_of, load


class Wycheproof(JsonTest):
    def setUp(self):
        super().setUp()
        self.mac = load("wycheproof/hmac_sha256_test.json")
        self.hkdf = load("wycheproof/hkdf_sha512_test.json")

    def test_tag_said_to_be_valid(self):
        test = self.mac["testGroups"][0]["tests"][1]
        self.assertEqual(test["result"], "invalid")
        test["result"] = "valid"
        self.one_fails(self.mac, 95, "tcId 2: MAC")

    def test_tag_said_to_be_invalid(self):
        test = self.mac["testGroups"][1]["tests"][0]
        test["result"] = "invalid"
        self.one_fails(self.mac, 95, f"tcId {test['tcId']}: result of cce_hmac_verify", "expected does not verify")

    def test_acceptable_tags(self):
        for test in self.mac["testGroups"][2]["tests"]:
            test["result"] = "acceptable"
        self.kat(self.write(self.mac), code=support.PASSED, totals=(96, 0, 0))

    def test_unknown_result(self):
        self.mac["testGroups"][0]["tests"][0]["result"] = "perhaps"
        self.error(self.mac, '"perhaps"', "result is none of", code=support.BAD_INPUT, totals=(95, 0, 0))

    def test_tag_of_another_length(self):
        tests = self.mac["testGroups"][0]["tests"]
        tests[1]["tag"] = tests[1]["tag"][:-2]
        run = self.kat(self.write(self.mac), code=support.PASSED, totals=(95, 0, 1))
        self.assertIn("another length than tagSize", run.out)
        tests[0]["tag"] = tests[0]["tag"][:-2]
        self.error(self.mac, tests[0]["tag"] + '"', "tag is not as long as tagSize says", code=support.BAD_INPUT)

    def test_number_of_tests(self):
        self.mac["testGroups"].pop()
        self.error(self.mac, '"numberOfTests"', "numberOfTests is 96, but there are 80", code=support.BAD_INPUT,
                   totals=(80, 0, 0))

    def test_missing_member(self):
        del self.mac["testGroups"][0]["tests"][0]["tag"]
        path = self.write(self.mac)
        run = self.kat(path, code=support.BAD_INPUT, totals=(95, 0, 0))
        self.assert_error_at(run, path, line_of(path.read_text(), '"tcId": 1,') - 1, "tcId 1 has no tag")

    def test_odd_hex(self):
        test = self.mac["testGroups"][1]["tests"][0]
        test["key"] = test["key"][:-1]
        self.error(self.mac, f'"{test["key"]}"', "key is not hexadecimal: an odd", code=support.BAD_INPUT)

    def test_okm(self):
        test = self.hkdf["testGroups"][0]["tests"][1]
        test["okm"] = changed(test["okm"])
        self.one_fails(self.hkdf, 4, "tcId 2: OKM")

    def test_okm_that_is_invalid(self):
        test = self.hkdf["testGroups"][0]["tests"][1]
        test["result"] = "invalid"
        self.one_fails(self.hkdf, 4, "tcId 2: OKM")

    def test_size_that_is_too_large(self):
        test = self.hkdf["testGroups"][0]["tests"][4]
        self.assertEqual((test["size"], test["result"]), (255 * 64 + 1, "invalid"))
        test["result"], test["okm"] = "valid", "00" * test["size"]
        self.one_fails(self.hkdf, 4, "tcId 5: result of cce_hkdf")

    def test_absurd_size(self):
        test = self.hkdf["testGroups"][0]["tests"][0]
        test["size"] = 2**62
        self.error(self.hkdf, str(2**62), "size is not a length", code=support.BAD_INPUT)

    def test_other_algorithms(self):
        for name in ("HMACSHA1", "HMACSHA3-256", "HMACSHA512/224", "AES-CCM", "HKDF-SHA-1"):
            with self.subTest(name):
                run = self.kat(self.write({**self.mac, "algorithm": name}), code=support.CASE_FAILED, totals=(0, 0, 96))
                self.assertIn(f"not an algorithm of this module: {name}", run.out)


if __name__ == "__main__":
    unittest.main()
