"""Blocks as the HTML of a body. What is written here is sanitised again on its way into the database."""

from collections.abc import Iterable, Sequence
from html import escape

from .blocks import MARKS, Block, Grid, Item, Line

LINKS = ("http://", "https://", "mailto:", "tel:")
HEADINGS = {1: 2, 2: 3, 3: 4}
SMALLEST = 4


def inline(line: Line, *, leave_out: frozenset[str] = frozenset()) -> str:
    """Return the runs of a line; `leave_out` are marks that say nothing here, as all of the line has them."""
    return "".join(_run(run.text, run.marks - leave_out, run.href) for run in line.runs).strip()


def _run(text: str, marks: frozenset[str], href: str) -> str:
    if not text.strip():
        return escape(text.replace("\n", " "), quote=False)
    html = escape(text, quote=False).replace("\n", "<br>")
    for mark in reversed(MARKS):
        if mark in marks:
            html = f"<{mark}>{html}</{mark}>"
    return f'<a href="{escape(href)}">{html}</a>' if href.startswith(LINKS) else html


def blocks_html(blocks: Sequence[Block], lowered: int = 0) -> str:
    """Return text blocks as HTML; `lowered` is by how many levels headings go down to stand below the title."""
    parts: list[str] = []
    waiting: list[Line] = []
    for block in blocks:
        if isinstance(block, Line) and block.item is not None:
            waiting.append(block)
            continue
        parts += [_list(waiting)] if waiting else []
        waiting = []
        parts.append(_grid(block) if isinstance(block, Grid) else _line(block, lowered))
    parts += [_list(waiting)] if waiting else []
    return "".join(parts)


def _line(line: Line, lowered: int) -> str:
    html = inline(line)
    if not html:
        return ""
    if line.heading:
        level = HEADINGS.get(line.heading + lowered, SMALLEST)
        return f"<h{level}>{html}</h{level}>"
    side = f' class="align-{line.align}"' if line.align else ""
    return f"<p{side}>{html}</p>"


def _list(lines: Iterable[Line]) -> str:
    """Return list items as lists inside lists: an item that is deeper than the one before belongs to it."""
    html = ""
    open_items: list[Item] = []
    for line in lines:
        item = line.item or Item(0, is_numbered=False)
        while open_items and open_items[-1].level > item.level:
            html += f"</li></{_tag(open_items.pop())}>"
        if open_items and open_items[-1].level == item.level:
            html += "</li>"
            if open_items[-1].is_numbered != item.is_numbered:
                html += f"</{_tag(open_items.pop())}>"
        if not open_items or open_items[-1].level < item.level:
            open_items.append(item)
            html += f"<{_tag(item)}>"
        html += f"<li><p>{inline(line)}</p>"
    return html + "".join(f"</li></{_tag(item)}>" for item in reversed(open_items))


def _tag(item: Item) -> str:
    return "ol" if item.is_numbered else "ul"


def _grid(grid: Grid) -> str:
    rows = []
    for row in grid.rows:
        cells = "".join(
            f"<td{_span('colspan', cell.columns)}{_span('rowspan', cell.rows)}>"
            f"{''.join(f'<p>{inline(line)}</p>' for line in cell.lines)}</td>"
            for cell in row
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>" if rows else ""


def _span(name: str, number: int) -> str:
    return f' {name}="{number}"' if number > 1 else ""
