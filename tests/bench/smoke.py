"""Runs cce-bench for about a second and reads what it writes: smoke.py CCE-BENCH"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

BENCH = sys.argv.pop(1)

SIZES = (64, 1024, 16384, 1048576)
GCM_SIZES = (16, 64, 256, 1024, 1350, 16384, 1048576)
TWO_THREADS = ["random-2-threads/32"] if len(os.sched_getaffinity(0)) > 1 else []
BATCHES = ["p256-sign-batch", "p256-verify-batch"]  # which no other library offers
CURVES = [f"{curve}-{what}" for curve in ("p256", "p384", "p521") for what in
          ("sign", "verify") + (("verify-new-key",) if curve == "p256" else ()) + ("ecdh", "keygen", "keygen-untested") +
          (("sign-batch", "verify-batch") if curve == "p256" else ())]
USUAL = [f"{name}/{size}" for name in ("sha256", "sha512") for size in SIZES] + [
    "hmac-sha256/64", "hmac-sha256-new-key/64", "hmac-sha256-keyed/64", "hkdf-sha256/32"] + [
    f"gcm-{what}/{size}" for what in ("seal", "open") for size in GCM_SIZES] + [
    "gcm-new-key/64", "gcm-seal-random-iv/64", "random/16", "random/32", "random/65536"]
BY_FILTER = [f"{name}/{size}" for name in ("sha224", "sha384", "sha512-256") for size in SIZES] + [
    "p384-verify-new-key", "p521-verify-new-key", "gcm-seal-random-iv/16", "gcm-seal-random-iv/1350", "gcm-seal-random-iv/16384"]
STARTS = ["empty process", "CCE", "OpenSSL", "OpenSSL FIPS"]


def libraries_of(row, peers):
    """Those that offer it: a new key with the test of FIPS 140-3, or without, comes from each library in one way."""
    if row in BATCHES:
        return {"CCE"}
    if not row.split("-")[-1].startswith("untested") and not row.endswith("-keygen"):
        return {"CCE", *peers}
    tested = {"CCE", "OpenSSL FIPS"} & {"CCE", *peers}
    return tested if row.endswith("-keygen") else {"CCE", *peers} - tested


def bench(*arguments):
    return subprocess.run([BENCH, *arguments], capture_output=True, text=True)


def bench_json(test, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "results.json")
        run = bench("--json", path, *arguments)
        test.assertEqual(run.returncode, 0, run.stderr + run.stdout)
        with open(path, encoding="utf-8") as file:
            return run, json.load(file)


class Comparison(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.run_, cls.results = bench_json(cls(), "--seconds", "1", "--rounds", "3")

    def runTest(self):
        """unittest makes an instance by this name for setUpClass."""

    def test_every_row_has_positive_figures_of_every_library(self):
        self.assertEqual([row["id"] for row in self.results["rows"]], USUAL + TWO_THREADS + CURVES)
        peers = {peer["name"] for peer in self.results["peers"]}
        for row in self.results["rows"]:
            with self.subTest(row=row["id"]):
                self.assertNotIn("error", row)
                self.assertEqual(set(row["results"]), libraries_of(row["id"], peers))
                for figures in row["results"].values():
                    self.assertEqual(len(figures["rounds_ns"]), self.results["measurement"]["rounds"])
                    self.assertGreater(figures["best_ns"], 0)
                    self.assertEqual(figures["best_ns"], min(figures["rounds_ns"]))
                    self.assertGreaterEqual(figures["median_ns"], figures["best_ns"])

    def test_ratios_are_the_other_time_over_ours(self):
        for row in self.results["rows"]:
            self.assertEqual(set(row["ratios"]), set(row["results"]) - {"CCE"} if "CCE" in row["results"] else set())
            for name, ratio in row["ratios"].items():
                for kind in ("best", "median"):
                    expected = row["results"][name][kind + "_ns"] / row["results"]["CCE"][kind + "_ns"]
                    self.assertAlmostEqual(ratio[kind] / expected, 1, places=9)

    @unittest.skipUnless(TWO_THREADS, "two threads at once need two cores")
    def test_two_threads_are_told_by_the_work_of_one(self):
        rows = {row["id"]: row for row in self.results["rows"]}
        one, two = rows["random/32"], rows["random-2-threads/32"]
        self.assertEqual((one["threads"], two["threads"]), (1, 2))
        self.assertNotIn("speedup_by_threads", one)
        self.assertEqual(set(two["speedup_by_threads"]), set(two["results"]))
        for name, times in two["speedup_by_threads"].items():
            expected = one["results"][name]["best_ns"] / two["results"][name]["best_ns"]
            self.assertAlmostEqual(times["best"] / expected, 1, places=9)
        self.assertIn("times the work of one thread", self.run_.stdout)

    def test_every_library_is_named_or_said_to_be_left_out(self):
        named = [peer["name"] for peer in self.results["peers"]] + [gone["name"] for gone in self.results["left_out"]]
        self.assertEqual(sorted(named), ["Botan", "OpenSSL", "OpenSSL FIPS"])
        for name in named:
            self.assertIn(name, self.run_.stdout)

    def test_a_provider_that_is_not_there_is_left_out_with_the_reason(self):
        with tempfile.TemporaryDirectory() as folder:
            run, results = bench_json(self, "--seconds", "0.2", "--rounds", "1", "--openssl-fips", folder,
                                      "--filter", "^(sha256/64|power-up)$")
        gone = {left["name"]: left["reason"] for left in results["left_out"]}
        self.assertIn("OpenSSL FIPS", gone)
        self.assertIn(gone["OpenSSL FIPS"], " ".join(run.stdout.split()))
        self.assertEqual(set(results["power_up"]["OpenSSL FIPS"]), {"error"})
        self.assertGreater(results["power_up"]["CCE"]["best_ns"], 0)

    def test_processes_are_started_and_timed(self):
        starts = self.results["power_up"]
        self.assertEqual(list(starts), STARTS)
        there = {"empty process", "CCE"} | {peer["name"] for peer in self.results["peers"]} - {"Botan"}
        for name, start in starts.items():
            with self.subTest(program=name):
                self.assertEqual("error" not in start, name in there)
                if name in there:
                    self.assertIn(len(start["starts_ns"]), range(1, 13))
                    self.assertEqual(start["best_ns"], min(start["starts_ns"]))
                    self.assertGreater(start["best_ns"], 0)
                    self.assertGreater(start["peak_memory_kb"], 100)
        self.assertLess(starts["empty process"]["best_ns"], starts["CCE"]["best_ns"])

    def test_a_library_has_the_size_of_its_stripped_file(self):
        sizes = self.results["library_bytes"]
        self.assertEqual(set(sizes), {"CCE"} | {peer["name"] for peer in self.results["peers"]})
        self.assertTrue(all(size > 100_000 for size in sizes.values()), sizes)

    def test_no_line_is_longer_than_a_terminal_is_wide(self):
        self.assertLessEqual(max(len(line) for line in self.run_.stdout.splitlines()), 120)

    def test_the_output_says_what_was_measured_where(self):
        self.assertIn("not validated", self.run_.stdout)
        self.assertIs(self.results["cce"]["validated"], False)
        self.assertEqual(self.results["cce"]["state"], "operational")
        self.assertIn(self.results["cce"]["implementations"], " ".join(self.run_.stdout.split()))  # it may be wrapped
        self.assertIn(self.results["machine"]["cpu_model"], self.run_.stdout)
        for table in ("Best of", "Median of"):
            self.assertIn(table, self.run_.stdout)


class Selection(unittest.TestCase):
    def test_list_names_every_row(self):
        run = bench("--list")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(sorted(line.split()[0] for line in run.stdout.splitlines()), sorted(
            USUAL + BY_FILTER + ["random-2-threads/32"] + CURVES + ["power-up"]))

    def test_a_filter_reaches_the_other_hashes(self):
        others = "^(sha224|sha384|sha512-256)/64$"
        _, results = bench_json(self, "--seconds", "0.2", "--rounds", "1", "--filter", others)
        self.assertEqual([row["id"] for row in results["rows"]], ["sha224/64", "sha384/64", "sha512-256/64"])
        for row in results["rows"]:
            self.assertGreater(row["results"]["CCE"]["best_ns"], 0)

    def test_the_core_can_be_chosen(self):
        core = max(os.sched_getaffinity(0))
        _, results = bench_json(self, "--seconds", "0.1", "--filter", "^sha256/64$", "--cpu", str(core))
        self.assertEqual(results["machine"]["cpu"], core)
        self.assertIs(results["machine"]["pinned"], True)


    def test_with_one_core_there_are_no_two_threads(self):
        core = min(os.sched_getaffinity(0))
        run = subprocess.run([BENCH, "--seconds", "0.1", "--filter", "^random.*/32$"], capture_output=True, text=True,
                             preexec_fn=lambda: os.sched_setaffinity(0, {core}))
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("rows of two threads are left out", run.stdout)
        self.assertNotIn("Random, 32 B, two threads", run.stdout)


class Refusals(unittest.TestCase):
    def refused(self, code, text, *arguments):
        run = bench(*arguments)
        self.assertEqual(run.returncode, code, run.stdout + run.stderr)
        self.assertIn(text, run.stderr)
        self.assertNotIn("Best of", run.stdout)

    def test_a_filter_that_finds_nothing(self):
        self.refused(2, "matches no row", "--filter", "no-such-row")

    def test_a_filter_that_is_no_regular_expression(self):
        self.refused(2, "not a regular expression", "--filter", "sha(256")

    def test_a_core_that_is_not_there(self):
        self.refused(2, "cannot run on core 100000", "--cpu", "100000")

    def test_unknown_options_and_impossible_values(self):
        self.refused(2, "--bogus", "--bogus")
        self.refused(2, "--rounds", "--rounds", "0")
        self.refused(2, "--seconds", "--seconds", "-1")

    def test_results_that_cannot_be_written(self):
        self.refused(1, "cannot write", "--json", "/nonexistent/folder/results.json")


if __name__ == "__main__":
    unittest.main(verbosity=2)
