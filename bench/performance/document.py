"""docs/performance.md out of the figures."""
import textwrap

import figures
import programs
from figures import LIBRARIES, OWN, PEERS, number, unit_name

MARKS = {"met": "✓ met", "met by ratio": "✓ met by ratio", "met, not by ratio": "✓ met, not by ratio",
         "near": "within 10 %", "missed": "**missed**", "": "—"}


def table(heading, alignment, rows):
    lines = ["| " + " | ".join(heading) + " |", "|" + "|".join(alignment) + "|"]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def value(line, name, values):
    return number(values[name], line.goal["unit"]) if name in values else "—"


def times(line, peer, values=None):
    ratio = line.advantage(peer, values)
    return "—" if ratio is None else number(ratio)


def goal_text(line):
    sign = "≥" if line.is_rate else "≤"
    goal = line.goal["goal"]
    text = f"{goal:,}"
    reference = line.goal.get("openssl")
    if reference is not None:
        text += f" ({number(goal / reference if line.is_rate else reference / goal)} ×)"
    return f"{sign} {text}"


def section_table(lines):
    heading = ["", "unit", f"**{OWN}**", *PEERS, *(f"/ {peer}" for peer in PEERS), "goal", "", "limit"]
    rows = []
    for line in lines:
        rows.append([line.goal["title"], unit_name(line.goal["unit"]), f"**{value(line, OWN, line.best)}**",
                     *(value(line, peer, line.best) for peer in PEERS), *(times(line, peer) for peer in PEERS),
                     goal_text(line), MARKS[line.verdict()], line.goal.get("limit", "—")])
    return table(heading, ["---", "---"] + ["---:"] * (len(LIBRARIES) + len(PEERS)) + ["---:", "---", "---"], rows)


def medians(sections):
    rows = []
    for section, lines in sections:
        for line in lines:
            if line.goal.get("of") in ("size", "memory") or not line.median:
                continue
            rows.append([f"{section['name']}: {line.goal['title']}", unit_name(line.goal["unit"]),
                         *(value(line, name, line.median) for name in LIBRARIES),
                         *(times(line, peer, line.median) for peer in PEERS)])
    heading = ["", "unit", OWN, *PEERS, *(f"/ {peer}" for peer in PEERS)]
    return table(heading, ["---", "---"] + ["---:"] * (len(LIBRARIES) + len(PEERS)), rows)


def unmet(sections):
    """(section, line) of every row whose goal is not met, in time or by ratio, or that has no figure."""
    return [(section, line) for section, lines in sections for line in lines
            if line.missing or line.verdict() in ("near", "missed")]


def shortfall(line):
    if line.missing:
        return line.missing
    absolute, ratio = line.reached()
    unit = unit_name(line.goal["unit"])
    text = f"{number(line.best[OWN], line.goal['unit'])} {unit} where {line.goal['goal']:,} {unit} is the goal"
    return text + ("" if ratio is None else f"; by ratio {number(ratio * 100)} % of it")


def reasons_list(sections, reasons):
    lines = []
    for section, line in unmet(sections):
        reason = reasons.get(line.goal["id"], "The reason is not written down yet.")
        lines.append(paragraph(f"- **{section['name']}, {line.goal['title']}**: {shortfall(line)}. {reason}", "  "))
    return lines or ["Every goal is met."]


def circumstances(results):
    machine, measurement, cce = results["machine"], results["measurement"], results["cce"]
    left_out = [f"- {gone['name']}: left out, {gone['reason']}" for gone in results["left_out"]]
    core = f"core {machine['cpu']}" + ("" if machine["pinned"] else " (not pinned)")
    return [
        f"- processor: {machine['cpu_model']}, {core}, measured on {results['measured_on']} in one run of "
        f"{measurement['seconds']:.0f} seconds, {measurement['rounds']} rounds",
        f"- {OWN} {cce['version']}: `{cce['implementations']}`",
        *(f"- {peer['name']}: {peer['version']}" for peer in results["peers"]), *left_out]


