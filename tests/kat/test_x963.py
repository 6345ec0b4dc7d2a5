"""The key derivation function of X9.63: CAVP's and ACVP's files, with something wrong in them."""
import copy
import re
import unittest

import support
from support import VECTORS, JsonTest, changed, load

CAVP = (VECTORS / "x963" / "ansx963_2001.txt").read_text()
ACVP = "acvp/kdf-components-ansix9.63-1.0/internalProjection.json"


class Cavp(JsonTest):
    def run_text(self, text, code, totals):
        return self.kat(self.file("vectors.txt", text), code=code, totals=totals)

    def value(self, key, section, count=3):
        """What the case of that number, in the last section of that hash, says."""
        text = CAVP[CAVP.rindex(f"[{section}]"):]
        return re.search(rf"^COUNT = {count}\s.*?^\t?{key} = (\w+)", text, re.M | re.S)[1]

    def test_one_digit_of_anything(self):
        for section in ("SHA-224", "SHA-256", "SHA-384", "SHA-512"):
            for key in ("Z", "SharedInfo", "K1", "K2", "key_data"):
                with self.subTest(section, key=key):
                    value = self.value(key, section)
                    # The digests are in key_data, and what is hashed is told as well: the line alone is changed.
                    text = CAVP.replace(f"{key} = {value}", f"{key} = {changed(value)}")
                    run = self.run_text(text, support.CASE_FAILED, (79, 1, 20))
                    self.assertRegex(run.out, rf"FAILED \S+vectors.txt:\d+: \[{section}\] .*, COUNT = 3: ")
                    self.assertIn("expected ", run.out)

    def test_another_hash(self):
        run = self.run_text(CAVP.replace("[SHA-256]", "[SHA-512/256]"), support.CASE_FAILED, (60, 20, 20))
        self.assertIn("[SHA-512/256]", run.out)

    def test_the_hash_of_an_earlier_section_holds(self):
        second = CAVP.rindex("[SHA-256]")
        text = CAVP[:second] + CAVP[second:].replace("[SHA-256]", "", 1)
        self.run_text(text, support.PASSED, (80, 0, 20))

    def test_no_hash(self):
        one = CAVP[CAVP.rindex("[SHA-512]"):]
        self.run_text(one, support.PASSED, (10, 0, 0))
        run = self.run_text(one.replace("[SHA-512]", ""), support.BAD_INPUT, (0, 0, 0))
        self.assertIn("no section says which hash", run.err)

    def test_lengths(self):
        one = CAVP[CAVP.rindex("[SHA-384]"):CAVP.index("[SHA-512]")]
        self.run_text(one, support.PASSED, (10, 0, 0))
        for field, wrong, words in (("shared secret length = 192", "200", "Z has 24 bytes where there must be 25"),
                                    ("SharedInfo length = 128", "120", "SharedInfo has 16 bytes where there must be 15"),
                                    ("key data length = 1024", "1032", "key_data has 128 bytes where there must be 129"),
                                    ("key data length = 1024", "0", "key data length is not a length"),
                                    ("key data length = 1024", "8388616", "key data length is not a length")):
            with self.subTest(field, wrong=wrong):
                text = one.replace(field, field.split("=")[0] + "= " + wrong)
                self.assertNotEqual(text, one)
                self.assertIn(words, self.run_text(text, support.BAD_INPUT, (0, 0, 0)).err)
        run = self.run_text(one.replace("key data length = 1024", "key data length = 1023"), support.CASE_FAILED, (0, 0, 10))
        self.assertIn("not a whole number of bytes", run.out)
        K1 = self.value("K1", "SHA-384", 0)
        run = self.run_text(one.replace(f"K1 = {K1}", f"K1 = {K1[2:]}"), support.BAD_INPUT, (9, 0, 0))
        self.assertIn("K1 has 47 bytes where there must be 48", run.err)

    def test_without_the_digests(self):
        text = re.sub(r"^\t.*\r?\n", "", CAVP, flags=re.M)
        self.assertNotIn("K1", text)
        self.run_text(text, support.PASSED, (80, 0, 20))


class Acvp(JsonTest):
    def test_one_digit_of_anything(self):
        original = load(ACVP)
        for group in (4, 7, 16):
            for key in ("z", "sharedInfo", "keyData"):
                data = copy.deepcopy(original)
                test = data["testGroups"][group]["tests"][1]
                with self.subTest(group, key=key):
                    test[key] = changed(test[key])
                    self.one_fails(data, 29, f"tcId {test['tcId']}: keyData", skipped=6)

    def test_broken(self):
        for change, words in (({"sharedInfoLength": 120}, "sharedInfo has 128 bytes where there must be 15"),
                              ({"keyDataLength": 120}, "keyData has 128 bytes where there must be 15"),
                              ({"keyDataLength": 0}, "keyDataLength is not a length")):
            data = load(ACVP)
            data["testGroups"][4].update(change)
            run = self.kat(self.write(data), code=support.BAD_INPUT, totals=(28, 0, 6))
            self.assertIn(words, run.err)

    def test_what_is_not_known(self):
        data = load(ACVP)
        data["testGroups"][4]["testType"] = "VAL"
        data["testGroups"][5]["hashAlg"] = "SHA3-256"
        run = self.kat(self.write(data), code=support.PASSED, totals=(26, 0, 10))
        for reason in ("test type VAL is not known", "SHA3-256 is not a hash"):
            self.assertIn(f"skipped 2 cases: {reason}", run.out)

    def test_another_of_the_components_is_not_claimed(self):
        data = load(ACVP)
        data["mode"] = "ssh"
        run = self.kat(self.write(data))
        self.assertEqual(run.totals[:2], (0, 0))


if __name__ == "__main__":
    unittest.main()
