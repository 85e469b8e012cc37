"""A stored text as readers get it: pictures in sizes for every screen, tables that stay inside the page."""

import re
from dataclasses import dataclass
from html import unescape

from django.conf import settings
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from documents.linking import with_links
from galleries.models import Picture
from galleries.templatetags.pictures import picture as shown_picture
from provinces.models import Site

from . import embeds, links
from .bodies import clean, holds_something, picture_ids, without_empty_places
from .contents import Section, minutes_to_read, with_contents
from .models import Article
from .models.article import TEXTS

SIZES = "(min-width: 48rem) 42rem, 100vw"
WIDE_SIZES = "(min-width: 75rem) 50rem, (min-width: 48rem) 65vw, 100vw"
SUMMARY_LETTERS = 160

# These read what `clean` writes: double quotes, small letters, every element closed.
_IMAGE = re.compile(r"<img\b([^>]*)>")
_PICTURE_ID = re.compile(r'\bdata-picture="(\d{1,18})"')
_ALT = re.compile(r'\balt="([^"]*)"')
_CREDIT = re.compile(r'\bdata-credit="([^"]+)"')
_SHOWN = re.compile(
    r"<figure\b(?P<attributes>[^>]*)>(?P<inside>.*?)</figure>|<p\b[^>]*>\s*<img\b(?P<alone>[^>]*)>\s*</p>|"
    r"<img\b(?P<inline>[^>]*)>",
    re.DOTALL,
)
_HEADING = re.compile(r"<(h[234])>(.*?)</\1>", re.DOTALL)
_EMPTY_PARAGRAPH = re.compile(r"<p\b[^>]*>(?:\s|&nbsp;|\u00a0|<br>)*</p>")
_EMPTY_LINK = re.compile(r"<a\b[^>]*>(?:\s|&nbsp;|\u00a0)*</a>")
_EMPTY_BOX = re.compile(r"<aside\b[^>]*>\s*</aside>")
_BLOCK = re.compile(r"<(?:p|h[234]|ul|ol|table|figure|blockquote|aside)\b")


@dataclass(frozen=True)
class Reading:
    """The texts of an article in the one language in which they are shown."""

    language: str
    kicker: str
    title: str
    lead: str
    body: SafeString
    picture_caption: str
    picture_alt: str
    summary: str
    contents: list[Section]
    minutes: int

    @classmethod
    def of(cls, article: Article, language: str) -> "Reading":
        """Return the article's texts in `language`, all of them in Vietnamese when it is not ready in that language.

        Only the title falls back to Vietnamese by itself: a line in another language among the others helps nobody.
        `article` comes from `ArticleQuerySet.with_body(language)`. One query when the body holds pictures,
        one when it cites documents.
        """
        body: str = article.shown_body  # type: ignore[attr-defined]  # annotated by with_body
        shown = article.language_in(language)
        texts = {name: article.text(name, shown) for name in TEXTS if name != "body"}
        texts["title"] = texts["title"] or article.text("title", settings.LANGUAGE_CODE)
        html, contents = with_contents(for_readers(body, article.site))
        return cls(
            shown,
            body=html,
            summary=summary(texts["lead"] or body),
            contents=contents,
            minutes=minutes_to_read(body),
            **texts,
        )


def for_readers(body: str, site: Site) -> SafeString:
    """Return a stored body as readers of `site` get it; a query each for pictures, links and kinds of embeds in it.

    Picture places without a picture that this site may use are left out. Bodies that came past our own forms, even
    plain text, are made safe here once more.
    """
    html = links.for_readers(clean(without_empty_places(body)), site)
    if not _BLOCK.search(html):
        html = _paragraphs(html)
    pictures = _pictures(html, site)
    html = with_links(html, site)
    html = _SHOWN.sub(lambda found: _shown(found, pictures), html)
    html = _ordered_headings(_in_frames(_EMPTY_PARAGRAPH.sub("", _EMPTY_LINK.sub(" ", html))))
    # `clean` has made the text safe; what was added since are our own components.
    return mark_safe(embeds.for_readers(_EMPTY_BOX.sub("", html), site))  # noqa: S308


def summary(text: str) -> str:
    """Return the first words of a text without markup, at most 160 letters: what search engines show."""
    return Truncator(" ".join(unescape(strip_tags(text)).split())).chars(SUMMARY_LETTERS)


def _paragraphs(text: str) -> str:
    parts = (part.strip() for part in re.split(r"\n\s*\n|(?:<br>\s*){2,}", text))
    return "".join(f"<p>{part}</p>" for part in parts if part)


def _pictures(html: str, site: Site) -> dict[int, Picture]:
    ids = picture_ids(html)
    return Picture.objects.usable_on(site).in_bulk(ids) if ids else {}


def _shown(found: re.Match[str], pictures: dict[int, Picture]) -> str:
    """Return a figure, or an image that stands alone or in a line; '' when nothing of it may be shown."""
    if found["inline"] is not None:
        return _image(found["inline"], pictures)
    if found["alone"] is not None:
        image = _image(found["alone"], pictures)
        return f"<figure>{image}</figure>" if image else ""
    if "data-embed=" in found["attributes"]:
        return found[0]
    sizes = WIDE_SIZES if "wide" in found["attributes"] else SIZES
    inside = _IMAGE.sub(lambda image: _image(image[1], pictures, sizes), found["inside"])
    if not holds_something(inside):
        return ""
    return f"<figure{found['attributes']}>{_with_credit(inside, found['inside'])}</figure>"


def _with_credit(inside: str, stored: str) -> str:
    """Return what stands in a figure with who took the picture behind the caption; `clean` has escaped the name."""
    image = _IMAGE.search(stored)
    credit = _CREDIT.search(image[1]) if image else None
    if credit is None or not credit[1].strip():
        return inside
    label = escape(_("Photo:"))
    line = f'<span class="credit">{label} {credit[1]}</span>'
    if "</figcaption>" in inside:
        return inside.replace("</figcaption>", f" {line}</figcaption>", 1)
    return f"{inside}<figcaption>{line}</figcaption>"


def _image(attributes: str, pictures: dict[int, Picture], sizes: str = SIZES) -> str:
    """Return one picture by the component that all pages use; '' for what is not ours to show."""
    number = _PICTURE_ID.search(attributes)
    picture = pictures.get(int(number[1])) if number else None
    if picture is None:
        return ""
    alt = _ALT.search(attributes)
    return shown_picture(picture, sizes, "natural", unescape(alt[1]) if alt else None)


def _in_frames(html: str) -> str:
    """Put tables into frames that scroll by themselves, and that a keyboard can reach."""
    name = escape(_("Table"))
    frame = f'<div class="table-frame" role="group" tabindex="0" aria-label="{name}"><table'
    return html.replace("<table", frame).replace("</table>", "</table></div>")


def _ordered_headings(html: str) -> str:
    """Return the body with headings that begin below the page's title and leave out no level."""
    above = 1

    def level(found: re.Match[str]) -> str:
        nonlocal above
        if not strip_tags(found[2]).strip():
            return ""
        above = min(int(found[1][1]), above + 1)
        return f"<h{above}>{found[2]}</h{above}>"

    return _HEADING.sub(level, html)
