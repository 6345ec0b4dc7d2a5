"""The command line, and files that are no vector files."""
import os
import pathlib
import random
import shutil
import subprocess
import unittest

import support
from support import COMMAND, VECTORS, KatTest, Run

GOOD = VECTORS / "hmac" / "rfc-4231-sha256.txt"


class Foreign(KatTest):
    def foreign(self, name, content, line, words):
        """Named, it is an error; found, it is listed and does no harm."""
        path = self.file(name, content)
        run = self.kat(path, code=support.BAD_INPUT, totals=(0, 0, 0))
        self.assert_error_at(run, path, line, words)
        self.assertIn("no case was run", run.err)
        run = self.kat(self.folder, GOOD, code=support.PASSED, totals=(6, 0, 0))
        self.assertRegex(run.rows[str(path)][1], words)
        self.assertEqual(run.err, "")

    def test_empty(self):
        self.foreign("empty.rsp", "", 1, "not a vector file: it is empty")

    def test_blank(self):
        self.foreign("blank.rsp", "\n \r\n\t\n", 1, "not a vector file: it is empty")

    def test_binary(self):
        self.foreign("noise.rsp", random.Random(1).randbytes(5000), 1, "not a vector file: binary data")

    def test_prose(self):
        self.foreign("Readme.txt", "# Readme\n\nThere are two sets\nof files.\n", 3, "not a vector file: neither CAVP")

    def test_pem(self):
        self.foreign("key.pem", "-----BEGIN PUBLIC KEY-----\nMCow=\n-----END PUBLIC KEY-----\n", 1, "not a vector file")

    def test_comments_alone(self):
        self.foreign("comments.txt", "# CAVS 11.0\n# nothing follows\n", 2, "not a vector file: there is no test case")

    def test_other_json(self):
        self.foreign("fernet.json", '[\n  {\n    "token": "gAAA",\n    "now": 1\n  }\n]\n', 1, "not a vector file: JSON")

    def test_foreign_test_groups(self):
        self.foreign("other.json", '{"testGroups": [{"tests": [{"a": 1}]}]}', 1, "not a vector file: JSON with testGroups, but")

    def test_huge_line(self):
        self.foreign("line.txt", b"x" * 20_000_000, 1, "not a vector file: neither CAVP")

    def test_control_sequences_do_not_reach_the_terminal(self):
        path = self.file("escape.rsp", "# \x1b[2Jtitle\nCOUNT = 0\nKEY\x1b = 00\n")
        run = self.kat(path)
        self.assertNotIn("\x1b", run.out + run.err)
        self.assertIn("?[2Jtitle", run.out)


class Damaged(KatTest):
    def test_random_damage(self):
        """Bytes changed anywhere: a verdict each time, never a crash, and never more cases than there were."""
        noise = random.Random(2)
        for name, cases in (("sha2/SHA224ShortMsg.rsp", 65), ("hkdf/rfc-5869-HKDF-SHA256.txt", 3),
                            ("generated/cavp/HMAC.rsp", 25), ("generated/wycheproof/hkdf_sha256_test.json", 5),
                            ("generated/acvp/HMAC-SHA2-512-2.0/internalProjection.json", 6),
                            ("generated/acvp/ACVP-AES-GCM-1.0/internalProjection.json", 32),
                            ("generated/acvp/hmacDRBG-1.0/internalProjection.json", 32), ("gcm/aes_gcm_test.json", 256),
                            ("gcm/gcmDecrypt256-first3.rsp", 1575), ("drbg/pr_false/CTR_DRBG.rsp", 240)):
            original = (VECTORS / name).read_bytes()
            for i in range(12):
                with self.subTest(name, round=i):
                    data = bytearray(original)
                    for _ in range(1 + i):
                        data[noise.randrange(len(data))] = noise.choice(b'\x00\n\r =[]{}",:#aF0\xff')
                    run = self.kat(self.file("damaged", bytes(data)))
                    self.assertLessEqual(sum(run.totals), cases)


class CommandLine(KatTest):
    def test_missing_file(self):
        run = self.kat(self.folder / "absent", code=support.BAD_INPUT, totals=(0, 0, 0))
        self.assertIn(f"cce-kat: {self.folder}/absent: No such file or directory", run.err)
        run = self.kat(self.folder / "absent", GOOD, code=support.BAD_INPUT, totals=(6, 0, 0))

    def test_unreadable_file(self):
        path = self.file("secret.rsp", GOOD.read_bytes())
        path.chmod(0)
        if os.access(path, os.R_OK):
            path.unlink()
            path.symlink_to(path.name)  # for root, whom no mode keeps out: a link to itself
        run = self.kat(path, code=support.BAD_INPUT, totals=(0, 0, 0))
        self.assertRegex(run.err, "secret.rsp: (Permission denied|Too many levels of symbolic links)")

    def test_endless_file(self):
        run = self.kat("/dev/zero", code=support.BAD_INPUT, totals=(0, 0, 0))
        self.assertIn("/dev/zero: is larger than 256 MiB", run.err)

    def test_empty_folder(self):
        run = self.kat(self.folder, code=support.CASE_FAILED, totals=(0, 0, 0))
        self.assertIn("no case was run", run.err)

    def test_folder_with_a_pipe_and_a_loop(self):
        os.mkfifo(self.folder / "pipe")
        (self.folder / "loop").symlink_to(self.folder)
        self.file("sub/deeper/good.txt", GOOD.read_bytes())
        self.kat(self.folder, code=support.PASSED, totals=(6, 0, 0))

    def test_a_file_named_twice_is_run_once(self):
        self.kat(GOOD, GOOD, GOOD.parent, code=support.PASSED, totals=(24, 0, 0))

    def test_totals_are_the_last_line_with_both_streams_in_one(self):
        bad = self.file("bad.rsp", "nothing")
        run = subprocess.run([*COMMAND, bad, GOOD], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(run.stdout.splitlines()[-1], "6 passed, 0 failed, 0 skipped")

    def test_usage(self):
        for arguments in ((), ("--no-such-option", GOOD)):
            run = Run(arguments)
            self.assertEqual((run.code, run.out), (support.BAD_INPUT, ""))
            self.assertNotEqual(run.err, "")

    def test_help_and_version(self):
        text = Run(["--help"])
        self.assertEqual(text.code, 0)
        for word in ("SHA-2, HMAC, HKDF, AES-GCM, DRBG", "not validated", "--verbose", "Exit codes:"):
            self.assertIn(word, text.out)
        version = Run(["--version"])
        self.assertEqual(version.code, 0)
        self.assertRegex(version.out, r"^cce-kat \d+\.\d+\.\d+\n.*not validated")

    def test_full_disk(self):
        with open("/dev/full", "w") as full:
            run = subprocess.run([*COMMAND, GOOD], stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual(run.returncode, support.BAD_INPUT)
        self.assertIn("standard output cannot be written", run.stderr)


class ModuleInError(KatTest):
    def test_exit_code(self):
        """A library with one text changed: the module is in its error state, and no case is run."""
        library = next((pathlib.Path(COMMAND[-1]).parent.parent / "lib").glob("libcce.so.1"))
        content = library.read_bytes()
        self.assertEqual(content.count(b"does not verify\0"), 1)
        self.file("libcce.so.1", content.replace(b"does not verify\0", b"does now verify\0"))
        run = Run([GOOD], env={**os.environ, "LD_LIBRARY_PATH": str(self.folder)})
        self.assertEqual((run.code, run.out), (support.NOT_OPERATIONAL, ""))
        self.assertIn("the module is not operational: its state is error", run.err)


if __name__ == "__main__":
    unittest.main()
