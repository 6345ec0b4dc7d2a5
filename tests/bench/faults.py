"""Lets calls under cce-bench go wrong, and sees that no error path is timed.

faults.py CCE-BENCH FAULTY-CALLS LIBCCE
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

BENCH, FAULTY_CALLS, LIBCCE = sys.argv[1:4]
del sys.argv[1:4]

# A row, and the function that it times.
COMPARED = (("sha256/64", "cce_digest"), ("gcm-seal/64", "cce_gcm_seal_with_iv"), ("gcm-open/64", "cce_gcm_open"),
            ("p256-ecdh", "cce_ecdh"))
TIMED = COMPARED + (("gcm-seal-random-iv/64", "cce_gcm_seal"), ("random/32", "cce_random"), ("p256-keygen", "cce_ec_key_generate"))


def bench(preload, call, fault, *arguments):
    environment = dict(os.environ, LD_PRELOAD=preload, CCE_TEST_CALL=call, CCE_TEST_FAULT=fault)
    return subprocess.run([BENCH, "--seconds", "0.3", "--rounds", "2", *arguments], capture_output=True, text=True,
                          env=environment)


BYSTANDER = "hmac-sha256/64"


class FailingCalls(unittest.TestCase):
    def results(self, row_id, call, fault, code):
        """Of a run with one row whose calls go wrong and one that they do not concern."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "results.json")
            run = bench(FAULTY_CALLS, call, fault, "--filter", f"^({row_id}|{BYSTANDER})$", "--json", path)
            self.assertEqual(run.returncode, code, run.stdout + run.stderr)
            with open(path, encoding="utf-8") as file:
                rows = {row["id"]: row for row in json.load(file)["rows"]}
        self.assertEqual(sorted(rows), sorted([BYSTANDER, row_id]))
        self.assertGreater(rows[BYSTANDER]["results"]["CCE"]["best_ns"], 0)
        self.assertNotIn("error", rows[BYSTANDER])
        return run, rows[row_id]

    def row_is_given_up(self, row_id, call, fault, reason):
        with self.subTest(row=row_id, call=call, fault=fault):
            run, row = self.results(row_id, call, fault, 1)
            self.assertIn(reason, row["error"])
            self.assertEqual((row["results"], row["ratios"]), ({}, {}))
            self.assertIn(f"({row_id}): ", run.stdout)
            self.assertIn(reason, run.stdout)

    def test_calls_that_work_are_timed(self):
        for row_id, call in TIMED:
            with self.subTest(row=row_id):
                _, row = self.results(row_id, call, "none", 0)
                self.assertNotIn("error", row)
                self.assertGreater(row["results"]["CCE"]["best_ns"], 0)

    def test_an_error_from_the_first_call(self):
        for row_id, call in TIMED:
            self.row_is_given_up(row_id, call, "first-error", "CCE: its call failed before any timing")

    def test_an_error_while_the_time_is_taken(self):
        for row_id, call in TIMED:
            self.row_is_given_up(row_id, call, "late-error", "CCE: a call failed while it was timed")

    def test_an_error_in_one_of_two_threads(self):
        if len(os.sched_getaffinity(0)) < 2:
            self.skipTest("two threads at once need two cores")
        self.row_is_given_up("random-2-threads/32", "cce_random", "late-error", "CCE: a call failed")

    def test_an_answer_that_is_not_the_others(self):
        for row_id, call in COMPARED:
            self.row_is_given_up(row_id, call, "first-wrong", "and CCE gives ")
        self.row_is_given_up("gcm-seal-random-iv/64", "cce_gcm_seal", "first-wrong", "cannot be opened by CCE")

    def test_an_answer_that_changes_while_the_time_is_taken(self):
        for row_id, call in COMPARED:
            self.row_is_given_up(row_id, call, "late-wrong", "CCE: the output changed")
        self.row_is_given_up("gcm-seal-random-iv/64", "cce_gcm_seal", "late-wrong", "cannot be opened by CCE")

    def test_signatures(self):
        """CCE's first signature is the one that all libraries verify; of each row's own one is verified."""
        for fault, reason in (("late-error", "CCE: a call failed while it was timed"),
                              ("late-wrong", "what was signed is not verified by CCE")):
            self.row_is_given_up("p256-sign", "cce_ecdsa_sign_digest", fault, reason)
        self.row_is_given_up("p256-verify", "cce_ecdsa_sign_digest", "first-wrong", "CCE: its call failed before any timing")

    def test_another_library_that_fails(self):
        if "OpenSSL " not in bench(FAULTY_CALLS, "", "none", "--filter", BYSTANDER).stdout:
            self.skipTest("cce-bench was built without OpenSSL")
        for fault, reason in (("first-error", "its call failed before any timing"),
                              ("late-error", "a call failed while it was timed")):
            self.row_is_given_up("gcm-seal/64", "EVP_EncryptFinal_ex", fault, "OpenSSL: " + reason)


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
            run = bench(copy, "", "none", "--filter", "^sha256/64$")
        self.assertEqual(run.returncode, 3, run.stdout + run.stderr)
        self.assertIn("the module is not operational", run.stderr)
        self.assertEqual(run.stdout, "")


if __name__ == "__main__":
    unittest.main(verbosity=2)
