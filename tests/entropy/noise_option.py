"""The build option CCE_NOISE: what it hands on to the build, and what it says to whom it does not understand."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

CMAKE, MODULE = sys.argv[1], pathlib.Path(sys.argv[2])
del sys.argv[1:]
SCRIPT = 'include("%s")\ncce_noise_choice(choice)\nmessage("choice=${choice}")\n'


def choose(*definitions):
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / "script.cmake"
        script.write_text("cmake_policy(VERSION 3.25)\n" + SCRIPT % MODULE.as_posix())
        run = subprocess.run([CMAKE, *definitions, "-P", script], capture_output=True, text=True)
        return run.returncode, " ".join(run.stderr.split())


class Option(unittest.TestCase):
    def test_each_choice(self):
        by_default = "choice=use_kernel|use_processor_or_jitter"
        self.assertEqual(choose(), (0, by_default))
        for value, choice in (("default", by_default), ("kernel", "choice=use_kernel"), ("processor", "choice=use_processor"),
                              ("jitter", "choice=use_jitter"), ("kernel;jitter", "choice=use_kernel|use_jitter"),
                              ("kernel;processor;jitter", "choice=use_kernel|use_processor|use_jitter"),
                              ("processor-or-jitter", "choice=use_processor_or_jitter"),
                              ("default;jitter", by_default + "|use_jitter"), ("kernel;kernel", "choice=use_kernel")):
            with self.subTest(value):
                self.assertEqual(choose(f"-DCCE_NOISE={value}"), (0, choice))

    def test_what_is_no_choice(self):
        for value, words in (("kernel,jitter", 'there is no noise source "kernel,jitter"'), ("rdseed", '"rdseed"'),
                             ("Kernel", '"Kernel"'), ("kernel;xdefault", '"xdefault"'), ("0", '"0"'), ("ON", '"ON"'),
                             ("", "CCE_NOISE is empty"), (";", "there is no noise source")):
            with self.subTest(value):
                code, text = choose(f"-DCCE_NOISE={value}")
                self.assertNotEqual(code, 0)
                self.assertIn(words, text)
                self.assertIn("kernel, processor, jitter, processor-or-jitter", text)
                self.assertNotIn("choice=", text)


if __name__ == "__main__":
    unittest.main()
