"""What packagers do to a library leaves its code alone, and the module comes up: strip, objcopy, patchelf, names."""

import os
import shutil
import subprocess
import tempfile
import unittest

import faulty


class BenignChanges(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.copy = shutil.copy(faulty.LIBRARY, os.path.join(self.folder, "libcce.so"))

    def assert_operational(self, path):
        report = faulty.Report(path)
        self.assertEqual((report.state, report.failure), ("operational", None))
        self.assertEqual(report.served(), faulty.GUARDED)

    def change(self, *command):
        with open(self.copy, "rb") as file:
            before = file.read()
        subprocess.run(command, check=True)
        with open(self.copy, "rb") as file:
            self.assertNotEqual(before, file.read(), "the tool changed nothing: the case tests nothing")
        self.assert_operational(self.copy)

    def test_strip(self):
        self.change("strip", self.copy)

    def test_strip_debug(self):
        self.change("strip", "--strip-unneeded", "-R", ".comment", self.copy)

    def test_add_section(self):
        data = faulty.write(os.path.join(self.folder, "data"), b"a packager's note" * 100)
        self.change("objcopy", "--add-section", f".note.packager={data}", self.copy)

    def test_debug_link(self):
        debug = os.path.join(self.folder, "libcce.debug")
        subprocess.run(["objcopy", "--only-keep-debug", self.copy, debug], check=True)
        self.change("objcopy", "--strip-debug", f"--add-gnu-debuglink={debug}", self.copy)

    def test_set_rpath(self):
        self.change("patchelf", "--set-rpath", "/opt/somewhere/quite/long/so/that/tables/move/lib", self.copy)

    def test_set_soname(self):
        self.change("patchelf", "--set-soname", "libcce-vendor-build.so.1.2.3.4", self.copy)

    def test_all_of_them(self):
        subprocess.run(["patchelf", "--set-soname", "libvendor.so.9", "--set-rpath", "$ORIGIN/../lib", self.copy],
                       check=True)
        subprocess.run(["strip", self.copy], check=True)
        self.assert_operational(self.copy)

    def test_rename(self):
        path = os.path.join(self.folder, "another name.so.7")
        os.rename(self.copy, path)
        self.assert_operational(path)

    def test_symlink(self):
        path = os.path.join(self.folder, "link.so")
        os.symlink(self.copy, path)
        self.assert_operational(path)


if __name__ == "__main__":
    unittest.main(verbosity=2)
