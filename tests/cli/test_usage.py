"""The command line itself: what is refused, what --help says, and that the manual says the same."""

import os
import re

import support
from support import DONE, TROUBLE, Case

COMMANDS = ["status", "self-test", "digest", "hmac", "hkdf", "random", "keygen", "pubkey", "sign", "verify", "seal", "open", "version"]
MANUAL = os.environ["CCE_CLI_MANUAL"]


class Usage(Case):
    def help_of(self, *command):
        result = self.run_cce(*command, "--help")
        self.check(result, DONE, stderr=b"")
        return result.stdout.decode()

    def test_no_command(self):
        self.refused(self.run_cce(), TROUBLE, b"a command is needed", *map(str.encode, COMMANDS), b"Try 'cce --help'")

    def test_unknown_commands_and_options(self):
        for arguments in (["bogus"], ["--json"], ["--", "status"], [""], ["stat"], ["-x"], ["Status"]):
            with self.subTest(arguments=arguments):
                self.refused(self.run_cce(*arguments), TROUBLE, b"not a command", b"Try 'cce --help'")
        for arguments in (["status", "--bogus"], ["status", "extra"], ["self-test", "extra"], ["version", "extra"], ["keygen", "aes", "extra"],
                          ["digest", "sha256", "--bogus"], ["digest", "sha256", "--chec"], ["hkdf", "sha256", "extra"],
                          ["digest", "sha256", "--check=yes"], ["status", "self-test"]):
            with self.subTest(arguments=arguments):
                result = self.run_cce(*arguments)
                self.refused(result, TROUBLE, arguments[-1].split("=")[0].encode(),
                             b"Try 'cce " + arguments[0].encode() + b" --help'")
                self.assertNotIn(b"\x01", result.stderr)

    def test_help_names_everything(self):
        text = self.help_of()
        for command in COMMANDS:
            self.assertRegex(text, r"(?m)^ +%s +\S" % command)
        for command in ([], *([command] for command in COMMANDS)):
            with self.subTest(command=command):
                text = self.help_of(*command)
                self.assertIn("Usage: cce", text)
                for code in range(4):
                    self.assertRegex(text, r"(?m)^  %d  \S" % code)
        self.assertIn("not validated", self.help_of())
        for command in ("hmac", "hkdf"):
            self.assertIn("list of processes", self.help_of(command))

    def test_manual_names_every_option(self):
        with open(MANUAL, encoding="ascii") as file:
            manual = file.read().replace("\\-", "-")
        for command in COMMANDS:
            self.assertRegex(manual, r"(?m)^\.SS %s$" % command)
            section = re.search(r"(?ms)^\.SS %s$(.*?)(?=^\.S[SH])" % command, manual)[1]
            options = set(re.findall(r"(?m)^ +(?:-\w, *)?(--[\w-]+)", self.help_of(command))) - {"--help"}
            self.assertEqual(options, set(re.findall(r"(?m)^\.(?:B|BI|BR) (?:-\w \", \" )?(--[\w-]+)", section))
                             - {"--check", "--version"} | ({"--check"} & options), command)
        for code in range(4):
            self.assertRegex(manual, r"(?m)^\.B %d$" % code)
        for phrase in ("not validated", "NO_COLOR", "list of processes", "not an approved service"):
            self.assertIn(phrase, manual)


if __name__ == "__main__":
    support.main()
