"""What the tests of sealed files share."""

import os

from support import DONE, Case

SEGMENT, HEADER, TAG = 1 << 20, 40, 16
FIRST, NEXT = SEGMENT - HEADER - TAG, SEGMENT - TAG  # bytes of plaintext in segment 0 and in each later one


def pattern(size):
    """Bytes that differ from segment to segment."""
    return (os.urandom(4096 + 1) * (size // 4096 + 1))[:size]


class SealCase(Case):
    def setUp(self):
        super().setUp()
        self.key = os.urandom(32)
        self.write("key", self.key)
        os.chmod(self.path("key"), 0o600)

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def names(self):
        return sorted(map(os.fsdecode, os.listdir(self.folder)))

    def seal(self, plaintext, *options, name="sealed"):
        """A sealed file of that content; its bytes."""
        self.write("plain", plaintext)
        self.check(self.run_cce("seal", "-k", "key", "plain", "-o", name, "--force", *options), DONE, b"", b"")
        return self.read(name)
