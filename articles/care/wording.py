"""What should be fixed in the words: slips, spaces, lengths, missing translations."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vietnamese.repair import repair
from vietnamese.syllables import unlikely

from ..models import AcceptedWord
from .looking import VIETNAMESE, Finding, Level, Look, language_name, some

LONG_TITLE = 110
LONG_LEAD = 400
SHORTEST_SHOUT = 4

_DOUBLE_SPACE = re.compile(r"\S+[^\S\n]{2,}\S+")


def repaired_words(look: Look) -> Iterator[Finding]:
    """Say which words are repaired on saving: letters of other alphabets, marks apart from their letters."""
    for name, lines in look.texts.items():
        language = name.rsplit("_", 1)[1]
        words = [
            word for line in lines for word in line.replace("\u00a0", " ").split() if repair(word, language) != word
        ]
        if words:
            message = ngettext(
                "%(number)d word holds letters that only look right; it is repaired on saving.",
                "%(number)d words hold letters that only look right; they are repaired on saving.",
                len(words),
            ) % {"number": len(words)}
            yield Finding(Level.SHOULD, name, message, some(repair(word, language) for word in words))


def unlikely_words(look: Look) -> Iterator[Finding]:
    """Mark words that are probably slips, but for those that the site has accepted."""
    accepted: frozenset[str] | None = None
    for name, lines in look.of(VIETNAMESE):
        doubtful = [mended for line in lines if unlikely(mended := repair(line))]
        if not doubtful:
            continue
        if accepted is None:
            accepted = AcceptedWord.objects.keys_of(look.site)
        words = some(finding.word for line in doubtful for finding in unlikely(line, accepted))
        if words:
            yield Finding(Level.SHOULD, name, _("Are these words spelled right?"), words, may_accept=True)


def double_spaces(look: Look) -> Iterator[Finding]:
    """Point at places with more than one space."""
    for name, lines in look.texts.items():
        places = [found[0] for line in lines for found in _DOUBLE_SPACE.finditer(line.strip())]
        if places:
            message = ngettext(
                "%(number)d place with more than one space.", "%(number)d places with more than one space.", len(places)
            ) % {"number": len(places)}
            yield Finding(Level.SHOULD, name, message, some(places)[:5])


def lengths(look: Look) -> Iterator[Finding]:
    """Judge title and lead as a phone shows them."""
    for language in look.site.languages:
        title = "".join(look.texts.get(f"title_{language}", ()))
        lead = "".join(look.texts.get(f"lead_{language}", ()))
        if len(title) > LONG_TITLE:
            message = _("The title has %(number)d letters; more than %(most)d are hard to take in on a phone.")
            yield _long(f"title_{language}", message, len(title), LONG_TITLE)
        if len(title) > SHORTEST_SHOUT and title.isupper():
            yield Finding(Level.SHOULD, f"title_{language}", _("The title stands in capitals only."))
        if len(lead) > LONG_LEAD:
            message = _("The lead has %(number)d letters; more than %(most)d are no longer a lead.")
            yield _long(f"lead_{language}", message, len(lead), LONG_LEAD)
        if title and not lead:
            yield Finding(
                Level.SHOULD, f"lead_{language}", _("There is no lead: one or two sentences that say what is new.")
            )


def _long(field: str, message: str, number: int, most: int) -> Finding:
    return Finding(Level.SHOULD, field, message % {"number": number, "most": most})


def translations(look: Look) -> Iterator[Finding]:
    """Name the languages of the site in which the article does not stand."""
    for language in look.site.languages:
        if language == VIETNAMESE:
            continue
        name = language_name(language)
        if f"title_{language}" not in look.texts:
            yield Finding(
                Level.SHOULD, f"title_{language}", _("Not translated yet: %(language)s.") % {"language": name}
            )
        elif f"body_{language}" not in look.texts and f"body_{VIETNAMESE}" in look.texts:
            message = _("The title is translated, the text is not: %(language)s.") % {"language": name}
            yield Finding(Level.SHOULD, f"body_{language}", message)
        elif not look.is_ready(language):
            message = _("Translated, but readers do not see it yet: %(language)s.") % {"language": name}
            yield Finding(Level.SHOULD, f"ready_{language}", message)
