"""The charts of docs/performance.md: for each row and library a mark at its time over CCE's, on a scale where each step to the
right is as many times more. Plain SVG, on a panel of its own colour in light and in dark surroundings."""
import math
from html import escape

from figures import OWN, PEERS, number

WIDTH, LABELS, RIGHT, TOP, STEP, BOTTOM = 860, 300, 64, 64, 30, 34
STYLE = """
  .panel{fill:#ffffff;stroke:#d0d7de} text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#1f2328}
  .title{font-weight:600;font-size:15px} .faint{fill:#59636e;font-size:12px} .grid{stroke:#e6eaef} .one{stroke:#59636e}
  .c0{stroke:#c2410c;fill:none;stroke-width:2.5} .c1{fill:#0969da} .c2{fill:#1a7f37} .value{font-size:12px}
  @media (prefers-color-scheme: dark){
  .panel{fill:#0d1117;stroke:#3d444d} text{fill:#f0f6fc} .faint{fill:#9198a1} .grid{stroke:#242a33} .one{stroke:#9198a1}
  .c0{stroke:#ff9b5e} .c1{fill:#58a6ff} .c2{fill:#56d364}}
"""


def mark(peer, x, y):
    """A ring, a dot, a diamond: told apart without colours, and when one lies on another."""
    kind = PEERS.index(peer)
    if kind == 0:
        return f'<circle class="c0" cx="{x:.1f}" cy="{y:.1f}" r="6.5"/>'
    if kind == 1:
        return f'<circle class="c1" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    return f'<path class="c2" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z"/>'


def axis(ratios):
    """The ends of the scale, and where its lines are: 1, 2, 5 and their tenfolds."""
    low, high = min([1.0, *ratios]) * 0.9, max([2.0, *ratios]) * 1.15
    steps = [step * 10.0 ** power for power in range(-2, 5) for step in (1, 2, 5)]
    lines = [step for step in steps if low <= step <= high]
    # Few enough that their labels do not touch.
    return low, high, lines if len(lines) <= 9 else [step for step in lines if f"{step:e}"[0] == "1"]


def chart(section, lines):
    ratios = {id(line): {peer: line.advantage(peer) for peer in PEERS if line.advantage(peer) is not None} for line in lines}
    rows = [line for line in lines if ratios[id(line)]]
    low, high, grid = axis([ratio for line in rows for ratio in ratios[id(line)].values()])
    height = TOP + STEP * len(rows) + BOTTOM

    def position(ratio):
        return LABELS + (WIDTH - LABELS - RIGHT) * math.log(ratio / low) / math.log(high / low)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
           f'role="img" aria-label="{escape(section["name"])}: the other libraries over {OWN}"><style>{STYLE}</style>',
           f'<rect class="panel" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="8"/>',
           f'<text class="title" x="20" y="28">{escape(section["name"])}</text>']
    x = LABELS
    for peer in PEERS:
        if any(peer in ratios[id(line)] for line in rows):
            out += [mark(peer, x, 24), f'<text x="{x + 12}" y="28.5">{peer}</text>']
            x += 40 + 8 * len(peer)
    out.append(f'<text class="faint" x="{WIDTH - 20}" y="28.5" text-anchor="end">2× takes twice what {OWN} takes</text>')
    for step in grid:
        kind = "one" if step == 1 else "grid"
        out += [f'<line class="{kind}" x1="{position(step):.1f}" x2="{position(step):.1f}" y1="{TOP - 14}" '
                f'y2="{height - BOTTOM + 4}"/>',
                f'<text class="faint" x="{position(step):.1f}" y="{height - 14}" text-anchor="middle">'
                f'{OWN if step == 1 else f"{step:g}×"}</text>']
    for i, line in enumerate(rows):
        y = TOP + STEP * i + 4
        out.append(f'<text x="{LABELS - 14}" y="{y + 4.5}" text-anchor="end">{escape(line.goal["title"])}</text>')
        found = ratios[id(line)]
        out += [mark(peer, position(found[peer]), y) for peer in reversed(PEERS) if peer in found]
        last = max(found.values())
        out.append(f'<text class="value faint" x="{position(last) + 12:.1f}" y="{y + 4.5}">{number(last)}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"
