"""The progress bar: on a terminal, for work that lasts, and gone before anything else is printed."""

import os
import re
import subprocess
import time

import support
from support import DONE
from terminal import TerminalCase

CLEARED = b"\r\x1b[K"


class Progress(TerminalCase):
    def feed_for_a_second(self, pipe, _shown=None):
        for _ in range(10):
            pipe.write(bytes(100_000))
            pipe.flush()
            time.sleep(0.1)

    def feed_until_drawn(self, pipe, shown):
        """Until the bar has been drawn three times; a minute without it fails."""
        self.fed = 0
        for _ in range(600):
            pipe.write(bytes(100_000))
            pipe.flush()
            self.fed += 100_000
            time.sleep(0.1)
            if len(self.steps(bytes(shown))) >= 3:
                return
        self.fail("no bar in a minute: %r" % bytes(shown))

    @staticmethod
    def steps(shown):
        return [step for step in shown.split(b"\r") if step.strip(b"\x1b[K\n")]

    def over_lasting_work(self, name, columns=80):
        """Hashes sparse files, each twice as long as the one before, until one lasts long enough for three steps."""
        size = 64 << 20
        while size < 1 << 40:
            with open(self.path(name), "wb") as file:
                file.truncate(size)
            code, shown, rest = self.on_terminal(["digest", "sha512", name], "stderr", columns)
            self.assertEqual(code, DONE)
            self.assertTrue(rest.endswith(b"  " + name.encode() + b"\n"))
            if len(self.steps(shown)) >= 3:
                return shown
            size *= 2
        self.fail("no bar for a file of 512 GiB")

    def test_bar_of_unknown_length(self):
        code, shown, rest = self.on_terminal(["digest", "sha256"], "stderr", feed=self.feed_until_drawn)
        self.assertEqual(code, DONE)
        self.assertEqual(rest, support.gnu("sha256sum", stdin=bytes(self.fed)).stdout)
        steps = self.steps(shown)
        self.assertRegex(steps[0], rb"^standard input  [0-9.]+ (KiB|MiB)  [0-9.]+ (B|KiB|MiB)/s\x1b\[K$")
        self.assertTrue(shown.endswith(CLEARED), shown)
        self.assertNotIn(b"\n", shown)

    def test_bar_of_known_length(self):
        shown = self.over_lasting_work("lasting")
        percents = []
        for step in self.steps(shown):
            match = re.match(rb"^lasting +(\d+)% \[(=*) *\]  \S+ \S+ of \S+ \S+  \S+ \S+/s  \d+:\d\d left\x1b\[K$",
                             step)
            self.assertTrue(match, step)
            percents.append(int(match[1]))
            self.assertLess(len(step) - len(b"\x1b[K"), 80)
        self.assertEqual(percents, sorted(percents))
        self.assertLess(percents[0], percents[-1])
        self.assertLessEqual(percents[-1], 100)
        self.assertTrue(shown.endswith(CLEARED), shown)

    def test_bar_on_a_narrow_terminal(self):
        for columns in (30, 100):
            for step in self.steps(self.over_lasting_work("a-rather-long-name-of-a-file" * 5, columns)):
                self.assertLess(len(step) - len(b"\x1b[K"), columns, step)

    def test_bar_goes_before_a_message(self):
        self.write("short", b"x")
        code, shown, _ = self.on_terminal(["digest", "sha256", "-", "missing"], "stderr", feed=self.feed_until_drawn)
        self.assertEqual(code, support.TROUBLE)
        self.assertTrue(shown.endswith(CLEARED + b"cce: missing: No such file or directory\r\n"), shown)

    def test_no_bar_for_short_work_or_a_dumb_terminal(self):
        self.write("short", bytes(1000))
        code, shown, _ = self.on_terminal(["digest", "sha256", "short"], "stderr")
        self.assertEqual((code, shown), (DONE, b""))
        code, shown, _ = self.on_terminal(["digest", "sha256"], "stderr", feed=self.feed_for_a_second,
                                          env=support.environment(TERM="dumb"))
        self.assertEqual((code, shown), (DONE, b""))

    def test_no_bar_without_a_terminal(self):
        process = subprocess.Popen(support.command("digest", "sha256"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=support.environment())
        self.feed_for_a_second(process.stdin)
        _, stderr = process.communicate()
        self.assertEqual((process.returncode, stderr), (DONE, b""))


if __name__ == "__main__":
    support.main()
