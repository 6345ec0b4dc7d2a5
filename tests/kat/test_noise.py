"""Raw samples of the noise sources, as NIST's assessment tool takes them: one a byte, and nothing else."""
import collections
import os
import subprocess
import unittest

import support
from support import COMMAND, VECTORS, KatTest, Run

BITS = {"kernel": 8, "processor": 1, "jitter": 8}
ABSENT = "this machine has no source"
# An emulator's counter may stand still, and then the jitter has nothing to give: the one message that is then right.
STANDS_STILL = "the source jitter gives no samples"
EMULATED = len(COMMAND) > 1


def noise(*arguments):
    return subprocess.run([*COMMAND, "--noise", *map(str, arguments)], capture_output=True, timeout=250)


class Noise(KatTest):
    def each(self):
        """(source, 4,000 samples) of those that this machine has."""
        found = []
        for source in BITS:
            run = noise(source, 4000)
            message = run.stderr.decode()
            if run.returncode == support.PASSED:
                self.assertEqual(message, "")
                found.append((source, run.stdout))
                continue
            self.assertEqual(run.stdout, b"")
            may_fail = source == "processor" or (EMULATED and source == "jitter")
            self.assertTrue(may_fail and (ABSENT in message or STANDS_STILL in message), message)
        self.assertIn("kernel", dict(found))
        return found

    def test_as_many_samples_as_asked_for_and_none_too_wide(self):
        for source, samples in self.each():
            with self.subTest(source):
                self.assertEqual(len(samples), 4000)
                self.assertLess(max(samples), 1 << BITS[source])
                # Far above what is claimed, and far below what chance would have to bring about.
                most = collections.Counter(samples).most_common(1)[0][1]
                self.assertLess(most, {"kernel": 60, "processor": 2300, "jitter": 3000}[source])

    def test_each_run_is_another(self):
        for source, samples in self.each():
            self.assertNotEqual(noise(source, 4000).stdout, samples)

    def test_to_a_file(self):
        path = self.folder / "samples.bin"
        for count in (1, 65, 100_000):
            run = noise("kernel", count, "-o", path)
            self.assertEqual((run.returncode, run.stdout, run.stderr), (support.PASSED, b"", b""))
            self.assertEqual(path.stat().st_size, count)

    def test_wrong_usage(self):
        names = "there are kernel, processor, jitter"
        for arguments, words in ((("rdseed", 10), names), (("", 10), names), (("kernel", 0), "is not a number of samples"),
                                 (("kernel", "1e6"), "is not a number"), (("kernel", -1), ""),
                                 (("kernel", 1 << 41), "is not a number"), (("kernel", 1 << 65), "is not a number"),
                                 (("kernel",), ""), (("kernel", 10, VECTORS), ""), ((), "")):
            with self.subTest(arguments):
                run = noise(*arguments)
                self.assertEqual((run.returncode, run.stdout), (support.BAD_INPUT, b""))
                self.assertIn(words, run.stderr.decode())
                self.assertNotEqual(run.stderr, b"")
        self.assertEqual(Run(["-o", self.folder / "x", VECTORS / "hmac"]).code, support.BAD_INPUT)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_nowhere_to_write(self):
        for path in (self.folder, self.folder / "none" / "file", "/dev/full"):
            run = noise("kernel", 100_000, "-o", path)
            self.assertEqual(run.returncode, support.BAD_INPUT)
            self.assertIn(f"{path}: cannot be written", run.stderr.decode())
        with open("/dev/full", "w") as full:
            run = subprocess.run([*COMMAND, "--noise", "kernel", "10"], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(run.returncode, support.BAD_INPUT)
        self.assertIn(b"standard output: cannot be written", run.stderr)

    def test_a_reader_that_goes_away(self):
        read, write = os.pipe()
        os.close(read)
        run = subprocess.run([*COMMAND, "--noise", "kernel", "1000000"], stdout=write, stderr=subprocess.PIPE)
        os.close(write)
        self.assertNotEqual(run.returncode, support.PASSED)


if __name__ == "__main__":
    unittest.main()
