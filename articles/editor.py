"""Bodies between storage and the editor.

In storage a figure names its picture by id; in the editor it also shows it (`src`). Links to own articles and embeds
are numbers in storage, too. On the way back everything that the person may not use is dropped: foreign addresses, and
what this site has no right to. A figure without a picture is a place that waits for one; it keeps its caption.
"""

import json
import re
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from js_asset import ImportMap, Media, Script

from articles import embeds, extensions, links
from articles.bodies import clean, picture_ids
from galleries.models import Picture
from galleries.renditions import nearest
from provinces.models import Site
from vietnamese.repair import repair

EDITOR_WIDTH = 960
SCRIPT_PARTS = ("finder", "nodes", "paste", "word")
_IMAGE = re.compile(r"<img\b[^>]*>")
_ID = re.compile(r'\bdata-picture="(\d{1,18})"')
_SRC = re.compile(r'\s+src="[^"]*"')
_EMPTY_CAPTION = re.compile(r"<figcaption>(?:\s|<br\s*/?>|&nbsp;)*</figcaption>")
_EMPTY_FIGURE = re.compile(r"<figure(?![^>]*\bdata-embed=)[^>]*>\s*</figure>")
_TAG_OR_TEXT = re.compile(r"<[^>]*>|[^<]+")
_EMPTY_BODY = re.compile(r"(?:\s|<p[^>]*>(?:\s|<br\s*/?>|&nbsp;)*</p>)*")


def to_editor(html: str, site: Site | None) -> str:
    """Return a stored body as the editor takes it: pictures and links with their address, embeds with their name.

    One query for all pictures, one for all links, one for each kind of embed in it.
    """
    pictures = _usable(html, site)

    def shown(found: re.Match[str]) -> str:
        picture = pictures.get(_id_of(found[0]))
        if picture is None:
            return found[0]
        bare = _SRC.sub("", found[0])
        return f'<img src="{escape(nearest(picture, EDITOR_WIDTH))}"{bare[4:]}'

    return embeds.for_editor(links.for_editor(_IMAGE.sub(shown, html), site), site)


def from_editor(html: str, site: Site | None, language: str = settings.LANGUAGE_CODE) -> str:
    """Return what the editor sent as a body to store: sanitised and repaired, with what this site may use only."""
    body = repaired(clean(html), language)
    body = links.for_storage(embeds.for_storage(body, site), site)
    pictures = _usable(body, site)
    body = _IMAGE.sub(lambda found: found[0] if _id_of(found[0]) in pictures else "", body)
    body = _EMPTY_FIGURE.sub("", _EMPTY_CAPTION.sub("", body))
    return "" if _EMPTY_BODY.fullmatch(body) else body


def repaired(html: str, language: str = settings.LANGUAGE_CODE) -> str:
    """Return sanitised HTML whose text is repaired (`vietnamese.repair`); addresses and other attributes stay."""
    if language != "km":
        html = html.replace("&nbsp;", " ")
    if html.isascii():
        return html
    return _TAG_OR_TEXT.sub(lambda found: found[0] if found[0][0] == "<" else repair(found[0], language), html)


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
        """Return the attributes, with what the script needs: its extensions, kinds of embeds, and addresses."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        kinds = [{"kind": kind.kind, "label": str(kind.label), "icon": kind.icon} for kind in embeds.kinds()]
        return {
            **attrs,
            "data-picker": reverse("admin:galleries_picture_picker"),
            "data-upload": reverse("editor-upload"),
            "data-links": reverse("editor-links"),
            "data-embeds": reverse("editor-embeds"),
            "data-convert": reverse("editor-convert"),
            "data-extensions": json.dumps(extensions.names()),
            "data-kinds": json.dumps(kinds, ensure_ascii=False),
        }

    @property
    def media(self) -> Any:
        """The editor's scripts and styles; the import map gets its nonce from the admin class."""
        return Media(
            importmap=ImportMap(
                {
                    "django-prose-editor/editor": "django_prose_editor/editor.js",
                    **{f"body-editor/{part}": f"admin_articles/body-{part}.js" for part in SCRIPT_PARTS},
                }
            ),
            css={
                "all": [
                    "django_prose_editor/material-icons.css",
                    "django_prose_editor/editor.css",
                    "admin_articles/body-editor.css",
                ]
            },
            js=[
                "admin_galleries/picker.js",
                "admin_articles/legacy-paste.js",
                Script("admin_articles/body-editor.js", type="module"),
            ],
        )


class BodyFormField(forms.CharField):
    """A body in a form. `site` decides which pictures it may show; set it before the form is used."""

    widget = BodyWidget

    def __init__(self, *, site: Site | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.site = site

    @property
    def language(self) -> str:
        """The language of the text, as its input says."""
        return str(self.widget.attrs.get("lang") or settings.LANGUAGE_CODE)

    def prepare_value(self, value: Any) -> Any:
        """Return the body as the editor takes it, also when the form comes back with errors."""
        return to_editor(value, self.site) if isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        """Return the body as it is stored."""
        text: str = super().to_python(value) or ""
        return from_editor(text, self.site, self.language) if text else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return True when what would be stored differs."""
        before, after = (from_editor(text or "", self.site, self.language) for text in (initial, data))
        return bool(before != after)
