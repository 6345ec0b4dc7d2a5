"""The files on curves of all three formats: one wrong digit anywhere is a failure that is named, and what is broken or not
offered is told apart from it."""
import copy
import re
import unittest

import support
from support import VECTORS, KatTest, changed

EC = VECTORS / "ec"


def lines(*parts):
    return "\n".join(parts) + "\n"


class CavpTest(KatTest):
    def section(self, name, words, count):
        """The first cases of a section, each as a list of (key, value); the case's text comes from `text`."""
        text = (EC / name).read_text().replace("\r\n", "\n")
        at = text.index(words + "\n") + len(words)
        end = text.find("\n[", at)
        # The head of a section of KeyPair.rsp is followed by another one.
        body = text[at:end if end > 0 else None]
        records = [re.findall(r"^(\w+) = (.*?) *$", record, re.M) for record in re.split(r"\n\s*\n", body)]
        return [record for record in records if record][:count]

    def text(self, words, records):
        return lines(words, "", *(line for record in records for line in (*(f"{k} = {v}" for k, v in record), "")))

    def run_text(self, text, code, totals):
        self.path = self.file("vectors.rsp", text)
        return self.kat(self.path, code=code, totals=totals)

    def one_digit(self, words, records, keys, which=0, what=None):
        """Each of these fields of one case matters."""
        for key in keys:
            with self.subTest(words=words, key=key):
                wrong = copy.deepcopy(records)
                wrong[which] = [(k, changed(v) if k == key else v) for k, v in wrong[which]]
                run = self.run_text(self.text(words, wrong), support.CASE_FAILED, (len(records) - 1, 1, 0))
                name = f"COUNT = {which}" if any(k == "COUNT" for k, _ in records[0]) else f"case {which + 1}"
                self.assertRegex(run.out, rf"FAILED \S+vectors.rsp:\d+: {re.escape(words)}, {name}: ")
                self.assertIn("expected ", run.out)

    def broken(self, words, records, key, value, message, passed=None):
        """The field of the first case has another value, or with None is not there."""
        wrong = copy.deepcopy(records)
        wrong[0] = [(k, value if k == key else v) for k, v in wrong[0] if k != key or value is not None]
        text = self.text(words, wrong)
        run = self.run_text(text, support.BAD_INPUT, (len(records) - 1 if passed is None else passed, 0, 0))
        self.assertRegex(run.err, rf"cce-kat: \S+vectors.rsp:\d+: {message}")


