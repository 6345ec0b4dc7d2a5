"""One bit changed anywhere in text or rodata never leads to an operational module."""

import concurrent.futures
import os
import random
import tempfile
import unittest

import faulty

# As many changes as the promise names; more with CCE_FLIPS for a longer look.
FLIPS = int(os.environ.get("CCE_FLIPS", "500" if not faulty.EMULATOR else "100"))


class Tampering(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def probe_flip(self, place, bit):
        data = faulty.image()
        data[place] ^= 1 << bit
        path = faulty.write(os.path.join(self.folder, f"{place}-{bit}.so"), data)
        report = faulty.Report(path, timeout=20)
        os.unlink(path)
        return report

    def test_untouched_copy_is_operational(self):
        report = faulty.Report(faulty.write(os.path.join(self.folder, "copy.so"), faulty.image()))
        self.assertEqual((report.state, report.finally_state, report.failure), ("operational",) * 2 + (None,))
        self.assertEqual(report.served(), faulty.GUARDED)

    def test_random_bits(self):
        places = [place for covered in faulty.covered(faulty.image()) for place in covered]
        # The same places in every run of one build, so that a failure can be looked into; CCE_SEED for others.
        seed = int(os.environ.get("CCE_SEED", "140"))
        print(f"{len(places)} bytes of text and rodata, CCE_SEED={seed}")
        chosen = [(place, random.Random(seed + i).randrange(8))
                  for i, place in enumerate(random.Random(seed).sample(places, FLIPS))]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            reports = list(pool.map(lambda flip: self.probe_flip(*flip), chosen))
        refused = 0
        for (place, bit), report in zip(chosen, reports):
            with self.subTest(place=hex(place), bit=bit):
                self.assertFalse(report.operational() and report.served(), "the module came up on changed code")
                # Damaged code may also end the probe, as if all had been told.
                refused += bool(report.loaded() and report.state == report.finally_state == "error" and report.failure
                                and not report.served() and report.services.get("self_test") == faulty.ERR_STATE
                                and report.services.get("restart") == faulty.ERR_SELF_TEST)
        print(f"{refused} of {FLIPS} reached the error state with all refused, {FLIPS - refused} did not come that far")
        self.assertGreaterEqual(refused, 0.95 * FLIPS)

    def test_the_segment_is_named(self):
        text, rodata = faulty.covered(faulty.image())
        for name, where in (("text segment", text[-1]), ("rodata segment", rodata[-1])):
            report = self.probe_flip(where, 0)
            self.assertIn(f"power-up: integrity-checksum failed: {name}", report.failure)
            self.assertRegex(report.failure, "expected [0-9a-f]{16}, got [0-9a-f]{16}$")

    def test_the_digest_decides_not_the_checksum(self):
        """A change with the checksums stamped anew, but not the HMACs: the approved technique finds it, in every part of a
        segment."""
        checksums = faulty.stamp_integrity.CHECKSUMS
        text, rodata = faulty.covered(faulty.image())
        # In the text, what is executed before the test is not touched: unused bytes at its end, and the vectors of rodata.
        changes = [("text segment", text[-1])]
        changes += [("rodata segment", rodata[len(rodata) * k // 8]) for k in (3, 5, 7)] + [("rodata segment", rodata[-1])]
        for name, where in changes:
            data = faulty.image()
            data[where] ^= 1
            place = data.find(faulty.stamp_integrity.MAGIC) + len(faulty.stamp_integrity.MAGIC)
            data[place + checksums:place + checksums + 16] = faulty.stamp_integrity.record(data)[checksums:]
            report = faulty.Report(faulty.write(os.path.join(self.folder, "checksum.so"), data))
            self.assertEqual((report.state, report.served()), ("error", set()), (name, where))
            self.assertRegex(report.failure, f"^power-up: integrity failed: {name}: expected [0-9a-f]{{64}}, got [0-9a-f]{{64}}$")

    def test_a_wrong_stamp(self):
        data = faulty.image()
        place = data.find(faulty.stamp_integrity.MAGIC) + len(faulty.stamp_integrity.MAGIC)
        for where in [32 * i + 5 for i in range(9)] + [290, 298]:  # each of the nine MACs and two checksums
            changed = bytearray(data)
            changed[place + where] ^= 0x40
            report = faulty.Report(faulty.write(os.path.join(self.folder, "stamp.so"), changed))
            self.assertEqual((report.state, report.served()), ("error", set()))

    def test_unstamped(self):
        data = faulty.image()
        place = data.find(faulty.stamp_integrity.MAGIC) + len(faulty.stamp_integrity.MAGIC)
        data[place:place + 304] = bytes(304)
        report = faulty.Report(faulty.write(os.path.join(self.folder, "unstamped.so"), data))
        self.assertEqual((report.state, report.served()), ("error", set()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
