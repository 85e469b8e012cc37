"""What the checks look at, and what they say."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags

from provinces.models import Site

from ..bodies import clean
from ..models import Article
from ..snapshots import COLUMNS

SHOWN_WORDS = 30
VIETNAMESE = settings.LANGUAGE_CODE

Values = Mapping[str, Any]

_BLOCK = re.compile(r"</?(?:p|h[1-6]|li|td|th|figcaption|blockquote|aside|br)\b[^>]*>")


class Level(StrEnum):
    """How grave a finding is."""

    MUST = "must"
    SHOULD = "should"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: a sentence for the writer, the column it is about (`title_vi`), the words that it marks."""

    level: Level
    field: str
    message: str
    words: tuple[str, ...] = ()
    may_accept: bool = False


@dataclass(frozen=True)
class Look:
    """What the checks look at: the values with sanitised bodies, and their paragraphs of plain text by column."""

    values: Values
    site: Site
    texts: Mapping[str, list[str]]

    def of(self, language: str) -> Iterator[tuple[str, list[str]]]:
        """Yield the columns of a language that hold text, with their paragraphs."""
        return ((name, lines) for name, lines in self.texts.items() if name.endswith(f"_{language}") and lines)

    def is_ready(self, language: str) -> bool:
        """Return True when readers get the article in `language`."""
        return bool((self.values.get("languages") or {}).get(language))


def values_of(article: Article) -> dict[str, Any]:
    """Return what the checks need of an article's columns."""
    names = (*COLUMNS, "picture_id", "date_is_missing", "published_at")
    values = {name: getattr(article, name) for name in names}
    return {**values, "languages": {code: article.speaks(code) for code, _name in settings.LANGUAGES}}


def paragraphs(html: str) -> list[str]:
    """Return the text of a sanitised body, one item for each block that holds any."""
    parts = _BLOCK.sub("\n", html).split("\n")
    return [text for part in parts if (text := unescape(strip_tags(part))).strip()]


def look_at(values: Values, site: Site) -> Look:
    """Return what the checks look at, with sanitised bodies; values of any kind are taken as text."""
    bodies = {name: clean(str(values.get(name) or "")) for name in COLUMNS if name.startswith("body_")}
    texts = {
        name: paragraphs(bodies[name]) if name in bodies else [text]
        for name in COLUMNS
        if (text := str(values.get(name) or "")).strip()
    }
    return Look({**values, **bodies}, site, texts)


def language_name(code: str) -> str:
    """Return what a language is called in the language of the page."""
    return str(dict(settings.LANGUAGES)[code])


def some(words: Iterable[str]) -> tuple[str, ...]:
    """Return the first of `words`, each once."""
    return tuple(dict.fromkeys(words))[:SHOWN_WORDS]
