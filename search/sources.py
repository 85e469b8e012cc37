"""What can be found: how to index all of a kind, and how a result looks. Rooms register theirs in their AppConfig."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from provinces.models import Site

from .indexing import Item


@dataclass(frozen=True)
class Result:
    """What the page of results shows of an object, in the language in which it is shown."""

    url: str
    title: str
    lead: str
    language: str
    published_at: datetime.datetime | None
    category: str = ""
    picture: Any = None
    picture_alt: str = ""


@dataclass(frozen=True)
class Source:
    """A kind of object that can be found.

    Attributes:
        batch: Returns at most `number` items with ids above `after`, in order of id.
        show: Returns the results for ids that readers of a site may see now in a language; others are left out.
            A constant number of queries.

    """

    batch: Callable[[int, int], Sequence[Item]]
    show: Callable[[Site, str, list[int]], dict[int, Result]]


_sources: dict[str, Source] = {}


def register(kind: str, source: Source) -> None:
    """Make a kind known."""
    _sources[kind] = source


def source(kind: str) -> Source:
    """Return the source of a kind."""
    return _sources[kind]


def kinds() -> list[str]:
    """Return the kinds that are registered."""
    return list(_sources)
