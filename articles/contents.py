"""The table of contents of a long article, and how long it takes to read."""

import math
import re
from dataclasses import dataclass
from html import unescape

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

SECTIONS = 3  # fewer need no table
LONG = 300  # syllables; what a phone shows on three screens needs none either
# Reading silently: about 220 syllables of Vietnamese or English words a minute. Khmer has no spaces to count by.
SYLLABLES = 220
KHMER_LETTERS = 900

# These read what `rendering.for_readers` writes.
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_KHMER = re.compile(r"[\u1780-\u17b3]")


@dataclass(frozen=True)
class Section:
    """A heading of an article and the name by which a link finds it."""

    anchor: str
    title: str


def with_contents(html: SafeString) -> tuple[SafeString, list[Section]]:
    """Return a body whose headings can be linked to, and its table of contents; as it is and [] when it is short."""
    found = [section for section in _sections(html) if section.title]
    if len(found) < SECTIONS or len(strip_tags(html).split()) < LONG:
        return html, []
    names = iter(found)

    def named(heading: re.Match[str]) -> str:
        if not strip_tags(heading[1]).strip():
            return heading[0]
        return f'<h2 id="{escape(next(names).anchor)}">{heading[1]}</h2>'

    # Nothing but a name of our own making was added to what was safe already.
    return mark_safe(_HEADING.sub(named, html)), found  # noqa: S308


def _sections(html: str) -> list[Section]:
    titles = (" ".join(unescape(strip_tags(heading[1])).split()) for heading in _HEADING.finditer(html))
    return [Section(f"muc-{number}", title) for number, title in enumerate(filter(None, titles), 1)]


def minutes_to_read(text: str) -> int:
    """Return how many minutes a body takes to read, rounded up; 0 for an empty one."""
    plain = strip_tags(text)
    return math.ceil(len(_KHMER.findall(plain)) / KHMER_LETTERS + len(plain.split()) / SYLLABLES)
