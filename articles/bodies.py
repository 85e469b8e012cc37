"""The HTML of bodies: what may stand in it, how it is stored and how readers get it.

Stored bodies name pictures by id (`<figure><img data-picture="12" alt="…"><figcaption>…</figcaption></figure>`), so
that replacing a picture's file keeps every use right; links to own articles by number (`<a data-article="7">`), so
that they survive a change of address; albums, documents and videos as `<figure data-embed="album:3">`. A figure without
a picture is a place that an import found a caption for: staff see it, readers do not.
"""

import re
from collections.abc import Iterable
from typing import Any

import nh3
from django.db import models

from . import extensions

TAGS = extensions.tags()
ATTRIBUTES = extensions.attributes()
CLASSES = extensions.classes()
SCHEMES = {"http", "https", "mailto", "tel"}

_EMBED = re.compile(r"[a-z]{2,20}:\d{1,18}")
_NUMBER = re.compile(r"[0-9]{1,18}")
_SPAN = re.compile(r"[0-9]{1,4}")
# What a value has to look like; attributes that are not named here hold any text or address.
_VALUES = {
    "data-picture": _NUMBER,
    "data-article": _NUMBER,
    "data-embed": _EMBED,
    "colspan": _SPAN,
    "rowspan": _SPAN,
    "start": _SPAN,
}
_FIGURE = re.compile(r"<figure\b[^>]*>.*?</figure>", re.DOTALL)
_PICTURE = re.compile(r'<img\b[^>]*\bdata-picture="(\d{1,18})"[^>]*>')


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        kept = [word for word in value.split() if word in CLASSES.get(tag, ())]
        return " ".join(kept) or None
    wanted = _VALUES.get(name)
    return value if wanted is None or wanted.fullmatch(value) else None


def clean(html: str) -> str:
    """Return `html` with only what a body may hold; scripts, styles, foreign images and odd links are gone."""
    cleaned = nh3.clean(
        (html or "").replace("\x00", ""),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel="noopener",
        strip_comments=True,
    )
    return cleaned.replace("<aside>", '<aside class="box">')


class BodyField(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """HTML that is sanitised on every way in: forms, imports and our own code alike."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return the sanitised text and leave it on the instance."""
        value = clean(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Return the value for the database; `update()` comes here without `pre_save`."""
        return super().get_db_prep_save(clean(value) if isinstance(value, str) else value, connection)


def picture_ids(html: str) -> list[int]:
    """Return the ids of the pictures that a body shows, in order, each once."""
    return list(dict.fromkeys(int(number) for number in _PICTURE.findall(html)))


def holds_something(figure: str) -> bool:
    """Return True when a figure shows a picture, an embed or a table, not only a caption."""
    return "<img" in figure or "<table" in figure or "data-embed=" in figure


def without_empty_places(html: str) -> str:
    """Return a body as readers get it: picture places that are still empty are left out."""
    return _FIGURE.sub(lambda found: found[0] if holds_something(found[0]) else "", html)


def captions_of_empty_places(html: str) -> list[str]:
    """Return the captions that wait for a picture."""
    figures: Iterable[str] = (figure for figure in _FIGURE.findall(html) if not holds_something(figure))
    return [re.sub(r"<[^>]+>", "", figure).strip() for figure in figures]
