"""Places on the pages of lower rooms that higher rooms fill with blocks of their own, from their AppConfig.

    slots.register(slots.SIDEBAR, "newest-documents", "documents/newest.html", newest_documents, order=40)

A template shows them with `{% slot "sidebar" %}` of `frame`.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template import Context

SIDEBAR = "sidebar"  # of the home page and of all pages with a right column
BELOW_ARTICLE = "below_article"  # after text and tags, before related articles; `article` is in the context

#: Takes the context of the page; returns what the block's template needs, None when there is nothing to show.
Fill = Callable[[Context], dict[str, Any] | None]


@dataclass(frozen=True)
class Block:
    """A part of a page: its template and what fills it. It costs a constant number of queries."""

    template: str
    fill: Fill
    order: int


_blocks: dict[str, dict[str, Block]] = defaultdict(dict)


def register(slot: str, name: str, template: str, fill: Fill, order: int = 50) -> None:
    """Put a block into a slot; blocks stand by `order`, and one of the same name takes the other's place."""
    _blocks[slot][name] = Block(template, fill, order)


def blocks(slot: str) -> list[Block]:
    """Return the blocks of a slot in their order."""
    return sorted(_blocks[slot].values(), key=lambda block: block.order)
