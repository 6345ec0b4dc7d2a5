"""Files far beyond the memory that may be used, and the bar that is shown meanwhile."""

import os
import subprocess

import support
from sealing import SealCase
from support import DONE
from terminal import TerminalCase

SIZE = (4 << 30) + 3


class Large(SealCase):
    def peak(self, process):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, DONE)
        return usage.ru_maxrss

    def start(self, *arguments, **streams):
        return subprocess.Popen(support.command(*arguments), cwd=self.folder, env=support.environment(), **streams)

    def round_trip(self, size):
        """seal | open | cmp; the peak memory of the first two in KiB."""
        with open(self.path("large"), "wb") as file:
            file.truncate(size)
        seal = self.start("seal", "-k", "key", "large", "-o", "-", stdout=subprocess.PIPE)
        opened = self.start("open", "-k", "key", "-", "-o", "-", stdin=seal.stdout, stdout=subprocess.PIPE)
        seal.stdout.close()
        compare = subprocess.Popen(["cmp", "-", "large"], stdin=opened.stdout, cwd=self.folder)
        opened.stdout.close()
        self.assertEqual(compare.wait(), 0)
        return self.peak(seal), self.peak(opened)

    def test_memory_does_not_grow(self):
        small, large = self.round_trip(64 << 20), self.round_trip(SIZE)
        for before, after in zip(small, large):
            self.assertLess(after, before + 4096)


class Bar(TerminalCase, SealCase):
    def test_bar(self):
        size = 1 << 30
        while size < 1 << 36:
            with open(self.path("large"), "wb") as file:
                file.truncate(size)
            code, shown, _ = self.on_terminal(["seal", "-k", "key", "large", "-o", "-"], "stderr")
            self.assertEqual(code, DONE)
            steps = [step for step in shown.split(b"\r") if step.strip(b"\x1b[K\n")]
            if len(steps) >= 3:
                break
            size *= 2
        self.assertGreaterEqual(len(steps), 3)
        for step in steps:
            self.assertRegex(step, rb"^large +\d+% \[=* *\]  \S+ \S+ of \S+ \S+  \S+ \S+/s  \d+:\d\d left\x1b\[K$")
        self.assertTrue(shown.endswith(b"\r\x1b[K"), shown)


if __name__ == "__main__":
    support.main()
