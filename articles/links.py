"""Links from a body to articles of its own site: stored by number, given their address when they are shown.

All functions read what `bodies.clean` writes: double quotes, small letters, no anchor inside another.
"""

import re
from collections.abc import Iterable

from django.utils import timezone
from django.utils.html import escape, strip_tags

from provinces.admin.links import public_url
from provinces.models import Site

from .models import Article

_ANCHOR = re.compile(r"<a\b(?P<attributes>[^>]*)>(?P<inside>.*?)</a>", re.DOTALL)
_ARTICLE = re.compile(r'\s*\bdata-article="(\d{1,18})"')
_HREF = re.compile(r'\s*\bhref="([^"]*)"')
_ADDRESS = re.compile(r"/[^/?#]+/(?:[^/?#]*-)?(\d{1,18})\.html(?:[?#]|$)")


def article_ids(html: str) -> list[int]:
    """Return the numbers of the articles to which a stored body leads, in order, each once."""
    found = (_ARTICLE.search(anchor["attributes"]) for anchor in _ANCHOR.finditer(html))
    return list(dict.fromkeys(int(number[1]) for number in found if number))


def for_editor(html: str, site: Site | None) -> str:
    """Return a stored body with addresses for the editor; one query when it leads to own articles."""
    articles = _articles(site, article_ids(html))
    addresses = {pk: public_url(article, site) for pk, article in articles.items() if site is not None}

    def shown(anchor: re.Match[str]) -> str:
        number = _number(anchor)
        if number is None:
            return anchor[0]
        kept = _HREF.sub("", anchor["attributes"])
        return f'<a href="{escape(addresses.get(number, "#"))}"{kept}>{anchor["inside"]}</a>'

    return _ANCHOR.sub(shown, html)


def for_storage(html: str, site: Site | None) -> str:
    """Return what the editor sent with links to own articles by number, also where their address was pasted.

    A number that is no article of `site` goes; its address stays when it was one. One query at most.
    """
    wanted = {number for anchor in _ANCHOR.finditer(html) if (number := _meant(anchor, site)) is not None}
    known = _articles(site, wanted)

    def stored(anchor: re.Match[str]) -> str:
        number = _meant(anchor, site)
        kept = _ARTICLE.sub("", anchor["attributes"])
        if number is not None and number in known:
            return f'<a data-article="{number}"{_HREF.sub("", kept)}>{anchor["inside"]}</a>'
        return anchor[0] if number is None else _without_number(anchor, kept)

    return _ANCHOR.sub(stored, html)


def for_readers(html: str, site: Site) -> str:
    """Return a body whose links lead to what readers see now; where nothing is there, the words stay without a link.

    One query when the body leads to own articles.
    """
    ids = article_ids(html)
    rows = Article.objects.for_site(site).live(timezone.now()).filter(pk__in=ids).for_lists() if ids else ()
    addresses = {article.pk: article.get_absolute_url() for article in rows}

    def shown(anchor: re.Match[str]) -> str:
        number = _number(anchor)
        if number is None:
            return anchor[0]
        if number not in addresses:
            return anchor["inside"]
        kept = _HREF.sub("", _ARTICLE.sub("", anchor["attributes"]))
        return f'<a href="{escape(addresses[number])}"{kept}>{anchor["inside"]}</a>'

    return _ANCHOR.sub(shown, html)


def broken(html: str, site: Site) -> list[str]:
    """Return the words of links to own articles that readers would not find now; one query at most."""
    ids = article_ids(html)
    if not ids:
        return []
    alive = set(Article.objects.for_site(site).live(timezone.now()).filter(pk__in=ids).values_list("pk", flat=True))
    anchors = ((anchor, _number(anchor)) for anchor in _ANCHOR.finditer(html))
    return [_words(anchor) for anchor, number in anchors if number is not None and number not in alive]


def _articles(site: Site | None, ids: Iterable[int]) -> dict[int, Article]:
    ids = list(ids)
    if site is None or not ids:
        return {}
    return {article.pk: article for article in Article.objects.for_site(site).filter(pk__in=ids).for_lists()}


def _number(anchor: re.Match[str]) -> int | None:
    found = _ARTICLE.search(anchor["attributes"])
    return int(found[1]) if found else None


def _meant(anchor: re.Match[str], site: Site | None) -> int | None:
    """Return the number of the own article that an anchor may mean: named, or in an address of this site."""
    number = _number(anchor)
    address = _HREF.search(anchor["attributes"])
    if number is not None or address is None or site is None:
        return number
    if not address[1].startswith("/") and not address[1].startswith(site.url_for("")):
        return None
    found = _ADDRESS.search(address[1])
    return int(found[1]) if found else None


def _without_number(anchor: re.Match[str], kept: str) -> str:
    address = _HREF.search(kept)
    if address is None or address[1] in {"", "#"}:
        return anchor["inside"]
    return f"<a{kept}>{anchor['inside']}</a>"


def _words(anchor: re.Match[str]) -> str:
    return " ".join(strip_tags(anchor["inside"]).split())[:80]
