"""AES-256-GCM's files of all three formats: one wrong digit anywhere is a failure that is named, and what is broken or not
offered is told apart from it."""
import copy
import re
import unittest

import support
from support import VECTORS, JsonTest, KatTest, changed, line_of, load

SEAL = (VECTORS / "gcm" / "gcmEncryptExtIV256-first3.rsp").read_text()
OPEN = (VECTORS / "gcm" / "gcmDecrypt256-first3.rsp").read_text()
SECTION = "[Keylen = 256]\n[IVlen = 96]\n[PTlen = 128]\n[AADlen = 160]\n[Taglen = 96]\n"


def records(text, section=SECTION):
    """The title and one section of three cases."""
    text = text.replace("\r\n", "\n")
    at = text.index(section)
    end = text.find("[", at + len(section))
    return "\n".join(line for line in text.splitlines() if line.startswith("#")) + "\n\n" + text[at:end]


def value(text, key, count=0):
    return re.findall(rf"^{key} = (\w*)$", text, re.M)[count]


class Cavp(KatTest):
    def setUp(self):
        super().setUp()
        self.seal, self.open = records(SEAL), records(OPEN)
        self.assertEqual(self.seal.count("Count = "), 3)
        self.assertIn("FAIL", self.open)
        self.assertIn("PT = ", self.open)

    def run_text(self, text, code, totals):
        self.path = self.file("gcm.rsp", text)
        return self.kat(self.path, code=code, totals=totals)

    def broken(self, text, needle, words, passed=2):
        run = self.run_text(text, support.BAD_INPUT, (passed, 0, 0))
        self.assert_error_at(run, self.path, line_of(text, needle), words)

    def test_one_digit_of_anything(self):
        """Each field matters, in both files: what is wrong is the answer, the key, or what goes with it."""
        for text, fields in ((self.seal, ("Key", "IV", "PT", "AAD", "CT", "Tag")), (self.open, ("PT",))):
            for key in fields:
                with self.subTest(key):
                    old = value(text, key)
                    run = self.run_text(text.replace(old, changed(old), 1), support.CASE_FAILED, (2, 1, 0))
                    self.assertRegex(run.out, r"FAILED \S+gcm.rsp:\d+: \[Keylen = 256\].*, Count = [012]: ")
                    self.assertIn("expected ", run.out)

    def test_refused_where_it_should_open(self):
        text = re.sub(r"^PT = .*$", "FAIL", self.open, count=1, flags=re.M)
        run = self.run_text(text, support.CASE_FAILED, (2, 1, 0))
        self.assertIn("result of cce_gcm_open\n            expected does not verify\n            got      done", run.out)

    def test_opened_where_it_should_be_refused(self):
        text = self.open.replace("FAIL", "PT = " + "00" * 16, 1)
        self.assertIn(": CT", self.run_text(text, support.CASE_FAILED, (2, 1, 0)).out)

    def test_whatever_is_missing(self):
        for key in ("Key", "IV", "PT", "AAD", "CT", "Tag"):
            with self.subTest(key):
                text = re.sub(rf"^{key} = .*\n", "", self.seal, count=1, flags=re.M)
                self.broken(text, "Count = 0", rf"Count = 0 has no (?i:{key})")

    def test_whatever_is_twice_or_odd_or_short(self):
        for key in ("Key", "IV", "PT", "AAD", "CT", "Tag"):
            line = re.search(rf"^{key} = .*\n", self.seal, re.M)[0]
            with self.subTest(key):
                twice = self.seal.replace(line, line + line, 1)
                run = self.run_text(twice, support.BAD_INPUT, (2, 0, 0))
                self.assert_error_at(run, self.path, line_of(twice, line) + 1, f"{key} stands twice")
                odd = self.seal.replace(line, line[:-2] + "\n", 1)
                self.broken(odd, line[:-2], f"{key} is not hexadecimal: an odd")
                if key != "Key":
                    short = self.seal.replace(line, line[:-3] + "\n", 1)
                    self.broken(short, line[:-3], rf"{key} has \d+ bytes where there must be")
        # 16 bytes would be an AES key, but not the one that the section speaks of.
        text = self.seal.replace(value(self.seal, "Key"), "00" * 16, 1)
        self.broken(text, "Key = ", "Key has 16 bytes where there must be 32")
        text = text.replace("[Keylen = 256]\n", "").replace("00" * 16, "00" * 17, 1)
        self.broken(text, "Key = ", "the key is not an AES key")

    def test_both_answers(self):
        text = re.sub(r"^(PT = .*)$", r"FAIL\n\1", self.open, count=1, flags=re.M)
        run = self.run_text(text, support.BAD_INPUT, (2, 0, 0))
        self.assertRegex(run.err, r"gcm.rsp:\d+: the case has both PT and FAIL")

    def test_lengths_of_sections(self):
        for name, words in (("Keylen", "Keylen is not a number"), ("Taglen", "Taglen is not a number"),
                            ("IVlen", "IVlen is not a number")):
            text = re.sub(rf"\[{name} = \d+\]", f"[{name} = many]", self.seal)
            run = self.run_text(text, support.BAD_INPUT, (0, 0, 0))
            self.assert_error_at(run, self.path, line_of(text, "many"), words)

    def test_counts_that_are_none_do_no_harm(self):
        for count in ("99999999999999999999999999", "-1", "", "0x7"):
            self.run_text(self.seal.replace("Count = 1\n", f"Count = {count}\n"), support.PASSED, (3, 0, 0))

    def test_without_a_title(self):
        self.run_text(self.seal[self.seal.index("["):], support.PASSED, (3, 0, 0))

    def test_line_ends_and_a_mark(self):
        for text in (self.seal.replace("\n", "\r\n"), "\ufeff" + self.seal, self.seal.rstrip("\n")):
            self.run_text(text, support.PASSED, (3, 0, 0))

    def test_what_is_not_offered(self):
        for old, new, reason in (("[Keylen = 256]", "[Keylen = 192]", "the key has 192 bits; CCE has 256-bit keys only"),
                                 ("[Taglen = 96]", "[Taglen = 40]", "a tag of 40 bits is none of SP 800-38D"),
                                 ("[IVlen = 96]", "[IVlen = 97]", "IVlen is not a whole number of bytes")):
            run = self.run_text(self.seal.replace(old, new), support.CASE_FAILED, (0, 0, 3))
            self.assertIn(f"skipped 3 cases: {reason}", run.out)

    def test_gcm_of_others(self):
        for title in ("# SM4-GCM\n", "# XPN Encrypt with GCM\n"):
            text = title + self.seal[self.seal.index("["):]
            self.assertIn("not an algorithm of this module", self.run_text(text, support.CASE_FAILED, (0, 0, 3)).out)

    def test_cut(self):
        for at in range(len(self.open) - 1, 200, -37):
            with self.subTest(at):
                run = self.kat(self.file("cut.rsp", self.open[:at]))
                self.assertLess(sum(run.totals), 4)
                if run.code == support.BAD_INPUT:
                    self.assertRegex(run.err, r"cut.rsp:\d+: ")
                else:
                    self.assertIn(run.code, (support.PASSED, support.CASE_FAILED))


