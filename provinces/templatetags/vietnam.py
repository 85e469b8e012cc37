"""Dates, numbers and telephone numbers as readers of the active language write them."""

import datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from provinces import localdates
from vietnamese import dates, numbers, phones

register = template.Library()


def _language() -> str:
    return get_language() or "vi"


@register.filter
def news_stamp(moment: datetime.datetime | None) -> str:
    """Return 'Thứ Năm, 29/12/2022, 9:05'; '' without a date."""
    return localdates.stamp(moment, _language()) if moment else ""


@register.filter
def day(moment: datetime.date | None) -> str:
    """Return '29/12/2022'; '' without a date."""
    return localdates.day(moment, _language()) if moment else ""


@register.filter
def month_name(moment: datetime.date | None) -> str:
    """Return 'Tháng 12/2022'; '' without a date."""
    return localdates.month_name(moment, _language()) if moment else ""


@register.filter
def full_day(moment: datetime.date | None) -> str:
    """Return 'Thứ Năm, 29/12/2022'; '' without a date."""
    return localdates.full_day(moment, _language()) if moment else ""


@register.filter
def long_date(moment: datetime.date | None) -> str:
    """Return 'ngày 29 tháng 12 năm 2022'; in other languages the same as `day`."""
    if not moment:
        return ""
    return dates.long_date(moment) if _language() == "vi" else localdates.day(moment, _language())


@register.filter
def clock(moment: datetime.datetime | None) -> str:
    """Return '9:05'; '' without a date."""
    return localdates.clock(moment, _language()) if moment else ""


@register.filter
def machine_time(moment: datetime.datetime | datetime.date | None) -> str:
    """Return what stands in `<time datetime>`: ISO 8601 with the offset of Vietnam."""
    if not moment:
        return ""
    at = localdates.local(moment)
    return at.isoformat(timespec="seconds") if isinstance(at, datetime.datetime) else at.isoformat()


@register.filter
def clock_or_day(moment: datetime.datetime | None) -> str:
    """Return the time of what is from today, the day of what is older."""
    if not moment:
        return ""
    is_today = moment.astimezone(dates.ZONE).date() == timezone.now().astimezone(dates.ZONE).date()
    return clock(moment) if is_today else day(moment)


@register.simple_tag
def today() -> datetime.date:
    """Return the day that it is in Vietnam."""
    return timezone.now().astimezone(dates.ZONE).date()


@register.filter
def group(number: int | None) -> str:
    """Return 40991386 as '40.991.386', in English as '40,991,386'."""
    if number is None:
        return ""
    return f"{number:,}" if _language() == "en" else numbers.group(number)


@register.filter
def decimals(number: Decimal | float | int | None) -> str:
    """Return 1.50 as '1,5': at most two decimals, none that say nothing; '' without a number."""
    if number is None:
        return ""
    text = numbers.decimal(number, 2).rstrip("0").rstrip(",")
    return text.translate(str.maketrans(",.", ".,")) if _language() == "en" else text


@register.filter
def tel(number: str) -> str:
    """Return the `tel:` address of a telephone number; '' when there is nothing to dial."""
    return phones.tel_uri(number or "")


@register.filter
def phone(number: str) -> str:
    """Return a telephone number grouped for reading."""
    return phones.display(number or "")
