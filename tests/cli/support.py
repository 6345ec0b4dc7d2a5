"""What the tests of the tool share: running it, under an emulator if need be, and running the tests themselves.

The environment names the parts: CCE_CLI (the tool), CCE_CLI_LIBRARY (the libcce that it was built with),
CCE_CLI_STAND_IN (a folder with a libcce that pretends), CCE_CLI_EMULATOR (a command line, may be empty).
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

CLI = os.environ["CCE_CLI"]
LIBRARY = os.environ["CCE_CLI_LIBRARY"]
STAND_IN = os.environ["CCE_CLI_STAND_IN"]
EMULATOR = shlex.split(os.environ.get("CCE_CLI_EMULATOR", ""))

DONE, NOT_VERIFIED, TROUBLE, NOT_OPERATIONAL = 0, 1, 2, 3

# The names of the hashes as the tool, GNU's tools and Python have them.
GNU_TOOLS = {"sha224": "sha224sum", "sha256": "sha256sum", "sha384": "sha384sum", "sha512": "sha512sum"}


def command(*arguments):
    return EMULATOR + [CLI, *arguments]


def environment(**changes):
    """This environment, where nothing that concerns the tool is set by chance."""
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM", "LC_ALL", "LANGUAGE")}
    clean.update(LC_ALL="C", TERM="xterm")
    clean.update(changes)
    return clean


def cce(*arguments, stdin=b"", cwd=None, env=None, **more):
    """Runs the tool; what it prints is bytes."""
    more.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(command(*arguments), input=stdin, stderr=subprocess.PIPE, cwd=cwd,
                          env=env or environment(), timeout=280, **more)


def gnu(*arguments, stdin=b"", cwd=None):
    return subprocess.run(arguments, input=stdin, capture_output=True, cwd=cwd, env=environment(), timeout=280)


def new_hash(algorithm, data=b""):
    return hashlib.new(algorithm.replace("-", "_"), data)


class Case(unittest.TestCase):
    """A test with a folder of its own."""

    maxDiff = None

    def setUp(self):
        self.folder = os.fsencode(tempfile.mkdtemp(prefix="cce-cli-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return os.path.join(self.folder, os.fsencode(name))

    def write(self, name, content=b""):
        with open(self.path(name), "wb") as file:
            file.write(content)
        return self.path(name)

    def run_cce(self, *arguments, **more):
        return cce(*arguments, cwd=self.folder, **more)

    def check(self, result, code, stdout=None, stderr=None):
        """The exit code, and what was printed where that is given."""
        self.assertEqual(result.returncode, code, (result.stdout, result.stderr))
        if stdout is not None:
            self.assertEqual(result.stdout, stdout)
        if stderr is not None:
            self.assertEqual(result.stderr, stderr)

    def refused(self, result, code, *phrases):
        """Nothing on standard output, and a message that says all of the phrases."""
        self.check(result, code, stdout=b"")
        self.assertTrue(result.stderr.startswith(b"cce: "), result.stderr)
        self.assertTrue(result.stderr.endswith(b"\n"), result.stderr)
        for phrase in phrases:
            self.assertIn(phrase, result.stderr)


SKIPPED = 77  # tests/cli/CMakeLists.txt tells CTest


def main():
    """Runs the tests of the calling file. A file of which no test ran has not passed."""
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    if not result.wasSuccessful():
        sys.exit(1)
    ran = result.testsRun - len(result.skipped)
    if ran == 0:
        sys.exit(SKIPPED if result.skipped else "no test was found")
    sys.exit(0)
