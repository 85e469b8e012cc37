"""Numbers as Vietnamese newspapers write them: a point between thousands, a comma before decimals."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_GROUPED = re.compile(r"[+-]?\d{1,3}([., \u00a0\u202f])\d{3}(?:\1\d{3}){0,4}")
_PLAIN = re.compile(r"[+-]?\d{1,18}")
_POINTS_THEN_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:[. ]\d{3})+|\d+)(?:,\d+)?")
_COMMAS_THEN_POINT = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+")
_ONE_POINT = re.compile(r"[+-]?\d+\.\d+")


def group(n: int) -> str:
    """Return 40991386 as '40.991.386'."""
    return f"{n:,}".replace(",", ".")


def decimal(x: Decimal | float | int, places: int) -> str:
    """Return 1234.5 as '1.234,5', with exactly `places` decimals, halves rounded away from zero."""
    rounded = Decimal(str(x)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def percent(x: Decimal | float | int, places: int = 2) -> str:
    """Return a share already in per cent, 51.76, as '51,76%'."""
    return f"{decimal(x, places)}%"


def parse_count(text: str) -> int | None:
    """Return the whole number that people or portals wrote: '40.991.386', '40,991,386', '5367'; None when it is none.

    A single group counts as thousands: '40.991' is 40991, never 40.99. A fraction ('1.234,5', '51,7') is no count, nor
    is a number of more than 18 digits, which no database column holds.
    """
    text = text.strip()
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        return int(re.sub(r"[^\d+-]", "", text))
    return None


def parse_decimal(text: str) -> Decimal | None:
    """Return the number written the Vietnamese way ('1.234,5', '51,76%', '40.991' = 40991); None when it is none.

    Also read: '1,234.5', and a point with other than three digits after it ('51.76').
    """
    text = text.strip().removesuffix("%").strip().replace("\u00a0", " ")
    if _POINTS_THEN_COMMA.fullmatch(text):
        text = text.replace(".", "").replace(" ", "").replace(",", ".")
    elif _COMMAS_THEN_POINT.fullmatch(text):
        text = text.replace(",", "")
    elif not _ONE_POINT.fullmatch(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
