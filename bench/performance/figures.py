"""The figures of a run of cce-bench as docs/performance.md shows them: a row's value for each library, and how it stands to
its goal."""
import json
import os
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
OWN = "CCE"
PEERS = ("OpenSSL", "OpenSSL FIPS", "Botan")
LIBRARIES = (OWN, *PEERS)
RATES = ("GB/s", "/s", "×")  # more is better
UNIT_NS = {"ns": 1, "us": 1e3, "ms": 1e6}
NEAR = 1.10  # a goal that is missed by less is near


def load(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return json.load(file)


@dataclass
class Line:
    """A row of the document."""
    goal: dict      # as goals.json has it
    best: dict      # library: value in the row's unit, the best of all rounds
    median: dict
    missing: str    # why CCE has no figure; empty when it has

    @property
    def is_rate(self):
        return self.goal["unit"] in RATES

    def advantage(self, peer, figures=None):
        """How many times as good CCE is: the other's time over CCE's, or CCE's rate over the other's."""
        figures = self.best if figures is None else figures
        if OWN not in figures or peer not in figures or self.goal["unit"] == "×":
            return None  # a multiple of one thread's work is a ratio already
        return figures[OWN] / figures[peer] if self.is_rate else figures[peer] / figures[OWN]

    def reached(self):
        """At least 1 where the goal is met: in the unit of the row; and as a ratio to OpenSSL's default provider, which says
        more on another processor than that where the goals were set. None where one cannot be told."""
        goal, own = self.goal["goal"], self.best.get(OWN)
        absolute = None if own is None else own / goal if self.is_rate else goal / own
        reference, ratio = self.goal.get("openssl"), self.advantage("OpenSSL")
        if reference is None or ratio is None:
            return absolute, None
        return absolute, ratio / (goal / reference if self.is_rate else reference / goal)

    def verdict(self):
        """A key of document.MARKS: whether the goal is met both ways (or the one that can be told), one way, or neither."""
        absolute, ratio = self.reached()
        if absolute is None:
            return ""
        if min(absolute, absolute if ratio is None else ratio) >= 1:
            return "met"
        if absolute >= 1:
            return "met, not by ratio"
        if ratio is not None and ratio >= 1:
            return "met by ratio"
        return "near" if max(absolute, ratio or 0) * NEAR >= 1 else "missed"


def of_row(results, goal, kind):
    row = next((row for row in results["rows"] if row["id"] == goal["id"]), None)
    if row is None or "error" in row:
        return {}
    if goal["unit"] == "×":
        return {name: times[kind] for name, times in row.get("speedup_by_threads", {}).items()}
    ns = {name: figures[kind + "_ns"] for name, figures in row["results"].items()}
    if goal["unit"] == "GB/s":
        return {name: row["bytes"] / value for name, value in ns.items()}
    if goal["unit"] == "/s":
        return {name: goal["items"] * 1e9 / value for name, value in ns.items()}
    return {name: value / UNIT_NS[goal["unit"]] for name, value in ns.items()}


def of_start(results, goal, kind):
    starts = {name: start for name, start in results["power_up"].items() if "error" not in start}
    if goal["of"] == "size":
        return {name: size / 1000 for name, size in results["library_bytes"].items()}
    if goal["of"] == "memory":
        return {name: start["peak_memory_kb"] for name, start in starts.items() if name in LIBRARIES}
    none = starts.get("empty process", {}).get(kind + "_ns")
    if goal["of"] == "over" and none is None:
        return {}
    less = none if goal["of"] == "over" else 0
    return {name: (start[kind + "_ns"] - less) / 1e6 for name, start in starts.items() if name in LIBRARIES}


def line_of(results, goal):
    figures = of_start if "of" in goal else of_row
    best, median = figures(results, goal, "best"), figures(results, goal, "median")
    missing = ""
    if OWN not in best:
        ids = {row["id"]: row for row in results["rows"]}
        row = ids.get(goal["id"], {"error": "cce-bench has no such row yet"})
        missing = row.get("error", "CCE has no such service")
    return Line(goal, best, median, missing)


def sections(results, goals):
    """Pairs of a section of goals.json and its lines."""
    return [(section, [line_of(results, goal) for goal in section["rows"]]) for section in goals["sections"]]


def number(value, unit=""):
    """Three figures that count, or every digit before the point, with commas."""
    if unit == "/s":
        return f"{value / 1000:,.0f},000" if value >= 10000 else f"{value:,.0f}"
    size = abs(value)
    digits = 3 if 0 < size < 0.9995 else 2 if size < 9.995 else 1 if size < 99.95 else 0
    return f"{value:,.{digits}f}"


def unit_name(unit):
    return {"us": "µs"}.get(unit, unit)
