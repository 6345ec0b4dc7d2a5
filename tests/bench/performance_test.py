"""docs/performance.md is what its figures say, has every row, and a change of either is noticed: performance_test.py ROOT"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = sys.argv.pop(1)
SCRIPT = os.path.join(ROOT, "bench", "performance", "performance.py")
DOCS = os.path.join(ROOT, "docs")


def load(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return json.load(file)


def check(docs):
    return subprocess.run([sys.executable, "-B", SCRIPT, "check", "--docs", docs], capture_output=True, text=True)


def rows_of(markdown):
    """The first table that has a row of the title: its cells, without emphasis."""
    rows = {}
    for line in markdown.splitlines():
        cells = [cell.strip().strip("*") for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) > 3:
            rows.setdefault(cells[0], cells)
    return rows


class Document(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(os.path.join(DOCS, "performance.md"), encoding="utf-8") as file:
            cls.text = file.read()
        cls.rows = rows_of(cls.text)
        cls.goals = [goal for section in load("bench", "performance", "goals.json")["sections"] for goal in section["rows"]]
        cls.results = load("docs", "performance", "results.json")

    def test_it_is_what_its_figures_say(self):
        run = check(DOCS)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)

    def test_every_row_is_there_with_the_goal(self):
        self.assertGreater(len(self.goals), 30)
        for goal in self.goals:
            with self.subTest(row=goal["id"]):
                cells = " ".join(self.rows[goal["title"]])
                self.assertRegex(cells, "[≤≥] " + re.escape(f"{goal['goal']:,}"))
                self.assertIn(goal.get("limit", "—"), cells)

    def test_the_figures_are_those_of_the_run(self):
        """Read here without the script that wrote them: nanoseconds and microseconds to three digits."""
        found = 0
        for row in self.results["rows"]:
            goal = next(goal for goal in self.goals if goal["id"] == row["id"])
            if goal["unit"] not in ("ns", "us"):
                continue
            cells = self.rows[goal["title"]]
            for column, library in enumerate(("CCE", "OpenSSL", "OpenSSL FIPS", "Botan"), 2):
                result = row["results"].get(library)
                if result is None:
                    self.assertEqual(cells[column], "—")
                    continue
                expected = result["best_ns"] / (1000 if goal["unit"] == "us" else 1)
                self.assertAlmostEqual(float(cells[column].replace(",", "")) / expected, 1, delta=0.006)
                found += 1
        self.assertGreater(found, 60)

    def test_programs_on_openssl(self):
        """Read here without the script that wrote them."""
        rows = load("bench", "performance", "programs.json")["rows"]
        measured = load("docs", "performance", "openssl.json")["rows"]
        self.assertEqual({row["id"] for row in rows} - {"added"}, set(measured))
        scale = {"/s": 1, "MB/s": 1e-6, "GB/s": 1e-9, "ms": 1e3}
        for row in rows:
            with self.subTest(row=row["id"]):
                start = measured["start"]
                of = ({name: start[name] - start["default"] for name in ("cce", "fips")} if row["id"] == "added"
                      else measured[row["id"]])
                cells = self.rows[row["title"]]
                for column, name in enumerate(("cce", "default", "fips"), 2):
                    if name in of:
                        told = float(cells[column].replace(",", ""))
                        self.assertAlmostEqual(told / (of[name] * scale[row["unit"]]), 1, delta=0.006)
                    else:
                        self.assertEqual(cells[column], "—")
                if "goal" not in row:
                    continue
                peer = of[row["goal"]["peer"]]
                reached = peer / of["cce"] if row["unit"] == "ms" else of["cce"] / peer
                self.assertEqual(cells[-1] == "✓ met", reached >= row["goal"]["times"], cells)

    def test_it_says_where_and_what_was_measured(self):
        for text in (self.results["machine"]["cpu_model"], self.results["measured_on"], self.results["cce"]["implementations"],
                     "not validated", *(peer["version"] for peer in self.results["peers"])):
            self.assertIn(text, " ".join(self.text.replace("**", "").split()))


class Changes(unittest.TestCase):
    def noticed(self, change, name):
        with tempfile.TemporaryDirectory() as folder:
            docs = os.path.join(folder, "docs")
            os.makedirs(docs)
            shutil.copy(os.path.join(DOCS, "performance.md"), docs)
            shutil.copytree(os.path.join(DOCS, "performance"), os.path.join(docs, "performance"))
            self.assertEqual(check(docs).returncode, 0)
            change(docs)
            run = check(docs)
            self.assertEqual(run.returncode, 1, run.stdout + run.stderr)
            self.assertIn(name, run.stdout)

    def test_a_figure_that_was_measured_otherwise(self):
        def change(docs):
            path = os.path.join(docs, "performance", "results.json")
            with open(path, encoding="utf-8") as file:
                results = json.load(file)
            row = next(row for row in results["rows"] if row["id"] == "gcm-seal/16")
            row["results"]["CCE"]["best_ns"] *= 1.02
            with open(path, "w", encoding="utf-8") as file:
                json.dump(results, file)
        self.noticed(change, "performance.md")

    def test_a_row_that_was_taken_out(self):
        def change(docs):
            path = os.path.join(docs, "performance.md")
            with open(path, encoding="utf-8") as file:
                lines = file.readlines()
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(line for line in lines if not line.startswith("| seal, 16 bytes"))
        self.noticed(change, "performance.md")

    def test_a_program_that_was_measured_otherwise(self):
        def change(docs):
            path = os.path.join(docs, "performance", "openssl.json")
            with open(path, encoding="utf-8") as file:
                results = json.load(file)
            results["rows"]["bulk"]["cce"] *= 1.02
            with open(path, "w", encoding="utf-8") as file:
                json.dump(results, file)
        self.noticed(change, "performance.md")

    def test_a_chart_that_is_gone(self):
        self.noticed(lambda docs: os.remove(os.path.join(docs, "performance", "gcm.svg")), "gcm.svg")


if __name__ == "__main__":
    unittest.main(verbosity=2)
