"""What should be fixed in pictures, links and embeds."""

import re
from collections.abc import Iterator

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from galleries.models import Picture
from provinces.models import Site

from .. import embeds, links
from ..bodies import captions_of_empty_places, picture_ids
from .looking import VIETNAMESE, Finding, Level, Look, some

_FIGURE = re.compile(r"<figure\b[^>]*>.*?</figure>", re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\balt="\s*([^"]*)"')
_CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)


def pictures(look: Look) -> Iterator[Finding]:
    """Point at pictures without caption or without words for those who cannot see them; one query."""
    bodies = {code: str(look.values.get(f"body_{code}") or "") for code in look.site.languages}
    lead = look.values.get("picture_id")
    ids = {pk for body in bodies.values() for pk in picture_ids(body)} | ({int(lead)} if lead else set())
    described = (
        {pk for pk, alt in Picture.objects.usable_on(look.site).filter(pk__in=ids).values_list("pk", "alt_vi") if alt}
        if ids
        else set()
    )
    if lead and not look.texts.get(f"picture_alt_{VIETNAMESE}") and int(lead) not in described:
        yield Finding(
            Level.SHOULD, f"picture_alt_{VIETNAMESE}", _("Say what the picture shows, for those who cannot see it.")
        )
    if lead and not look.texts.get(f"picture_caption_{VIETNAMESE}"):
        yield Finding(Level.SHOULD, f"picture_caption_{VIETNAMESE}", _("The picture has no caption."))
    for language, body in bodies.items():
        yield from _pictures_in(f"body_{language}", body, described)


def _pictures_in(field: str, body: str, described: set[int]) -> Iterator[Finding]:
    without_alt = sum(_lacks_words(image[0], described) for image in _IMAGE.finditer(body))
    if without_alt:
        message = ngettext(
            "%(number)d picture in the text does not say what it shows (alternative text).",
            "%(number)d pictures in the text do not say what they show (alternative text).",
            without_alt,
        )
        yield Finding(Level.SHOULD, field, message % {"number": without_alt})
    without_caption = sum("<img" in figure and not _caption(figure) for figure in _FIGURE.findall(body))
    if without_caption:
        message = ngettext(
            "%(number)d picture in the text has no caption.",
            "%(number)d pictures in the text have no caption.",
            without_caption,
        )
        yield Finding(Level.SHOULD, field, message % {"number": without_caption})
    waiting = captions_of_empty_places(body)
    if waiting:
        message = ngettext(
            "%(number)d place waits for a picture; readers do not see it.",
            "%(number)d places wait for a picture; readers do not see them.",
            len(waiting),
        )
        yield Finding(Level.SHOULD, field, message % {"number": len(waiting)})


def _lacks_words(image: str, described: set[int]) -> bool:
    alt = _ALT.search(image)
    return not (alt and alt[1].strip()) and not any(pk in described for pk in picture_ids(image))


def _caption(figure: str) -> str:
    found = _CAPTION.search(figure)
    return strip_tags(found[1]).strip() if found else ""


def broken_links(look: Look) -> Iterator[Finding]:
    """Point at links and embeds that readers would not find; one query, and one for each kind of embed."""
    for language in look.site.languages:
        body = str(look.values.get(f"body_{language}") or "")
        words = links.broken(body, look.site)
        if words:
            message = _("Links to articles that readers do not see; only the words are shown.")
            yield Finding(Level.SHOULD, f"body_{language}", message, some(words))
        missing = _missing_embeds(body, look.site)
        if missing:
            message = _("What is embedded cannot be seen by readers: %(kinds)s.") % {"kinds": ", ".join(missing)}
            yield Finding(Level.SHOULD, f"body_{language}", message)


def _missing_embeds(body: str, site: Site) -> list[str]:
    missing = []
    for kind, ids in embeds.ids_in(body).items():
        embed = embeds.get(kind)
        if embed is None or set(ids) - set(embed.seen(site, ids)):
            missing.append(str(embed.label) if embed is not None else kind)
    return missing
