"""CAVP files that are right, wrong, cut, mangled or not for this module."""
import hashlib
import re
import unittest

import support
from support import VECTORS, KatTest

SHORT = (VECTORS / "sha2" / "SHA256ShortMsg.rsp").read_bytes()
MONTE = (VECTORS / "sha2" / "SHA256Monte.rsp").read_bytes()
HMAC = (VECTORS / "generated" / "cavp" / "HMAC.rsp").read_bytes()
HKDF = (VECTORS / "hkdf" / "rfc-5869-HKDF-SHA256.txt").read_bytes()

TITLE = '#  CAVS 11.0\n#  "SHA-256 ShortMsg" information\n\n[L = 32]\n\n'
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
RECORD = f"Len = 0\nMsg = 00\nMD = {EMPTY}\n"


def line_of(data, text):
    return data[:data.index(text)].count(b"\n") + 1


class WrongAnswers(KatTest):
    def failing(self, data, old, new, passed, names):
        """One field is changed: one case fails and is named, the others pass."""
        self.assertEqual(data.count(old), 1)
        path = self.file("changed.rsp", data.replace(old, new))
        run = self.kat(path, code=support.CASE_FAILED)
        self.assertEqual(run.totals[:2], (passed, 1))
        for name in names:
            self.assertIn(name, run.out)
        return run

    def test_digest(self):
        # the last record of [L = 32]: Len = 512
        at = b"42e61e174fbb3897d6dd6cef3dd2802fe67b331953b06114a65c772859dfc1aa"
        run = self.failing(SHORT, at, b"52" + at[2:], 64, ["[L = 32], case 65", "expected 52e61e", "got      42e61e"])
        self.assertRegex(run.out, r"FAILED \S+changed.rsp:264: ")

    def test_monte_carlo_goes_on_behind_the_wrong_result(self):
        digest = re.search(rb"COUNT = 41\r\nMD = (\w+)", MONTE)[1]
        self.failing(MONTE, digest, digest[::-1], 99, ["COUNT = 41"])

    def test_monte_carlo_seed(self):
        run = self.kat(self.file("seed.rsp", MONTE.replace(b"Seed = 6d", b"Seed = 6e")), code=support.CASE_FAILED)
        self.assertEqual(run.totals, (0, 100, 0))

    def test_intermediate_value(self):
        data = (VECTORS / "sha2" / "SHA512_256Monte.txt").read_bytes()
        value = re.search(rb"COUNT = 50\r\n\ti = 3.*?MDi = (\w+)", data, re.S)[1]
        index = data.index(b"MDi = " + value) + 6
        path = self.file("changed.txt", data[:index] + b"00" + data[index + 2:])
        run = self.kat(path, code=support.CASE_FAILED, totals=(3, 1, 96))
        self.assertIn("COUNT = 50: MDi of i = 3", run.out)

    def test_mac(self):
        mac = re.search(rb"\[L=48\]\r\n\r\n.*?Count = 2\r\n.*?Mac = (\w+)", HMAC, re.S)[1]
        self.failing(HMAC, mac, mac[::-1], 19, ["[L = 48], Count = 2: MAC"])

    def test_okm(self):
        okm = b"3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        self.failing(HKDF, okm, okm[:-1] + b"6", 2, ["COUNT = 1: OKM"])

    def test_prk(self):
        prk = b"077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"
        self.failing(HKDF, prk, b"17" + prk[2:], 2, ["COUNT = 1: PRK"])


