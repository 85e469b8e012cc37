"""What stands in a body beside text and pictures: albums, documents, videos. Stored as `<figure data-embed="kind:id">`.

A kind is registered from an AppConfig with what the editor offers and what readers see of it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import escape

from provinces.models import Site

_FIGURE = re.compile(r'<figure\b(?P<before>[^>]*?)\s*\bdata-embed="(?P<kind>[a-z]+):(?P<pk>\d+)"(?P<after>[^>]*)>')
_WHOLE = re.compile(_FIGURE.pattern + r"(?P<inside>.*?)</figure>", re.DOTALL)
_CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)


@dataclass(frozen=True)
class Embed:
    """A kind of embed.

    `offered` finds rows of a site for staff by what was typed ('' gives the newest); `named` gives the names of such
    rows by id, of what the site may use. `seen` says which of the ids readers of the site see now, `shown` renders
    those, each in a constant number of queries.
    """

    kind: str
    label: Promise
    icon: str
    offered: Callable[[Site, str], Iterable[Any]]
    named: Callable[[Site, Iterable[int]], Mapping[int, str]]
    seen: Callable[[Site, Iterable[int]], Iterable[int]]
    shown: Callable[[Site, Iterable[int]], Mapping[int, str]]
    order: int = 50


_kinds: dict[str, Embed] = {}


def register(embed: Embed) -> None:
    """Make a kind of embed known."""
    _kinds[embed.kind] = embed


def kinds() -> list[Embed]:
    """Return the kinds in the order of their buttons."""
    return sorted(_kinds.values(), key=lambda embed: (embed.order, embed.kind))


def get(kind: str) -> Embed | None:
    """Return the kind of this name."""
    return _kinds.get(kind)


def ids_in(html: str) -> dict[str, list[int]]:
    """Return the ids that a body embeds, by kind."""
    found: dict[str, list[int]] = {}
    for figure in _FIGURE.finditer(html):
        found.setdefault(figure["kind"], []).append(int(figure["pk"]))
    return found


def for_editor(html: str, site: Site | None) -> str:
    """Return a stored body with the names of what it embeds, for the editor; one query for each kind in it."""
    names = _names(html, site)

    def shown(figure: re.Match[str]) -> str:
        name = names.get((figure["kind"], int(figure["pk"])))
        return figure[0] if name is None else f'{figure[0][:-1]} data-name="{escape(name)}">'

    return _FIGURE.sub(shown, html)


def for_storage(html: str, site: Site | None) -> str:
    """Return a body without embeds that the site may not use; their captions stay as text."""
    names = _names(html, site)

    def stored(figure: re.Match[str]) -> str:
        if (figure["kind"], int(figure["pk"])) in names:
            return figure[0]
        caption = _CAPTION.search(figure["inside"])
        return f"<p>{caption[1]}</p>" if caption and caption[1].strip() else ""

    return _WHOLE.sub(stored, html)


def for_readers(html: str, site: Site) -> str:
    """Return a body with its embeds as readers of `site` see them; the others are left out with their captions."""
    rendered = {
        (kind, pk): part
        for kind, ids in ids_in(html).items()
        if (embed := get(kind)) is not None
        for pk, part in embed.shown(site, ids).items()
    }

    def shown(figure: re.Match[str]) -> str:
        part = rendered.get((figure["kind"], int(figure["pk"])))
        if not part:
            return ""
        caption = _CAPTION.search(figure["inside"])
        below = f"<figcaption>{caption[1]}</figcaption>" if caption and caption[1].strip() else ""
        return f'<figure class="embed embed-{figure["kind"]}">{part}{below}</figure>'

    return _WHOLE.sub(shown, html)


def _names(html: str, site: Site | None) -> dict[tuple[str, int], str]:
    if site is None:
        return {}
    return {
        (kind, pk): name
        for kind, ids in ids_in(html).items()
        if (embed := get(kind)) is not None
        for pk, name in embed.named(site, ids).items()
    }
