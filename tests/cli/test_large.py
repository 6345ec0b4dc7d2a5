"""A file beyond 4 GiB: no length is kept in 32 bits, and memory does not grow with the file."""

import os
import resource

import support
from support import DONE, Case

SIZE = (4 << 30) + 3


class Large(Case):
    def test_more_than_32_bits_of_length(self):
        with open(self.path("large"), "wb") as file:
            file.truncate(SIZE)
            file.seek(SIZE - 3)
            file.write(b"end")
        expected = support.new_hash("sha256")
        piece = bytes(1 << 20)
        for _ in range(4 << 10):
            expected.update(piece)
        expected.update(b"end")
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.check(self.run_cce("digest", "sha256", "large"), DONE, expected.hexdigest().encode() + b"  large\n", b"")
        self.assertEqual(os.path.getsize(self.path("large")), SIZE)
        # KiB; the tool needs some 6 MiB, and a sanitizer its own.
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, max(before, 0) + (1 << 20))


if __name__ == "__main__":
    support.main()
