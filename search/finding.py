"""Find objects by words: `search()` for a page of results with their order and number, `find()` for staff lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from provinces.models import Site

from .engines import Field, engine
from .queries import Query, parse
from .ranking import ranked
from .scopes import Scope, key_of

COUNTED = 1_000
NEWEST = COUNTED + 1
FAVOURED = 500

Key = tuple[str, int]
"""A kind and the id of an object."""


@dataclass(frozen=True)
class Found:
    """What was found, the best first, at most 1,000. `is_capped`: there are more."""

    query: Query
    keys: list[Key]
    is_capped: bool = False

    @property
    def ids(self) -> list[int]:
        """The ids alone, where only one kind was looked for."""
        return [object_id for _kind, object_id in self.keys]


def search(query: Query, scope: Scope, *, newest_first: bool = False) -> Found:
    """Return what readers or staff find by `query` in `scope`; the number of looks does not depend on what is found.

    The candidates are the newest 1,001 that hold all terms, and the newest 500 each that hold them in the title, with
    the accents as typed, and as one phrase: an old but exact match is not lost behind newer ones. The same on every
    database.
    """
    look = engine().newest
    newest = look(query.terms, Field.TEXT, scope, NEWEST)
    if newest_first or len(newest) < 2:
        order = newest
    else:
        phrase = query.as_phrase
        titles = look(query.terms, Field.TITLE, scope, FAVOURED)
        exact = look(query.terms, Field.EXACT, scope, FAVOURED) if query.has_accents else []
        phrases = look([phrase], Field.TEXT, scope, FAVOURED) if phrase else []
        order = ranked(query, newest, titles=engine().titles(titles), exact=exact, phrases=phrases)
    keys = list(dict.fromkeys(map(key_of, order)))
    return Found(query, keys[:COUNTED], len(keys) > COUNTED or len(newest) == NEWEST)


def readers_scope(site: Site, sites: Sequence[Site], language: str, **narrower: object) -> Scope:
    """Return what readers of `site` see now of `sites` in `language`; `narrower` are further fields of the scope."""
    spoken = [one for one in sites if language in one.languages or site.untranslated == "show"]
    return Scope(
        tuple(one.pk for one in spoken),
        public_at=timezone.now(),
        language=language,
        with_untranslated=site.untranslated == "show",
        **narrower,  # type: ignore[arg-type]  # checked by the dataclass's own signature
    )


def find(site: Site, text: str, kind: str, language: str | None = None, *, live_only: bool = False) -> list[int]:
    """Return the ids of a site's objects that hold all words of `text`, the last one perhaps unfinished; at most 1,000.

    For the admin: drafts are found, too, unless `live_only`. Accents need not be typed. Permission is the caller's
    matter: filter the rows of `for_site()` or `editable_by()` by these ids.

    Args:
        site: Only its objects.
        text: What was typed; a text without any word finds nothing.
        kind: A `Kind`.
        language: Only texts in this language.
        live_only: Only what readers see.

    """
    query = parse(text, is_open=True)
    return search(query, Scope((site.pk,), (kind,), timezone.now() if live_only else None, language)).ids
