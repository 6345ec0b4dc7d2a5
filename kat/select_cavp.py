#!/usr/bin/env python3
"""Prints the head of a CAVP file and those of its sections whose name a regular expression matches, every byte as it was.

usage: select_cavp.py REGEX FILE > SELECTED
"""
import re
import sys


def main():
    wanted, out, is_kept = re.compile(sys.argv[1].encode()), sys.stdout.buffer, True
    with open(sys.argv[2], "rb") as file:
        for line in file:
            if line.startswith(b"["):
                is_kept = wanted.fullmatch(line.strip()[1:-1]) is not None
            if is_kept:
                out.write(line)


main()
