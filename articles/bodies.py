"""The HTML of bodies: what may stand in it, how it is stored and how readers get it.

Stored bodies name pictures by id (`<figure><img data-picture="12" alt="…"><figcaption>…</figcaption></figure>`), so
that replacing a picture's file keeps every use right. A figure without a picture is a place that an import found a
caption for: staff see it, readers do not.
"""

import re
from collections.abc import Iterable
from typing import Any

import nh3
from django.db import models

TAGS = {
    "a", "b", "blockquote", "br", "caption", "em", "figcaption", "figure", "h2", "h3", "h4", "hr", "i", "img", "li",
    "ol", "p", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"data-picture", "alt", "title"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "figure": {"class"},
    "p": {"class"},
}
CLASSES = {"figure": {"wide"}, "p": {"align-right", "align-center"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_FIGURE = re.compile(r"<figure\b[^>]*>.*?</figure>", re.DOTALL)
_PICTURE = re.compile(r'<img\b[^>]*\bdata-picture="(\d{1,18})"[^>]*>')


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        kept = [word for word in value.split() if word in CLASSES.get(tag, ())]
        return " ".join(kept) or None
    if name == "data-picture" and not value.isdigit():
        return None
    return value


def clean(html: str) -> str:
    """Return `html` with only what a body may hold; scripts, styles, foreign images and odd links are gone."""
    return nh3.clean(
        html or "",
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel="noopener",
        strip_comments=True,
    ).replace("\x00", "")


class BodyField(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """HTML that is sanitised on every way in: forms, imports and our own code alike."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return the sanitised text and leave it on the instance."""
        value = clean(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, value)
        return value


def picture_ids(html: str) -> list[int]:
    """Return the ids of the pictures that a body shows, in order, each once."""
    return list(dict.fromkeys(int(number) for number in _PICTURE.findall(html)))


def holds_something(figure: str) -> bool:
    """Return True when a figure shows a picture or a table, not only a caption."""
    return "<img" in figure or "<table" in figure


def without_empty_places(html: str) -> str:
    """Return a body as readers get it: picture places that are still empty are left out."""
    return _FIGURE.sub(lambda found: found[0] if holds_something(found[0]) else "", html)


def captions_of_empty_places(html: str) -> list[str]:
    """Return the captions that wait for a picture."""
    figures: Iterable[str] = (figure for figure in _FIGURE.findall(html) if not holds_something(figure))
    return [re.sub(r"<[^>]+>", "", figure).strip() for figure in figures]
