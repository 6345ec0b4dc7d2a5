"""cce seal and cce open: what is sealed comes back, here and in an independent implementation of the format."""

import json
import os
import subprocess

import support
from sealing import FIRST, HEADER, NEXT, SEGMENT, TAG, SealCase, pattern
from streaming_aead import Refused, Stream
from support import DONE, NOT_VERIFIED, TROUBLE

SIZES = [0, 1, 15, 16, 17, 100, 4096, FIRST - 1, FIRST, FIRST + 1, SEGMENT - TAG, SEGMENT, FIRST + NEXT - 1, FIRST + NEXT,
         FIRST + NEXT + 1, FIRST + 4 * NEXT, 5 * SEGMENT + 12345]


def sealed_size(size):
    segments = 1 if size <= FIRST else 1 + -(-(size - FIRST) // NEXT)
    return HEADER + size + TAG * segments


class Peer(support.Case):
    def test_the_peer_agrees_with_tink(self):
        with open(os.path.join(os.path.dirname(__file__), "tink_vectors.json"), encoding="ascii") as file:
            vectors = json.load(file)["vectors"]
        self.assertEqual(len(vectors), 8)
        for vector in vectors:
            file, plaintext = bytes.fromhex(vector["file"]), bytes.fromhex(vector["plaintext"])
            stream = Stream(bytes.fromhex(vector["key"]), bytes.fromhex(vector["aad"]), vector["segment"],
                            vector["derived"], vector["hash"])
            self.assertEqual(stream.open(file), plaintext)
            self.assertEqual(stream.seal(plaintext, file[:stream.header_size]), file)
            with self.assertRaises(Refused):
                stream.open(file[:-1] + bytes([file[-1] ^ 1]))


class Seal(SealCase):
    def test_round_trip_and_interchange(self):
        for size in SIZES:
            with self.subTest(size=size):
                plaintext = pattern(size)
                aad = os.urandom(size % 50)
                self.write("aad", aad)
                ours = self.seal(plaintext, "--aad-file", "aad")
                self.assertEqual(len(ours), sealed_size(size))
                self.assertEqual(Stream(self.key, aad).open(ours), plaintext)
                self.check(self.run_cce("open", "-k", "key", "sealed", "-o", "opened", "--aad-file", "aad", "-f"), DONE,
                           b"", b"")
                self.assertEqual(self.read("opened"), plaintext)
                self.write("theirs", Stream(self.key, aad).seal(plaintext))
                self.check(self.run_cce("open", "-k", "key", "theirs", "-o", "opened", "--aad-file", "aad", "-f"), DONE,
                           b"", b"")
                self.assertEqual(self.read("opened"), plaintext)
        self.assertEqual(self.names(), ["aad", "key", "opened", "plain", "sealed", "theirs"])

    def test_same_bytes_as_the_peer_for_the_same_header(self):
        plaintext = pattern(2 * SEGMENT)
        ours = self.seal(plaintext)
        self.assertEqual(Stream(self.key).seal(plaintext, ours[:HEADER]), ours)

    def test_salt_and_prefix_are_fresh(self):
        headers = [self.seal(b"same")[:HEADER] for _ in range(10)]
        self.assertEqual({header[0] for header in headers}, {40})
        self.assertEqual(len({header[1:33] for header in headers}), 10)
        self.assertEqual(len({header[33:] for header in headers}), 10)

    def test_pipes_both_ways(self):
        for size in (0, 1, FIRST, FIRST + 1, 3 * SEGMENT):
            plaintext = pattern(size)
            sealed = self.run_cce("seal", "-k", "key", "-", "-o", "-", stdin=plaintext)
            self.check(sealed, DONE, stderr=b"")
            self.assertEqual(Stream(self.key).open(sealed.stdout), plaintext)
            self.check(self.run_cce("open", "-k", "key", "-", "-o", "-", stdin=sealed.stdout), DONE, plaintext, b"")

    def test_input_in_drops(self):
        process = subprocess.Popen(support.command("seal", "-k", "key", "-", "-o", "-"), stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, cwd=self.folder, env=support.environment())
        plaintext = pattern(SEGMENT + 777)
        for at in range(0, len(plaintext), 100_003):
            process.stdin.write(plaintext[at:at + 100_003])
            process.stdin.flush()
        sealed, _ = process.communicate()
        self.assertEqual(process.returncode, DONE)
        self.assertEqual(Stream(self.key).open(sealed), plaintext)

    def test_from_the_middle_of_standard_input(self):
        self.write("plain", b"skipped" + b"taken")
        with open(self.path("plain"), "rb") as file:
            file.seek(7)
            result = subprocess.run(support.command("seal", "-k", "key", "-", "-o", "sealed"), stdin=file,
                                    cwd=self.folder, env=support.environment())
        self.assertEqual(result.returncode, DONE)
        self.assertEqual(Stream(self.key).open(self.read("sealed")), b"taken")

    def test_associated_data(self):
        sealed = self.seal(b"text", "--aad", "flight 12 \u00e9")
        self.assertEqual(Stream(self.key, "flight 12 \u00e9".encode()).open(sealed), b"text")
        self.write("aad", "flight 12 \u00e9".encode())
        self.check(self.run_cce("open", "-k", "key", "sealed", "-o", "-", "--aad-file", "aad"), DONE, b"text", b"")
        for wrong in (["--aad", "flight 13"], [], ["--aad", ""], ["--aad", "flight 12 \u00e9 "]):
            result = self.run_cce("open", "-k", "key", "sealed", "-o", "opened", *wrong)
            self.refused(result, NOT_VERIFIED, b"sealed: does not verify", b"other associated data")
        self.assertNotIn("opened", self.names())
        with_none = self.seal(b"text")
        self.assertEqual(Stream(self.key).open(with_none), b"text")
        self.check(self.run_cce("open", "-k", "key", "sealed", "-o", "-", "--aad", ""), DONE, b"text", b"")

    def test_longer_than_the_format(self):
        # A file of 4.5 PiB with nothing in it, which only some file systems take.
        try:
            with open("/dev/shm/cce-test-%d" % os.getpid(), "wb") as file:
                self.addCleanup(os.unlink, file.name)
                file.truncate(FIRST + (2**32 - 1) * NEXT + 1)
        except OSError as error:
            self.skipTest("no file of that length here: %s" % error)
        result = self.run_cce("seal", "-k", "key", file.name, "-o", "sealed")
        self.refused(result, TROUBLE, file.name.encode(), b"longer than the 4503530907893720 bytes")
        self.assertNotIn("sealed", self.names())

    def test_speaks_of_its_module(self):
        self.seal(b"text")
        for pretence, code in (("error", support.NOT_OPERATIONAL), ("zeroized", support.NOT_OPERATIONAL),
                               ("fails-midway", support.NOT_OPERATIONAL), ("operational", DONE)):
            env = support.environment(CCE_STAND_IN=pretence, LD_LIBRARY_PATH=support.STAND_IN)
            for arguments in (["seal", "-k", "key", "plain", "-o", "out"], ["open", "-k", "key", "sealed", "-o", "out"]):
                with self.subTest(pretence=pretence, arguments=arguments):
                    self.check(self.run_cce(*arguments, env=env), code)
                    self.assertEqual("out" in self.names(), code == DONE)
                    if code == DONE:
                        os.unlink(self.path("out"))


if __name__ == "__main__":
    support.main()
