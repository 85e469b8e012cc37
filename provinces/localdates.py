"""Dates as readers of each of our languages write them, always in the time of Vietnam."""

import datetime

from vietnamese import dates

_KHMER_DAYS = ("ចន្ទ", "អង្គារ", "ពុធ", "ព្រហស្បតិ៍", "សុក្រ", "សៅរ៍", "អាទិត្យ")
_KHMER_MONTHS = (
    "មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ",
)  # fmt: skip
_KHMER_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def local(moment: datetime.date) -> datetime.date:
    """Return an aware datetime in the time of Vietnam; anything else as it is."""
    aware = isinstance(moment, datetime.datetime) and moment.tzinfo is not None
    return moment.astimezone(dates.ZONE) if aware else moment  # type: ignore[attr-defined]  # aware: a datetime


def day(moment: datetime.date, language: str) -> str:
    """Return a day without its weekday: '29/12/2022', '29 December 2022', '២៩ ធ្នូ ២០២២'."""
    d = local(moment)
    if language == "en":
        return f"{d.day} {_ENGLISH_MONTHS[d.month - 1]} {d.year}"
    if language == "km":
        return f"{d.day} {_KHMER_MONTHS[d.month - 1]} {d.year}".translate(_KHMER_DIGITS)
    return dates.short_date(d)


def month_name(moment: datetime.date, language: str) -> str:
    """Return the month of a day: 'Tháng 12/2022', 'December 2022', 'ខែធ្នូ ឆ្នាំ២០២២'."""
    d = local(moment)
    if language == "en":
        return f"{_ENGLISH_MONTHS[d.month - 1]} {d.year}"
    if language == "km":
        return f"ខែ{_KHMER_MONTHS[d.month - 1]} ឆ្នាំ{d.year}".translate(_KHMER_DIGITS)
    return f"Tháng {d.month}/{d.year}"


def full_day(moment: datetime.date, language: str) -> str:
    """Return a day with its weekday: 'Thứ Năm, 29/12/2022', 'Thursday, 29 December 2022', 'ថ្ងៃព្រហស្បតិ៍ ទី២៩ …'."""
    d = local(moment)
    if language == "en":
        return f"{_ENGLISH_DAYS[d.weekday()]}, {day(d, language)}"
    if language == "km":
        text = f"ថ្ងៃ{_KHMER_DAYS[d.weekday()]} ទី{d.day} ខែ{_KHMER_MONTHS[d.month - 1]} ឆ្នាំ{d.year}"
        return text.translate(_KHMER_DIGITS)
    return f"{dates.weekday(d)}, {dates.short_date(d)}"


def clock(moment: datetime.datetime, language: str) -> str:
    """Return the time of day: '9:05'; in Khmer digits where the language is Khmer."""
    at = moment.astimezone(dates.ZONE) if moment.tzinfo else moment
    text = f"{at.hour}:{at.minute:02d}"
    return text.translate(_KHMER_DIGITS) if language == "km" else text


def stamp(moment: datetime.datetime, language: str) -> str:
    """Return weekday, day and time: 'Thứ Năm, 29/12/2022, 9:05' and its like."""
    if language == "vi":
        return dates.news_stamp(moment)
    return f"{full_day(moment, language)}, {clock(moment, language)}"