class Wycheproof(JsonTest):
    def setUp(self):
        super().setUp()
        data = support.json.loads((VECTORS / "gcm" / "aes_gcm_test.json").read_text())
        data["testGroups"] = [g for g in data["testGroups"] if g["keySize"] == 256 and g["ivSize"] in (0, 64, 96)]
        data["numberOfTests"] = self.count = sum(len(g["tests"]) for g in data["testGroups"])
        self.data = data

    def pick(self, result, iv_size=96):
        return next(t for g in self.data["testGroups"] if g["ivSize"] == iv_size
                    for t in g["tests"] if t["result"] == result and t["ct"])

    def test_they_pass(self):
        self.kat(self.write(self.data), code=support.PASSED, totals=(self.count, 0, 0))

    def test_one_digit(self):
        for key in ("ct", "tag", "msg", "key", "iv"):
            with self.subTest(key):
                test = self.pick("valid")
                right, test[key] = test[key], changed(test[key])
                self.one_fails(self.data, self.count - 1, f"tcId {test['tcId']}: ")
                test[key] = right

    def test_other_verdicts(self):
        test = self.pick("valid")
        test["result"] = "invalid"
        self.one_fails(self.data, self.count - 1, f"tcId {test['tcId']}: result of cce_gcm_open")
        test["result"] = "acceptable"
        self.kat(self.write(self.data), code=support.PASSED, totals=(self.count, 0, 0))
        test["result"] = "valid"
        test = self.pick("invalid")
        test["result"] = "valid"
        self.one_fails(self.data, self.count - 1, f"tcId {test['tcId']}: ")

    def test_no_iv_is_refused(self):
        test = next(t for g in self.data["testGroups"] if g["ivSize"] == 0 for t in g["tests"])
        test["result"] = "valid"
        self.one_fails(self.data, self.count - 1, f"tcId {test['tcId']}: result of cce_gcm_seal_with_iv")

    def test_lengths_that_do_not_fit(self):
        test = self.pick("valid")
        test["iv"] += "00"
        self.error(self.data, f'"{test["iv"]}"', "iv has 13 bytes where there must be 12", code=support.BAD_INPUT)
        test["iv"] = test["iv"][:-2]
        test["ct"] += "00"
        self.error(self.data, f'"{test["ct"]}"', "ct is not as long as msg", code=support.BAD_INPUT)


