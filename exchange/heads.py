"""What stands above the first paragraph: title, category, kicker, time of publication."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from exchange.bylines import is_name, is_office, read_byline
from exchange.captions import CAPTION, CLEAR_CAPTION, caption_score
from exchange.lines import ends_sentence
from exchange.zones import Entry, Kind
from vietnamese.folding import exact

_CATEGORY = re.compile(r"^(?:chuyên mục|danh mục|mục|chuyên trang)\s*[:：]\s*(.{2,80})$", re.IGNORECASE)
_CRUMBS = re.compile(r"\s*[»›>/|]\s*")
_LONGEST_CATEGORY = 14
"""Words: portals name a category after the whole of a directive."""

_LONGEST_LABEL = 4
"""Words up to which a line above the date is rather the category's name than a title."""


@dataclass(slots=True)
class Head:
    """The head of an article. `captions` are those above the lead; `bylines` lines with names below the title."""

    title: str = ""
    kicker: str = ""
    category: str = ""
    captions: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def read_head(entries: list[Entry]) -> Head:
    """Return what the lines above the first paragraph say. The title is the line with most evidence,
    never just the first.
    """
    head = Head()
    entries = _without_labelled_category(entries, head)
    place = _title_place(entries)
    if place is None:
        head.left_out = [entry.text for entry in entries if entry.kind is Kind.TEXT]
        return head
    head.title = entries[place].text
    if joins_next(entries, place):
        head.title += " " + entries[place + 1].text
        entries = entries[: place + 1] + entries[place + 2 :]
    _read_above(entries[:place], head)
    _read_below(entries[place + 1 :], head)
    return head


def labelled_category(text: str) -> str:
    """Return the category in "Chuyên mục: …", "" for other lines."""
    found = _CATEGORY.match(text)
    return _CRUMBS.split(found[1])[-1].strip() if found else ""


def published_at(entries: list[Entry]) -> tuple[datetime | None, bool]:
    """Return the time of publication and whether the page gives a time of day.

    A portal prints today's date at the top of every page. So a date that a label or a time of day marks is preferred,
    and a bare date above everything else is none.
    """
    stamps = [(place, entry.facts.stamp) for place, entry in enumerate(entries) if entry.facts.stamp]
    first_text = next((place for place, entry in enumerate(entries) if entry.kind is Kind.TEXT), len(entries))
    top = stamps[0] if stamps and stamps[0][0] < first_text else None
    if top and len(stamps) > 1 and not top[1].labelled:
        stamps = stamps[1:]
    best = max(stamps, key=lambda at: (at[1].labelled, at[1].timed, -at[0]), default=None)
    if best is None or (best is top and not best[1].labelled and not best[1].timed):
        return None, False
    return best[1].moment(), best[1].timed


def joins_next(entries: list[Entry], place: int) -> bool:
    """Whether the title goes on in the next line: it breaks off at a colon or comma, or the next starts small."""
    following = entries[place + 1] if place + 1 < len(entries) else None
    return (
        following is not None
        and following.kind is Kind.TEXT
        and following.gap == 0
        and (entries[place].text.endswith((":", ",", "-", "–")) or following.text[0].islower())
    )


def _without_labelled_category(entries: list[Entry], head: Head) -> list[Entry]:
    kept = []
    for entry in entries:
        if entry.kind is Kind.TEXT and (category := labelled_category(entry.text)):
            head.category = category
        else:
            kept.append(entry)
    return kept


def _title_place(entries: list[Entry]) -> int | None:
    texts = [place for place, entry in enumerate(entries) if entry.kind is Kind.TEXT]
    return max(texts, key=lambda place: (_title_score(entries, place), -place), default=None)


def _title_score(entries: list[Entry], place: int) -> float:
    text = entries[place].text
    words = len(text.split())
    before = entries[place - 1].kind if place else None
    after = entries[place + 1].kind if place + 1 < len(entries) else None
    score = (2.0 if words >= 6 else words / 5) + 0.5 * (words > 9) + 0.03 * min(words, 20)
    score += 0.5 * (before in (Kind.FACTS, Kind.ADDRESS) and after is not Kind.FACTS)
    score += 0.5 * (entries[place].gap > 0 or place == 0)
    score -= 1.0 * (words <= _LONGEST_LABEL and after is Kind.FACTS)
    score -= (
        2.5 * (caption_score(text) >= CLEAR_CAPTION + 0.5)
        + 1.5 * text.endswith(".")
        + 2.5 * _is_doubled(entries, place)
    )
    score -= 3.0 * is_office(text) + 3.0 * (after is Kind.ADDRESS) + 2.0 * is_name(text) + 3.0 * (_crumb_of(text) != "")
    return score


def _is_doubled(entries: list[Entry], place: int) -> bool:
    """Whether the next or previous text is the same: a picture's alternative text and its caption."""
    key = exact(entries[place].text).rstrip(" .")
    near = [*entries[max(place - 1, 0) : place], *entries[place + 1 : place + 2]]
    doubled = any(entry.kind is Kind.TEXT and exact(entry.text).rstrip(" .") == key for entry in near)
    return doubled and caption_score(entries[place].text) >= CAPTION


def _read_above(entries: list[Entry], head: Head) -> None:
    """Above the title: site name, category, kicker, captions."""
    short: list[str] = []
    for place, entry in enumerate(entries):
        after = entries[place + 1].kind if place + 1 < len(entries) else None
        if entry.kind is not Kind.TEXT or is_same(entry.text, head.title):
            continue
        if crumb := _crumb_of(entry.text):
            head.category = head.category or crumb
        elif is_office(entry.text) or after is Kind.ADDRESS:
            head.left_out.append(entry.text)
        elif _is_doubled(entries, place) or caption_score(entry.text) >= CLEAR_CAPTION + 0.5:
            head.captions.append(entry.text)
        elif len(entry.text.split()) <= _LONGEST_CATEGORY and not ends_sentence(entry.text):
            short.append(entry.text)
        else:
            head.left_out.append(entry.text)
    if short and not head.category:
        head.category = short.pop(0)
    head.kicker = " ".join(text for text in short if not is_same(text, head.category))


def _read_below(entries: list[Entry], head: Head) -> None:
    """Between title and lead: captions, a byline, a category beside the date."""
    for place, entry in enumerate(entries):
        if entry.kind is not Kind.TEXT or is_same(entry.text, head.title):
            continue
        beside = any(
            near.kind is Kind.FACTS and near.facts.stamp
            for near in [*entries[max(place - 1, 0) : place], *entries[place + 1 : place + 2]]
        )
        if crumb := _crumb_of(entry.text):
            head.category = head.category or crumb
        elif read_byline(entry.text) or is_office(entry.text):
            head.bylines.append(entry.text)
        elif (
            beside
            and not head.category
            and len(entry.text.split()) <= _LONGEST_CATEGORY
            and caption_score(entry.text) <= CLEAR_CAPTION
        ):
            head.category = entry.text
        else:
            head.captions.append(entry.text)


def _crumb_of(text: str) -> str:
    """Return the last part of a path such as "Trang chủ » Tin tức » Khoa giáo", "" for other lines."""
    parts = [part for part in _CRUMBS.split(text) if part]
    is_path = len(parts) > 1 and exact(parts[0]) in {"trang chủ", "home", "trang nhất", "tin tức"} and len(text) < 120
    return parts[-1] if is_path and len(parts[-1].split()) <= _LONGEST_CATEGORY else ""


def is_same(one: str, other: str) -> bool:
    """Whether two lines say the same, whatever their case, tone style and last stop."""
    return exact(one).rstrip(" .") == exact(other).rstrip(" .")
