"""Wycheproof's and ACVP's files on curves: the verdicts that the module must give, and files that are broken."""
import copy
import json
import unittest

import support
from support import VECTORS, JsonTest, changed, load

WYCHEPROOF = VECTORS / "ec" / "wycheproof"


def published(name, keep=lambda group, test: True):
    """A file, or a part of it."""
    data = json.loads((WYCHEPROOF / name).read_text())
    for group in data["testGroups"]:
        group["tests"] = [t for t in group["tests"] if keep(group, t)]
    data["testGroups"] = [g for g in data["testGroups"] if g["tests"]]
    data["numberOfTests"] = sum(len(g["tests"]) for g in data["testGroups"])
    return data


class EcTest(JsonTest):
    def count(self):
        return sum(len(g["tests"]) for g in self.data["testGroups"])

    def passes(self, skipped=0):
        self.kat(self.write(self.data), code=support.PASSED, totals=(self.count() - skipped, 0, skipped))

    def fails(self, test, *names, skipped=0):
        self.one_fails(self.data, self.count() - 1 - skipped, f"tcId {test['tcId']}: ", *names, skipped=skipped)

    def find(self, result, group=0, **more):
        return next(t for g in self.data["testGroups"][group:] for t in g["tests"]
                    if t["result"] == result and all(t[k] == v for k, v in more.items()))

    def with_changed(self, owner, key, value, check):
        old, owner[key] = owner[key], value
        check()
        owner[key] = old


class Ecdsa(EcTest):
    FILES = ("ecdsa_secp256r1_sha256_test.json", "ecdsa_secp384r1_sha384_p1363_test.json", "ecdsa_secp521r1_sha512_test.json")

    def setUp(self):
        super().setUp()
        self.files = [published(name, lambda g, t: t["tcId"] < 40 or t["tcId"] % 20 == 0) for name in self.FILES]

    def test_one_digit(self):
        for self.data in self.files:
            self.passes()
            test = self.find("valid")
            group = next(g for g in self.data["testGroups"] if test in g["tests"])
            self.with_changed(test, "sig", test["sig"][:-1] + changed(test["sig"][-1]),
                              lambda: self.fails(test, "result of cce_ecdsa_verify"))
            self.with_changed(test, "msg", test["msg"] + "00", lambda: self.fails(test))
            # The key is the whole group's.
            key, passed = group["key"], self.count() - len(group["tests"])
            self.with_changed(key, "uncompressed", key["uncompressed"][:-1] + changed(key["uncompressed"][-1]), lambda: self.kat(
                self.write(self.data), code=support.CASE_FAILED, totals=(passed, len(group["tests"]), 0)))
            self.with_changed(group, "keyDer", group["keyDer"][:-1] + changed(group["keyDer"][-1]), lambda: self.kat(
                self.write(self.data), code=support.CASE_FAILED, totals=(passed, len(group["tests"]), 0)))

    def test_another_key_in_its_file(self):
        self.data = self.files[0]
        groups = self.data["testGroups"]
        groups[0]["keyPem"] = groups[1]["keyPem"]
        run = self.kat(self.write(self.data), code=support.CASE_FAILED,
                       totals=(self.count() - len(groups[0]["tests"]), len(groups[0]["tests"]), 0))
        self.assertIn("x of the key's file", run.out)

    def test_other_verdicts(self):
        for self.data in self.files:
            right, wrong = self.find("valid"), self.find("invalid")
            self.with_changed(right, "result", "invalid", lambda: self.fails(right, "expected does not verify"))
            self.with_changed(wrong, "result", "valid", lambda: self.fails(wrong, "got      does not verify"))
            for test in (right, wrong):
                self.with_changed(test, "result", "acceptable", self.passes)

    def test_broken(self):
        for self.data in self.files:
            test, passed = self.find("valid"), self.count() - 1
            for key in ("sig", "msg", "result"):
                without = copy.deepcopy(self.data)
                del next(t for g in without["testGroups"] for t in g["tests"] if t["tcId"] == test["tcId"])[key]
                run = self.kat(self.write(without), code=support.BAD_INPUT, totals=(passed, 0, 0))
                self.assertIn(f"tcId {test['tcId']} has no {key}", run.err)
            self.with_changed(test, "sig", test["sig"][:-1], lambda: self.error(
                self.data, f'"{test["sig"]}"', "sig is not hexadecimal: an odd", code=support.BAD_INPUT, totals=(passed, 0, 0)))
            self.with_changed(test, "result", "perhaps", lambda: self.error(
                self.data, '"perhaps"', "result is none of", code=support.BAD_INPUT, totals=(passed, 0, 0)))

    def test_what_is_not_offered(self):
        self.data = self.files[0]
        group = self.data["testGroups"][0]
        size = len(group["tests"])
        for owner, key, value, reason in ((group, "sha", "SHA3-256", "SHA3-256 is not a hash"),
                                          (group["key"], "curve", "secp256k1", "secp256k1 is not a curve"),
                                          (group, "type", "EcdsaBitcoinVerify", "EcdsaBitcoinVerify is not known")):
            old, owner[key] = owner[key], value
            run = self.kat(self.write(self.data), code=support.PASSED, totals=(self.count() - size, 0, size))
            self.assertIn(reason, run.out)
            owner[key] = old

    def test_newer_names(self):
        self.data = load("wycheproof/ecdsa_secp256r1_sha256_v1_test.json")
        self.passes()
        right, wrong = self.data["testGroups"][0]["tests"]
        self.with_changed(right, "msg", changed(right["msg"]), lambda: self.fails(right))
        self.with_changed(wrong, "result", "valid", lambda: self.fails(wrong))


