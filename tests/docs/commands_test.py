"""The README's two commands follow one another in one tree: what the first leaves out of its build, the second puts back."""

import os
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

SOURCE = sys.argv[1]


def arguments(script):
    """What a script configures the preset `release` with, but for the preset's name."""
    with open(os.path.join(SOURCE, "cmake", script), encoding="utf-8") as file:
        found = re.findall(r'cmake --preset (?:release|"\$preset")([^&;]*)&&', file.read())
    if len(found) != 1:
        raise ValueError(f"{script} configures {len(found)} times")
    return shlex.split(found[0])


class Commands(unittest.TestCase):
    def test_the_tests_are_built_after_the_quick_start(self):
        with tempfile.TemporaryDirectory() as build:
            for script, has_tests in ("quickstart.sh", False), ("test.sh", True):
                run = subprocess.run(["cmake", "--preset", "release", "-B", build, *arguments(script)], cwd=SOURCE,
                                     stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                self.assertEqual(run.returncode, 0, run.stdout)
                listed = subprocess.run(["ctest", "--test-dir", build, "-N"], stdout=subprocess.PIPE, text=True).stdout
                count = int(re.search(r"Total Tests: (\d+)", listed).group(1))
                self.assertEqual(count > 100, has_tests, f"{script}: {count} tests")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
