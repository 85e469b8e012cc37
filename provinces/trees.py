"""Things that stand below one another."""

from collections import defaultdict
from typing import Any


def in_reading_order(rows: list[Any]) -> list[Any]:
    """Return `rows` with each one's children after it, and `tree_level` (0 for the top) set on each.

    Rows whose parent is not among them (a search found only the child) stand at the top.
    """
    present = {row.pk for row in rows}
    below: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        below[row.parent_id if row.parent_id in present else None].append(row)
    ordered: list[Any] = []

    def walk(parent: int | None, level: int) -> None:
        for row in below.pop(parent, []):
            row.tree_level = level
            ordered.append(row)
            walk(row.pk, level + 1)

    walk(None, 0)
    for rest in list(below):  # a loop in the data is shown too, so that it can be repaired
        walk(rest, 0)
    return ordered
