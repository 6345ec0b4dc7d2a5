"""Lets calls under cce-bench go wrong, and sees that no error path is timed.

faults.py CCE-BENCH FAULTY-DIGEST LIBCCE
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

BENCH, FAULTY_DIGEST, LIBCCE = sys.argv[1:4]
del sys.argv[1:4]


def bench(preload, fault, *arguments):
    environment = dict(os.environ, LD_PRELOAD=preload, CCE_TEST_FAULT=fault)
    return subprocess.run([BENCH, "--seconds", "0.3", "--rounds", "2", *arguments], capture_output=True, text=True,
                          env=environment)


class FailingCalls(unittest.TestCase):
    def results(self, fault, code):
        """Of a run with one row whose calls go wrong and one that they do not concern."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "results.json")
            run = bench(FAULTY_DIGEST, fault, "--filter", "^(sha256|hmac-sha256)/64$", "--json", path)
            self.assertEqual(run.returncode, code, run.stdout + run.stderr)
            with open(path, encoding="utf-8") as file:
                rows = {row["id"]: row for row in json.load(file)["rows"]}
        self.assertEqual(sorted(rows), ["hmac-sha256/64", "sha256/64"])
        self.assertGreater(rows["hmac-sha256/64"]["results"]["CCE"]["best_ns"], 0)
        self.assertNotIn("error", rows["hmac-sha256/64"])
        return run, rows["sha256/64"]

    def row_is_given_up(self, fault, reason):
        run, row = self.results(fault, 1)
        self.assertIn(reason, row["error"])
        self.assertEqual((row["results"], row["ratios"]), ({}, {}))
        self.assertIn("failed: SHA-256, 64 B", run.stdout)
        self.assertIn(reason, run.stdout)

    def test_calls_that_work_are_timed(self):
        _, row = self.results("none", 0)
        self.assertNotIn("error", row)
        self.assertGreater(row["results"]["CCE"]["best_ns"], 0)

    def test_an_error_from_the_first_call(self):
        self.row_is_given_up("first-error", "CCE: its call failed before any timing")

    def test_an_error_while_the_time_is_taken(self):
        self.row_is_given_up("late-error", "CCE: a call failed while it was timed")

    def test_a_digest_that_is_not_the_others(self):
        self.row_is_given_up("first-wrong", "and CCE gives ")

    def test_a_digest_that_changes_while_the_time_is_taken(self):
        self.row_is_given_up("late-wrong", "CCE: the output changed")


class BrokenModule(unittest.TestCase):
    def test_a_module_that_is_not_operational_is_not_timed(self):
        with open(LIBCCE, "rb") as file:
            library = file.read()
        # A constant of the module: one bit in it changed must fail the integrity test.
        self.assertIn(b"operational\0", library)
        with tempfile.TemporaryDirectory() as folder:
            copy = os.path.join(folder, os.path.basename(LIBCCE))
            with open(copy, "wb") as file:
                file.write(library.replace(b"operational\0", b"operatioNal\0"))
            run = bench(copy, "none", "--filter", "^sha256/64$")
        self.assertEqual(run.returncode, 3, run.stdout + run.stderr)
        self.assertIn("the module is not operational", run.stderr)
        self.assertEqual(run.stdout, "")


if __name__ == "__main__":
    unittest.main(verbosity=2)