class SigGen(CavpTest):
    CURVES = (("[P-256,SHA-512]", 64), ("[P-384,SHA-224]", 96), ("[P-521,SHA-256]", 132))

    def test_one_digit_of_anything(self):
        for words, _ in self.CURVES:
            records = self.section("SigGen-selected.txt", words, 3)
            self.run_text(self.text(words, records), support.PASSED, (3, 0, 0))
            self.one_digit(words, records, ("Msg", "Qx", "Qy"), which=1)
            # The last digits, so that the number stays in range.
            for key in ("d", "k", "R", "S"):
                wrong = copy.deepcopy(records)
                wrong[1] = [(k, v[:-1] + changed(v[-1]) if k == key else v) for k, v in wrong[1]]
                run = self.run_text(self.text(words, wrong), support.CASE_FAILED, (2, 1, 0))
                self.assertRegex(run.out, rf"{re.escape(words)}, case 2: ")

    def test_k_is_used_in_every_implementation(self):
        words = "[P-256,SHA-256]"
        records = self.section("SigGen-selected.txt", words, 1)
        k = dict(records[0])["k"]
        records[0] = [(key, k[:-1] + changed(k[-1]) if key == "k" else v) for key, v in records[0]]
        self.assertRegex(self.run_text(self.text(words, records), support.CASE_FAILED, (0, 1, 0)).out, r": R by \w+\n")
        for out_of_range in ("00", "ff" * 32):
            records[0] = [(key, out_of_range if key == "k" else v) for key, v in records[0]]
            self.assertIn("k and d", self.run_text(self.text(words, records), support.CASE_FAILED, (0, 1, 0)).out)

    def test_without_k_and_without_d(self):
        words = "[P-384,SHA-384]"
        for left_out in (("k",), ("k", "d"), ("k", "Qx", "Qy")):
            records = [[(k, v) for k, v in r if k not in left_out] for r in self.section("SigGen-selected.txt", words, 2)]
            self.run_text(self.text(words, records), support.PASSED, (2, 0, 0))
            self.one_digit(words, records, ("Msg", "S"))

    def test_broken(self):
        words, size = self.CURVES[0]
        records = self.section("SigGen-selected.txt", words, 2)
        for key in ("Msg", "Qy", "R", "S", "d"):
            self.broken(words, records, key, None, rf"case 1 has no {key}")
        self.broken(words, records, "Msg", "abc", "Msg is not hexadecimal: an odd")
        for key in ("Qx", "d", "k", "R", "S"):
            self.broken(words, records, key, "1x", f"{key} is not hexadecimal: a character")
            self.broken(words, records, key, "", f"{key} is empty where there must be a number")
        for key in ("d", "k", "R", "S"):
            self.broken(words, records, key, "1" + "0" * size, f"{key} has 33 bytes, more than a number of its curve")
        twice = records[0] + [("R", "00")]
        run = self.run_text(self.text(words, [twice, records[1]]), support.BAD_INPUT, (1, 0, 0))
        self.assertIn("R stands twice", run.err)

    def test_odd_digits_and_zeros_before_a_number(self):
        words = "[P-256,SHA-256]"
        for zeros in ("0", "00", "000000"):
            records = [[(k, v if k == "Msg" else zeros + v) for k, v in r]
                       for r in self.section("SigGen-selected.txt", words, 2)]
            self.run_text(self.text(words, records), support.PASSED, (2, 0, 0))

    def test_what_is_not_offered(self):
        for words, reason in (("[P-224,SHA-256]", "P-224 is not a curve"), ("[K-256,SHA-256]", "K-256 is not a curve"),
                              ("[P-256,SHA-1]", "SHA-1 is not a hash"), ("[P-256]", "SHA-1 is not a hash"),
                              ("[P-256,SHA-512/224]", "SHA-512/224 is not a hash")):
            records = self.section("SigGen-selected.txt", "[P-256,SHA-256]", 2)
            run = self.run_text(self.text(words, records), support.CASE_FAILED, (0, 0, 2))
            self.assertIn("skipped 2 cases: " + reason, run.out)

    def test_deterministic(self):
        text = (EC / "rfc-6979.txt").read_text()
        self.run_text(text, support.PASSED, (24, 0, 0))
        for key in ("R", "S", "Msg"):
            value = re.findall(rf"^{key} = (\w+)$", text, re.M)[-1]
            run = self.run_text(changed(value).join(text.rsplit(value, 1)), support.CASE_FAILED, (23, 1, 0))
            self.assertIn("[P-521,SHA-512], case 1: signature of r || s", run.out)
        # A right signature, but not RFC 6979's, is right only without that demand.
        records = self.section("SigGen-selected.txt", "[P-256,SHA-256]", 2)
        body = self.text("[P-256,SHA-256]", records)
        self.assertIn("signature of r || s",
                      self.run_text("[Deterministic = True]\n" + body, support.CASE_FAILED, (0, 2, 0)).out)
        self.run_text("[Deterministic = False]\n" + body, support.PASSED, (2, 0, 0))

    def test_cut(self):
        text = self.text("[P-256,SHA-256]", self.section("SigGen-selected.txt", "[P-256,SHA-256]", 2))
        for at in range(len(text) - 4, 20, -61):
            with self.subTest(at):
                run = self.kat(self.file("cut.rsp", text[:at]))
                self.assertLess(run.totals[0], 2)


