"""Lines that state a fact about the page: when it was published, how often it was read, the visitor counters."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from vietnamese.dates import ZONE, parse_datetime
from vietnamese.folding import fold
from vietnamese.numbers import parse_count

NUMBER: Final = r"\d{1,3}(?:[., ]\d{3})+(?!\d)|\d+"
COUNTERS: Final = ("online", "today", "week", "all")

_DATE = re.compile(r"(?<!\d)(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{4}-\d{2}-\d{2})(?!\d)")
_LONG_DATE = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s*(?:,|năm)\s*(\d{4})", re.IGNORECASE)
_TIME = re.compile(
    r"(?<!\d)\d{1,2}\s*(?::|h|giờ)\s*(?:\d{1,2})?(?::\d{1,2})?\s*(?:['’′]|phút|p\b)?\s*(?:(?:AM|PM|SA|CH)\b)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\(?\s*(?:GMT|UTC)\s*\+?\s*0?7(?::?00)?\s*\)?", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|cn|t[2-7])\b", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:ngày|giờ|thời gian|đã|được|tin)?\s*(?:cập nhật|đăng(?:\s+(?:tải|tin|bài))?|xuất bản|phát hành|viết|tạo)"
    r"(?:\s+(?:lúc|ngày|vào))*\b",
    re.IGNORECASE,
)
_FILLER = re.compile(r"\b(?:lúc|ngày|vào|hồi|thời gian|giờ|hôm nay(?: là)?)\b|[\s,;:|()\[\]•·–—\-]+", re.IGNORECASE)
_VIEWS = re.compile(
    rf"(?:(?:số\s+)?(?:lượt|lần|người)\s+(?:xem|đọc)(?:\s+(?:tin|bài(?:\s+viết)?))?|đã\s+(?:xem|đọc)|xem|đọc|views?|"
    rf"hits?)"
    rf"\s*[:：(]?\s*({NUMBER})(?:\s*(?:lượt|lần|người))?(?:\s*(?:xem|đọc))?\)?|(?<!\d)({NUMBER})\s*(?:(?:lượt|lần|"
    rf"người)\s+(?:xem|đọc)|views?)",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"([^\d:：|]+?)\s*[:：(\-]?\s*({NUMBER})\)?\s*(?:lượt(?: truy cập)?|người|khách)?\s*(?:[|;,•]|$|(?=\s))"
)
_COUNTER_WORDS = re.compile(
    r"(?:(?:bo|ca|cap|cong|dang|dem|em|hien|hit|hom|ke|khach|luot|nam|nay|ngay|nguoi|online|qua|so|tai|tat|tham|thang|"
    r"thanh|thong|toan|tong|trang|trong|truc|truoc|truy|tuan|tuyen|vao|vien|vieng|web|website|xem) ?)+"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line that is a date: `when` has a time of day or not; `labelled` when the page calls it its date."""

    when: datetime | date
    labelled: bool

    @property
    def timed(self) -> bool:
        return isinstance(self.when, datetime)

    def moment(self) -> datetime:
        """The date as an aware datetime, midnight when no time of day is given."""
        return self.when if isinstance(self.when, datetime) else datetime.combine(self.when, time(), ZONE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a line of facts holds: a date, a number of views, or both."""

    stamp: Stamp | None = None
    views: int | None = None


NO_FACTS: Final = Facts()


def read_stamp(text: str) -> Stamp | None:
    """Return the date when the whole line is a date as portals print it, with or without weekday, time and label."""
    found = _DATE.search(text) or _LONG_DATE.search(text)
    if found is None or len(text) > 90:
        return None
    rest = _ZONE.sub(" ", f"{text[: found.start()]} {text[found.end() :]}")
    rest = _TIME.sub(" ", rest, count=1)
    labelled = _LABEL.search(rest) is not None
    if _FILLER.sub("", _WEEKDAY.sub(" ", _LABEL.sub(" ", rest))):
        return None
    when = parse_datetime(text)
    return None if when is None else Stamp(when, labelled)


def read_facts(text: str) -> Facts | None:
    """Return date and views when the line holds nothing else; None for any other line."""
    if len(text) > 140:
        return None
    views = _VIEWS.search(text)
    if views is None:
        stamp = read_stamp(text)
        return None if stamp is None else Facts(stamp)
    rest = text[: views.start()] + " " + text[views.end() :]
    stamp = read_stamp(rest.strip(" |,;•·–—-"))
    if stamp is None and _FILLER.sub("", rest).strip(".…*+"):
        return None
    return Facts(stamp, parse_count((views[1] or views[2]).replace(" ", ".")))


def read_counters(text: str) -> dict[str, int] | None:
    """Return the visitor counters in a line, None when it is not (only) a counter line.

    Keys are those of `COUNTERS` plus "other" for yesterday, month and year, which nobody asks for.
    """
    first = re.search(r"\d", text)
    if first is None or len(text) > 200 or _counter(text[: first.start()]) is None:
        return None
    found: dict[str, int] = {}
    end = 0
    for pair in _PAIR.finditer(text):
        key = _counter(pair[1])
        count = parse_count(pair[2].replace(" ", "."))
        if key is None or count is None or text[end : pair.start()].strip():
            return None
        found[key] = count
        end = pair.end()
    return found if found and not text[end:].strip(" .|") else None


def _counter(label: str) -> str | None:
    name = " ".join(re.findall(r"[a-z]+", fold(label)))
    if name.count(" ") > 6 or not _COUNTER_WORDS.fullmatch(name):
        return None
    if any(other in name for other in ("hom qua", "thang", "nam", "truoc")):
        return "other"
    for key, marks in (
        ("today", ("hom nay", "trong ngay", "ngay nay")),
        ("week", ("tuan",)),
        ("online", ("online", "truc tuyen", "dang", "hien tai")),
        ("all", ("tat ca", "tong", "toan bo", "luot truy cap", "luot vao", "luot tham")),
    ):
        if any(mark in name for mark in marks):
            return key
    return None


def is_label_without_number(text: str) -> bool:
    """Whether the line names a counter or the views and its number must be on the next line."""
    return len(text) < 40 and (
        read_counters(f"{text.rstrip(':： ')}: 1") is not None
        or _VIEWS.fullmatch(f"{text.rstrip(':： ')}: 1") is not None
    )
