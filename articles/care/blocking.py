"""What must be fixed before readers see an article. No check here asks the database."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from vietnamese.legacy import Encoding, modernise
from vietnamese.syllables import WORD

from .. import embeds
from ..bodies import picture_ids
from ..legacy import NAMES
from .looking import VIETNAMESE, Finding, Level, Look, language_name

SURE_WORDS = 4


def texts_are_there(look: Look) -> Iterator[Finding]:
    """There is a title in Vietnamese, and something to read."""
    if f"title_{VIETNAMESE}" not in look.texts:
        yield Finding(Level.MUST, f"title_{VIETNAMESE}", _("An article needs a title in Vietnamese."))
    body = str(look.values.get(f"body_{VIETNAMESE}") or "")
    shows = picture_ids(body) or embeds.ids_in(body)
    if not shows and not any(look.texts.get(f"{name}_{VIETNAMESE}") for name in ("lead", "body")):
        yield Finding(Level.MUST, f"body_{VIETNAMESE}", _("There is nothing to read yet: write the text."))
    for language in look.site.languages:
        if language != VIETNAMESE and look.is_ready(language) and f"title_{language}" not in look.texts:
            message = _("Readers of this language need a title: %(language)s.") % {"language": language_name(language)}
            yield Finding(Level.MUST, f"title_{language}", message)


def date_is_there(look: Look) -> Iterator[Finding]:
    """What was imported without a date has one by now."""
    if look.values.get("date_is_missing") and not look.values.get("published_at"):
        message = _("The article was imported without a date: fill in when it was published.")
        yield Finding(Level.MUST, "published_at", message)


def legacy_text(look: Look) -> Iterator[Finding]:
    """Nothing stands in a font of before Unicode; a word or two may be a foreign name, and are only marked."""
    for name, lines in look.of(VIETNAMESE):
        met = [(line, encoding) for line in lines if (encoding := _encoding(line)) is not None]
        if not met:
            continue
        line, encoding = met[0]
        is_sure = len(met) > 1 or len(WORD.findall(line)) >= SURE_WORDS
        message = _("This was typed in an old font (%(font)s) and cannot be read: %(sample)s") % {
            "font": NAMES[encoding],
            "sample": f"“{line.strip()[:60]}”",
        }
        yield Finding(Level.MUST if is_sure else Level.SHOULD, name, message)


def _encoding(line: str) -> Encoding | None:
    return None if line.isascii() else modernise(line)[1]
