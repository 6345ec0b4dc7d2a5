"""The section of docs/performance.md about programs on OpenSSL, out of what bench/provider/measure.py measured."""
from figures import NEAR, number

NAMES = {"cce": "CCE", "default": "OpenSSL", "fips": "OpenSSL FIPS"}
SCALE = {"/s": 1, "MB/s": 1e-6, "GB/s": 1e-9, "ms": 1e3}


def values_of(results, row):
    """Provider: value in the row's unit."""
    if row["id"] == "added":
        start = results["rows"].get("start", {})
        found = {name: start[name] - start["default"] for name in start if name != "default"}
    else:
        found = results["rows"].get(row["id"], {})
    return {name: value * SCALE[row["unit"]] for name, value in found.items()}


def times(row, values, peer):
    """How many times as good CCE is as the other; None where one has no figure."""
    if "cce" not in values or peer not in values:
        return None
    return values["cce"] / values[peer] if row["unit"].endswith("/s") else values[peer] / values["cce"]


def verdict(row, values):
    goal = row.get("goal")
    reached = goal and times(row, values, goal["peer"])
    if not reached:
        return ""
    return "met" if reached >= goal["times"] else "near" if reached * NEAR >= goal["times"] else "missed"


def goal_text(row):
    return f"≥ {row['goal']['times']} × {NAMES[row['goal']['peer']]}" if "goal" in row else "—"


def rows(results, goals):
    """(row of goals, its values)"""
    return [(row, values_of(results, row)) for row in goals["rows"]]


def table_rows(results, goals, marks):
    for row, values in rows(results, goals):
        shown = [number(values[name], row["unit"]) if name in values else "—" for name in NAMES]
        ratios = [times(row, values, name) for name in ("default", "fips")]
        yield [row["title"], row["unit"], f"**{shown[0]}**", *shown[1:],
               *("—" if ratio is None else number(ratio) for ratio in ratios), goal_text(row), marks[verdict(row, values)]]


def unmet(results, goals):
    return [(row, values) for row, values in rows(results, goals) if verdict(row, values) in ("near", "missed")]


def shortfall(row, values):
    goal = row["goal"]
    return f"{number(times(row, values, goal['peer']))} times as good as {NAMES[goal['peer']]} where {goal['times']} is the goal"


def complaints(results, goals):
    """What the figures lack, and reasons that are not written down."""
    missing = [f"{row['id']}: programs on OpenSSL have no figure of it" for row, values in rows(results, goals)
               if "cce" not in values]
    return missing + [f"{row['id']}: the goal is not met, and programs.json does not say why"
                      for row, _ in unmet(results, goals) if "reason" not in row]