class Ecdh(EcTest):
    def test_one_digit(self):
        for name in ("ecdh_secp256r1_test.json", "ecdh_secp384r1_ecpoint_test.json", "ecdh_secp521r1_test.json"):
            self.data = published(name, lambda g, t: t["tcId"] < 40 or t["tcId"] % 20 == 0)
            self.passes()
            test = self.find("valid")
            for key in ("shared", "public", "private"):
                self.with_changed(test, key, test[key][:-1] + changed(test[key][-1]), lambda: self.fails(test))
            for key, value, words in (("public", test["public"][:-1], "public is not hexadecimal: an odd"),
                                      ("shared", test["shared"][:-1], "shared is not hexadecimal: an odd"),
                                      ("private", "1" * 140, "private has 70 bytes, more than a number")):
                self.with_changed(test, key, value, lambda: self.error(
                    self.data, f'"{value}"', words, code=support.BAD_INPUT, totals=(self.count() - 1, 0, 0)))
            for result in ("invalid",):
                self.with_changed(test, "result", result, lambda: self.fails(test, "result of cce_ecdh"))

    def test_what_must_be_refused(self):
        for name in ("ecdh_secp256r1_test.json", "ecdh_secp521r1_ecpoint_test.json"):
            self.data = published(name, lambda g, t: t["result"] != "valid" and t["tcId"] % 3 == 0 or t["tcId"] < 5)
            self.passes()
            for test in [t for g in self.data["testGroups"] for t in g["tests"] if t["result"] == "invalid"][:20]:
                self.with_changed(test, "result", "valid", lambda: self.fails(test))

    def test_what_is_acceptable_must_be_right(self):
        """The compressed point is taken, so its secret counts."""
        self.data = published("ecdh_secp384r1_ecpoint_test.json", lambda g, t: t["tcId"] < 40)
        test = self.find("acceptable", flags=["CompressedPoint"])
        self.with_changed(test, "shared", changed(test["shared"]), lambda: self.fails(test, "shared"))

    def test_points_of_other_lengths(self):
        self.data = published("ecdh_secp256r1_ecpoint_test.json", lambda g, t: t["tcId"] < 10)
        test = self.find("valid")
        for point in ("", "00", "04", test["public"] + "00", test["public"][:-2], "05" + test["public"][2:], test["public"][:66]):
            self.with_changed(test, "public", point, lambda: self.fails(test, "import of the public key"))

    def test_pem(self):
        self.data = load("wycheproof/ecdh_pem_v1_test.json")
        self.passes()
        right, wrong = self.data["testGroups"][0]["tests"][:2]
        self.with_changed(wrong, "result", "valid", lambda: self.fails(wrong))
        self.with_changed(right, "private", right["private"].replace("BEGIN PRIVATE", "BEGIN"), lambda: self.fails(right))

    def test_json_web_keys(self):
        self.data = published("ecdh_secp256r1_ecpoint_test.json", lambda g, t: t["tcId"] < 10)
        self.data["testGroups"][0]["type"] = "EcdhWebcryptoTest"
        run = self.kat(self.write(self.data), totals=(0, 0, self.count()))
        self.assertIn("JSON Web Keys", run.out)


