"""No division instruction sees a secret: its time depends on its operands."""

import re
import subprocess
import sys
import unittest

LIBRARY, OBJDUMP, SANITIZE, BUILD_TYPE = sys.argv[1:5]
DIVISION = re.compile(r"\t(i?div[bwlq]?|[us]div)\s")

# What divides, and why it may. So may all that is called _vartime: it is for public numbers alone.
PUBLIC = {
    "cce::locked::Arena::": "numbers and sizes of slots",
    "cce::entropy::Pool::": "numbers and sizes of samples",
    "cce::entropy::(anonymous namespace)::read(": "the jitter source: what is divided is a time that was just taken, and "
                                                  "whoever can time the division can time what was measured",
}


def divisions(listing):
    function, found = None, []
    for line in listing.splitlines():
        name = re.match(r"^[0-9a-f]+ <(.*)>:$", line)
        if name:
            function = name.group(1)
        elif DIVISION.search(line) and "_vartime" not in (function or "") and not (function or "").startswith(tuple(PUBLIC)):
            found.append((function, line.strip()))
    return found


class Divisions(unittest.TestCase):
    @unittest.skipIf(SANITIZE or BUILD_TYPE == "Debug", "the shipped code is optimised and has no sanitizer in it")
    def test_none_in_the_library(self):
        listing = subprocess.run([OBJDUMP, "-d", "-C", LIBRARY], check=True, stdout=subprocess.PIPE, text=True).stdout
        self.assertIn("<cce_digest", listing)
        self.assertEqual(divisions(listing), [])

    def test_one_is_noticed(self):
        for line in ("    10:\t48 f7 f1             \tdiv    %rcx", "    10:\tf7 f9\tidiv   %ecx",
                     "    10:\t9ac10800\tudiv\tx0, x0, x1"):
            self.assertEqual(len(divisions("0000000000000000 <f>:\n" + line + "\n")), 1, line)
            self.assertEqual(len(divisions("0000000000000000 <f_vartime(int)>:\n" + line + "\n")), 0, line)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