class Acvp(JsonTest):
    def setUp(self):
        super().setUp()
        self.data = load("acvp/ACVP-AES-GCM-1.0/internalProjection.json")

    def group(self, direction, iv_gen="external"):
        return next(g for g in self.data["testGroups"] if (g["direction"], g["ivGen"]) == (direction, iv_gen)
                    and g["payloadLen"] and g["keyLen"] == 256)

    def test_one_digit(self):
        original = self.data
        for direction, iv_gen, keys in (("encrypt", "external", ("ct", "tag")), ("encrypt", "internal", ("iv", "ct", "tag")),
                                        ("decrypt", "external", ("pt",))):
            for key in keys:
                with self.subTest(direction + iv_gen + key):
                    self.data = copy.deepcopy(original)
                    test = self.group(direction, iv_gen)["tests"][0]
                    test[key] = changed(test[key])
                    self.one_fails(self.data, 23, f"tcId {test['tcId']}: ", skipped=8)

    def test_verdicts(self):
        tests = self.group("decrypt")["tests"]
        right, wrong = tests[0], tests[1]
        self.assertIs(wrong["testPassed"], False)
        wrong["testPassed"], wrong["pt"] = True, "00" * (len(wrong["ct"]) // 2)
        self.one_fails(self.data, 23, f"tcId {wrong['tcId']}: ", skipped=8)
        wrong["testPassed"] = False
        right["testPassed"] = False
        self.one_fails(self.data, 23, f"tcId {right['tcId']}: result of cce_gcm_open", skipped=8)

    def test_broken(self):
        group = self.group("encrypt")
        group["direction"] = "sideways"
        self.error(self.data, '"sideways"', "direction is neither", code=support.BAD_INPUT, totals=(20, 0, 8))
        group["direction"] = "encrypt"
        group["tests"][0]["testPassed"] = False
        self.error(self.data, '"testPassed"', "an encryption does not fail", code=support.BAD_INPUT, totals=(23, 0, 8))
        del group["tests"][0]["testPassed"], group["tests"][0]["tag"]
        run = self.kat(self.write(self.data), code=support.BAD_INPUT, totals=(23, 0, 8))
        self.assertRegex(run.err, r"vectors.json:\d+: tcId \d+ has no tag")

    def test_types_that_are_not_known(self):
        self.data["testGroups"][0]["testType"] = "XYZ"
        run = self.kat(self.write(self.data), code=support.PASSED, totals=(20, 0, 12))
        self.assertIn("skipped 4 cases: test type XYZ is not known", run.out)

    def test_pair(self):
        prompt, answers = copy.deepcopy(self.data), copy.deepcopy(self.data)
        for asked, answered in zip(prompt["testGroups"], answers["testGroups"]):
            out = ("pt", "testPassed") if asked["direction"] == "decrypt" else ("ct", "tag")
            out += ("iv",) if asked["ivGen"] == "internal" else ()
            asked["tests"] = [{k: v for k, v in t.items() if k not in out} for t in asked["tests"]]
            answered["tests"] = [{k: v for k, v in t.items() if k in (*out, "tcId")} for t in answered["tests"]]
        self.write(answers, "expectedResults.json")
        self.kat(self.write(prompt, "prompt.json"), code=support.PASSED, totals=(24, 0, 8))


if __name__ == "__main__":
    unittest.main()
