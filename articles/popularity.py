"""Which articles are read most. Who counts page views stands above this room and registers its answer here."""

import datetime
from collections.abc import Callable

from provinces.models import Site

from .models import Article

#: Takes a site, the time and a number; returns the ids of the site's most read articles, most read first.
Source = Callable[[Site, datetime.datetime, int], list[int]]
SPARE = 3  # asked for besides, because some may have been withdrawn since they were counted

_sources: list[Source] = []


def register(source: Source) -> None:
    """Say who knows the numbers; the last one counts."""
    _sources[:] = [source]


def most_read(site: Site, language: str, now: datetime.datetime, number: int) -> list[Article]:
    """Return the most read articles that readers of `language` may see now; [] while nobody has numbers."""
    ids = _sources[0](site, now, number * SPARE) if _sources else []
    if not ids:
        return []
    rows = Article.objects.for_site(site).live(now).speaking(site, language).filter(pk__in=ids).for_lists(language)
    rank = {pk: place for place, pk in enumerate(ids)}
    return sorted(rows, key=lambda article: rank[article.pk])[:number]