class SigVer(CavpTest):
    WORDS = "[P-256,SHA-256]"

    def setUp(self):
        super().setUp()
        self.records = self.section("SigVer-selected.rsp", self.WORDS, 15)
        self.right = next(i for i, r in enumerate(self.records) if dict(r)["Result"].startswith("P"))
        self.wrong = next(i for i, r in enumerate(self.records) if dict(r)["Result"].startswith("F"))

    def replaced(self, which, **fields):
        records = copy.deepcopy(self.records)
        records[which] = [(k, fields.get(k, v)) for k, v in records[which]]
        return self.text(self.WORDS, records)

    def test_they_pass(self):
        self.run_text(self.text(self.WORDS, self.records), support.PASSED, (15, 0, 0))

    def test_one_digit(self):
        self.one_digit(self.WORDS, self.records, ("Msg", "R", "S", "Qx", "Qy"), which=self.right)

    def test_other_verdicts(self):
        run = self.run_text(self.replaced(self.wrong, Result="P (0 )"), support.CASE_FAILED, (14, 1, 0))
        self.assertIn(f"case {self.wrong + 1}: ", run.out)
        run = self.run_text(self.replaced(self.right, Result="F (3 - S changed)"), support.CASE_FAILED, (14, 1, 0))
        self.assertIn(f"case {self.right + 1}: result of cce_ecdsa_verify of r || s\n", run.out)
        self.assertIn("expected does not verify", run.out)

    def test_broken(self):
        for value in ("", "p", "Pass", "Q (0 )"):
            run = self.run_text(self.replaced(self.right, Result=value), support.BAD_INPUT, (14, 0, 0))
            self.assertIn("Result is neither P nor F", run.err)
        for key in ("R", "S"):
            run = self.run_text(self.replaced(self.right, **{key: "1" * 66}), support.BAD_INPUT, (14, 0, 0))
            self.assertIn(f"{key} has 33 bytes, more than a number of its curve", run.err)
            # What must be refused may be as long as it likes.
            for digits in ("1" * 66, "00", "0", "f" * 300, "f" * 900):
                self.run_text(self.replaced(self.wrong, **{key: digits}), support.PASSED, (15, 0, 0))


class Keys(CavpTest):
    def test_pairs(self):
        for curve in ("P-256", "P-384", "P-521"):
            words = f"[{curve}]\n\n[B.4.2 Key Pair Generation by Testing Candidates]\nN = 10"
            records = self.section("KeyPair.rsp", words.replace("\nN = 10", ""), 11)[1:]
            self.assertEqual(len(records), 10)
            self.run_text(self.text(words, records), support.PASSED, (10, 0, 0))
            for key in ("d", "Qx", "Qy"):
                wrong = copy.deepcopy(records)
                wrong[3] = [(k, v[:-1] + changed(v[-1]) if k == key else v) for k, v in wrong[3]]
                run = self.run_text(self.text(words, wrong), support.CASE_FAILED, (9, 1, 0))
                self.assertRegex(run.out, rf"\[{curve}\] \[B.4.2 [^]]*\], case 4: ")
            for d in ("00", "f" * (len(records[0][0][1]))):
                wrong[3] = [("d", d), *records[3][1:]]
                run = self.run_text(self.text(words, wrong), support.CASE_FAILED, (9, 1, 0))
                self.assertIn("result of cce_ec_key_import", run.out)
            run = self.run_text(self.text(words, records[1:]), support.BAD_INPUT, (0, 0, 0))
            self.assertIn("N is 10, but there are 9", run.err)

    def test_public_keys(self):
        for curve in ("P-256", "P-384", "P-521"):
            words = f"[{curve}]"
            records = self.section("PKV.rsp", words, 12)
            self.assertEqual(len(records), 12)
            self.run_text(self.text(words, records), support.PASSED, (12, 0, 0))
            for i, record in enumerate(records):
                result = dict(record)["Result"]
                other = "F (2 - Point not on curve)" if result.startswith("P") else "P (0 )"
                wrong = copy.deepcopy(records)
                wrong[i] = [(k, other if k == "Result" else v) for k, v in record]
                run = self.run_text(self.text(words, wrong), support.CASE_FAILED, (11, 1, 0))
                self.assertIn(f"{words}, case {i + 1}: result of cce_ec_public_import", run.out)

    def test_points_of_other_lengths(self):
        words, records = "[P-384]", self.section("PKV.rsp", "[P-384]", 2)
        for digits in ("0", "1", "f" * 97, "f" * 98, "f" * 1000):
            for key in ("Qx", "Qy"):
                wrong = [[(k, {key: digits, "Result": "F (1 - Q_x or Q_y out of range)"}.get(k, v)) for k, v in records[0]],
                         records[1]]
                self.run_text(self.text(words, wrong), support.PASSED, (2, 0, 0))
        self.broken(words, records, "Qx", "", "Qx is empty")
        self.broken(words, records, "Qy", None, "case 1 has no Qy")
        self.broken(words, records, "Result", "maybe", "Result is neither P nor F")


