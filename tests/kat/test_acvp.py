"""ACVP's files, alone and in pairs, that are right, wrong, mangled or not for this module."""
import copy
import re
import unittest

import support
from support import JsonTest, changed, line_of, load


class AcvpAnswers(JsonTest):
    def projection(self, name):
        return load(f"acvp/{name}/internalProjection.json")

    def test_digest(self):
        data = self.projection("SHA2-384-1.0")
        data = data[1] if isinstance(data, list) else data
        test = data["testGroups"][0]["tests"][2]
        test["md"] = changed(test["md"])
        self.one_fails(data, 13, "tgId 1, tcId 3: MD", skipped=1)

    def test_monte_carlo_and_large_data(self):
        for group, what in ((2, "md 99 of resultsArray"), (3, "md 99 of resultsArray"), (5, "md")):
            with self.subTest(group):
                data = self.projection("SHA2-224-1.0")
                test = data["testGroups"][group]["tests"][0]
                holder = test["resultsArray"][99] if "resultsArray" in test else test
                holder["md"] = changed(holder["md"])
                self.one_fails(data, 13, f"tcId {test['tcId']}: {what}", skipped=1)

    def test_monte_carlo_version_matters(self):
        data = self.projection("SHA2-224-1.0")
        self.assertEqual(data["testGroups"][3]["mctVersion"], "alternate")
        data["testGroups"][3]["mctVersion"] = "standard"
        self.one_fails(data, 13, "md 0 of resultsArray", skipped=1)

    def test_monte_carlo_cut(self):
        data = self.projection("SHA2-224-1.0")
        data["testGroups"][2]["tests"][0]["resultsArray"].pop()
        run = self.kat(self.write(data), code=support.BAD_INPUT, totals=(13, 0, 1))
        self.assertRegex(run.err, r"vectors.json:\d+: tcId \d+ has 99 results of 100")

    def test_mac(self):
        data = self.projection("HMAC-SHA2-256-2.0")
        test = data["testGroups"][0]["tests"][4]
        test["mac"] = changed(test["mac"])
        self.one_fails(data, 5, "tcId 5: MAC")

    def test_mac_of_another_length(self):
        data = self.projection("HMAC-SHA2-256-2.0")
        data["testGroups"][0]["tests"][4]["macLen"] -= 8
        run = self.kat(self.write(data), code=support.BAD_INPUT, totals=(5, 0, 0))
        self.assertRegex(run.err, r"vectors.json:\d+: mac has 32 bytes where there must be 31")

    def test_derived_keys(self):
        original = self.projection("KDA-HKDF-Sp800-56Cr2")
        first = {kind: next(i for i, g in enumerate(original["testGroups"])
                            if g["testType"] == kind[0] and g.get("multiExpansion", False) == kind[1])
                 for kind in (("AFT", False), ("AFT", True), ("VAL", False), ("VAL", True))}
        for (kind, multiple), index in first.items():
            with self.subTest(kind, multiple=multiple):
                data = copy.deepcopy(original)
                test = data["testGroups"][index]["tests"][0]
                if kind == "VAL":
                    test["testPassed"] = not test["testPassed"]
                elif multiple:
                    test["dkms"][1] = changed(test["dkms"][1])
                else:
                    test["dkm"] = changed(test["dkm"])
                self.one_fails(data, 74, f"tcId {test['tcId']}: ")

    def test_unknown_pattern_encoding_and_hash(self):
        data = self.projection("KDA-HKDF-Sp800-56Cr2")
        groups = [g for g in data["testGroups"] if "kdfConfiguration" in g]
        groups[0]["kdfConfiguration"]["fixedInfoPattern"] += "||weather"
        groups[1]["kdfConfiguration"]["fixedInfoEncoding"] = "ASN1"
        groups[2]["kdfConfiguration"]["hmacAlg"] = "SHA3-256"
        run = self.kat(self.write(data), code=support.PASSED, totals=(69, 0, 6))
        for reason in ("fixedInfoPattern has weather", "fixedInfoEncoding ASN1", "SHA3-256 is not a hash"):
            self.assertIn(f"skipped 2 cases: {reason}", run.out)

    def test_unknown_test_types(self):
        for name, passed in (("SHA2-224-1.0", 6), ("HMAC-SHA2-256-2.0", 0), ("KDA-HKDF-Sp800-56Cr2", 73)):
            with self.subTest(name):
                data = self.projection(name)
                data["testGroups"][0]["testType"] = "XYZ"
                run = self.kat(self.write(data))
                self.assertIn("test type XYZ is not known", run.out)
                self.assertEqual(run.totals[:2], (passed, 0))


