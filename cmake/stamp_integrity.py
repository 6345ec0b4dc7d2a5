#!/usr/bin/env python3
"""Stamps the integrity digests into a linked libcce.so, in place.

The same HMAC-SHA-256 as src/module/integrity.cpp, computed by Python's own library over the same segments of the file:
two implementations have to agree before a library comes up. Run again after a deliberate change of code or constants.
"""

import hashlib
import hmac
import os
import struct
import sys

MAGIC = b"\xc7CCE-integrity-1"
KEY = b"CCE software integrity key, v1.0"
PARTS = 16  # of a segment
CHECKSUMS = (2 * PARTS + 1) * 32  # where they are in a record, behind the MACs
PT_LOAD, PT_DYNAMIC = 1, 2
PF_X, PF_W = 1, 2
DT_TEXTREL, DT_FLAGS, DF_TEXTREL = 22, 30, 4


class Unfit(Exception):
    """The file cannot be stamped; the text says why."""


def program_headers(image):
    if image[:4] != b"\x7fELF":
        raise Unfit("not an ELF file")
    if image[4:6] != b"\x02\x01":
        raise Unfit("not a 64-bit little-endian ELF file")
    offset, = struct.unpack_from("<Q", image, 0x20)
    size, count = struct.unpack_from("<HH", image, 0x36)
    for i in range(count):
        kind, flags, p_offset, vaddr, _, file_size, memory_size, _ = struct.unpack_from("<IIQQQQQQ", image, offset + i * size)
        yield kind, flags, p_offset, vaddr, file_size, memory_size


def covered_segments(image):
    """The text and the rodata segment: as own_segments() in src/module/segments.cpp."""
    text, rodata = [], []
    for kind, flags, offset, _, size, memory_size in program_headers(image):
        if kind == PT_DYNAMIC:
            refuse_text_relocations(image[offset:offset + size])
        if kind != PT_LOAD or offset == 0 or flags & PF_W:
            continue
        if size != memory_size:
            raise Unfit("a read-only segment is longer in memory than in the file")
        (text if flags & PF_X else rodata).append(image[offset:offset + size])
    if len(text) != 1 or len(rodata) != 1:
        raise Unfit(f"{len(text)} text and {len(rodata)} rodata segments beside the ELF header's, not one each; "
                    "link it with GNU ld and -z separate-code")
    return bytes(text[0]), bytes(rodata[0])


def refuse_text_relocations(dynamic):
    for tag, value in struct.iter_unpack("<QQ", dynamic):
        if tag == DT_TEXTREL or (tag == DT_FLAGS and value & DF_TEXTREL):
            raise Unfit("it has text relocations: its code changes when it is loaded")


def mac(message):
    return hmac.new(KEY, message, hashlib.sha256).digest()


def macs(segment):
    """Of the parts of a segment, as in src/module/integrity.hpp."""
    size = len(segment) // PARTS // 64 * 64
    places = [i * size for i in range(PARTS)] + [len(segment)]
    return b"".join(mac(segment[begin:end]) for begin, end in zip(places, places[1:]))


def checksum(segment):
    """As src/module/checksum.cpp."""
    multiplier, mask = 0x9E3779B97F4A7C15, (1 << 64) - 1
    chains = [len(segment), 1, 2, 3]
    for words in struct.iter_unpack("<4Q", segment + bytes(-len(segment) % 32)):
        chains = [(chain ^ word) * multiplier & mask for chain, word in zip(chains, words)]
    total = 0
    for i, chain in enumerate(chains):
        total ^= (chain << 16 * i | chain >> 64 - 16 * i) & mask
    return struct.pack("<Q", total)


def record(image):
    """The MACs of each segment and of them all, then the checksum of each."""
    text, rodata = covered_segments(image)
    parts = macs(text) + macs(rodata)
    return parts + mac(parts) + checksum(text) + checksum(rodata)


def stamp(path):
    with open(path, "rb") as file:
        image = bytearray(file.read())
    place = image.find(MAGIC)
    if place < 0 or image.find(MAGIC, place + 1) >= 0:
        raise Unfit("the integrity record is not there exactly once")
    value = record(image)
    with open(path, "r+b") as file:
        file.seek(place + len(MAGIC))
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    return value


def main():
    if len(sys.argv) != 2:
        print(f"usage: {sys.argv[0]} LIBRARY", file=sys.stderr)
        return 2
    try:
        print(f"integrity digest {stamp(sys.argv[1])[CHECKSUMS - 32:CHECKSUMS].hex()}")
    except (OSError, Unfit, struct.error) as error:
        print(f"{sys.argv[1]}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