class Broken(KatTest):
    def broken(self, content, line, words, code=support.BAD_INPUT, totals=None):
        """An error that names the line, whether the file is named or found in its folder."""
        path = self.file("broken.rsp", content)
        self.assert_error_at(self.kat(path, code=code, totals=totals), path, line, words)
        self.assert_error_at(self.kat(self.folder, code=code, totals=totals), path, line, words)

    def test_odd_hex(self):
        self.broken(TITLE + RECORD.replace("e3b0", "e3b") + "\n" + RECORD, 8, "MD is not hexadecimal: an odd number",
                    totals=(1, 0, 0))

    def test_not_hex(self):
        self.broken(TITLE + RECORD.replace("e3b0", "e3bx"), 8, "MD is not hexadecimal: a character", totals=(0, 0, 0))

    def test_missing_answer(self):
        self.broken(TITLE + RECORD + "\nLen = 8\nMsg = 84\n\n" + RECORD, 10, "case 2 has no MD", totals=(2, 0, 0))

    def test_missing_question(self):
        self.broken(TITLE + f"Len = 0\nMD = {EMPTY}\n", 6, "case 1 has no Msg")

    def test_length_that_is_none(self):
        self.broken(TITLE + RECORD.replace("Len = 0", "Len = zero"), 6, "Len is not a number")

    def test_length_that_does_not_fit(self):
        self.broken(TITLE + RECORD.replace("Len = 0", "Len = 24"), 7, "Msg has 1 bytes where there must be 3")

    def test_length_beyond_all_numbers(self):
        self.broken(TITLE + RECORD.replace("Len = 0", "Len = 99999999999999999999999"), 6, "Len is not a number")

    def test_short_digest(self):
        self.broken(TITLE + RECORD.replace(EMPTY, EMPTY[:-2]), 8, "MD has 31 bytes where there must be 32")

    def test_section_of_another_hash(self):
        self.broken(TITLE.replace("L = 32", "L = 28") + RECORD, 4, "L is 28, but the title says SHA-256")

    def test_line_that_is_neither(self):
        self.broken(TITLE + RECORD + "\nwhat is this\n\n" + RECORD, 10, "neither 'key = value' nor", totals=(2, 0, 0))

    def test_field_twice(self):
        self.broken(TITLE + RECORD + RECORD, 9, "Len stands twice")

    def test_open_section(self):
        self.broken(TITLE + RECORD + "\n[L = 32\n", 10, "neither", totals=(1, 0, 0))

    def test_failure_outweighs_error(self):
        wrong = RECORD.replace("e3b0", "e3b1")
        self.broken(TITLE + wrong + "\nLen = 8\nMsg = 84\n", 10, "case 2 has no MD", code=support.CASE_FAILED,
                    totals=(0, 1, 0))

    def test_no_case(self):
        self.broken(TITLE, 5, "the file ends without a test case")

    def test_monte_carlo_out_of_order(self):
        data = MONTE.replace(b"COUNT = 7\r", b"COUNT = 8\r", 1)
        self.broken(data, line_of(MONTE, b"COUNT = 7\r"), "COUNT is 8 where 7 must follow")

    def test_monte_carlo_cut_between_results(self):
        data = MONTE[:MONTE.index(b"COUNT = 60\r")]
        self.broken(data, line_of(MONTE, b"COUNT = 59\r"), "the Monte Carlo test ends after 60 results of 100")

    def test_mac_longer_than_it_says(self):
        data = HMAC.replace(b"Tlen = 28", b"Tlen = 27", 1)
        self.broken(data, line_of(data, b"Tlen = 27") + 3, "Mac has 28 bytes where there must be 27")

    def test_key_shorter_than_it_says(self):
        at = HMAC.index(b"[L=28]")
        data = HMAC[:at] + HMAC[at:].replace(b"Klen = 10", b"Klen = 11", 1)
        self.broken(data, line_of(data, b"Klen = 11") + 2, "Key has 10 bytes where there must be 11")

    def test_okm_cut(self):
        self.broken(HKDF.rstrip()[:-2], HKDF.rstrip().count(b"\n") + 1, "OKM has 41 bytes where there must be 42")

    def test_many_errors_are_not_all_listed(self):
        path = self.file("many.rsp", TITLE + "\n".join(["Len = 0\nMsg = 00\n"] * 500))
        run = self.kat(path, code=support.BAD_INPUT)
        self.assertIn("and 480 errors more", run.err)
        self.assertEqual(len(run.err.splitlines()), 22)


