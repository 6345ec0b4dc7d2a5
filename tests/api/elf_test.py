"""The library as a file: what it exports, what it needs, and that nothing of it is writable and executable."""

import re
import subprocess
import sys
import unittest

LIBRARY, HEADER, SANITIZE, READELF, NM = sys.argv[1:6]


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


class Elf(unittest.TestCase):
    def test_exports_are_the_header_under_one_version(self):
        with open(HEADER, encoding="utf-8") as file:
            declared = set(re.findall(r"^CCE_API .*?\b(cce_\w+)\(", file.read(), re.M))
        self.assertGreater(len(declared), 15)
        exported = {line.split()[-1] for line in run(NM, "-D", "--defined-only", LIBRARY).splitlines()}
        exported -= {"CCE_1", "CCE_1@@CCE_1"}  # the version node itself
        self.assertEqual(exported, {f"{name}@@CCE_1" for name in declared})

    @unittest.skipIf(SANITIZE, "a sanitizer's runtime is needed too")
    def test_needs_libc_alone(self):
        needed = set(re.findall(r"\(NEEDED\).*\[(.*)\]", run(READELF, "-dW", LIBRARY)))
        self.assertLessEqual(needed, {"libc.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"})
        self.assertIn("libc.so.6", needed)

    def test_dynamic_section(self):
        dynamic = run(READELF, "-dW", LIBRARY)
        self.assertIn("[libcce.so.1]", re.search(r"\(SONAME\).*", dynamic).group())
        flags = re.search(r"\(FLAGS_1\).*", dynamic).group()
        self.assertIn("NOW", flags)
        self.assertIn("NODELETE", flags)
        self.assertNotIn("TEXTREL", dynamic)
        self.assertNotRegex(dynamic, r"RPATH|RUNPATH")

    def test_segments(self):
        headers = run(READELF, "-lW", LIBRARY)
        self.assertIn("GNU_RELRO", headers)
        self.assertRegex(headers, r"GNU_STACK.* RW ")
        loads = re.findall(r"^\s+LOAD\s.* ([R ][W ][E ]) 0x", headers, re.M)
        self.assertGreaterEqual(len(loads), 4)
        self.assertNotIn("RWE", loads)
        self.assertEqual(loads.count("R E"), 1)

    @unittest.skipIf(SANITIZE, "a sanitizer brings its own")
    def test_imports_nothing_that_ends_a_process_or_allocates(self):
        imported = run(NM, "-D", "--undefined-only", LIBRARY)
        # Fork handlers are registered with the first key in secret memory, which a fork would share; never at load.
        for name in ("atexit", "__cxa_atexit", "abort", "exit", "printf", "__assert_fail", "malloc", "calloc", "free",
                     "getenv"):
            self.assertNotRegex(imported, rf"\b{name}\b")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
