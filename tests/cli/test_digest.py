"""cce digest prints what sha256sum and its sisters print, byte for byte."""

import os
import socket

import support
from support import DONE, GNU_TOOLS, TROUBLE, Case

# Names that a parser, a terminal or a list of checksums could take amiss.
ODD_NAMES = [b"plain", b"two words", b" leading", b"trailing ", b"*star", b"#hash", b"back\\slash", b"new\nline",
             b"re\rturn", b"all\\\n\r", b"[a,b]", b"{a}", b"[]", b"++", b"--", b"-x", b"--tag", b"status", b"digest",
             b"a=b", b"'quoted'", b'"double"', b"\xff\xfe", "ü 漢字".encode(), b"\x01\x02", b"\x010\x01", b"%s%n",
             b"-5", b"a)b (c", b"~", b"\x1b[31m"]


class Digest(Case):
    def test_every_algorithm_as_gnu(self):
        for name, size in (("empty", 0), ("one", 1), ("block", 128), ("odd", 1000), ("pieces", 256 * 1024 + 1)):
            self.write(name, os.urandom(size))
        names = ["empty", "one", "block", "odd", "pieces"]
        for algorithm, tool in GNU_TOOLS.items():
            for options in ([], ["-b"], ["--binary"], ["-t"], ["--tag"], ["-z"], ["--zero", "--tag"], ["-b", "-z"]):
                with self.subTest(algorithm=algorithm, options=options):
                    theirs = support.gnu(tool, *options, *names, cwd=self.folder)
                    self.assertEqual(theirs.returncode, 0)
                    self.check(self.run_cce("digest", algorithm, *options, *names), DONE, theirs.stdout, b"")

    def test_sha512_256(self):
        self.write("file", b"abc")
        digest = support.new_hash("sha512-256")
        digest.update(b"abc")
        line = digest.hexdigest().encode()
        self.check(self.run_cce("digest", "sha512-256", "file"), DONE, line + b"  file\n", b"")
        self.check(self.run_cce("digest", "sha512-256", "--tag", "file"), DONE, b"SHA512/256 (file) = " + line + b"\n")

    def test_names_of_algorithms(self):
        for name, tool in (("SHA256", "sha256sum"), ("sha-256", "sha256sum"), ("SHA2-256", "sha256sum"),
                           ("Sha-384", "sha384sum"), ("sha2-512", "sha512sum"), ("sha2-224", "sha224sum")):
            with self.subTest(name=name):
                self.check(self.run_cce("digest", name, stdin=b"x"), DONE, support.gnu(tool, stdin=b"x").stdout)
        same = {self.run_cce("digest", name, stdin=b"x").stdout
                for name in ("sha512-256", "SHA512/256", "sha-512/256", "SHA2-512/256")}
        self.assertEqual(len(same), 1)
        self.assertNotEqual(same, {b""})

    def test_unknown_algorithm(self):
        for name in ("md5", "sha1", "", "sha", "sha2-", "sha256sum", "sha512-224"):
            with self.subTest(name=name):
                self.refused(self.run_cce("digest", name, "file"), TROUBLE, b"not an algorithm", b"sha512-256")

    def test_odd_names(self):
        for name in ODD_NAMES:
            self.write(name, b"content of " + name)
        for options in ([], ["--tag"], ["-b"], ["-z"]):
            with self.subTest(options=options):
                theirs = support.gnu("sha256sum", *options, "--", *ODD_NAMES, cwd=self.folder)
                self.assertEqual(theirs.returncode, 0, theirs.stderr)
                self.check(self.run_cce("digest", "sha256", *options, "--", *ODD_NAMES), DONE, theirs.stdout, b"")

    def test_odd_names_without_dashes(self):
        names = [name for name in ODD_NAMES if not name.startswith(b"-")]
        for name in names:
            self.write(name, name)
        theirs = support.gnu("sha256sum", *names, cwd=self.folder)
        self.check(self.run_cce("digest", "sha256", *names), DONE, theirs.stdout, b"")

    def test_standard_input(self):
        expected = support.gnu("sha256sum", stdin=b"hello").stdout
        self.check(self.run_cce("digest", "sha256", stdin=b"hello"), DONE, expected)
        self.check(self.run_cce("digest", "sha256", "-", stdin=b"hello"), DONE, expected)
        self.write("file", b"f")
        theirs = support.gnu("sha256sum", "file", "-", "file", "-", stdin=b"hello", cwd=self.folder)
        self.check(self.run_cce("digest", "sha256", "file", "-", "file", "-", stdin=b"hello"), DONE, theirs.stdout)

    def test_options_among_files(self):
        self.write("file", b"f")
        theirs = support.gnu("sha256sum", "--tag", "file", cwd=self.folder).stdout
        self.check(self.run_cce("digest", "--tag", "sha256", "file"), DONE, theirs)
        self.check(self.run_cce("digest", "sha256", "file", "--tag"), DONE, theirs)

    def test_missing_file_and_the_others(self):
        self.write("a", b"a")
        self.write("z", b"z")
        theirs = support.gnu("sha256sum", "a", "missing", "z", cwd=self.folder)
        self.check(self.run_cce("digest", "sha256", "a", "missing", "z"), TROUBLE, theirs.stdout,
                   b"cce: missing: No such file or directory\n")

    def test_what_is_not_a_file(self):
        os.mkdir(self.path("folder"))
        os.symlink("loop", self.path("loop"))
        with socket.socket(socket.AF_UNIX) as listener:
            here = os.getcwd()
            os.chdir(self.folder)  # a socket's path must be short
            self.addCleanup(os.chdir, here)
            listener.bind("socket")
        for name, reason in (("folder", b"Is a directory"), ("loop", b"Too many levels of symbolic links"),
                             ("socket", b"No such device or address"), ("", b"No such file or directory"),
                             ("x" * 300, b"File name too long"), ("folder/x/y", b"No such file or directory")):
            with self.subTest(name=name):
                shown = name.encode() or b"''"
                self.check(self.run_cce("digest", "sha256", name), TROUBLE, b"",
                           b"cce: " + shown + b": " + reason + b"\n")

    def test_standard_input_is_a_directory(self):
        folder = os.open(self.folder, os.O_RDONLY)
        self.addCleanup(os.close, folder)
        result = support.subprocess.run(support.command("digest", "sha256"), stdin=folder, capture_output=True,
                                        env=support.environment())
        self.refused(result, TROUBLE, b"standard input: Is a directory")

    def test_messages_do_not_steer_the_terminal(self):
        result = self.run_cce("digest", "sha256", b"\x1b[2J\nx\xc2\x9b")
        self.check(result, TROUBLE, b"", b"cce: \\x1b[2J\\x0ax\xc2\\x9b: No such file or directory\n")

    def test_options_that_exclude_each_other(self):
        for phrase, cases in ((b"exclude each other", (["-b", "-t"],)),
                              (b"--tag does not go with --text", (["--tag", "-t"],)),
                              (b"do not go with --check", (["-c", "-b"], ["-c", "-t"], ["-c", "--tag"], ["-c", "-z"])),
                              (b"only go with --check", (["--quiet"], ["--status"], ["--strict"], ["--warn"],
                                                         ["--ignore-missing"]))):
            for options in cases:
                with self.subTest(options=options):
                    self.refused(self.run_cce("digest", "sha256", *options, "file"), TROUBLE, phrase,
                                 b"Try 'cce digest --help'")


if __name__ == "__main__":
    support.main()
