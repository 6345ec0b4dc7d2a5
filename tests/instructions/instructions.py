"""Counts what short messages cost in instructions, and compares with figures.json.

instructions.py compare DRIVER COMPILER [--valgrind VALGRIND] [--mask FEATURES] [--paths all|short|curves]
    exit code 77: cannot be compared here
instructions.py accept DRIVER COMPILER ...
    writes what is counted here into figures.json
instructions.py can-fail DRIVER COMPILER ...
    proves that a path which costs more, or less, is found

The driver says how it counts. A figure belongs to a path and to the implementation that runs it, whichever way it was counted:
valgrind and the processor agree. It depends on the compiler, so with another one than figures.json names nothing is compared.
"""
import argparse
import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile

SKIPPED = 77
TOLERANCE = 0.05
HERE = os.path.dirname(os.path.abspath(__file__))
FIGURES = os.path.join(HERE, "figures.json")
ACCEPT = "cmake --build --preset release --target accept-instructions"


class Skip(Exception):
    pass


def callgrind_totals(folder):
    """Instructions by the name that the driver gave; of one name the last."""
    totals = {}
    for name in sorted(os.listdir(folder), key=lambda name: int(name.rsplit(".", 1)[1]) if name[-1].isdigit() else 0):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            text = file.read()
        trigger = re.search(r"^desc: Trigger: Client Request: (\S+)$", text, re.M)
        total = re.search(r"^totals: (\d+)$", text, re.M)
        if trigger and total:
            totals[trigger[1]] = int(total[1])
    return totals


def run(options, *heavier):
    """The driver's lines, and with valgrind its totals."""
    which = [options.paths, *heavier]
    environment = {"PATH": os.environ.get("PATH", ""), "CCE_CPU_MASK": options.mask}
    with tempfile.TemporaryDirectory() as folder:
        command = [options.driver, *which]
        if options.valgrind:
            command = [options.valgrind, "--tool=callgrind", "--quiet", "--instr-atstart=no",
                       f"--callgrind-out-file={folder}/counted.0", *command]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode == SKIPPED:
            raise Skip(done.stdout.strip())
        if done.returncode != 0:
            sys.exit(f"the driver failed with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout.splitlines(), callgrind_totals(folder) if options.valgrind else None


def count(options, *heavier):
    """{path: (implementation, instructions of one call)}, the loop around it taken off."""
    lines, totals = run(options, *heavier)
    running = dict(word.split("=") for word in lines[0].split()[1:])
    counted = {}
    for line in lines[1:]:
        path, algorithm, calls, inside, around = line.split()
        if totals is not None:
            inside, around = totals[path], totals[path + ":around"]
        counted[path] = (f"{algorithm}={running[algorithm]}", round((int(inside) - int(around)) / int(calls)))
    if not counted:
        sys.exit("the driver counted nothing")
    return counted


def load():
    with open(FIGURES, encoding="utf-8") as file:
        return json.load(file)


def compare(counted, figures):
    """What is not as the figures say."""
    complaints = []
    for path, (implementation, instructions) in counted.items():
        figure = figures["paths"].get(path, {}).get(implementation)
        told = "no figure" if figure is None else f"{instructions / figure - 1:+7.1%} of {figure:,}"
        print(f"{path:26}{implementation:18}{instructions:>11,}  {told}")
        if figure is None:
            complaints.append(f"{path} has no figure for {implementation} yet")
        elif instructions > figure * (1 + TOLERANCE):
            complaints.append(f"{path} with {implementation} has grown from {figure:,} to {instructions:,} instructions")
        elif instructions < figure * (1 - TOLERANCE):
            # It fails too: with the old figure it could grow again by as much, and nobody would be told.
            complaints.append(f"{path} with {implementation} has shrunk from {figure:,} to {instructions:,} instructions")
    if complaints:
        print("\n" + "\n".join(complaints) + f"\nIf that is meant: {ACCEPT}, and commit tests/instructions/figures.json.")
    return complaints


def same_compiler(options, figures):
    if options.compiler != figures["compiler"]:
        raise Skip(f"the figures are for {figures['compiler']}, and this was built by {options.compiler}")


def accept(options):
    figures = load() if os.path.exists(FIGURES) else {"paths": {}}
    if figures.get("compiler") != options.compiler:
        figures = {"about": "Instructions of one call through the C ABI, by implementation, as tests/instructions counts them. "
                            f"Written by: {ACCEPT}", "compiler": options.compiler, "paths": {}}
    for path, (implementation, instructions) in count(options).items():
        of_path = figures["paths"].setdefault(path, {})
        figure = of_path.get(implementation)
        # What is as it was stays: two ways of counting may differ by an instruction or two.
        if figure is None or abs(instructions - figure) > TOLERANCE * figure or options.all:
            print(f"{path}, {implementation}: {figure} -> {instructions}")
            of_path[implementation] = instructions
    with open(FIGURES, "w", encoding="utf-8") as file:
        json.dump(figures, file, indent=1)
        file.write("\n")


def can_fail(options):
    """Each figure changed by more than the tolerance is told; so is a call that does a tenth more. Nothing else is."""
    counted = count(options)
    for path, (implementation, instructions) in counted.items():
        for factor, word in ((1.07, "shrunk"), (0.93, "grown"), (None, "no figure")):
            figures = {"paths": {p: {i: n} for p, (i, n) in counted.items()}}
            figures["paths"][path] = {} if factor is None else {implementation: instructions * factor}
            with contextlib.redirect_stdout(io.StringIO()):
                complaints = compare(counted, figures)
            if len(complaints) != 1 or word not in complaints[0] or path not in complaints[0]:
                sys.exit(f"{path}, {word}: not told, but {complaints}")
    figures = {"paths": {p: {i: n} for p, (i, n) in counted.items()}}
    for path in ("sha256/64", "gcm-seal/16", "random/16"):
        complaints = compare(count(options, path), figures)
        if len(complaints) != 1 or not complaints[0].startswith(path + " ") or "grown" not in complaints[0]:
            sys.exit(f"{path} did a tenth more, and was not told: {complaints}")
    print("every change is told")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("compare", "accept", "can-fail"))
    parser.add_argument("driver")
    parser.add_argument("compiler")
    parser.add_argument("--valgrind", default="")
    parser.add_argument("--mask", default="")
    parser.add_argument("--paths", choices=("all", "short", "curves"), default="all")
    parser.add_argument("--all", action="store_true", help="accept: every figure, not only those that are off")
    options = parser.parse_args()
    try:
        if options.action == "accept":
            return accept(options)
        if options.action == "can-fail":
            return can_fail(options)
        figures = load()
        same_compiler(options, figures)
        return 1 if compare(count(options), figures) else 0
    except Skip as reason:
        print(f"skipped: {reason}")
        return SKIPPED


if __name__ == "__main__":
    sys.exit(main())
