"""No service leaves a secret in the process's memory, on any code path of this processor; a library that leaks is caught."""

import os
import subprocess
import sys
import unittest

SEARCHER, SHIPPED, MASKED, LEAKING = sys.argv[1:5]
CLEAN, FOUND = 0, 1

# From all that the processor has down to nothing.
MASKS = ("avx512", "avx512,vaes,vpclmul,sha", "avx512,vaes,vpclmul,avx2,bmi2,adx,sha,aes,pclmul")
HASHES, KINDS, CURVES = range(5), range(4), range(3)

KEYED = [(service, 0, 0) for service in ("import", "generate", "seal", "open", "sealer", "stream", "random",
                                               "thread")]
CASES = KEYED + [(service, h, 0) for service in ("digest", "hmac", "hmac-stream", "hkdf", "tls", "x963") for h in HASHES] + [
    ("drbg", 0, kind) for kind in KINDS] + [
    (service, 0, curve) for service in ("ec-sign", "ec-agree", "ec-der", "ec-pem", "ec-generate") for curve in CURVES]


def hidden_from_libc(mask):
    """The C library's copies go through the widest registers that it finds, and a kernel for a processor without them need
    not clear those: so what is hidden from the kernels is hidden from it."""
    features = {"avx512": "-AVX512VL,-AVX512F,-AVX512BW", "avx2": "-AVX2,-AVX_Fast_Unaligned_Load,-AVX"}
    return "glibc.cpu.hwcaps=" + ",".join(hidden for name, hidden in features.items() if name in mask.split(","))


def search(probe, case, mode="direct", mask=""):
    service, hash_, kind = case
    # Bound now, nothing would be looked up later.
    environment = {name: value for name, value in os.environ.items() if name != "LD_BIND_NOW"}
    done = subprocess.run([SEARCHER, probe, service, mode, str(hash_), str(kind)], stdin=subprocess.DEVNULL,
                          env={**environment, "CCE_CPU_MASK": mask, "GLIBC_TUNABLES": hidden_from_libc(mask)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True)
    return done.returncode, done.stdout


class Memory(unittest.TestCase):
    def check_clean(self, probe, mask=""):
        for case in CASES:
            for mode in ("direct", "lazy"):
                with self.subTest(case=case, mode=mode, mask=mask):
                    code, output = search(probe, case, mode, mask)
                    self.assertEqual(code, CLEAN, output)

    def test_shipped_library(self):
        self.check_clean(SHIPPED)

    def test_every_code_path(self):
        for mask in MASKS:
            self.check_clean(MASKED, mask)

    def test_a_library_that_does_not_wipe_is_caught(self):
        for mask in ("", MASKS[-1]):
            for case in CASES:
                with self.subTest(case=case, mask=mask):
                    code, output = search(LEAKING, case, mask=mask)
                    self.assertEqual(code, FOUND, output)

    def test_a_register_is_found_where_the_dynamic_linker_saved_it(self):
        for mode in ("direct", "lazy"):
            code, output = search(SHIPPED, ("planted", 0, 0), mode)
            self.assertEqual(code, FOUND, output)
            self.assertIn("AES key", output)
            self.assertEqual(mode == "lazy", "[stack]" in output, output)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
