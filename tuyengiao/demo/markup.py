"""The few marks that the demonstration's texts are written with, turned into HTML.

A blank line ends a paragraph; `## ` begins a sub-heading, `- ` a list item, `> ` a quotation; `| a | b |` is a row of a
table (the first one its head) and `![key] caption` a picture with its caption.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from itertools import groupby

_PICTURE = re.compile(r"!\[([a-z-]+)\]\s*(.*)")


def to_html(text: str, pictures: Mapping[str, int]) -> str:
    """Return the HTML of a marked-up text; `pictures` gives the library's id for each key."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text.strip()))
    return "\n".join(_block(block, pictures) for block in blocks if block)


def _block(block: str, pictures: Mapping[str, int]) -> str:
    lines = [line.strip() for line in block.splitlines()]
    return "\n".join(_RENDER[kind](list(group), pictures) for kind, group in groupby(lines, key=_kind))


def _kind(line: str) -> str:
    for mark in ("## ", "- ", "> ", "| ", "!["):
        if line.startswith(mark):
            return mark.strip()
    return ""


def _paragraph(lines: Iterable[str], pictures: Mapping[str, int]) -> str:
    return f"<p>{escape(' '.join(lines), quote=False)}</p>"


def _headings(lines: Iterable[str], pictures: Mapping[str, int]) -> str:
    return "".join(f"<h2>{escape(line[3:], quote=False)}</h2>" for line in lines)


def _list(lines: Iterable[str], pictures: Mapping[str, int]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line[2:], quote=False)}</li>" for line in lines) + "</ul>"


def _quote(lines: Iterable[str], pictures: Mapping[str, int]) -> str:
    return f"<blockquote><p>{escape(' '.join(line[2:] for line in lines), quote=False)}</p></blockquote>"


def _figures(lines: Iterable[str], pictures: Mapping[str, int]) -> str:
    html = ""
    for line in lines:
        found = _PICTURE.match(line)
        if found:
            caption = escape(found[2])
            html += (
                f'<figure><img data-picture="{pictures[found[1]]}" alt="{caption}">'
                f"<figcaption>{caption}</figcaption></figure>"
            )
    return html


def _table(lines: Iterable[str], pictures: Mapping[str, int]) -> str:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head, *body = [row for row in rows if not all(set(cell) <= set("-: ") for cell in row)]
    inside = "".join(f"<tr>{_cells(row, 'td')}</tr>" for row in body)
    return f"<table><thead><tr>{_cells(head, 'th')}</tr></thead><tbody>{inside}</tbody></table>"


def _cells(row: Iterable[str], tag: str) -> str:
    return "".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in row)


_RENDER: dict[str, Callable[[list[str], Mapping[str, int]], str]] = {
    "": _paragraph,
    "##": _headings,
    "-": _list,
    ">": _quote,
    "|": _table,
    "![": _figures,
}
