"""Sitemaps (sitemaps.org) with pictures, languages and news, as search engines read them."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string

XML = "application/xml; charset=utf-8"


@dataclass(frozen=True)
class News:
    """What a news sitemap says of an article."""

    publication: str
    published: datetime.datetime
    titles: Mapping[str, str]  # by language


@dataclass(frozen=True)
class Entry:
    """One page in the languages in which it really stands: {language: absolute address}."""

    addresses: Mapping[str, str]
    modified: datetime.datetime | None = None
    picture: str = ""
    news: News | None = None

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield what the sitemap says of each language's page."""
        alternates = list(self.addresses.items()) if len(self.addresses) > 1 else []
        default = self.addresses.get(settings.LANGUAGE_CODE)
        if alternates and default:
            alternates.append(("x-default", default))
        for language, address in self.addresses.items():
            title = self.news.titles.get(language, "") if self.news else ""
            yield {"entry": self, "language": language, "address": address, "alternates": alternates, "title": title}


def urlset(entries: Iterable[Entry]) -> HttpResponse:
    """Return a sitemap of these pages; raises Http404 without any, for the protocol knows no empty one."""
    lines = [line for entry in entries for line in entry.lines()]
    if not lines:
        raise Http404("nothing to list")
    return HttpResponse(render_to_string("sitemaps/urlset.xml", {"lines": lines}), XML)


def index(addresses: Iterable[str]) -> HttpResponse:
    """Return the index of a site's sitemaps."""
    return HttpResponse(render_to_string("sitemaps/index.xml", {"addresses": list(addresses)}), XML)
