"""Every operation on secrets runs without a branch or an address that depends on one; planted leaks are caught."""

import os
import subprocess
import sys
import unittest

VALGRIND, CHECK = sys.argv[1:3]
LEAK_FOUND = 9
CURVES = ("ec-generate", "ec-import", "ecdsa", "ecdh", "ec-der", "ec-pem")
PORTABLE = "sha,avx2,avx512,bmi2,adx,aes,pclmul,vaes"


def processor_flags():
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
        return set(next((line for line in file if line.startswith("flags")), "").split())


def run(operation, mask="", **environment):
    command = [VALGRIND, "--quiet", f"--error-exitcode={LEAK_FOUND}", "--track-origins=yes", CHECK, operation]
    done = subprocess.run(command, env={**os.environ, "CCE_CPU_MASK": mask, **environment},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


class ConstantTime(unittest.TestCase):
    def test_operations(self):
        self.ran = {}
        for operation in ("hash", "hmac", "verify", "hkdf", "tls", "x963", "gcm", "gcm-stream", "drbg", "random", *CURVES):
            # The implementations that valgrind can run, and the portable ones.
            for mask in ("", PORTABLE):
                with self.subTest(operation=operation, mask=mask):
                    code, output = run(operation, mask)
                    self.assertEqual(code, 0, output)
                    self.ran[mask] = output.split()[-4:]
        # Not the same twice: where the processor has instructions that valgrind knows, they were checked.
        flags = processor_flags()
        self.assertEqual(self.ran[PORTABLE], ["portable"] * 4)
        if {"aes", "pclmulqdq", "sse4_1"} <= flags:
            self.assertEqual(self.ran[""][2:], ["aesni", "aesni"])

    @unittest.skipUnless({"bmi2", "adx", "avx2"} <= processor_flags(), "this processor has no adx, bmi2 and avx2")
    def test_curves_with_adx(self):
        for operation in (*CURVES, "ec-lanes"):
            with self.subTest(operation=operation):
                code, output = run(operation, CCE_CT_ADX="1")
                self.assertEqual(code, 0, output)
                self.assertIn("curves adx adx adx", output)

    def test_planted_leaks_are_caught(self):
        for leak, report in (("leak-branch", "Conditional jump or move depends on uninitialised value"),
                             ("leak-in-tag", "Conditional jump or move depends on uninitialised value"),
                             ("leak-address", "Use of uninitialised value"),
                             ("leak-scalar", "Conditional jump or move depends on uninitialised value"),
                             ("leak-base64", "Use of uninitialised value")):
            code, output = run(leak)
            self.assertEqual(code, LEAK_FOUND, output)
            self.assertIn(report, output)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