class Ecdh(CavpTest):
    def test_primitive(self):
        for curve in ("P-256", "P-384", "P-521"):
            words = f"[{curve}]"
            records = self.section("KAS_ECC_CDH_PrimitiveTest.txt", words, 3)
            self.run_text(self.text(words, records), support.PASSED, (3, 0, 0))
            for key in ("QCAVSx", "QCAVSy", "dIUT", "QIUTx", "QIUTy", "ZIUT"):
                wrong = copy.deepcopy(records)
                wrong[2] = [(k, v[:-1] + changed(v[-1]) if k == key else v) for k, v in wrong[2]]
                run = self.run_text(self.text(words, wrong), support.CASE_FAILED, (2, 1, 0))
                self.assertRegex(run.out, rf"\[{curve}\], COUNT = 2: ")
            for key in ("QCAVSx", "QCAVSy", "dIUT", "QIUTx", "QIUTy"):
                self.broken(words, records, key, None, f"COUNT = 0 has no {key}")
            self.broken(words, records, "ZIUT", "1" * 140, r"ZIUT has 70 bytes, more than a number")
            self.broken(words, records, "dIUT", "1" * 140, r"dIUT has 70 bytes, more than a number")

    def test_validity(self):
        words = "[EC - SHA256]"
        records = self.section("KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_resp.fax", words, 30)
        self.assertEqual(len(records), 30)
        self.run_text(self.text(words, records), support.PASSED, (30, 0, 0))
        results = {dict(record)["Result"][:4] for record in records}
        self.assertEqual(results, {"P (0", "P (1", "F (1", "F (2", "F (5", "F (6", "F (7", "F (8"})
        for i, record in enumerate(records):
            other = "F (8 - Z changed )" if dict(record)["Result"].startswith("P") else "P (0 - Correct)"
            wrong = copy.deepcopy(records)
            wrong[i] = [(k, other if k == "Result" else v) for k, v in record]
            run = self.run_text(self.text(words, wrong), support.CASE_FAILED, (29, 1, 0))
            self.assertIn(f"[EC - SHA256], COUNT = {i}: the keys and Z", run.out)
        right = next(i for i, r in enumerate(records) if dict(r)["Result"].startswith("P"))
        for key in ("dsIUT", "QsCAVSx", "QsCAVSy", "QsIUTx", "QsIUTy", "Z", "CAVSHashZZ"):
            self.one_digit(words, records, (key,), which=right)
        self.broken(words, records, "CAVSHashZZ", "00" * 31, "CAVSHashZZ has 31 bytes where there must be 32")


if __name__ == "__main__":
    unittest.main()
