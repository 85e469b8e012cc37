"""Daily rows as a table for other programs: one row per site and day, hour, article or origin."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from provinces.models import Site

from .models import ArticleDay, OriginDay, SiteDay, SiteHour
from .reports import COUNTED

TABLES: dict[str, tuple[Any, Sequence[str]]] = {
    "days": (SiteDay, COUNTED),
    "hours": (SiteHour, ("hour", "views")),
    "articles": (ArticleDay, ("article", "views")),
    "origins": (OriginDay, ("kind", "name", "views")),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(table: str, sites: Sequence[Site], first: datetime.date, last: datetime.date) -> Iterator[list[str]]:
    """Yield the heading and the rows of a table, of the days from `first` to `last`; never all of them in memory."""
    model, names = TABLES[table]
    yield ["site", "day", *names]
    found = model.objects.filter(site__in=sites).between(first, last).order_by("day", "site__slug", "pk")
    for slug, day, *values in found.values_list("site__slug", "day", *names).iterator(2_000):
        yield [slug, day.isoformat(), *map(_plain, values)]


def _plain(value: Any) -> str:
    """Return a value as text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
