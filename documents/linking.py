"""Documents that a text cites by number become links, as soon as the site's library has them."""

import re
from collections import defaultdict
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html

from provinces.models import Site

from .models import Document
from .numbers import number_key, numbers_in

MOST = 100  # numbers of one text that are looked for

# The text is what `articles.bodies.clean` writes. A number inside a link or a heading stays as it is.
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_LEFT_ALONE = {"a", "h2", "h3", "h4"}
_YEAR = re.compile(r"^[^<]{0,40}?(?:ngày|năm|,)[^<]{0,30}?\b((?:19|20)\d\d)\b", re.IGNORECASE)


def with_links(html: str, site: Site) -> str:
    """Return a sanitised text with the numbers of the site's documents as links; at most one query, none without any.

    Where several documents have a number, the year that follows it in the text decides; without one the link leads to
    all of them.
    """
    keys = {number_key(found[0]) for piece in _texts(html) for found in numbers_in(piece)}
    if not keys:
        return html
    known: dict[str, list[Document]] = defaultdict(list)
    rows = Document.objects.for_site(site).live(timezone.now()).with_keys(set(sorted(keys)[:MOST]))
    for document in rows.select_related("type"):
        known[document.number_key].append(document)
    if not known:
        return html
    return "".join(_linked(piece, known) if is_text else piece for piece, is_text in _pieces(html))


def _texts(html: str) -> list[str]:
    return [piece for piece, is_text in _pieces(html) if is_text]


def _pieces(html: str) -> list[tuple[str, bool]]:
    """Return the parts of a text in order, each with True when numbers in it may become links."""
    pieces: list[tuple[str, bool]] = []
    at = closed_in = 0
    for tag in _TAG.finditer(html):
        pieces += [(html[at : tag.start()], not closed_in), (tag[0], False)]
        at = tag.end()
        if tag[2] in _LEFT_ALONE:
            closed_in = max(0, closed_in + (-1 if tag[1] else 1))
    pieces.append((html[at:], not closed_in))
    return [(piece, is_text) for piece, is_text in pieces if piece]


def _linked(text: str, known: dict[str, list[Document]]) -> str:
    parts: list[str] = []
    at = 0
    for found in numbers_in(text):
        documents = known.get(number_key(found[0]), [])
        if documents:
            parts += [text[at : found.start()], _link(found[0], documents, text[found.end() :])]
            at = found.end()
    return "".join([*parts, text[at:]])


def _link(number: str, documents: list[Document], rest: str) -> str:
    """Return the link; `number` is a part of sanitised HTML and holds letters, digits and signs of numbers only."""
    year = _YEAR.match(rest)
    of_year = [document for document in documents if year and document.year == int(year[1])]
    if len(of_year) == 1 or len(documents) == 1:
        one = (of_year or documents)[0]
        return format_html('<a class="cited" href="{}" title="{}">{}</a>', one.get_absolute_url(), one.name, number)
    address = f"{reverse('documents:documents')}?{urlencode({'q': documents[0].number})}"
    return f'<a class="cited" href="{escape(address)}">{escape(number)}</a>'
