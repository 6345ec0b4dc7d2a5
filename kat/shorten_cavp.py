#!/usr/bin/env python3
"""Prints the first N cases of each section of a CAVP file that counts, every byte of them as it was.

usage: shorten_cavp.py N FILE > SHORTER
"""
import re
import sys


def main():
    keep, out, is_kept = int(sys.argv[1]), sys.stdout.buffer, True
    with open(sys.argv[2], "rb") as file:
        for line in file:
            count = re.match(rb"Count = (\d+)", line, re.I)
            if count:
                is_kept = int(count[1]) < keep
            elif line.startswith(b"["):
                is_kept = True
            if is_kept:
                out.write(line)


main()
