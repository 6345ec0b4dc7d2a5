"""Colour: on a terminal, for those who want it."""

import re

import support
from support import DONE
from terminal import TerminalCase


class ColourOnTerminal(TerminalCase):
    def test_colour(self):
        plain = self.run_cce("status").stdout
        self.assertNotIn(b"\x1b", plain)
        code, shown, _ = self.on_terminal(["status"], "stdout")
        self.assertEqual(code, DONE)
        self.assertIn(b"\x1b[32moperational\x1b[0m", shown)
        # Taken away, the colours leave the plain report; times differ from run to run.
        without_times = lambda text: re.sub(rb" +[0-9.]+ us", b" T", text.replace(b"\r\n", b"\n"))
        self.assertEqual(without_times(re.sub(rb"\x1b\[[0-9;]*m", b"", shown)), without_times(plain))

    def test_no_colour_when_asked(self):
        for change in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            code, shown, _ = self.on_terminal(["status"], "stdout", env=support.environment(**change))
            self.assertEqual(code, DONE)
            self.assertNotIn(b"\x1b", shown)
            self.assertIn(b"operational", shown)
        _, shown, _ = self.on_terminal(["status"], "stdout", env=support.environment(NO_COLOR=""))
        self.assertIn(b"\x1b[", shown)
        _, shown, _ = self.on_terminal(["status", "--json"], "stdout")
        self.assertNotIn(b"\x1b", shown)


if __name__ == "__main__":
    support.main()
