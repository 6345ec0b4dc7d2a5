"""Runs pairwise.c on each curve, with the places of the curve's table in the library."""

import os
import subprocess
import unittest

import faulty

PROGRAM = os.environ["CCE_PAIRWISE"]


def place(name):
    """Address and size, as hexadecimal digits, of a symbol of the library as it was built."""
    listing = subprocess.run([os.environ["CCE_NM"], "-C", "-S", faulty.LIBRARY], check=True, stdout=subprocess.PIPE,
                             text=True).stdout
    found = [line.split()[:2] for line in listing.splitlines() if line.split(" ", 3)[3:] in ([name], [name + "@@CCE_1"])]
    if len(found) != 1:
        raise ValueError(f"{name}: {len(found)} symbols")
    return found[0]


class Pairwise(unittest.TestCase):
    def test_each_curve(self):
        version = place("cce_version")[0]
        for number, curve in enumerate(("P256", "P384", "P521"), 1):
            with self.subTest(curve):
                table, size = place(f"cce::ec::{curve}BaseTable::rows")
                done = subprocess.run([*faulty.EMULATOR, PROGRAM, str(number), version, table, size],
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
                self.assertEqual(done.returncode, 0, done.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
