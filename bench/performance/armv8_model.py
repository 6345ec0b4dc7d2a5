#!/usr/bin/env python3
"""What the ARMv8 kernels take by a model of the processor, for want of the processor: armv8_model.json beside this file.

armv8_model.py OBJECTS      OBJECTS: where the aarch64 preset compiles the library, build/aarch64/src/CMakeFiles/cce_core.dir

LLVM's llvm-mca (17 or later: older ones know no Neoverse and take another core's tables without a word) goes through the
instructions of each kernel's inner loop as the core would, with every load a hit and every branch foreseen. Its bound is
what the busiest unit of the core needs for the same instructions. performance.py write puts the figures into the document.
"""
import json
import os
import re
import subprocess
import sys

import figures

CORES = ("neoverse-n1", "neoverse-v1", "neoverse-n2")
ITERATIONS = 200
OBJDUMP = "aarch64-linux-gnu-objdump"
RESULTS = os.path.join(figures.HERE, "armv8_model.json")

# What is shown, object, part of the function's mangled name, bytes a turn of the loop, and for what is one chain of
# instructions that wait for each other how many cycles that chain takes.
#
# SHA-256: sixteen times four rounds; SHA256H and SHA256H2 overwrite what the other one reads, so the later of the two waits
# for a copy: 2 + 4 cycles. At the end the chaining value is added: 2.
KERNELS = [
    ("AES-256-GCM seal", "aes/gcm_armv8.cpp.o", "whole_partsILb1", 128, None),
    ("AES-256-GCM open", "aes/gcm_armv8.cpp.o", "whole_partsILb0", 128, None),
    ("AES-256 in counter mode, for the generator", "aes/block_armv8.cpp.o", "_19keystream", 128, None),
    ("SHA-256, one message", "sha2/sha256_armv8.cpp.o", "sha256_armv88compressE", 64, 16 * (2 + 4) + 2),
    ("SHA-256, two messages side by side", "sha2/sha256_armv8.cpp.o", "compress_by_two", 128, None),
]
BRANCH = re.compile(r"(?:b\.\w+|cbn?z|tbn?z)\s+(?:.*,\s*)?([0-9a-f]+)$")


class Unfit(Exception):
    """Not to be had; the text says what and why."""


def output_of(command, text=None):
    try:
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise Unfit(f"{command[0]} is not installed") from None
    if done.returncode != 0:
        raise Unfit(f"{command[0]}: {done.stderr.strip()[:500]}")
    return done.stdout


def model_program():
    """llvm-mca, the newest that is installed under any of its names."""
    for name in ["llvm-mca", *(f"llvm-mca-{version}" for version in range(30, 16, -1))]:
        try:
            version = re.search(r"LLVM version (\d+)", output_of([name, "--version"]))
        except Unfit:
            continue
        if version and int(version[1]) >= 17:
            return name, version[1]
    raise Unfit("no llvm-mca of version 17 or later is installed (Debian: llvm-19)")


def inner_loop(path, function):
    """The instructions of the function's longest loop, without its branches."""
    if not os.path.exists(path):
        raise Unfit(f"{path} is not there; build the aarch64 preset first")
    listing = output_of([OBJDUMP, "-d", "--no-show-raw-insn", path])
    body = re.search(rf"^[0-9a-f]+ <[^>]*{function}[^>]*>:\n(.*?)(?:\n\n|\Z)", listing, re.S | re.M)
    if body is None:
        raise Unfit(f"{path} has no function {function}")
    instructions = []
    for line in body[1].splitlines():
        place, _, text = line.strip().partition("\t")
        instructions.append((int(place.rstrip(":"), 16), re.sub(r"\s*(<[^>]*>|//.*)", "", text).strip()))
    loops = []
    for place, text in instructions:
        branch = BRANCH.match(text)
        if branch and int(branch[1], 16) <= place:
            loops.append((place - int(branch[1], 16), int(branch[1], 16), place))
    if not loops:
        raise Unfit(f"{function} in {path} has no loop")
    _, begin, end = max(loops)
    return [text for place, text in instructions if begin <= place < end and not BRANCH.match(text)]


def figure(report, name):
    return float(re.search(rf"{name}:\s+([\d.]+)", report)[1])


def modelled(program, core, instructions, chain):
    report = output_of([program, "-mtriple=aarch64", "-mattr=+crypto,+aes,+sha2", f"-mcpu={core}",
                        f"-iterations={ITERATIONS}"], "\n".join(instructions) + "\n")
    return {"cycles": round(figure(report, "Total Cycles") / ITERATIONS, 1),
            "bound": max(figure(report, "Block RThroughput"), chain or 0)}


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        program, version = model_program()
        kernels = []
        for title, name, function, size, chain in KERNELS:
            instructions = inner_loop(os.path.join(sys.argv[1], name), function)
            kernels.append({"title": title, "bytes": size, "instructions": len(instructions),
                            "cores": {core: modelled(program, core, instructions, chain) for core in CORES}})
    except Unfit as error:
        print(f"armv8_model.py: {error}", file=sys.stderr)
        return 1
    with open(RESULTS, "w", encoding="utf-8") as file:
        json.dump({"llvm": version, "kernels": kernels}, file, indent=1)
        file.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