def paragraph(text, indent=""):
    return textwrap.fill(" ".join(text.split()), 120, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


INTRODUCTION = """# How fast it is

CCE through its public C ABI, with state check and service gate included, beside the libraries that people link today: in one
process, on one core, in turns, each called as its users call it. CCE is built in the style of FIPS 140-3. **It is not
validated**, and neither is the build of OpenSSL's FIPS provider that stands beside it here.
"""

READING = """
Figures are the best of all rounds; the medians are [below](#medians). A column with a stroke is a ratio, the other library's
time over CCE's, or CCE's rate over the other's: above 1 CCE is the faster one. Goals and limits were set on {set_on}. A goal
in brackets is the same goal as a ratio to OpenSSL's default provider there; it is the fairer one on another processor, or on a
machine that does other work meanwhile. *Met* says that it is met both ways; *met by ratio* and *met, not by ratio* name the one
way where it is not both. A dash stands for what a library does not offer, or for what no goal was set for.
"""

ARMV8 = """
Not measured: of the kernels for ARMv8 there are figures of a model, LLVM {llvm}'s tables of three cores of Arm's. They say what
the inner loop takes with every load a hit and every branch foreseen, and stand beside the model's own bound: what the busiest
unit of the core needs for the same instructions, or the chain of dependent ones of a single SHA-256.
`bench/performance/armv8_model.py` makes them of the objects of the `aarch64` preset.
"""

PROGRAMS = """
Programs that have CCE as their provider by `OPENSSL_CONF` alone ([openssl.md](openssl.md)), beside the same programs with
OpenSSL's own providers; {openssl}, measured on {measured_on}, the best of {rounds} rounds in turns. Time is what the processor
worked, at both ends unless it says otherwise: so a figure a second is of one core that does both. nginx has OpenSSL's default
provider behind CCE.
"""

AGAIN = """## Again, on your machine

```sh
cmake --build --preset release --target performance
```

builds `cce-bench` and OpenSSL's FIPS provider where they are missing, measures for some minutes, and writes this document, its
charts and [the figures](performance/results.json) anew. The target `openssl-speed` does so for
[the programs on OpenSSL](performance/openssl.json). Choose a quiet machine. `bench/performance/goals.json` has the goals and
limits, `bench/performance/reasons.json` the reasons, by row, and `bench/performance/programs.json` both for the programs; a test
compares this document with the figures.

No time decides whether a test passes. What keeps short messages fast are counts of instructions, which repeat exactly:
`ctest --preset release -R instructions` compares them with `tests/instructions/figures.json`, and tells every path that has
moved by more than 5 %.
"""


def armv8(model):
    cores = {"neoverse-n1": "Neoverse N1", "neoverse-v1": "Neoverse V1", "neoverse-n2": "Neoverse N2"}
    rows = []
    for kernel in model["kernels"]:
        row = [kernel["title"]]
        for core in cores:
            cycles, bound = kernel["cores"][core]["cycles"], kernel["cores"][core]["bound"]
            row += [f"{cycles / kernel['bytes']:.2f}", f"{bound / kernel['bytes']:.2f}", f"{(cycles / bound - 1) * 100:.0f} %"]
        rows.append(row)
    heading = ["cycles a byte", *(text for name in cores.values() for text in (name, "bound", "over it"))]
    return table(heading, ["---"] + ["---:"] * (3 * len(cores)), rows)


def programs_section(results, goals):
    heading = ["", "unit", f"**{OWN}**", "OpenSSL", "OpenSSL FIPS", "/ OpenSSL", "/ OpenSSL FIPS", "goal", ""]
    text = paragraph(PROGRAMS.format(**{key: results[key] for key in ("openssl", "measured_on", "rounds")}))
    lines = ["## Programs on OpenSSL", "", text, "",
             *table(heading, ["---", "---"] + ["---:"] * 6 + ["---"], programs.table_rows(results, goals, MARKS))]
    reasons = [paragraph(f"- **{row['title']}**: {programs.shortfall(row, values)}. {row.get('reason', '')}", "  ")
               for row, values in programs.unmet(results, goals)]
    return "\n".join([*lines, "", *reasons]).rstrip() + "\n"


def document(results, goals, reasons, model, on_openssl, openssl_goals):
    sections = figures.sections(results, goals)
    reading = paragraph(READING.format(set_on=goals["set_on"]))
    parts = [INTRODUCTION, "\n".join(circumstances(results)) + "\n", f"## How to read it\n\n{reading}\n"]
    for section, lines in sections:
        parts.append("\n".join([f"## {section['name']}", "", paragraph(section["note"]), "",
                                f"![{section['name']}: the other libraries over CCE](performance/{section['chart']}.svg)", "",
                                *section_table(lines)]) + "\n")
    parts.append("\n".join(["## Where a goal is missed, and why", "", *reasons_list(sections, reasons)]) + "\n")
    parts.append("\n".join(["## ARMv8, by a model", "", paragraph(ARMV8.format(llvm=model["llvm"])), "", *armv8(model)]) + "\n")
    parts.append(programs_section(on_openssl, openssl_goals))
    parts.append("\n".join(["## Medians", "", "Of all rounds. On a machine that does other work they say as much about that as "
                            "about the libraries.", "", *medians(sections)]) + "\n")
    parts.append(AGAIN)
    return "\n".join(parts)
