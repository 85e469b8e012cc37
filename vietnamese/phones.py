"""Vietnamese telephone numbers (10 or 11 digits with the leading 0) and the short ones of public services."""

import re

_COUNTRY = "+84"
_NOT_DIALLED = re.compile(r"[^\d+]")
_SHORT = re.compile(r"1\d{2}|1022|1[89]00\d{4,6}")
_TWO_DIGIT_AREAS = ("024", "028")


def tel_uri(number: str) -> str:
    """Return the `tel:` address of a number as people write it; '' when it holds no digit.

    '(0294) 3 851 234' gives 'tel:+842943851234'; short numbers (113, 1022, 1900 xxxx) and unknown forms keep their
    digits.
    """
    digits = _digits(number)
    if not digits:
        return ""
    return f"tel:{_COUNTRY}{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"


def display(number: str) -> str:
    """Return a number grouped for reading: '0294 3 851 234', '024 3851 2345', '0912 345 678', '1900 1234'.

    Unknown forms come back as they were typed, without outer blanks.
    """
    digits = _digits(number)
    if re.fullmatch(r"02\d{9}", digits):
        if digits.startswith(_TWO_DIGIT_AREAS):
            return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
        return f"{digits[:4]} {digits[4]} {digits[5:8]} {digits[8:]}"
    if re.fullmatch(r"0[35789]\d{8}", digits):
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    if re.fullmatch(r"1[89]00\d{4,6}", digits):
        return f"{digits[:4]} {digits[4:]}"
    return digits if _SHORT.fullmatch(digits) else number.strip()


def _digits(number: str) -> str:
    """Return the digits to dial within the country: +84 and 0084 become the leading 0; an extension is left out."""
    dialled = _NOT_DIALLED.sub("", re.split(r"(?i)\b(?:ext|máy lẻ|số lẻ)|[/;,]", number.replace("(0)", ""))[0])
    for prefix in (_COUNTRY, "0084"):
        if dialled.startswith(prefix):
            return "0" + dialled.removeprefix(prefix).lstrip("0")
    return dialled if dialled.count("+") == dialled[:1].count("+") else dialled.replace("+", "")
