"""What can be found: how to index all of a kind, how a result looks, and by what readers narrow a search.

A room makes its objects known in three steps, all from `ready()` of its AppConfig:

1. `register(Kind.DOCUMENT, Source(batch, show, label))`. `batch` hands out items for `manage.py reindex`; `show` makes
   results of ids that a search found.
2. `follow(Document, Kind.DOCUMENT, item_of)` of `search/following.py`. `item_of` makes an `Item`: `Text.is_public` for
   what readers see, `dated` for its place in time, `facets` made by `scopes.facet()`. What an entry holds of other
   objects (the name of an issuing body, tags) is for the room to follow: `indexing.index([item])` in the transaction
   that changes it. Examples: galleries/indexing.py, documents/indexing.py, articles/indexing.py.
3. `types` names the types of the kind that readers may choose, as (value, label); an object of that type carries
   `facet("t", value)`. The department that answers for it is `facet("d", department_id)`, whatever the kind.

The page of results asks `show` only for what it shows, 20 at most; what readers may no longer see is left out there.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from provinces.models import Site

from .indexing import Item
from .scopes import Facet

Label = str | Promise
Choices = Sequence[tuple[str, Label]]


@dataclass(frozen=True)
class Place:
    """Who asks: readers of the site `here` in `language`, of what `sites` publish (it alone, or all the portal's)."""

    here: Site
    sites: Sequence[Site]
    language: str


@dataclass(frozen=True)
class Result:
    """What the page of results shows of an object, in the language in which it is shown.

    `url` is a path on the site that is being read, an absolute address elsewhere; `site` is named where several are
    searched. `text` gives the whole text without markup, from which the words around a match are shown.
    """

    url: str
    title: str
    lead: str
    language: str
    published_at: datetime.datetime | datetime.date | None
    category: str = ""
    picture: Any = None
    picture_alt: str = ""
    site: Site | None = None
    text: Callable[[], str] = str


@dataclass(frozen=True)
class Source:
    """A kind of object that can be found.

    Attributes:
        batch: Returns at most `number` items with ids above `after`, in order of id.
        show: Returns the results for ids that readers of a place may see now; others are left out. A constant number
            of queries.
        label: What readers call the kind, in the plural.
        types: Its types that readers may choose.

    """

    batch: Callable[[int, int], Sequence[Item]]
    show: Callable[[Place, list[int]], dict[int, Result]]
    label: Label
    types: Choices = ()


@dataclass(frozen=True)
class Filter:
    """A further way to narrow a search, of one room.

    Attributes:
        label: What readers call it.
        facets: Returns the words of which an entry holds one where readers chose `value`; None for an unknown value.
        choices: The values on a site, for a list to choose from; None where readers type.
        suggestions: What a site proposes while typing.

    """

    label: Label
    facets: Callable[[Sequence[Site], str], Facet | None]
    choices: Callable[[Site], Choices] | None = None
    suggestions: Callable[[Site], Sequence[str]] | None = None


_sources: dict[str, Source] = {}
_filters: dict[str, Filter] = {}


def register(kind: str, source: Source) -> None:
    """Make a kind known."""
    _sources[kind] = source


def register_filter(parameter: str, one: Filter) -> None:
    """Make a way to narrow a search known; `parameter` names it in addresses."""
    _filters[parameter] = one


def source(kind: str) -> Source:
    """Return the source of a kind."""
    return _sources[kind]


def kinds() -> list[str]:
    """Return the kinds that are registered."""
    return list(_sources)


def filters() -> dict[str, Filter]:
    """Return the registered ways to narrow a search by their parameters."""
    return dict(_filters)
