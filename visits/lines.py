"""A line of the journal: what is written of one page, and how it is read back.

    time in ms, site, kind, number, visitor, class, device, referring host, end mark

Fields are parted by tabs; a line that does not end with the mark is half a line. No address is in it: the visitor is a
keyed hash whose key is destroyed after the day.
"""

from typing import NamedTuple

END = b"."
KINDS = frozenset({"article", "page"})
CLASSES = frozenset("hrapo")
DEVICES = frozenset("ptd")


class Line(NamedTuple):
    """One page that was answered. `at` is seconds since 1970, `number` an article's id or 0, `host` may be empty."""

    at: float
    site: int
    kind: str
    number: int
    visitor: str
    reader: str
    device: str
    host: str


def write(line: Line) -> bytes:
    """Return a line as it stands in the journal."""
    fields = (
        str(int(line.at * 1000)), str(line.site), line.kind, str(line.number),
        line.visitor, line.reader, line.device, line.host,
    )  # fmt: skip
    return "\t".join(fields).encode("ascii", "replace") + b"\t" + END + b"\n"


def read(raw: bytes) -> Line | None:
    """Return what a line (without its line feed) says; None for one that is cut or malformed."""
    parts = raw.split(b"\t")
    if len(parts) != 9 or parts[8] != END:
        return None
    try:
        at, site, kind, number, visitor, reader, device, host = (part.decode("ascii") for part in parts[:8])
        line = Line(int(at) / 1000, int(site), kind, int(number), visitor, reader, device, host)
    except ValueError:
        return None
    known = line.kind in KINDS and line.reader in CLASSES and line.device in DEVICES
    return line if known and 0 < line.site < 2**31 and 0 < line.at < 2**33 and len(visitor) <= 22 else None


def parsed(content: bytes) -> tuple[list[Line], int]:
    """Return the lines in whole rows of a journal, and how many rows are malformed."""
    rows = content.split(b"\n")[:-1]
    lines = [line for row in rows if (line := read(row)) is not None]
    return lines, len(rows) - len(lines)
