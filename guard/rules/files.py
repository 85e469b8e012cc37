"""Uploads: is a file what its name says, and does it hold something that runs? Read in place, never as a whole."""

import mmap
import re
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any

from . import Hit, shortened

HEAD = 4096
COPIED = 2**20
STREAM_MOST = 2**20  # bytes that are unpacked of one stream of a PDF
STREAMS_MOST = 200
_ZIP = ("docx", "xlsx", "pptx", "odt", "ods", "zip", "epub")
_RUNNING = re.compile(rb"<script[\s>/]|<\?php|<%@|<html[\s>]|<svg[\s>][^>]{0,500}\son\w+\s*=", re.IGNORECASE)
_SVG = re.compile(
    rb"<script|\son\w+\s*=|javascript:|<foreignobject|<iframe|xlink:href\s*=\s*[\"']https?:", re.IGNORECASE
)
_PDF = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|XFA)(?![A-Za-z])\s*[(<\[/\d]")
_PDF_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n")
_ENDS = (b"\xff\xd9", b"IEND\xaeB`\x82")


def kind_of(head: bytes) -> str:
    """Return what the first bytes of a file say it is; '' when they say nothing."""
    kinds: tuple[tuple[bytes, str], ...] = (
        (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF8", "gif"), (b"%PDF-", "pdf"),
        (b"PK\x03\x04", "zip"),
        (b"MZ", "exe"), (b"\x7fELF", "exe"), (b"#!", "exe"), (b"\xd0\xcf\x11\xe0", "ole"), (b"Rar!", "rar"),
        (b"\x1aE\xdf\xa3", "webm"),
    )  # fmt: skip
    for start, kind in kinds:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12], "riff")
    if head[4:8] == b"ftyp":
        return "avif" if head[8:12] in {b"avif", b"avis"} else "mp4"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<?xml", b"<svg")) and b"<svg" in text:
        return "svg"
    if text.startswith((b"<!doctype html", b"<html", b"<script", b"<?php", b"<iframe")):
        return "html"
    return "pdf" if b"%PDF-" in head[:1024] else ""


ALIKE = {
    "jpeg": "jpg",
    "jpe": "jpg",
    "jfif": "jpg",
    "mov": "mp4",
    "m4v": "mp4",
    **dict.fromkeys(_ZIP, "zip"),
    "heic": "mp4",
}


def look(file: IO[bytes], name: str) -> list[Hit]:
    """Return what is wrong with a file of this name; `file` is left where it is."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        return []
    said = PurePosixPath(name).suffix.lower().lstrip(".")
    found = kind_of(head)
    if found in {"exe", "html"} or (ALIKE.get(said, said) != found and found):
        return [Hit("file", shortened(f"{name}: {found}"))]
    with _mapped(file) as content:
        return list(_inside(content, found, name))


def _inside(content: Any, kind: str, name: str) -> Iterator[Hit]:
    if kind == "svg":
        hit = _SVG.search(content)
        if hit:
            yield Hit("script", shortened(f"{name}: {_words(hit[0])}"))
    elif kind == "pdf":
        for word in _running_in_pdf(content):
            yield Hit("script", shortened(f"{name}: /{word}"))
            return
    elif kind in {"jpg", "png", "gif", "webp", "avif"}:
        hit = _RUNNING.search(content)
        if hit:
            yield Hit("script", shortened(f"{name}: {_words(hit[0])}"))
        elif kind in {"jpg", "png"} and _carries_archive(content):
            yield Hit("file", shortened(f"{name}: {kind} + zip"))


def _carries_archive(content: Any) -> bool:
    """Return True when a ZIP archive hangs behind the end of a picture."""
    at = content.rfind(b"PK\x05\x06")
    return bool(at >= 0 and content.rfind(b"PK\x03\x04", 0, at) > max(content.find(end) for end in _ENDS) > 0)


def _running_in_pdf(content: Any) -> Iterator[str]:
    """Yield the names of what runs: outside of streams, and in those that hold objects."""
    at = 0
    unpacked = 0
    while True:
        begin = _STREAM.search(content, at)
        outside = bytes(content[at : begin.start() if begin else len(content)])
        yield from _names_in(outside)
        if begin is None:
            return
        end = content.find(b"endstream", begin.end())
        if end < 0:
            return
        if b"/ObjStm" in outside[-600:] and unpacked < STREAMS_MOST:
            unpacked += 1
            yield from _names_in(_unpacked(bytes(content[begin.end() : min(end, begin.end() + STREAM_MOST)])))
        at = end + 9


def _names_in(part: bytes) -> Iterator[str]:
    plain = _PDF_NAME.sub(lambda found: bytes([int(found[1], 16)]), part)
    for found in _PDF.finditer(plain):
        yield found[1].decode("ascii")


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, STREAM_MOST)
    except zlib.error:
        return b""


def _words(found: bytes) -> str:
    return found.decode("utf-8", "replace")


class _mapped:  # noqa: N801 - used as a function
    """The content of a file, mapped into memory; a copy on disk where the file is none of this machine's."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def __enter__(self) -> mmap.mmap:
        self.file.seek(0)
        try:
            self.map = mmap.mmap(self.file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, AttributeError, ValueError):
            with tempfile.TemporaryFile() as copy:
                while chunk := self.file.read(COPIED):
                    copy.write(chunk)
                copy.flush()
                self.map = mmap.mmap(copy.fileno(), 0, access=mmap.ACCESS_READ)
        return self.map

    def __exit__(self, *_error: object) -> None:
        self.map.close()
