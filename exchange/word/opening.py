"""Opens a .docx without trusting it: told by its content, read in bounded pieces and in bounded time.

Nothing is unpacked to disk. Sizes that the archive declares are only hints: every part is counted while it is read.
"""

import time
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from exchange.messages import gettext_noop as _

LARGEST = 50 * 2**20
LARGEST_XML = 64 * 2**20
LARGEST_PICTURE = 20 * 2**20
LARGEST_UNPACKED = 400 * 2**20
MOST_PARTS = 5_000
HIGHEST_RATIO = 200
RATIO_COUNTS_FROM = 4 * 2**20
SECONDS = 30
MOST_ELEMENTS = 3_000_000

DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = "word/document.xml"

TOO_LARGE = _("The file is larger than 50 MB.")
OLD_WORD = _("This is a document of Word 97–2003 (.doc). Open it in Word and save it as .docx.")
PROTECTED = _("This document is protected by a password. Open it in Word, take the password away and save it again.")
RICH_TEXT = _("This is rich text (.rtf). Open it in Word and save it as .docx.")
PDF = _("This is a PDF file. Only Word documents (.docx) can be imported.")
OPEN_DOCUMENT = _("This is an OpenDocument file. Save it as Word document (.docx).")
NOT_WORD = _("This is not a Word document (.docx), whatever its name says.")
BROKEN = _("The document is damaged or was not sent to its end. Open it in Word and save it again.")
BOMB = _("The document unpacks to far more than a text can be. It was not read.")
SLOW = _("The document is too large to be read in time. Divide it into several.")


class UnreadableDocument(Exception):
    """A file that cannot be read; `message` says why and what to do, in English for gettext."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Package:
    """The parts of an open document."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._infos = {info.filename.lstrip("/"): info for info in archive.infolist()}
        self._until = time.monotonic() + SECONDS
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str, most: int) -> bytes:
        """Return a part; raises UnreadableDocument when it is larger than `most` bytes or damaged."""
        return b"".join(self._pieces(name, most))

    def elements(self, name: str) -> Iterator[tuple[str, Element]]:
        """Yield ("start" or "end", element) for each element of an XML part."""
        number = 0
        try:
            stream = _Stream(self._pieces(name, LARGEST_XML))
            for event, element in iterparse(stream, ("start", "end"), forbid_dtd=True):
                number += 1
                if number > MOST_ELEMENTS or time.monotonic() > self._until:
                    raise UnreadableDocument(SLOW)
                yield event, element
        except (ParseError, DefusedXmlException, UnicodeError, ValueError) as problem:
            raise UnreadableDocument(BROKEN) from problem

    def root(self, name: str) -> Element | None:
        """Return a small XML part as a whole, None when the document has none of this name."""
        if name not in self:
            return None
        found: Element | None = None
        for _event, element in self.elements(name):
            found = found if found is not None else element
        return found

    def _pieces(self, name: str, most: int) -> Iterator[bytes]:
        if name not in self:
            raise UnreadableDocument(BROKEN)
        size = 0
        try:
            with self._archive.open(self._infos[name]) as part:
                while piece := part.read(64 * 1024):
                    size += len(piece)
                    self._unpacked += len(piece)
                    if size > most or self._unpacked > LARGEST_UNPACKED:
                        raise UnreadableDocument(BOMB)
                    yield piece
        except DAMAGED as problem:
            raise UnreadableDocument(BROKEN) from problem


class _Stream:
    """What an XML parser reads from: pieces one after the other."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, _size: int = -1) -> bytes:
        """Return the next piece, b"" after the last."""
        return next(self._pieces, b"")


def open_document(file: IO[bytes]) -> Package:
    """Return the parts of a .docx; raises UnreadableDocument with a sentence for the person who chose the file."""
    size = file.seek(0, 2)
    file.seek(0)
    if size > LARGEST:
        raise UnreadableDocument(TOO_LARGE)
    _tell_apart(file)
    try:
        archive = zipfile.ZipFile(file)
        infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError) as problem:
        raise UnreadableDocument(BROKEN) from problem
    _check_parts(infos)
    package = Package(archive)
    if _MAIN not in package:
        is_open_document = "mimetype" in package and "content.xml" in package
        raise UnreadableDocument(OPEN_DOCUMENT if is_open_document else NOT_WORD)
    return package


def _tell_apart(file: IO[bytes]) -> None:
    head = file.read(8)
    if head.startswith(_OLE):
        file.seek(0)
        protected = _holds(file, _ENCRYPTED)
        raise UnreadableDocument(PROTECTED if protected else OLD_WORD)
    if head.startswith(b"{\\rtf"):
        raise UnreadableDocument(RICH_TEXT)
    if head.startswith(b"%PDF"):
        raise UnreadableDocument(PDF)
    if not head.startswith(b"PK"):
        raise UnreadableDocument(BROKEN if not head.strip(b"\0") else NOT_WORD)
    file.seek(0)


def _holds(file: IO[bytes], wanted: bytes) -> bool:
    before = b""
    while piece := file.read(2**20):
        if wanted in before + piece:
            return True
        before = piece[-len(wanted) :]
    return False


def _check_parts(infos: list[Any]) -> None:
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise UnreadableDocument(BOMB)
    for info in infos:
        if info.flag_bits & 1:
            raise UnreadableDocument(PROTECTED)
        if info.file_size > RATIO_COUNTS_FROM and info.file_size > HIGHEST_RATIO * max(1, info.compress_size):
            raise UnreadableDocument(BOMB)
