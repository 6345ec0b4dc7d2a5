"""What the tests of cce-kat share. Each is run as: test_X.py FOLDER-OF-VECTORS COMMAND..., the command being cce-kat,
behind an emulator where that is needed."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

VECTORS = pathlib.Path(sys.argv.pop(1))
GENERATED = VECTORS / "generated"
COMMAND = sys.argv[1:]
del sys.argv[1:]

PASSED, CASE_FAILED, BAD_INPUT, NOT_OPERATIONAL = range(4)
TOTALS = re.compile(r"^(\d+) passed, (\d+) failed, (\d+) skipped$")
ROW = re.compile(r"^ *(\d+) +(\d+) +(\d+)  (\S.*?)(?:  (.*))?$")


class Run:
    def __init__(self, arguments, env=None):
        done = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, env=env, timeout=900)
        self.code = done.returncode
        self.out = done.stdout.decode(errors="replace")
        self.err = done.stderr.decode(errors="replace")
        lines = self.out.splitlines()
        totals = TOTALS.match(lines[-1]) if lines else None
        self.totals = tuple(map(int, totals.groups())) if totals else None
        self.rows = {m[4]: (tuple(map(int, m.group(1, 2, 3))), m[5] or "") for m in map(ROW.match, lines) if m}


class KatTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def kat(self, *arguments, code=None, totals=None):
        """Runs cce-kat over files; whatever they hold, it ends by itself and says its totals last."""
        run = Run(arguments)
        self.assertIn(run.code, (PASSED, CASE_FAILED, BAD_INPUT), run.err[-2000:])
        self.assertIsNotNone(run.totals, f"the last line is not the totals: {run.out[-500:]}")
        self.assertNotRegex(run.err, "Sanitizer|runtime error")
        if code is not None:
            self.assertEqual(run.code, code, run.out[-2000:] + run.err[-2000:])
        if totals is not None:
            self.assertEqual(run.totals, totals, run.out[-2000:] + run.err[-2000:])
        return run

    def file(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def assert_error_at(self, run, path, line, words):
        """The error is on standard error, as path:line: words."""
        self.assertRegex(run.err, re.escape(f"cce-kat: {path}:{line}: ") + words)


def load(name):
    return json.loads((GENERATED / name).read_text())


def line_of(text, needle):
    return text[:text.index(needle)].count("\n") + 1


def changed(digits):
    return ("0" if digits[0] != "0" else "1") + digits[1:]


class JsonTest(KatTest):
    def write(self, data, name="vectors.json"):
        return self.file(name, json.dumps(data, indent=2))

    def one_fails(self, data, passed, *names, skipped=0, name="vectors.json"):
        run = self.kat(self.write(data, name), code=CASE_FAILED, totals=(passed, 1, skipped))
        for text in names:
            self.assertIn(text, run.out)

    def error(self, data, needle, words, **expected):
        path = self.write(data)
        run = self.kat(path, **expected)
        self.assert_error_at(run, path, line_of(path.read_text(), needle), words)