class Cut(KatTest):
    """Wherever a file is cut, cce-kat either errs, or runs the records that are whole."""

    def cuts(self, data, cases, places):
        for at in places:
            with self.subTest(cut_at=at):
                whole = cases(data[:at])
                run = self.kat(self.file("cut.rsp", data[:at]))
                self.assertEqual(run.totals[1], 0, run.out)
                self.assertLessEqual(run.totals[0], whole)
                if run.code == support.PASSED:
                    self.assertEqual(run.totals[0], whole)
                elif data[:at].strip():
                    self.assertRegex(run.err, r"cut.rsp:\d+: ")

    def test_short_messages(self):
        data = SHORT[:700]
        self.cuts(data, lambda d: len(re.findall(rb"MD = \w{64}", d)), range(0, len(data), 13))

    def test_monte_carlo(self):
        """A Monte Carlo file is whole or it is broken."""
        for at in range(400, len(MONTE) - 80, len(MONTE) // 7):
            run = self.kat(self.file("cut.rsp", MONTE[:at]), code=support.BAD_INPUT)
            self.assertRegex(run.err, r"cut.rsp:\d+: ")


class Accepted(KatTest):
    def test_line_ends(self):
        for name, data in (("unix", SHORT.replace(b"\r\n", b"\n")),
                           ("windows", SHORT.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")),
                           ("no end", SHORT.rstrip()), ("byte order mark", b"\xef\xbb\xbf" + SHORT),
                           ("blanks", SHORT.replace(b" = ", b"   =\t").replace(b"\r\n", b" \t\r\n"))):
            with self.subTest(name):
                self.kat(self.file("lines.rsp", data), code=support.PASSED, totals=(65, 0, 0))

    def test_without_comments(self):
        data = b"\n".join(line for line in SHORT.splitlines() if not line.startswith(b"#"))
        self.kat(self.file("bare.rsp", data), code=support.PASSED, totals=(65, 0, 0))

    def test_huge_line(self):
        message = b"61" * 4_000_000
        digest = hashlib.sha256(b"a" * 4_000_000).hexdigest()
        text = TITLE.encode() + b"Len = 32000000\nMsg = " + message + f"\nMD = {digest}\n".encode()
        self.kat(self.file("huge.rsp", text), code=support.PASSED, totals=(1, 0, 0))


class Skipped(KatTest):
    def skipped(self, content, count, reason, passed=0):
        path = self.file("skipped.rsp", content)
        code = support.PASSED if passed else support.CASE_FAILED
        run = self.kat(path, code=code, totals=(passed, 0, count))
        self.assertRegex(run.out, reason)
        if not passed:
            self.assertIn("no case was run", run.err)
        verbose = self.kat("--verbose", path, code=code, totals=(passed, 0, count))
        self.assertEqual(len(re.findall(rf"^ +skipped {re.escape(str(path))}:\d+: ", verbose.out, re.M)), count)

    def test_other_hashes(self):
        for name in ("SHA-1", "SHA-512/224", "SHA3-256"):
            with self.subTest(name):
                self.skipped(TITLE.replace("SHA-256", name).replace("[L = 32]", "[L = 20]") + RECORD, 1,
                             f'not an algorithm of this module: "{name} ShortMsg"')

    def test_hmac_with_other_hashes(self):
        self.skipped(HMAC, 5, "skipped 5 cases: no hash of this module has L = 20", passed=20)
        self.skipped("# Test Cases for HMAC-MD5\n\nLen = 64\nKey = 0b\nMsg = 48\nMD = 92\n", 1,
                     "not an algorithm of this module: Test Cases for HMAC-MD5")

    def test_hkdf_with_sha1(self):
        self.skipped("COUNT = 4\nHash = SHA-1\nIKM = 0b\nsalt = 00\ninfo =\nL = 1\nOKM = 08\n", 1, "SHA-1 is not a hash")

    def test_bit_lengths(self):
        self.skipped(TITLE + "Len = 5\nMsg = 98\nMD = " + EMPTY + "\n\n" + RECORD, 1,
                     "skipped 1 case: Len is not a whole number of bytes", passed=1)

    def test_open_answer(self):
        self.skipped(TITLE + "Len = 0\nMsg = 00\nMD = ?\n\n" + RECORD, 1, "MD = \\?: the file gives no answer", passed=1)

    def test_another_algorithm(self):
        text = "# CAVS 11.1\n# AESVS MMT test data for CBC\n[ENCRYPT]\n\nCOUNT = 0\nKEY = 00\nIV = 00\nPLAINTEXT = 0\n"
        self.skipped(text, 1, "not an algorithm of this module: AESVS MMT")


if __name__ == "__main__":
    unittest.main()