class AcvpPairs(JsonTest):
    def setUp(self):
        super().setUp()
        self.asked = load("acvp/HMAC-SHA2-256-1.0/prompt.json")
        self.answered = load("acvp/HMAC-SHA2-256-1.0/expectedResults.json")

    def pair(self):
        answers = self.write(self.answered, "expectedResults.json")
        return self.write(self.asked, "prompt.json"), answers

    def test_named_or_found_the_pair_is_run_once(self):
        prompt, answers = self.pair()
        for arguments in ((prompt,), (answers,), (prompt, answers), (self.folder,), (self.folder, answers, prompt)):
            with self.subTest(arguments):
                self.kat(*arguments, code=support.PASSED, totals=(9, 0, 0))

    def test_in_arrays(self):
        self.asked, self.answered = [{"acvVersion": "1.0"}, self.asked], [{"acvVersion": "1.0"}, self.answered]
        self.kat(self.pair()[0], code=support.PASSED, totals=(9, 0, 0))

    def test_other_names(self):
        self.write(self.answered, "HMAC.expectedResults.json")
        self.kat(self.write(self.asked, "HMAC.prompt.json"), code=support.PASSED, totals=(9, 0, 0))

    def test_wrong_answer(self):
        answer = self.answered["testGroups"][1]["tests"][1]
        answer["mac"] = changed(answer["mac"])
        run = self.kat(self.pair()[0], code=support.CASE_FAILED, totals=(8, 1, 0))
        self.assertIn("tgId 2, tcId 5: MAC", run.out)

    def test_odd_answer_is_named_in_the_answers(self):
        self.answered["testGroups"][0]["tests"][0]["mac"] += "0"
        _, answers = self.pair()
        run = self.kat(answers, code=support.BAD_INPUT, totals=(8, 0, 0))
        self.assert_error_at(run, answers, line_of(answers.read_text(), '"mac"'), "mac is not hexadecimal")

    def test_missing_answers(self):
        prompt = self.write(self.asked, "prompt.json")
        for argument in (prompt, self.folder):
            run = self.kat(argument, code=support.BAD_INPUT, totals=(0, 0, 0))
            self.assert_error_at(run, prompt, 1, "only questions: .*expectedResults.json with the answers is missing")

    def test_missing_questions(self):
        answers = self.write(self.answered, "expectedResults.json")
        for argument in (answers, self.folder):
            run = self.kat(argument, code=support.BAD_INPUT, totals=(0, 0, 0))
            self.assert_error_at(run, answers, 1, "only answers")

    def test_one_answer_missing(self):
        self.answered["testGroups"][2]["tests"].pop(0)
        prompt, answers = self.pair()
        run = self.kat(self.folder, code=support.BAD_INPUT, totals=(8, 0, 0))
        line = line_of(prompt.read_text(), '"tcId": 7') - 1
        self.assert_error_at(run, prompt, line, f"tgId 3 tcId 7 has no answer in {re.escape(str(answers))}")

    def test_one_answer_too_many(self):
        self.asked["testGroups"][2]["tests"].pop(0)
        prompt, answers = self.pair()
        run = self.kat(prompt, code=support.BAD_INPUT, totals=(8, 0, 0))
        line = line_of(answers.read_text(), '"tcId": 7') - 1
        self.assert_error_at(run, answers, line, "the answer to tcId 7 belongs to no case")

    def test_broken_answers(self):
        prompt, answers = self.pair()
        answers.write_text(answers.read_text()[:300])
        run = self.kat(prompt, code=support.BAD_INPUT, totals=(0, 0, 0))
        self.assertRegex(run.err, r"expectedResults.json:\d+: not whole JSON")

    def test_answers_to_what_the_module_has_not(self):
        self.asked["algorithm"] = "ACVP-AES-CCM"
        self.write(self.asked, "prompt.json")  # without answers: no matter
        run = self.kat(self.folder, code=support.CASE_FAILED, totals=(0, 0, 9))
        self.assertIn("not an algorithm of this module: ACVP-AES-CCM 1.0", run.out)


if __name__ == "__main__":
    unittest.main()
