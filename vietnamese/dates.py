"""Dates as Vietnamese newspapers write them, and as people and portals type them: always day, month, year."""

import re
import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_DATES = (
    re.compile(r"(?<!\d)(?P<day>\d{1,2})\s*([/.-])\s*(?P<month>\d{1,2})\s*\2\s*(?P<year>[12]\d{3})(?!\d)"),
    re.compile(r"(?i)(?<!\d)(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s*(?:,\s*)?năm\s+(?P<year>[12]\d{3})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>[12]\d{3})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
)
_TIME = re.compile(
    r"(?i)(?<![\d:])(?P<hour>\d{1,2})\s*(?:(?::|h|giờ)\s*(?P<minute>\d{1,2})(?::(?P<second>\d{2}))?|h|giờ)(?!\d)"
    r"(?:\s*['’′]|\s*phút)?(?:\s*(?P<half>SA|CH|AM|PM)\b)?"
)
_ISO = re.compile(r"[12]\d{3}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S*")
_ZONE_NOTE = re.compile(r"(?i)\(?\s*(?:GMT|UTC)\s*\+\s*0?7(?::00)?\s*\)?")


def weekday(d: date) -> str:
    """Return the name of the day: 'Thứ Hai' to 'Thứ Bảy', 'Chủ nhật'."""
    return _WEEKDAYS[_local(d).weekday()]


def news_stamp(dt: datetime) -> str:
    """Return 'Thứ Năm, 29/12/2022, 9:05', in the time of Vietnam. A naive `dt` is taken for that time."""
    local = dt.astimezone(ZONE) if dt.tzinfo else dt
    return f"{weekday(local)}, {short_date(local)}, {local.hour}:{local.minute:02d}"


def long_date(d: date) -> str:
    """Return 'ngày 29 tháng 12 năm 2022'."""
    d = _local(d)
    return f"ngày {d.day} tháng {d.month} năm {d.year}"


def document_date(d: date) -> str:
    """Return 'ngày 05 tháng 3 năm 2024': days below 10 and the months 1 and 2 take a 0 (Nghị định 30/2020/NĐ-CP)."""
    d = _local(d)
    month = f"{d.month:02d}" if d.month < 3 else str(d.month)
    return f"ngày {d.day:02d} tháng {month} năm {d.year}"


def short_date(d: date) -> str:
    """Return '29/12/2022'."""
    d = _local(d)
    return f"{d.day:02d}/{d.month:02d}/{d.year}"


def parse_datetime(text: str) -> datetime | date | None:
    """Return the moment that `text` names, or its day when it names no time; None for none and for impossible ones.

    Read: d/m/Y (also with - and .), 'ngày 29 tháng 12 năm 2022', Y-m-d, each before or after a time such as 9:05,
    9:5', 09h05, 9 giờ 5 phút, 9:05 CH. Words around them (weekday, GMT+7) do not matter. Times are aware, in
    Asia/Ho_Chi_Minh; a time without offset is taken for that zone. Month before day is never read: 12/29/2022 is
    None, and so is a year before 1000 or after 2999.
    """
    try:
        iso = _ISO.fullmatch(text.strip())
        if iso:
            moment = datetime.fromisoformat(iso[0])
            return moment.astimezone(ZONE) if moment.tzinfo else moment.replace(tzinfo=ZONE)
        text = _ZONE_NOTE.sub(" ", unicodedata.normalize("NFC", text))
        found = next(filter(None, (pattern.search(text) for pattern in _DATES)), None)
        if found is None:
            return None
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        time = _TIME.search(f"{text[: found.start()]} | {text[found.end() :]}")
        return datetime(day.year, day.month, day.day, *_clock(time), tzinfo=ZONE) if time else day
    except (ValueError, OverflowError):
        return None


def _clock(time: re.Match[str]) -> tuple[int, int, int]:
    """Return hour, minute, second; SA and AM are the first half of the day, CH and PM the second."""
    hour = int(time["hour"])
    if time["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if time["half"].upper() in ("CH", "PM") else 0)
    return hour, int(time["minute"] or 0), int(time["second"] or 0)


def _local(d: date) -> date:
    """Return an aware datetime in the time of Vietnam, anything else as it is."""
    return d.astimezone(ZONE) if isinstance(d, datetime) and d.tzinfo else d
