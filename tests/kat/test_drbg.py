"""The generators' files, CAVP's and ACVP's: one wrong digit is a failure that is named; what is broken or not offered is told
apart from it."""
import copy
import re
import unittest

import support
from support import VECTORS, JsonTest, KatTest, changed, line_of, load

FOLDER = VECTORS / "drbg"


def one_section(mode, mechanism, which, count=3):
    """The title and the first records of the which-th section."""
    text = (FOLDER / mode / f"{mechanism}.rsp").read_text()
    title, *sections = re.split(r"^(?=\[[^=\]]*\]$)", text, flags=re.M)
    return title + "".join(re.split(r"^(?=COUNT)", sections[which], flags=re.M)[:1 + count])


class Cavp(KatTest):
    def setUp(self):
        super().setUp()
        # A section with personalisation string and additional input.
        self.all = {(mode, mechanism): one_section(mode, mechanism, 15)
                    for mode in ("no_reseed", "pr_false", "pr_true") for mechanism in ("CTR_DRBG", "HMAC_DRBG")}
        self.text = self.all["pr_false", "HMAC_DRBG"]

    def run_text(self, text, code, totals, name="drbg.rsp"):
        self.path = self.file(name, text)
        return self.kat(self.path, code=code, totals=totals)

    def broken(self, text, needle, words, passed=2):
        run = self.run_text(text, support.BAD_INPUT, (passed, 0, 0))
        self.assert_error_at(run, self.path, line_of(text, needle), words)

    def test_one_digit_of_anything(self):
        """In every mode each input has its effect, and the last digit of the answer is looked at like the first."""
        for (mode, mechanism), text in self.all.items():
            self.run_text(text, support.PASSED, (3, 0, 0))
            record = text[text.index("COUNT = 1"):text.index("COUNT = 2")]
            lines = re.findall(r"^[A-Z][a-z]\w+ = [0-9a-f]+$", record, re.M)
            self.assertEqual(len(lines), 6 if mode == "no_reseed" else 8)
            for line in lines:
                key, digits = line.split(" = ")
                for wrong in (changed(digits), changed(digits[::-1])[::-1]):
                    with self.subTest(mode + mechanism + key):
                        run = self.run_text(text.replace(line, f"{key} = {wrong}"), support.CASE_FAILED, (2, 1, 0))
                        self.assertRegex(run.out, r"FAILED \S+drbg.rsp:\d+: \[\S+.*\], COUNT = 1: ReturnedBits")

    def test_mechanisms_in_one_file(self):
        texts = [self.all[key][self.all[key].index("["):] for key in self.all]
        other = texts[0].replace("AES-256 use df", "3KeyTDEA use df")
        hashes = texts[1].replace("[SHA-256]", "[SHA-1]"), texts[1].replace("[SHA-256]", "[SHA-512/256]")
        nodf = texts[0].replace("AES-256 use df", "AES-256 no df")
        run = self.run_text("# CAVS 14.3\n" + "".join((*texts, other, *hashes, nodf)), support.PASSED, (18, 0, 12))
        for reason in ("3KeyTDEA use df: CTR_DRBG is offered with AES-256 only",
                       "SHA-1: HMAC_DRBG is offered with SHA-256, SHA-384 and SHA-512 only",
                       "SHA-512/256: HMAC_DRBG is offered with SHA-256, SHA-384 and SHA-512 only",
                       "AES-256 no df: CTR_DRBG is offered with the derivation function only"):
            self.assertIn(f"skipped 3 cases: {reason}", run.out)

    def test_hash_drbg_is_another_generator(self):
        """NIST's two files differ in their names alone: in the title, the section, or the name of file or folder."""
        text = self.text[self.text.index("["):]
        reason = "Hash_DRBG is not a generator of this module"
        for title, section, name in (("# Hash_DRBG\n", "[SHA-256]", "a.rsp"), ("", "[Hash_DRBG SHA-256]", "a.rsp"),
                                     ("# CAVS\n", "[SHA-256]", "Hash_DRBG.rsp"), ("", "[SHA-256]", "hash_drbg/a.rsp")):
            with self.subTest(title + section + name):
                run = self.run_text(title + text.replace("[SHA-256]", section), support.CASE_FAILED, (0, 0, 3), name)
                self.assertIn(f"skipped 3 cases: {reason}", run.out)
        for section, name in (("[HMAC_DRBG SHA-256]", "Hash_DRBG.rsp"), ("[SHA-256]", "HMAC_DRBG.rsp"), ("[SHA-256]", "a")):
            self.run_text(text.replace("[SHA-256]", section), support.PASSED, (3, 0, 0), name)

    def test_intermediate_values(self):
        """As in NIST's .txt files: headings and states between the fields."""
        text = self.text.replace("EntropyInputReseed", "** INSTANTIATE:\n\tV   = 00ff\n\tKey = 1234\nEntropyInputReseed")
        self.run_text(text.replace("ReturnedBits =", "** GENERATE (SECOND CALL):\n\tV   = 12\nReturnedBits ="),
                      support.PASSED, (3, 0, 0))

    def test_whatever_is_missing_twice_odd_or_short(self):
        for key in ("EntropyInput", "Nonce", "PersonalizationString", "EntropyInputReseed", "AdditionalInputReseed",
                    "AdditionalInput", "ReturnedBits"):
            line = re.search(rf"^{key} = .*\n", self.text, re.M)[0]
            with self.subTest(key):
                short = self.text.replace(line, line[:-3] + "\n", 1)
                self.broken(short, line[:-3] + "\n", rf"{key} has \d+ bytes where there must be")
                odd = self.text.replace(line, line[:-2] + "\n", 1)
                self.broken(odd, line[:-2] + "\n", f"{key} is not hexadecimal: an odd")
                letters = self.text.replace(line, line[:-2] + "g\n", 1)
                self.broken(letters, line[:-2] + "g", f"{key} is not hexadecimal: a character")
                missing, twice = self.text.replace(line, "", 1), self.text.replace(line, line + line, 1)
                if key == "AdditionalInput":
                    self.broken(missing, "COUNT = 0", "COUNT = 0 has 1 AdditionalInput where there must be 2")
                    self.broken(twice, "COUNT = 0", "COUNT = 0 has 3 AdditionalInput where there must be 2")
                    continue
                run = self.run_text(twice, support.BAD_INPUT, (2, 0, 0))
                self.assert_error_at(run, self.path, line_of(twice, line) + 1, f"{key} stands twice")
                if key == "EntropyInputReseed":
                    self.run_text(missing, support.CASE_FAILED, (2, 1, 0))
                else:
                    self.broken(missing, "COUNT = 0", f"COUNT = 0 has no {key}")

    def test_prediction_resistance_as_it_is_said(self):
        text = self.all["pr_true", "CTR_DRBG"]
        self.broken(text.replace("PredictionResistance = True", "PredictionResistance = False"), "COUNT = 0",
                    "COUNT = 0 has EntropyInputPR, but", 0)
        self.broken(text.replace("PredictionResistance = True", "PredictionResistance = Maybe"), "[PredictionRes",
                    "PredictionResistance is neither True nor False", 0)
        line = re.search(r"^EntropyInputPR = .*\n", text, re.M)[0]
        self.broken(text.replace(line, "", 1), "COUNT = 0", "COUNT = 0 has 1 EntropyInputPR where there must be 2")
        self.broken(self.text.replace("PredictionResistance = False", "PredictionResistance = True"), "COUNT = 0",
                    "COUNT = 0 has no EntropyInputPR, but", 0)

    def test_no_mechanism(self):
        self.broken(self.text.replace("[SHA-256]\n", ""), "COUNT = 0", "no section says which mechanism", 0)

    def test_beyond_the_limits(self):
        few = re.sub(r"^(EntropyInput(?:Reseed)? = \w{32}).*$", r"\1", self.text, flags=re.M)
        few = few.replace("[EntropyInputLen = 256]", "[EntropyInputLen = 128]")
        run = self.run_text(few, support.CASE_FAILED, (0, 0, 3))
        self.assertIn("skipped 3 cases: the entropy input has less than the 256 bits", run.out)
        nonce = re.sub(r"^(Nonce = \w{16}).*$", r"\1", self.text, flags=re.M).replace("[NonceLen = 128]", "[NonceLen = 64]")
        self.assertIn("the nonce has less than", self.run_text(nonce, support.CASE_FAILED, (0, 0, 3)).out)
        long = re.sub(r"^ReturnedBits = .*$", "ReturnedBits = " + "00" * 65537, self.text, flags=re.M)
        long = re.sub(r"\[ReturnedBitsLen = \d+\]\n", "", long)
        self.assertIn("a request is longer than", self.run_text(long, support.CASE_FAILED, (0, 0, 3)).out)
        self.broken(re.sub(r"ReturnedBitsLen = \d+", "ReturnedBitsLen = 18446744073709551608", self.text), "ReturnedBits = ",
                    "ReturnedBits has 128 bytes where there must be 2305843009213693951", 0)

    def test_no_answer_is_no_test(self):
        text = re.sub(r"\[ReturnedBitsLen = \d+\]\n", "", self.text)
        self.broken(re.sub(r"^ReturnedBits = .*$", "ReturnedBits =", text, count=1, flags=re.M), "ReturnedBits =\n",
                    "ReturnedBits is empty")
        run = self.run_text(re.sub(r"^ReturnedBits = .*$", "ReturnedBits = ?", text, flags=re.M), support.CASE_FAILED, (0, 0, 3))
        self.assertIn("the file gives no answer", run.out)

    def test_cut(self):
        text = self.all["pr_true", "HMAC_DRBG"]
        for at in range(len(text) - 2, 0, -97):
            with self.subTest(at):
                run = self.kat(self.file("cut.rsp", text[:at]))
                self.assertEqual(run.totals[1], 0)
                self.assertLess(run.totals[0], 4)
                if run.code != support.PASSED:
                    self.assertRegex(run.err, r"cut.rsp:\d+: |no case was run")


