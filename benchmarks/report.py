"""Says what results.json holds: the chart docs/benchmarks.svg and the tables of docs/benchmarks.md.

`python -m benchmarks.report`, after what was measured; `make bench` ends with it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join

from benchmarks.measuring import RESULTS, ROOT, kept

PICTURE, PAGE = ROOT / "docs" / "benchmarks.svg", ROOT / "docs" / "benchmarks.md"
BETWEEN = re.compile(r"(?<=<!-- results -->\n).*?(?=<!-- end of results -->)", re.DOTALL)
MEASURES = ("pages a second, nothing warm", "pages a second, shared blocks warm", "requests a second, kept")
WIDTH, LINE, LEFT, MOST = 640, 22, 290, 280
HEAD = "| page | ours | peer | theirs | ratio | wanted |\n|---|---|---|---|---|---|\n"
FULL = 1.25  # times what is wanted: where a bar ends


def bars(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the chart of the rows for which a ratio is wanted: a bar each, and a line where it should end."""
    chosen = [row for row in rows if row["measure"] in MEASURES and row["wanted"]]
    lines = []
    for place, row in enumerate(chosen, 2):
        name = f"{row['page']}, {row['measure'].partition(', ')[2]}: {row['peer'].partition(', ')[0]}"
        length = round(min(row["ratio"] / row["wanted"], FULL) / FULL * MOST)
        colour = "#2e7d32" if kept(row) else "#b45309"
        lines.append((name, LINE * place, LINE * place - 12, length, colour, round(row["ratio"], 2)))
    line = LEFT + round(MOST / FULL)
    height = LINE * (len(chosen) + 2)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" font-family="sans-serif" font-size="12">'
        '<rect width="{w}" height="{h}" fill="#fff"/><text x="{x}" y="14" text-anchor="middle">wanted</text>{rows}'
        '<line x1="{x}" x2="{x}" y1="18" y2="{h}" stroke="#000"/></svg>\n',
        w=WIDTH,
        h=height,
        x=line,
        rows=format_html_join(
            "",
            '<text x="8" y="{1}">{0}</text>'
            f'<rect x="{LEFT}" y="{{2}}" width="{{3}}" height="14" fill="{{4}}"/>'
            f'<text x="{LEFT + MOST + 8}" y="{{1}}">{{5}}×</text>',
            lines,
        ),
    )


def tables(found: Mapping[str, Any]) -> str:
    """Return a table for each measure."""
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in found["rows"]:
        groups[row["measure"]].append(row)
    parts = [f"\nCommit {found['commit'][:10]}; {found['machine']}.\n"]
    for measure, rows in groups.items():
        parts.append(
            f"\n**{measure}**\n\n| page | ours | peer | theirs | ratio | wanted |\n|---|---|---|---|---|---|\n"
        )
        for row in rows:
            wanted = "" if row["wanted"] is None else f"{row['wanted']:g}{'' if kept(row) else ': **falls short**'}"
            cells = (row["page"], f"{row['ours']:g}", row["peer"], f"{row['theirs']:g}", f"{row['ratio']:.2f}", wanted)
            parts.append(f"| {' | '.join(cells)} |\n")
    return "".join(parts) + "\n"


def main() -> None:
    """Draw the chart and write the tables."""
    found = json.loads(RESULTS.read_text())
    PICTURE.write_text(bars(found["rows"]), encoding="utf-8")
    PAGE.write_text(BETWEEN.sub(lambda _old: tables(found), PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
