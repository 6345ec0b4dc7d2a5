"""Sealed files that were changed: exit code 1, a reason, and nothing at OUT."""

import os

import support
from sealing import FIRST, HEADER, NEXT, SEGMENT, TAG, SealCase, pattern
from streaming_aead import Refused, Stream
from support import DONE, NOT_VERIFIED


class Corrupt(SealCase):
    def setUp(self):
        super().setUp()
        self.plaintext = pattern(FIRST + 2 * NEXT + 5000)
        self.sealed = Stream(self.key).seal(self.plaintext)
        self.write("sealed", self.sealed)
        self.before = self.names() + ["changed"]

    def verified_prefix(self, file):
        """What a pipe may get of it: every segment in front of the first one that is not as it was."""
        out, whole = b"", -(-len(self.sealed) // SEGMENT)
        for number in range(whole):
            here = slice(number * SEGMENT, (number + 1) * SEGMENT)
            is_last = len(file) <= here.stop
            if file[here] != self.sealed[here] or is_last != (number == whole - 1):
                break
            out = self.plaintext[:FIRST + number * NEXT]
        return out

    def does_not_open(self, file, *phrases):
        self.write("changed", file)
        with self.assertRaises(Refused):
            Stream(self.key).open(file)
        result = self.run_cce("open", "-k", "key", "changed", "-o", "opened")
        self.refused(result, NOT_VERIFIED, b"changed: ", *phrases)
        self.assertEqual(self.names(), sorted(set(self.before)))
        piped = self.run_cce("open", "-k", "key", "-", "-o", "-", stdin=file)
        self.check(piped, NOT_VERIFIED, self.verified_prefix(file))
        self.assertIn(b"standard input: ", piped.stderr)

    def segments(self):
        return [self.sealed[i:i + SEGMENT] for i in range(0, len(self.sealed), SEGMENT)]

    def test_the_untouched_file_opens(self):
        self.check(self.run_cce("open", "-k", "key", "sealed", "-o", "-"), DONE, self.plaintext, b"")

    def test_a_bit_anywhere(self):
        size = len(self.sealed)
        places = [0, 1, 32, 33, 39, 40, 41, SEGMENT - TAG - 1, SEGMENT - TAG, SEGMENT - 1, SEGMENT, SEGMENT + 1,
                  2 * SEGMENT - 1, 2 * SEGMENT, 2 * SEGMENT + SEGMENT // 2, 3 * SEGMENT - TAG, 3 * SEGMENT, size - TAG - 1,
                  size - TAG, size - 1]
        for place in places:
            for bit in (0, 7):
                with self.subTest(place=place, bit=bit):
                    changed = bytearray(self.sealed)
                    changed[place] ^= 1 << bit
                    phrase = b"not a sealed file" if place == 0 else b"does not verify"
                    if place >= SEGMENT:
                        phrase = b"from byte %d on" % (place // SEGMENT * SEGMENT)
                    self.does_not_open(bytes(changed), phrase)

    def test_every_bit_of_a_short_file(self):
        short = Stream(self.key).seal(b"seven b")
        self.before += ["short"]
        self.write("short", short)
        self.check(self.run_cce("open", "-k", "key", "short", "-o", "-"), DONE, b"seven b", b"")
        for bit in range(0, 8 * len(short), 29 if support.EMULATOR else 3):
            changed = bytearray(short)
            changed[bit // 8] ^= 1 << bit % 8
            result = self.run_cce("open", "-k", "key", "-", "-o", "opened", stdin=bytes(changed))
            self.refused(result, NOT_VERIFIED, b"standard input: ")
        self.assertNotIn("opened", self.names())

    def test_cut_short(self):
        for size in (0, 1, 39, 40, 41, 55, 56, 57, 1000, SEGMENT - 1, SEGMENT, SEGMENT + 1, SEGMENT + TAG - 1,
                     SEGMENT + TAG, 2 * SEGMENT, 3 * SEGMENT - 1, 3 * SEGMENT, 3 * SEGMENT + 1, 3 * SEGMENT + 15,
                     3 * SEGMENT + TAG, len(self.sealed) - TAG, len(self.sealed) - 1):
            with self.subTest(size=size):
                self.does_not_open(self.sealed[:size], b"not a sealed file" if size < HEADER else b"does not verify")

    def test_cut_at_the_front(self):
        for size in (1, HEADER, SEGMENT):
            self.does_not_open(self.sealed[size:])

    def test_appended(self):
        for more in (b"\0", os.urandom(TAG), os.urandom(SEGMENT - 5000 - TAG), os.urandom(2 * SEGMENT), self.sealed):
            with self.subTest(size=len(more)):
                self.does_not_open(self.sealed + more, b"from byte %d on" % (3 * SEGMENT))
        full = Stream(self.key).seal(pattern(FIRST))
        self.sealed = full
        for more in (b"\0", os.urandom(TAG - 1), os.urandom(TAG), os.urandom(SEGMENT)):
            self.does_not_open(full + more, b"does not verify")  # and nothing of it reaches a pipe

    def test_order(self):
        zero, one, two, three = self.segments()
        for changed in ([zero, two, one, three], [zero, one, one, two, three], [zero, one, one, three],
                        [zero, two, three], [zero, three], [one, zero, two, three], [zero, one, three, two],
                        [zero, one, two, three, three], [zero, zero, one, two, three], [zero, one, two, two]):
            self.does_not_open(b"".join(changed))

    def test_segments_of_another_file(self):
        other = Stream(self.key).seal(self.plaintext)
        for number in range(4):
            begin, end = max(HEADER, number * SEGMENT), (number + 1) * SEGMENT
            self.does_not_open(self.sealed[:begin] + other[begin:end] + self.sealed[end:])
        self.does_not_open(other[:HEADER] + self.sealed[HEADER:])
        same_salt = self.sealed[:33] + os.urandom(7)
        other = Stream(self.key).seal(self.plaintext, same_salt)
        self.does_not_open(self.sealed[:SEGMENT] + other[SEGMENT:], b"from byte %d on" % SEGMENT)

    def test_another_key(self):
        self.write("other", bytes([self.key[0] ^ 1]) + self.key[1:])
        os.chmod(self.path("other"), 0o600)
        result = self.run_cce("open", "-k", "other", "sealed", "-o", "opened")
        self.refused(result, NOT_VERIFIED, b"sealed: does not verify: another key")
        self.check(self.run_cce("open", "-k", "other", "sealed", "-o", "-"), NOT_VERIFIED, b"")

    def test_other_parameters_of_tink(self):
        for stream in (Stream(self.key, segment=4096), Stream(self.key, digest="sha512"),
                       Stream(self.key, derived=16)):
            self.write("changed", stream.seal(b"text"))
            code = DONE if stream.segment == 4096 else NOT_VERIFIED  # one short segment is the same in both
            self.check(self.run_cce("open", "-k", "key", "changed", "-o", "-"), code)
        self.write("changed", Stream(self.key, segment=4096).seal(bytes(5000)))
        self.check(self.run_cce("open", "-k", "key", "changed", "-o", "-"), NOT_VERIFIED, b"")

    def test_what_was_at_the_output_stays(self):
        self.write("changed", self.sealed[:-1])
        self.write("opened", b"old")
        self.refused(self.run_cce("open", "-k", "key", "changed", "-o", "opened", "--force"), NOT_VERIFIED)
        self.assertEqual(self.read("opened"), b"old")
        self.assertEqual(self.names(), ["changed", "key", "opened", "sealed"])


if __name__ == "__main__":
    support.main()
