"""How often articles were read in some days. Who counts page views stands above this room and registers its answer."""

import datetime
from collections.abc import Callable, Iterable

#: `(ids of articles, first day, last day)` → page views of each in these days; those without a view may be missing.
Source = Callable[[Iterable[int], datetime.date, datetime.date], dict[int, int]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Say who knows the numbers; the last one counts."""
    _sources[:] = [source]


def views_of(ids: Iterable[int], first: datetime.date, last: datetime.date) -> dict[int, int]:
    """Return the page views of articles from `first` to `last`; {} while nobody has numbers."""
    return _sources[0](ids, first, last) if _sources else {}
