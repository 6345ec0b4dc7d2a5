"""Files that this user may not read. As root, the tool runs as another user, who may not read them either."""

import os
import shutil
import unittest

import support
from support import NOT_VERIFIED, TROUBLE, Case

NOBODY = 65534


class Unreadable(Case):
    def setUp(self):
        super().setUp()
        os.chmod(self.folder, 0o755)
        self.write("secret", b"x" * 20)
        os.chmod(self.path("secret"), 0)
        self.write("sums", b"0" * 64 + b"  secret\n")

    def run_as_other(self, *arguments):
        if os.geteuid() != 0:
            return self.run_cce(*arguments)
        # The build tree may be closed to others, so the tool comes along.
        for part in (support.CLI, support.LIBRARY):
            shutil.copy(part, os.fsdecode(self.folder))
        library = os.path.join(os.fsdecode(self.folder), os.path.basename(support.LIBRARY))
        soname = os.path.join(os.fsdecode(self.folder), "libcce.so.1")
        if library != soname and not os.path.exists(soname):
            os.symlink(library, soname)
        tool = os.path.join(os.fsdecode(self.folder), os.path.basename(support.CLI))
        try:
            return support.subprocess.run(support.EMULATOR + [tool, *arguments], capture_output=True, cwd=self.folder,
                                          stdin=support.subprocess.DEVNULL, user=NOBODY, group=NOBODY, extra_groups=[],
                                          env=support.environment(LD_LIBRARY_PATH=os.fsdecode(self.folder)))
        except OSError as error:
            raise unittest.SkipTest("this machine has no other user to become: %s" % error)

    def test_unreadable(self):
        denied = b"cce: secret: Permission denied\n"
        self.check(self.run_as_other("digest", "sha256", "secret"), TROUBLE, b"", denied)
        self.check(self.run_as_other("hmac", "sha256", "--key-file", "secret", "sums"), TROUBLE, b"", denied)
        self.check(self.run_as_other("digest", "sha256", "-c", "secret"), NOT_VERIFIED, b"", denied)
        self.check(self.run_as_other("digest", "sha256", "-c", "sums"), NOT_VERIFIED, b"secret: FAILED open or read\n",
                   denied + b"cce: WARNING: 1 listed file could not be read\n")
        self.check(self.run_as_other("digest", "sha256", "-c", "--ignore-missing", "sums"), NOT_VERIFIED)


if __name__ == "__main__":
    support.main()
