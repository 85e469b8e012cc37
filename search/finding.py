"""Find objects by words: `search()` for a page of results with their order and number, `find()` for staff lists."""

from dataclasses import dataclass

from django.utils import timezone

from provinces.models import Site

from .engines import Field, engine
from .queries import Query, parse
from .ranking import ranked
from .scopes import Scope

NEWEST = 2_000
FAVOURED = 500
COUNTED = 1_000


@dataclass(frozen=True)
class Found:
    """Ids of what was found, the best first, at most 1,000. `is_capped`: there are more."""

    query: Query
    ids: list[int]
    is_capped: bool = False


def search(query: Query, scope: Scope) -> Found:
    """Return what readers or staff find by `query` in `scope`; a constant number of queries.

    The candidates are the newest 2,000 that hold all terms, and the newest 500 each that hold them in the title, with
    the accents as typed, and as one phrase: an old but exact match is not lost behind newer ones. The same on every
    database.
    """
    look = engine().newest
    phrase = query.as_phrase
    newest = look(query.terms, Field.TEXT, scope, NEWEST)
    titles = look(query.terms, Field.TITLE, scope, FAVOURED)
    exact = look(query.terms, Field.EXACT, scope, FAVOURED) if query.has_accents else []
    phrases = look([phrase], Field.TEXT, scope, FAVOURED) if phrase else []
    order = ranked(query, newest, titles=titles, exact=exact, phrases=phrases)
    ids = list(dict.fromkeys(hit.object_id for hit in order))
    return Found(query, ids[:COUNTED], len(ids) > COUNTED or len(newest) == NEWEST)


def readers_scope(site: Site, kind: str, language: str) -> Scope:
    """Return what readers of `site` see now in `language`."""
    return Scope(site.pk, kind, timezone.now(), language, with_untranslated=site.untranslated == "show")


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
    return search(query, Scope(site.pk, kind, timezone.now() if live_only else None, language)).ids
