"""cce digest --check says what sha256sum --check says."""

import hashlib
import os
import re

import support
from support import DONE, GNU_TOOLS, NOT_VERIFIED, TROUBLE, Case
from test_digest import ODD_NAMES


class Check(Case):
    def setUp(self):
        super().setUp()
        self.write("a", b"content of a")
        self.write("b", b"content of b")
        self.a = hashlib.sha256(b"content of a").hexdigest().encode()
        self.b = hashlib.sha256(b"content of b").hexdigest().encode()
        self.wrong = b"0" * 64

    def same_as_gnu(self, sums, *options, stdin=False):
        """One list, checked by both: the same lines, the same warnings, both content or both not."""
        arguments = ["--check", *options]
        if not stdin:
            self.write("SUMS", sums)
            arguments.append("SUMS")
        given = sums if stdin else b""
        theirs = support.gnu("sha256sum", *arguments, stdin=given, cwd=self.folder)
        ours = self.run_cce("digest", "sha256", *arguments, stdin=given)
        self.check(ours, DONE if theirs.returncode == 0 else NOT_VERIFIED)
        self.assertEqual(self.unescaped(ours.stdout), self.unescaped(theirs.stdout))
        self.assertEqual(self.comparable(ours.stderr), self.comparable(theirs.stderr))
        return ours

    @staticmethod
    def unescaped(stdout):
        """Versions of GNU's tools differ in whether they escape a name for a backslash alone."""
        lines = []
        for line in stdout.split(b"\n"):
            if line.startswith(b"\\"):
                line = re.sub(rb"\\(.)", lambda found: {b"n": b"\n", b"r": b"\r"}.get(found[1], found[1]), line[1:])
            lines.append(line)
        return lines

    @staticmethod
    def comparable(stderr):
        """Messages without the program's name and without quotes, which GNU's tools put around odd names; versions of
        them differ in whether they name the algorithm where no line is proper, and in what they say of a folder."""
        text = re.sub(rb"(?m)^(sha256sum|cce): ", b"", stderr).replace(b"'", b"")
        text = text.replace(b"Is a directory", b"read error")
        text = text.replace(b"no$\\nsuch", b"no\\x0asuch")
        return re.sub(rb"formatted SHA256 checksum lines found", b"formatted checksum lines found", text)

    def test_own_output_of_every_algorithm(self):
        for algorithm in (*GNU_TOOLS, "sha512-256"):
            for options in ([], ["--tag"], ["-b"]):
                with self.subTest(algorithm=algorithm, options=options):
                    sums = self.run_cce("digest", algorithm, *options, "a", "b").stdout
                    self.write("SUMS", sums)
                    self.check(self.run_cce("digest", algorithm, "-c", "SUMS"), DONE, b"a: OK\nb: OK\n", b"")
                    self.write("a", b"changed")
                    self.check(self.run_cce("digest", algorithm, "-c", "SUMS"), NOT_VERIFIED, b"a: FAILED\nb: OK\n",
                               b"cce: WARNING: 1 computed checksum did NOT match\n")
                    self.write("a", b"content of a")

    def test_gnu_reads_what_we_write_and_we_what_gnu_writes(self):
        for name in ODD_NAMES:
            self.write(name, name)
        for options in ([], ["--tag"], ["-b"]):
            for writer in (support.command("digest", "sha256"), ["sha256sum"]):
                with self.subTest(options=options, writer=writer[-1]):
                    sums = support.gnu(*writer, *options, "--", *ODD_NAMES, cwd=self.folder)
                    self.assertEqual(sums.returncode, 0)
                    result = self.same_as_gnu(sums.stdout)
                    self.assertEqual(result.stdout.count(b": OK\n"), len(ODD_NAMES))

    def test_forms_of_lines(self):
        a, upper = self.a, self.a.upper()
        for line in (a + b"  a", a + b" *a", a + b" a", upper + b"  a", b"  " + a + b"  a", b"\t" + a + b"\t a",
                     a + b"  a\r", b"SHA256 (a) = " + a, b"SHA256(a)= " + a, b"SHA256 (a)=" + upper,
                     b"SHA256 (a) = \t" + a + b"\r", b" SHA256 (a)\t= " + a, b"\\" + a + b"  a",
                     b"\\SHA256 (a) = " + a):
            for end in (b"\n", b""):
                with self.subTest(line=line, end=end):
                    result = self.same_as_gnu(line + end)
                    self.assertEqual(result.stdout, b"a: OK\n")

    def test_improper_lines(self):
        a = self.a
        for line in (b" ", b"a", a, a + b" ", b"\r\r", a[1:] + b"  a", b"0" + a + b"  a", b"g" + a[1:] + b"  a",
                     a + b"a  a", b"SHA256 (a) = ", b"SHA256 (a) = " + a[1:], b"SHA256 (a) = " + a + b"0",
                     b"SHA256 (a) = " + a + b" ", b"SHA256 (a " + a, b"SHA256 a) = " + a, b"SHA256 (a) " + a, b"SHA256",
                     b"SHA512 (a) = " + a, b"sha256 (a) = " + a, b"\\" + a + b"  a\\x", b"\\" + a + b"  a\\",
                     b"\\SHA256 (\\q) = " + a, b"MD5 (a) = 0", hashlib.sha512().hexdigest().encode() + b"  a"):
            with self.subTest(line=line):
                result = self.same_as_gnu(line + b"\n")
                self.assertEqual(result.stdout, b"")
                with_good = self.same_as_gnu(line + b"\n" + a + b"  a\n")
                self.assertEqual(with_good.stdout, b"a: OK\n")
                self.same_as_gnu(a + b"  a\n" + line + b"\n", "--strict")
                self.same_as_gnu(a + b"  a\n" + line + b"\n", "--warn")

    def test_a_line_with_nul_is_improper(self):
        self.write("SUMS", self.a + b"  a\0b\n")
        self.refused(self.run_cce("digest", "sha256", "-c", "SUMS"), NOT_VERIFIED, b"no properly formatted")

    def test_one_space_only_when_the_list_begins_so(self):
        self.write(" a", b"not a")
        self.write("*a", b"nor this")
        for sums in ([b" a", b" b"], [b" a", b"  a"], [b"  a", b" a"], [b" *a", b" a"], [b" a", b" *a"]):
            with self.subTest(sums=sums):
                lines = [(self.b if end.endswith(b"b") else self.a) + end for end in sums]
                self.same_as_gnu(b"\n".join(lines) + b"\n")

    def test_empty_lines_and_comments(self):
        self.same_as_gnu(b"\n\r\n" + self.a + b"  a\n\n", "--strict")
        self.same_as_gnu(b"\n")
        self.same_as_gnu(b"# a list\n#\n" + self.a + b"  a\n#" + self.b + b"  b\n", "--strict")
        self.same_as_gnu(b"# nothing but this\n")

    def test_counts(self):
        good, bad = self.a + b"  a\n", self.wrong + b"  b\n"
        missing, improper = self.wrong + b"  missing\n", b"improper\n"
        for sums in (good + bad, good + missing, good + improper, bad + bad, missing + missing + improper + improper,
                     good + bad + missing + improper + bad):
            for options in ([], ["--quiet"], ["--strict"], ["--warn"], ["--status"], ["--ignore-missing"],
                            ["--strict", "--quiet"], ["--ignore-missing", "--quiet"], ["--ignore-missing", "--status"]):
                with self.subTest(sums=sums, options=options):
                    self.same_as_gnu(sums, *options)

    def test_nothing_verified(self):
        missing = self.wrong + b"  missing\n"
        result = self.same_as_gnu(missing, "--ignore-missing")
        self.check(result, NOT_VERIFIED, b"", b"cce: SUMS: no file was verified\n")
        self.same_as_gnu(missing, "--ignore-missing", "--status")
        self.same_as_gnu(b"")

    def test_folder_and_odd_names_listed(self):
        os.mkdir(self.path("folder"))
        self.same_as_gnu(self.wrong + b"  folder\n" + self.a + b"  a\n", "--ignore-missing")
        self.same_as_gnu(b"\\" + self.wrong + b"  no\\nsuch\\\\file\n", "--status")
        self.write(b"new\nline", b"x")
        result = self.same_as_gnu(b"\\" + self.wrong + b"  new\\nline\n")
        self.assertEqual(result.stdout, b"\\new\\nline: FAILED\n")

    def test_list_from_standard_input(self):
        self.same_as_gnu(self.a + b"  a\n", stdin=True)
        self.same_as_gnu(self.a + b"  a\n" + self.wrong + b"  -\n", "--strict", stdin=True)
        self.same_as_gnu(self.wrong + b"  -\n", stdin=True)
        self.write("SUMS", self.a + b"  -\n")
        self.check(self.run_cce("digest", "sha256", "-c", "SUMS", stdin=b"content of a"), DONE, b"-: OK\n")

    def test_several_lists(self):
        self.write("A", self.a + b"  a\n")
        self.write("B", self.wrong + b"  b\n")
        os.mkdir(self.path("folder"))
        for lists in (["A", "A"], ["A", "B"], ["B", "A"], ["A", "missing"], ["missing", "A"], ["A", "folder"]):
            with self.subTest(lists=lists):
                theirs = support.gnu("sha256sum", "-c", *lists, cwd=self.folder)
                ours = self.run_cce("digest", "sha256", "-c", *lists)
                self.check(ours, theirs.returncode, theirs.stdout)
                self.assertEqual(self.comparable(ours.stderr), self.comparable(theirs.stderr))

    def test_lists_that_cannot_be_read(self):
        self.refused(self.run_cce("digest", "sha256", "-c", "missing"), NOT_VERIFIED,
                     b"missing: No such file or directory")
        self.refused(self.run_cce("digest", "sha256", "-c", "."), NOT_VERIFIED, b".: Is a directory")

    def test_spellings_of_sha512_256(self):
        digest = support.new_hash("sha512-256")
        digest.update(b"content of a")
        line = digest.hexdigest().encode()
        for tag in (b"SHA512/256", b"SHA512t256"):
            self.write("SUMS", tag + b" (a) = " + line + b"\n")
            self.check(self.run_cce("digest", "sha512/256", "-c", "SUMS"), DONE, b"a: OK\n", b"")
        self.write("SUMS", b"SHA512 (a) = " + line + b"\n")
        self.check(self.run_cce("digest", "sha512/256", "-c", "SUMS"), NOT_VERIFIED, b"")

    def test_a_line_without_end(self):
        # A line longer than any file name could need is not proper, and is not kept in memory.
        self.write("SUMS", self.a + b"  a\n" + b"x" * 3_000_000 + b"\n" + self.b + b"  b\n")
        self.check(self.run_cce("digest", "sha256", "-c", "--warn", "SUMS"), DONE, b"a: OK\nb: OK\n",
                   b"cce: SUMS: 2: improperly formatted SHA256 checksum line\n"
                   b"cce: WARNING: 1 line is improperly formatted\n")

    def test_lines_across_pieces(self):
        # The list is read in pieces of 64 KiB: every line must survive the seams.
        sums = b"".join(b"# %d\n" % i * (i % 3) + (self.a + b"  a\n" if i % 2 else self.b + b"  b\n")
                        for i in range(5000))
        self.write("SUMS", sums)
        result = self.run_cce("digest", "sha256", "-c", "--strict", "SUMS")
        self.check(result, DONE, b"".join(b"a: OK\n" if i % 2 else b"b: OK\n" for i in range(5000)), b"")

    def test_usage_is_not_a_failed_check(self):
        self.refused(self.run_cce("digest", "sha256", "-c", "--tag", "SUMS"), TROUBLE, b"--check")


if __name__ == "__main__":
    support.main()