class Acvp(JsonTest):
    def setUp(self):
        super().setUp()
        self.hmac = load("acvp/hmacDRBG-1.0/internalProjection.json")
        self.prompt, self.answers = (load(f"acvp/ctrDRBG-1.0/{name}.json") for name in ("prompt", "expectedResults"))

    def test_one_digit(self):
        for index in range(12):
            data = copy.deepcopy(self.hmac)
            test = data["testGroups"][index]["tests"][1]
            test["returnedBits"] = changed(test["returnedBits"])
            self.one_fails(data, 23, f"tgId {index + 1}, tcId {test['tcId']}: ReturnedBits", skipped=8)

    def test_one_digit_of_other_inputs(self):
        for index, use, key in ((1, 0, "additionalInput"), (1, 0, "entropyInput"), (1, 2, "additionalInput"),
                                (2, 1, "entropyInput"), (2, 0, "additionalInput")):
            with self.subTest(f"{index} {use} {key}"):
                data = copy.deepcopy(self.hmac)
                test = data["testGroups"][index]["tests"][0]
                test["otherInput"][use][key] = changed(test["otherInput"][use][key])
                self.one_fails(data, 23, f"tcId {test['tcId']}: ReturnedBits", skipped=8)

    def test_pair(self):
        test = self.answers["testGroups"][2]["tests"][0]
        test["returnedBits"] = changed(test["returnedBits"])
        self.write(self.answers, "expectedResults.json")
        self.one_fails(self.prompt, 7, f"tcId {test['tcId']}: ReturnedBits", skipped=4, name="prompt.json")

    def test_broken(self):
        test = self.hmac["testGroups"][1]["tests"][0]
        use = test["otherInput"][0]
        for change, words in ((lambda: use.update(intendedUse="reseeding"), "intendedUse is neither reSeed nor generate"),
                              (lambda: use.pop("entropyInput"), r"tcId 3 has 2 otherInput.entropyInput where there must be 3"),
                              (lambda: use.update(entropyInput=""), "otherInput.entropyInput has 0 bytes where there must be 32"),
                              (lambda: use.update(additionalInput="00"), "otherInput.additionalInput has 1 bytes"),
                              (lambda: test.update(otherInput=[]), "tcId 3 generates nothing"),
                              (lambda: test.pop("otherInput"), "tcId 3 generates nothing"),
                              (lambda: test.update(nonce="00"), "nonce has 1 bytes where there must be 16"),
                              (lambda: test.update(returnedBits=None), "tcId 3 has no returnedBits")):
            with self.subTest(words):
                data, kept = copy.deepcopy(self.hmac), (copy.deepcopy(test), copy.deepcopy(use))
                change()
                run = self.kat(self.write(self.hmac), code=support.BAD_INPUT, totals=(23, 0, 8))
                self.assertRegex(run.err, r"vectors.json:\d+: " + words)
                self.hmac = data
                test = self.hmac["testGroups"][1]["tests"][0]
                use = test["otherInput"][0]

    def test_types_that_are_not_known(self):
        self.hmac["testGroups"][0]["testType"] = "XYZ"
        run = self.kat(self.write(self.hmac), code=support.PASSED, totals=(22, 0, 10))
        self.assertIn("skipped 2 cases: test type XYZ is not known", run.out)

    def test_hash_drbg(self):
        run = self.kat(self.write({**self.hmac, "algorithm": "hashDRBG"}), code=support.CASE_FAILED, totals=(0, 0, 32))
        self.assertIn("not an algorithm of this module: hashDRBG 1.0", run.out)


if __name__ == "__main__":
    unittest.main()
