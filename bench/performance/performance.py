#!/usr/bin/env python3
"""docs/performance.md, measured and written.

performance.py measure CCE-BENCH [--seconds S] [--rounds N] [--cpu N]   runs the bench, then writes
performance.py write     the document and its charts out of the figures that are there
performance.py check     says what would be written otherwise, or misses a reason; exit code 1 when there is anything
With --docs FOLDER another folder than docs/.
"""
import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile

import charts
import document
import figures
import programs

ROOT = os.path.dirname(os.path.dirname(figures.HERE))


def measured(options):
    """What cce-bench wrote, without the figures of each single round, and with the day."""
    ids = [goal["id"] for section in figures.load("goals.json")["sections"] for goal in section["rows"] if "of" not in goal]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "results.json")
        command = [options.bench, "--seconds", str(options.seconds), "--rounds", str(options.rounds), "--json", path,
                   "--filter", f"^({'|'.join([*ids, 'power-up'])})$"]
        subprocess.run(command + (["--cpu", str(options.cpu)] if options.cpu is not None else []), check=True)
        with open(path, encoding="utf-8") as file:
            results = json.load(file)
    for row in results["rows"]:
        for result in row["results"].values():
            result.pop("rounds_ns")
    for start in results["power_up"].values():
        start.pop("starts_ns", None)
    return {"measured_on": datetime.date.today().isoformat(), **results}


def path_of(docs, name):
    return os.path.join(docs, "performance", name)


def read(docs, name):
    with open(path_of(docs, name), encoding="utf-8") as file:
        return json.load(file)


def outputs(docs):
    """Every file that is written, and its text; and what there is to say against the figures."""
    results, on_openssl = read(docs, "results.json"), read(docs, "openssl.json")
    goals, reasons, openssl_goals = figures.load("goals.json"), figures.load("reasons.json"), figures.load("programs.json")
    text = document.document(results, goals, reasons, figures.load("armv8_model.json"), on_openssl, openssl_goals)
    files = {os.path.join(docs, "performance.md"): text}
    for section, lines in figures.sections(results, goals):
        files[path_of(docs, section["chart"] + ".svg")] = charts.chart(section, lines)
    return files, (told_reasons(figures.sections(results, goals), reasons) + programs.complaints(on_openssl, openssl_goals))


def told_reasons(sections, reasons):
    """What reasons.json lacks, and what it has too much."""
    unmet = {line.goal["id"] for _, line in document.unmet(sections)}
    known = {line.goal["id"] for _, lines in sections for line in lines}
    missing = [f"{row}: the goal is not met, and reasons.json does not say why" for row in sorted(unmet - set(reasons))]
    return missing + [f"{row}: reasons.json has a reason, and goals.json no such row" for row in sorted(set(reasons) - known)]


def write(docs):
    files, complaints = outputs(docs)
    for path, text in files.items():
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        print("written:", os.path.relpath(path))
    for complaint in complaints:
        print("to do:", complaint)


def check(docs):
    files, complaints = outputs(docs)
    for path, text in files.items():
        try:
            with open(path, encoding="utf-8") as file:
                same = file.read() == text
        except FileNotFoundError:
            same = False
        if not same:
            complaints.append(f"{os.path.relpath(path)} is not what its figures say; performance.py write makes it so")
    print("\n".join(complaints) or f"{len(files)} files are what their figures say")
    return 1 if complaints else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("measure", "write", "check"))
    parser.add_argument("bench", nargs="?", help="cce-bench, to measure")
    parser.add_argument("--docs", default=os.path.join(ROOT, "docs"))
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--rounds", type=int, default=48)
    parser.add_argument("--cpu", type=int)
    options = parser.parse_args()
    if options.action == "check":
        return check(options.docs)
    if options.action == "measure":
        if options.bench is None:
            parser.error("measure needs the path of cce-bench")
        os.makedirs(os.path.join(options.docs, "performance"), exist_ok=True)
        results = measured(options)
        with open(path_of(options.docs, "results.json"), "w", encoding="utf-8") as file:
            file.write(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    write(options.docs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
