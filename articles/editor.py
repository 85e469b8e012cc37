"""Bodies between storage and the editor.

In storage a figure names its picture by id; in the editor it also shows it (`src`). On the way back everything that
the person may not use is dropped: foreign addresses, and pictures that this site has no right to. A figure without a
picture is a place that waits for one; it keeps its caption both ways.
"""

import re
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import escape
from js_asset import ImportMap, Media, Script

from articles.bodies import clean, picture_ids
from galleries.models import Picture
from galleries.renditions import nearest
from provinces.models import Site

EDITOR_WIDTH = 960
_IMAGE = re.compile(r"<img\b[^>]*>")
_ID = re.compile(r'\bdata-picture="(\d{1,18})"')
_SRC = re.compile(r'\s+src="[^"]*"')
_EMPTY_CAPTION = re.compile(r"<figcaption>(?:\s|<br\s*/?>|&nbsp;)*</figcaption>")
_EMPTY_FIGURE = re.compile(r"<figure[^>]*>\s*</figure>")
_EMPTY_BODY = re.compile(r"(?:\s|<p[^>]*>(?:\s|<br\s*/?>|&nbsp;)*</p>)*")


def to_editor(html: str, site: Site | None) -> str:
    """Return a stored body as the editor takes it: pictures with their address, one query however many there are."""
    pictures = _usable(html, site)

    def shown(found: re.Match[str]) -> str:
        picture = pictures.get(_id_of(found[0]))
        if picture is None:
            return found[0]
        bare = _SRC.sub("", found[0])
        return f'<img src="{escape(nearest(picture, EDITOR_WIDTH))}"{bare[4:]}'

    return _IMAGE.sub(shown, html)


def from_editor(html: str, site: Site | None) -> str:
    """Return what the editor sent as a body to store: sanitised, with pictures of this site's library only."""
    body = clean(html)
    pictures = _usable(body, site)
    body = _IMAGE.sub(lambda found: found[0] if _id_of(found[0]) in pictures else "", body)
    body = _EMPTY_FIGURE.sub("", _EMPTY_CAPTION.sub("", body))
    return "" if _EMPTY_BODY.fullmatch(body) else body


def _usable(html: str, site: Site | None) -> dict[int, Picture]:
    ids = picture_ids(html)
    if not ids or site is None:
        return {}
    return {picture.pk: picture for picture in Picture.objects.usable_on(site).filter(pk__in=ids)}


def _id_of(tag: str) -> int:
    found = _ID.search(tag)
    return int(found[1]) if found else 0


class BodyWidget(forms.Textarea):
    """The editor; without script a text area with the HTML."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 20, "data-body-editor": "", **(attrs or {})})

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the attributes, with the address of the picture picker."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "data-picker": reverse("admin:galleries_picture_picker")}

    @property
    def media(self) -> Any:
        """The editor's scripts and styles; the import map gets its nonce from the admin class."""
        return Media(
            importmap=ImportMap({"django-prose-editor/editor": "django_prose_editor/editor.js"}),
            css={
                "all": [
                    "django_prose_editor/material-icons.css",
                    "django_prose_editor/editor.css",
                    "admin_articles/body-editor.css",
                ]
            },
            js=["admin_galleries/picker.js", Script("admin_articles/body-editor.js", type="module")],
        )


class BodyFormField(forms.CharField):
    """A body in a form. `site` decides which pictures it may show; set it before the form is used."""

    widget = BodyWidget

    def __init__(self, *, site: Site | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.site = site

    def prepare_value(self, value: Any) -> Any:
        """Return the body as the editor takes it, also when the form comes back with errors."""
        return to_editor(value, self.site) if isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        """Return the body as it is stored."""
        text: str = super().to_python(value) or ""
        return from_editor(text, self.site) if text else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return True when what would be stored differs."""
        return bool(from_editor(initial or "", self.site) != from_editor(data or "", self.site))
