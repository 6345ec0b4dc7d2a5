"""Standard streams that fail: a full disk, a reader that went away, descriptors that are closed."""

import os
import resource
import subprocess
import time

import support
from support import DONE, TROUBLE, Case

EVERY_COMMAND = (["status"], ["status", "--json"], ["self-test"], ["digest", "sha256"], ["digest", "sha256", "--tag"],
                 ["hmac", "sha256", "--key-hex", "00" * 16],
                 ["hkdf", "sha256", "--length", "32", "--ikm-hex", "00" * 16],
                 ["hkdf", "sha256", "--length", "32", "--ikm-hex", "00" * 16, "--raw"], ["random", "10"],
                 ["random", "10", "--hex"], ["version"], ["--version"],
                 ["--help"], ["digest", "--help"],
                 ["hmac", "sha256", "--key-hex", "00" * 16, "--verify", "00" * 32])


class Streams(Case):
    def assert_complains(self, result, reason):
        self.assertEqual(result.returncode, TROUBLE, result.stderr)
        self.assertEqual(result.stderr, b"cce: standard output: " + reason + b"\n")

    def test_full_disk(self):
        for arguments in EVERY_COMMAND:
            with self.subTest(arguments=arguments), open("/dev/full", "wb") as full:
                self.assert_complains(self.run_cce(*arguments, stdout=full), b"No space left on device")

    def test_reader_that_went_away(self):
        for arguments in EVERY_COMMAND:
            with self.subTest(arguments=arguments):
                reader, writer = os.pipe()
                os.close(reader)
                with open(writer, "wb") as pipe:
                    self.assert_complains(self.run_cce(*arguments, stdout=pipe), b"Broken pipe")

    def test_full_disk_while_checking(self):
        self.write("file", b"x")
        sums = self.run_cce("digest", "sha256", "file").stdout
        with open("/dev/full", "wb") as full:
            self.assert_complains(self.run_cce("digest", "sha256", "-c", stdin=sums * 3000, stdout=full),
                                  b"No space left on device")

    def closed(self, redirection, *arguments):
        return subprocess.run(["sh", "-c", 'exec "$@" ' + redirection, "sh", *support.command(*arguments)],
                              capture_output=True, cwd=self.folder, env=support.environment())

    def test_closed_descriptors(self):
        self.write("file", b"x")
        self.assert_complains(self.closed(">&-", "digest", "sha256", "file"), b"Bad file descriptor")
        result = self.closed("<&-", "digest", "sha256")
        self.refused(result, TROUBLE, b"standard input: Bad file descriptor")
        result = self.closed("<&-", "digest", "sha256", "file")
        self.check(result, DONE, support.gnu("sha256sum", "file", cwd=self.folder).stdout)
        self.check(self.closed("2>&-", "digest", "sha256", "missing"), TROUBLE, b"", b"")
        self.check(self.closed("2>/dev/full", "digest", "sha256", "missing"), TROUBLE, b"")

    def test_both_streams_in_order_in_one_log(self):
        self.write("a", b"a")
        result = self.closed("2>&1", "digest", "sha256", "a", "missing", "a")
        line = support.gnu("sha256sum", "a", cwd=self.folder).stdout
        self.check(result, TROUBLE, line + b"cce: missing: No such file or directory\n" + line)

    def test_input_in_drops(self):
        # A pipe gives what there is; pieces of every size must add up.
        process = subprocess.Popen(support.command("digest", "sha256"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   env=support.environment())
        content = os.urandom(5000)
        for size in (1, 2, 3, 63, 64, 65, 1000):
            process.stdin.write(content[:size])
            process.stdin.flush()
        stdout, _ = process.communicate()
        whole = b"".join(content[:size] for size in (1, 2, 3, 63, 64, 65, 1000))
        self.assertEqual(stdout, support.gnu("sha256sum", stdin=whole).stdout)

    def test_no_core_dump_has_what_is_in_memory(self):
        process = subprocess.Popen(support.command("hmac", "sha256", "--key-hex", "00" * 16), stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, env=support.environment())
        self.addCleanup(process.communicate)
        # None; or one byte where a program takes the dumps, which is given nothing then. Unless it was none for good.
        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        with open("/proc/sys/kernel/core_pattern", encoding="utf-8") as pattern:
            most = 1 if pattern.read(1) == "|" and (hard != 0 or os.geteuid() == 0) else 0
        end = time.monotonic() + 60
        while (limit := resource.prlimit(process.pid, resource.RLIMIT_CORE)) != (most, most) and time.monotonic() < end:
            time.sleep(0.01)  # it may not have come that far
        self.assertEqual(limit, (most, most))

    def test_much_output(self):
        # More than any buffer, to a reader that takes its time.
        self.write("file", b"x")
        names = ["./" * 100 + "file"] * 2000
        theirs = support.gnu("sha256sum", *names, cwd=self.folder).stdout
        self.check(self.run_cce("digest", "sha256", *names), DONE, theirs, b"")


if __name__ == "__main__":
    support.main()
