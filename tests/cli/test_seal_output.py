"""What is at OUT afterwards: the whole file or what was there before, whatever comes between."""

import contextlib
import glob
import os
import resource
import signal
import stat
import subprocess
import time

import support
from sealing import SEGMENT, SealCase, pattern
from streaming_aead import Stream
from support import DONE, TROUBLE
from terminal import TerminalCase

NO_TMPFILE = os.environ["CCE_CLI_NO_TMPFILE"]
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGKILL)


def without_tmpfile():
    return support.environment(LD_PRELOAD=NO_TMPFILE, ASAN_OPTIONS="verify_asan_link_order=0")


class Output(SealCase):
    def setUp(self):
        super().setUp()
        self.write("in", b"text")
        self.write("sealed", Stream(self.key).seal(b"text"))
        self.clean = self.names()

    def test_existing_file(self):
        self.write("out", b"old")
        os.chmod(self.path("out"), 0o640)
        for arguments in (["seal", "-k", "key", "in"], ["open", "-k", "key", "sealed"]):
            self.refused(self.run_cce(*arguments, "-o", "out"), TROUBLE, b"out: exists already", b"Try 'cce ")
            self.assertEqual(self.read("out"), b"old")
            self.check(self.run_cce(*arguments, "-o", "out", "--force"), DONE, b"", b"")
            self.assertNotEqual(self.read("out"), b"old")
            self.assertEqual(stat.S_IMODE(os.stat(self.path("out")).st_mode), 0o640)
            self.write("out", b"old")
        self.assertEqual(self.names(), sorted(self.clean + ["out"]))

    def test_permissions_of_a_new_file(self):
        for mask, mode in ((0o022, 0o644), (0o077, 0o600)):
            for how in (support.environment(), *([] if support.EMULATOR else [without_tmpfile()])):
                subprocess.run(["sh", "-c", 'umask %o; exec "$@"' % mask, "sh",
                                *support.command("open", "-k", "key", "sealed", "-o", "out")], cwd=self.folder, env=how,
                               check=True)
                self.assertEqual(stat.S_IMODE(os.stat(self.path("out")).st_mode), mode)
                os.unlink(self.path("out"))

    def test_never_over_its_own_input(self):
        os.link(self.path("in"), self.path("hard"))
        os.symlink("in", self.path("soft"))
        os.symlink("key", self.path("soft-key"))
        self.write("aad", b"aad")
        names = self.names()
        before = {name: self.read(name) for name in names}
        seal = ["seal", "-k", "key", "in", "--force", "-o"]
        for out in ("in", "./in", "hard", "soft", "key", "soft-key", "../" + os.path.basename(os.fsdecode(self.folder)) + "/in"):
            with self.subTest(out=out):
                self.refused(self.run_cce(*seal, out), TROUBLE, b"are the same file")
        self.refused(self.run_cce(*seal, "aad", "--aad-file", "aad"), TROUBLE, b"aad and aad are the same file")
        for out in ("in", "-"):
            with open(self.path("in"), "r+b") as both:
                result = subprocess.run(support.command("seal", "-k", "key", "-", "-o", out,
                                                        *(["--force"] if out == "in" else [])), stdin=both,
                                        stdout=both if out == "-" else subprocess.DEVNULL, stderr=subprocess.PIPE,
                                        cwd=self.folder, env=support.environment())
            self.assertEqual(result.returncode, TROUBLE)
            self.assertIn(b"are the same file", result.stderr)
        self.assertEqual({name: self.read(name) for name in self.names()}, before)

    def test_what_is_not_a_file(self):
        os.mkfifo(self.path("fifo"))
        self.write("target", b"target")
        os.symlink("target", self.path("link"))
        os.symlink("nowhere", self.path("dangling"))
        names = self.names()
        for out, phrase in ((".", b"Is a directory"), ("/", b"Is a directory"), ("fifo", b"not a file"),
                            ("/dev/null", b"not a file"), ("link", b"not a file"), ("dangling", b"not a file"),
                            ("none/out", b"none/out: No such file or directory"), ("in/out", b"Not a directory"),
                            ("/proc/out", b"/proc/out: "), ("", b"No such file"), ("n" * 256, b"too long")):
            for force in ([], ["--force"]):
                with self.subTest(out=out, force=force):
                    self.refused(self.run_cce("seal", "-k", "key", "in", "-o", out, *force), TROUBLE, phrase)
        self.assertEqual(self.names(), names)
        self.assertEqual(self.read("target"), b"target")
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))
        self.check(self.run_cce("seal", "-k", "key", "in", "-o", "n" * 255), DONE)

    def test_input_that_cannot_be_read(self):
        for name, phrase in (("missing", b"missing: No such file or directory"), (".", b".: Is a directory")):
            for command in ("seal", "open"):
                for key, source in (("key", name), (name, "in")):
                    self.refused(self.run_cce(command, "-k", key, source, "-o", "out"), TROUBLE, phrase)
        self.refused(self.run_cce("seal", "-k", "key", "in", "-o", "out", "--aad-file", "missing"), TROUBLE, b"missing: ")
        self.assertEqual(self.names(), self.clean)

    def started(self, env, out="out"):
        """A tool that has written two segments and waits for more."""
        process = subprocess.Popen(support.command("seal", "-k", "key", "-", "-o", out), stdin=subprocess.PIPE,
                                   stderr=subprocess.PIPE, cwd=self.folder, env=env)
        self.addCleanup(process.stderr.close)
        process.stdin.write(pattern(3 * SEGMENT))
        process.stdin.flush()
        return process

    def opened_files(self, process):
        names = []
        for link in glob.glob("/proc/%d/fd/*" % process.pid):
            with contextlib.suppress(FileNotFoundError):  # closed since it was listed
                names.append(os.readlink(link))
        return names

    def wait_for_name(self, process):
        """Until the tool has its file open, by whatever name."""
        folder = os.fsdecode(self.folder) + "/"
        for _ in range(600):
            if any(name.startswith(folder) and (".cce-" in name or "(deleted)" in name)
                   for name in self.opened_files(process)):
                return
            time.sleep(0.05)
        self.fail("no output file in half a minute: %r" % self.opened_files(process))

    def test_killed(self):
        for number in SIGNALS:
            with self.subTest(signal=number):
                process = self.started(support.environment())
                self.wait_for_name(process)
                process.send_signal(number)
                self.assertEqual(process.wait(), -number)
                process.stdin.close()
                self.assertEqual(self.names(), self.clean)

    def test_killed_where_every_file_has_a_name(self):
        if support.EMULATOR:
            self.skipTest("the emulator loads no library first")
        for number in SIGNALS:
            with self.subTest(signal=number):
                process = self.started(without_tmpfile())
                self.wait_for_name(process)
                (aside,) = set(self.names()) - set(self.clean)
                self.assertRegex(aside, r"\A\.cce-[a-z2-7]{12}\Z")
                self.assertEqual(stat.S_IMODE(os.stat(self.path(aside)).st_mode), 0o600)
                process.send_signal(number)
                self.assertEqual(process.wait(), -number)
                process.stdin.close()
                if number == signal.SIGKILL:  # nobody is there to clean up
                    self.assertEqual(self.names(), sorted(self.clean + [aside]))
                    os.unlink(self.path(aside))
                self.assertEqual(self.names(), self.clean)

    def test_every_way_where_every_file_has_a_name(self):
        if support.EMULATOR:
            self.skipTest("the emulator loads no library first")
        for force in ([], ["--force"]):
            self.check(self.run_cce("open", "-k", "key", "sealed", "-o", "out", *force, env=without_tmpfile()), DONE)
            self.assertEqual(self.read("out"), b"text")
        self.refused(self.run_cce("seal", "-k", "key", "in", "-o", "out", env=without_tmpfile()), TROUBLE, b"exists already")
        self.check(self.run_cce("seal", "-k", "key", "in", "-o", "out", "--force", env=without_tmpfile()), DONE)
        self.assertEqual(Stream(self.key).open(self.read("out")), b"text")
        self.write("bad", self.read("out")[:-1])
        self.check(self.run_cce("open", "-k", "key", "bad", "-o", "new", env=without_tmpfile()), support.NOT_VERIFIED)
        self.check(self.run_cce("keygen", "aes", "-o", "key2", env=without_tmpfile()), DONE)
        self.assertEqual(stat.S_IMODE(os.stat(self.path("key2")).st_mode), 0o600)
        self.assertEqual(self.names(), sorted(self.clean + ["bad", "key2", "out"]))

    def test_ignored_signals_stay_ignored(self):
        if support.EMULATOR:
            self.skipTest("the emulator loads no library first")
        process = subprocess.Popen(["sh", "-c", "trap '' HUP; exec \"$@\"", "sh",
                                    *support.command("seal", "-k", "key", "-", "-o", "out")], stdin=subprocess.PIPE,
                                   cwd=self.folder, env=without_tmpfile())
        self.wait_for_name(process)
        process.send_signal(signal.SIGHUP)
        process.communicate(b"text")
        self.assertEqual(process.returncode, DONE)
        self.assertEqual(Stream(self.key).open(self.read("out")), b"text")

    def test_name_taken_meanwhile(self):
        for env in (support.environment(), *([] if support.EMULATOR else [without_tmpfile()])):
            process = self.started(env)
            self.wait_for_name(process)
            self.write("out", b"theirs")
            _, stderr = process.communicate()
            self.assertEqual(process.returncode, TROUBLE, stderr)
            self.assertIn(b"out: exists already", stderr)
            self.assertEqual(self.read("out"), b"theirs")
            os.unlink(self.path("out"))
            self.assertEqual(self.names(), self.clean)

    def test_file_size_limit(self):
        self.write("in", pattern(4 * SEGMENT))
        self.write("sealed", Stream(self.key).seal(pattern(4 * SEGMENT)))
        limit = SEGMENT + 5000

        def limited():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        for arguments in (["seal", "-k", "key", "in"], ["open", "-k", "key", "sealed"]):
            self.refused(self.run_cce(*arguments, "-o", "out", preexec_fn=limited), TROUBLE, b"out: File too large")
        self.assertEqual(self.names(), self.clean)

    def test_full_disk(self):
        self.write("in", pattern(4 * SEGMENT))
        disk = self.path("disk")
        os.mkdir(disk)
        mounted = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=2m none disk && "$@"; code=$?; ls -A disk; exit $code',
                   "sh"]
        if subprocess.run([*mounted, "true"], cwd=self.folder, capture_output=True).returncode != 0:
            self.skipTest("this user may not mount a file system")
        result = subprocess.run([*mounted, *support.command("seal", "-k", "key", "in", "-o", "disk/out")], cwd=self.folder,
                                env=support.environment(), capture_output=True)
        self.refused(result, TROUBLE, b"disk/out: No space left on device")

    def test_standard_output_that_fails(self):
        for arguments in (["seal", "-k", "key", "in", "-o", "-"], ["open", "-k", "key", "sealed", "-o", "-"]):
            with open("/dev/full", "wb") as full:
                result = self.run_cce(*arguments, stdout=full)
            self.assertEqual((result.returncode, result.stderr),
                             (TROUBLE, b"cce: standard output: No space left on device\n"))
            reader, writer = os.pipe()
            os.close(reader)
            with open(writer, "wb") as pipe:
                result = self.run_cce(*arguments, stdout=pipe)
            self.assertEqual((result.returncode, result.stderr), (TROUBLE, b"cce: standard output: Broken pipe\n"))


class OnTerminal(TerminalCase, SealCase):
    def test_no_sealed_bytes_on_a_terminal(self):
        self.write("in", b"text")
        code, shown, rest = self.on_terminal(["seal", "-k", "key", "in", "-o", "-"], "stdout")
        self.assertEqual((code, shown), (TROUBLE, b""))
        self.assertIn(b"terminal", rest)
        self.write("sealed", Stream(self.key).seal(b"text"))
        self.assertEqual(self.on_terminal(["open", "-k", "key", "sealed", "-o", "-"], "stdout"), (DONE, b"text", b""))


if __name__ == "__main__":
    support.main()
