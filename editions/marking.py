"""What a view says of the page that it makes: that it may be kept, and which scopes it shows."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest

from provinces.http import EDITION

from . import scopes
from .versions import Tokens, current

KEY = EDITION


@dataclass
class Edition:
    """A page in the making. Its versions are those of `generation`, which was read before its first query.

    So they are never newer than what it shows: a change meanwhile makes it old at once.
    """

    started_at: float = field(default_factory=time.time)
    generation: int = -1
    kept: bool = False
    numbered: bool = False
    filters: tuple[str, ...] = ()  # parameters with which another page is meant
    fast: set[str] = field(default_factory=set)
    slow: set[str] = field(default_factory=set)
    subject: tuple[int, str, int] | None = None  # site, kind, number: what the visit journal notes

    def keep(self, site: int, *, numbered: bool = False, filters: tuple[str, ...] = ()) -> None:
        """Allow keeping the page: it shows the frame of `site` and lists of its news."""
        self.kept, self.numbered, self.filters = True, numbered, filters
        self.subject = (site, "page", 0)
        self.fast |= {scopes.NETWORK, scopes.site(site)}
        self.slow.add(scopes.news(site))

    def tokens(self) -> tuple[Tokens, Tokens]:
        """Return the versions of the fast and of the slow scopes from which the page was made."""
        return current.tokens_at(self.fast, self.generation), current.tokens_at(self.slow, self.generation)


def shows(request: HttpRequest, *fast: str, slow: Iterable[str] = ()) -> None:
    """Note that the page made for `request` shows these scopes; without a cache in front this does nothing."""
    edition: Edition | None = request.META.get(KEY)
    if edition is not None:
        edition.fast |= set(fast)
        edition.slow |= set(slow)
        edition.slow -= edition.fast


def shows_article(request: HttpRequest, pk: int) -> None:
    """Note that the page made for `request` is that of an article: it shows it, and a view of it counts as one."""
    shows(request, scopes.article(pk))
    edition: Edition | None = request.META.get(KEY)
    if edition is not None and edition.subject is not None:
        edition.subject = (edition.subject[0], "article", pk)


def begin() -> Edition:
    """Return a new page in the making, with the versions that are known now."""
    return Edition(generation=current.generation)
