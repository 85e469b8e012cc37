"""How far an article's other languages are, and when a translation has to be looked at again.

A translation remembers what the Vietnamese said when it was made, as a hash of its words. It "needs update" when the
words have changed since; blanks, punctuation, markup and capitals do not count.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from html import unescape
from typing import Any

from django.conf import settings

from .models.article import TEXTS
from .models.language import LanguageState

SOURCE = settings.LANGUAGE_CODE
OTHER_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES if code != SOURCE)

_MARKUP = re.compile(r"<[^>]*>")
#: A word, or a number with the signs inside it: 1,5 is not 15, 29/12 is not 2912.
_WORD = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W_]+")


def meaning(snapshot: Mapping[str, Any]) -> str:
    """Return a hash of the words that the Vietnamese texts of a snapshot consist of."""
    words: list[str] = []
    for name in TEXTS:
        text = unescape(_MARKUP.sub(" ", snapshot.get(f"{name}_{SOURCE}") or ""))
        words += [name, *_WORD.findall(unicodedata.normalize("NFC", text).casefold())]
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def texts_in(snapshot: Mapping[str, Any], language: str) -> list[str]:
    """Return the texts of a snapshot in one language."""
    return [snapshot.get(f"{name}_{language}") or "" for name in TEXTS]


def states_of(snapshot: Mapping[str, Any]) -> dict[str, LanguageState]:
    """Return the state of every language in which a snapshot says anything; Vietnamese is left out."""
    now = meaning(snapshot)
    found = {language: _state(snapshot, language, now) for language in OTHER_LANGUAGES}
    return {language: state for language, state in found.items() if state is not None}


def _state(snapshot: Mapping[str, Any], language: str, now: str) -> LanguageState | None:
    if not snapshot["languages"].get(language):
        return LanguageState.DRAFT if any(texts_in(snapshot, language)) else None
    source = snapshot.get("sources", {}).get(language)
    return LanguageState.NEEDS_UPDATE if source and source != now else LanguageState.READY


def sources_after(before: Mapping[str, Any], after: Mapping[str, Any], confirmed: set[str]) -> dict[str, str]:
    """Return what each translation of `after` was made from.

    A translation that was touched, made ready or confirmed by its translator was made from the Vietnamese as it is
    now; any other from what it was made from before.
    """
    now = meaning(after)
    sources: dict[str, str] = {}
    for language in OTHER_LANGUAGES:
        if not any(texts_in(after, language)):
            continue
        kept = before.get("sources", {}).get(language, "")
        touched = texts_in(before, language) != texts_in(after, language)
        made_ready = after["languages"].get(language) and not before["languages"].get(language)
        sources[language] = now if touched or made_ready or language in confirmed or not kept else kept
    return sources
