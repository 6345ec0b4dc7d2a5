"""Whatever features the processor is said to have, the module comes up and gives the same answers."""

import os
import subprocess
import sys
import unittest

PROBE, EMULATOR = sys.argv[1], sys.argv[2:]


def run(mask):
    output = subprocess.run([*EMULATOR, PROBE], env={**os.environ, "CCE_CPU_MASK": ",".join(mask)}, check=True,
                            stdout=subprocess.PIPE, text=True).stdout
    lines = output.splitlines()
    said = dict(line.split(" ", 1) for line in lines[:3])
    return said, lines[3:]


class Masked(unittest.TestCase):
    def test_each_feature_hidden_alone_and_all_together(self):
        said, answers = run([])
        self.assertEqual(said["state"], "operational")
        self.assertGreater(len(answers), 3000)
        features = said["features"].split()
        for mask in [[feature] for feature in features] + [features]:
            hidden, same = run(mask)
            with self.subTest(mask=mask):
                self.assertEqual(hidden["state"], "operational")
                self.assertEqual(set(hidden["features"].split()), set(features) - set(mask))
                self.assertEqual(same, answers)
        portable = run(features)[0]["implementations"]
        for choice in portable.split():
            self.assertTrue(choice.endswith("=portable") or choice in ("entropy=kernel", "entropy=kernel+jitter"), portable)

    def test_the_fast_path_is_in_use_where_the_processor_has_it(self):
        said, _ = run([])
        features, chosen = said["features"].split(), dict(c.split("=") for c in said["implementations"].split())
        without_sha = {"avx2+avx512": {"avx2", "bmi2", "avx512"}, "avx2": {"avx2", "bmi2"}, "armv8": {"sha2"}, "portable": set()}
        expected = next(name for name, needed in without_sha.items() if needed <= set(features))
        if "sha" in features:
            self.assertIn(chosen["sha256"], ("shani", "shani+avx512"))
            chosen = dict(c.split("=") for c in run(["sha"])[0]["implementations"].split())
        self.assertEqual(chosen["sha256"], expected)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