class Acvp(EcTest):
    def use(self, name, part="internalProjection"):
        self.data = load(f"acvp/{name}/{part}.json")
        return self.data["testGroups"]

    def both(self, name):
        """One projection of a prompt and its answers."""
        prompt, answers = (load(f"acvp/{name}/{part}.json") for part in ("prompt", "expectedResults"))
        for group, answered in zip(prompt["testGroups"], answers["testGroups"]):
            group.update({k: v for k, v in answered.items() if k not in ("tgId", "tests")})
            for test, answer in zip(group["tests"], answered["tests"]):
                test.update(answer)
        self.data = prompt
        return prompt["testGroups"]

    def digits(self, owner, *keys, skipped=0):
        for key in keys:
            with self.subTest(key=key):
                self.with_changed(owner, key, owner[key][:-1] + changed(owner[key][-1]),
                                  lambda: self.fails(owner, skipped=skipped))

    def test_key_pairs(self):
        groups = self.use("ECDSA-KeyGen-FIPS186-5")
        for group in groups:
            self.digits(group["tests"][0], "d", "qx", "qy")
        test = groups[0]["tests"][1]
        self.with_changed(test, "d", "00", lambda: self.fails(test, "result of cce_ec_key_import"))
        self.with_changed(test, "d", "11" * 33, lambda: self.error(
            self.data, f'"{test["d"]}"', "d has 33 bytes", code=support.BAD_INPUT, totals=(14, 0, 0)))
        self.with_changed(groups[0], "curve", "K-233", lambda: self.passes(skipped=5))

    def test_public_keys(self):
        groups = self.both("ECDSA-KeyVer-FIPS186-5")
        for group in groups[:3]:
            for test in group["tests"]:
                self.with_changed(test, "testPassed", not test["testPassed"], lambda: self.fails(test, skipped=1))
        test = groups[0]["tests"][0]
        self.with_changed(test, "testPassed", "maybe", lambda: self.error(
            self.data, '"maybe"', "testPassed is neither true nor false", code=support.BAD_INPUT))

    def test_signatures(self):
        for group in self.use("DetECDSA-SigGen-FIPS186-5"):
            self.digits(group["tests"][1], "message", "r", "s")
        group = self.use("ECDSA-SigGen-1.0")[0]
        self.digits(group["tests"][1], "message", "r", "s")
        # The key is the whole group's.
        self.with_changed(group, "d", group["d"][:-1] + changed(group["d"][-1]), lambda: self.kat(
            self.write(self.data), code=support.CASE_FAILED, totals=(6, 3, 0)))

    def test_deterministic_is_demanded(self):
        """A signature that verifies is not enough: it must be the one of RFC 6979."""
        group = self.use("ECDSA-SigGen-1.0")[0]
        self.data["algorithm"] = "DetECDSA"
        run = self.kat(self.write(self.data), code=support.CASE_FAILED, totals=(0, 9, 0))
        self.assertIn("signature of r || s", run.out)
        for group in self.data["testGroups"]:
            del group["d"]
        # Without the key that cannot be told.
        self.passes()

    def test_answers_of_a_group(self):
        """qx and qy stand beside the answers, not in each."""
        prompt, answers = (load(f"acvp/ECDSA-SigGen-FIPS186-5/{part}.json") for part in ("prompt", "expectedResults"))
        group = answers["testGroups"][0]
        group["qy"] = group["qy"][:-1] + changed(group["qy"][-1])
        self.write(answers, "expectedResults.json")
        run = self.kat(self.write(prompt, "prompt.json"), code=support.CASE_FAILED, totals=(27, 3, 3))
        self.assertIn("tgId 1, tcId 1: result of cce_ec_public_import", run.out)
        del group["qy"]
        self.write(answers, "expectedResults.json")
        run = self.kat(self.write(prompt, "prompt.json"), code=support.BAD_INPUT, totals=(27, 0, 3))
        self.assertIn("tcId 1 has no qy", run.err)

    def test_verdicts(self):
        for group in self.both("ECDSA-SigVer-FIPS186-5"):
            for test in group["tests"][1:]:
                # A number that is too long for the curve is no answer to a right signature: the file is broken.
                is_long = len(test["r"]) > len(group["tests"][0]["r"])
                self.with_changed(test, "testPassed", True, lambda: self.kat(
                    self.write(self.data), code=support.BAD_INPUT if is_long else support.CASE_FAILED,
                    totals=(23, 0, 0) if is_long else (23, 1, 0)))
            right, wrong = group["tests"][:2]
            self.with_changed(right, "testPassed", False, lambda: self.fails(right))
            self.with_changed(wrong, "testPassed", True, lambda: self.fails(wrong))
            self.digits(right, "message", "qx", "qy", "r", "s")
            for key in ("r", "s"):
                self.with_changed(right, key, "11" * 70, lambda: self.error(
                    self.data, f'"{right[key]}"', f"{key} has 70 bytes", code=support.BAD_INPUT, totals=(23, 0, 0)))
                self.with_changed(wrong, key, "11" * 70, self.passes)

    def test_components_and_randomised_hashing(self):
        groups = self.both("ECDSA-SigGen-FIPS186-5")
        group = next(g for g in groups if g["componentTest"])
        test = group["tests"][0]
        self.with_changed(test, "message", test["message"] + "00", lambda: self.kat(
            self.write(self.data), code=support.PASSED, totals=(29, 0, 4)))
        group["conformance"] = "SP800-106"
        run = self.kat(self.write(self.data), code=support.PASSED, totals=(27, 0, 6))
        self.assertIn("SP800-106 is not offered", run.out)

    def test_secrets(self):
        for group in self.use("KAS-ECC-SSC-Sp800-56Ar3")[:10]:
            key = "z" if "z" in group["tests"][0] else "hashZ"
            for test in group["tests"]:
                if test.get("testPassed", True):
                    self.digits(test, key, *[k for k in test if "Server" in k and k[-1] in "XY"], skipped=1)
                if "testPassed" in test:
                    self.with_changed(test, "testPassed", not test["testPassed"], lambda: self.fails(test, skipped=1))

    def test_secrets_without_a_private_key(self):
        group = self.use("KAS-ECC-SSC-Sp800-56Ar3")[0]
        for test in group["tests"]:
            for key in [k for k in test if "Private" in k]:
                del test[key]
        run = self.kat(self.write(self.data), code=support.PASSED, totals=(28, 0, 3))
        self.assertIn("skipped 2 cases: the file has no private key", run.out)

    def test_types_that_are_not_known(self):
        for name in ("ECDSA-KeyGen-FIPS186-5", "DetECDSA-SigGen-FIPS186-5", "KAS-ECC-SSC-Sp800-56Ar3"):
            self.use(name)[0]["testType"] = "XYZ"
            self.assertIn("test type XYZ is not known", self.kat(self.write(self.data), code=support.PASSED).out)


if __name__ == "__main__":
    unittest.main()
