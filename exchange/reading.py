"""From a file's bytes to text: encodings, and files that are not text at all."""

import codecs
from pathlib import Path
from typing import Final

from exchange.lines import modern
from exchange.messages import gettext_noop as _
from vietnamese.repair import repair
from vietnamese.syllables import valid_share

LARGEST: Final = 1024 * 1024
"""Bytes. The longest page seen has 10 KB; a larger file is another kind of file."""

CONVINCING: Final = 0.8
"""Share of valid syllables from which eight-bit bytes count as Vietnamese (`vietnam.md` 3.2)."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TEXT_CONTROLS = frozenset("\t\n\r\f\v\x1c\x1d\x1e\x85")


class UnreadablePage(Exception):
    """The file cannot be a saved page. `message` is one English sentence for gettext."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_text(path: Path) -> str:
    """Return the text of a page saved as plain text.

    Reads UTF-8 and UTF-16 with a byte-order mark, UTF-8 without, and UTF-16 without as well as eight-bit files in
    CP1258, TCVN3 or VNI when the result is Vietnamese. Raises `UnreadablePage` for a file that is missing, empty,
    binary, undecodable or larger than `LARGEST` bytes (which is not read at all).
    """
    try:
        if path.is_dir():
            raise UnreadablePage(_("This is a folder, not a file."))
        if path.stat().st_size > LARGEST:
            raise UnreadablePage(_("The file is too large: a saved page has at most 1 MB."))
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadablePage(_("The file does not exist.")) from None
    except OSError:
        raise UnreadablePage(_("The file cannot be opened.")) from None
    return decode(data)


def decode(data: bytes) -> str:
    """Return the text in `data`; raises `UnreadablePage` as `read_text` does."""
    if len(data) > LARGEST:
        raise UnreadablePage(_("The file is too large: a saved page has at most 1 MB."))
    if data.startswith(_UTF16):
        text = _strict(data, "utf-16")
    elif b"\0" in data:
        text = _from_unmarked_utf16(data)
        if text is None:
            raise UnreadablePage(_("The file is binary, not text."))
    else:
        text = _strict(data, "utf-8-sig")
        if text is None:
            text = _from_eight_bits(data)
    if text is None:
        raise UnreadablePage(_("The encoding of the file was not recognised."))
    if not text.strip("\ufeff\u200b \t\r\n\f\v\xa0"):
        raise UnreadablePage(_("The file is empty."))
    if any(character < " " and character not in _TEXT_CONTROLS for character in text):
        raise UnreadablePage(_("The file is binary, not text."))
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml", "{\\rtf", "%pdf")):
        raise UnreadablePage(_("The file is not plain text: save the page as text first."))
    return text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _from_unmarked_utf16(data: bytes) -> str | None:
    """Return the UTF-16 reading that is Vietnamese, None when neither order of bytes gives one."""
    readings = (_strict(data, encoding) for encoding in ("utf-16-le", "utf-16-be"))
    return next((text for text in readings if text and valid_share(text) >= CONVINCING), None)


def _from_eight_bits(data: bytes) -> str | None:
    """Return the reading of eight-bit bytes with the largest share of Vietnamese syllables, None if none convinces.

    Fonts of the TCVN3 and VNI families keep their codes in the places of CP1252, so `modern` sees them there.
    """
    readings = [
        reading
        for encoding in ("cp1258", "cp1252", "latin-1")
        if (reading := _strict(data, encoding)) and not any("\x7f" <= c <= "\x9f" and c != "\x85" for c in reading)
    ]
    best = max((repair(modern(reading)) for reading in readings), key=valid_share, default=None)
    return best if best is not None and valid_share(best) >= CONVINCING else None
