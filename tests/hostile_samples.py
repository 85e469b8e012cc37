"""Files that no honest person sends, each made here; and archives that would write where they should not."""

import gzip
import io
import json
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

from docx import Document

from exchange.backup import archive

from . import factories
from . import word_documents as word

MARK = b"<script>danger()</script>"
PHP = b"<?php system($_GET['x']); ?>"


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """Return a PNG file whose header says this size, whatever its pixels are."""
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)))
    chunks = (struct.pack(">I", len(c)) + n + c + struct.pack(">I", zlib.crc32(n + c)) for n, c in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + b"\0\0\0\0IEND\xaeB`\x82"


def container(*members: tuple[str, bytes], links: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Return a ZIP file with members, and symbolic links (name, target)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
        for name, target in links:
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o120777 << 16
            made.writestr(info, target)
    return buffer.getvalue()


def docx(*more: tuple[str, bytes], links: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Return a Word document with further members."""
    with zipfile.ZipFile(io.BytesIO(word.saved(word.report()))) as whole:
        members = [(info.filename, whole.read(info)) for info in whole.infolist()]
    return container(*members, *more, links=links)


def nested(levels: int) -> bytes:
    """Return a ZIP file in a ZIP file in …, with a large one inside."""
    content = bytes(8 * 2**20)
    for level in range(levels):
        content = container((f"{level}.zip", content))
    return content


JPEG = factories.image_file("a.jpg").read()
GIF = factories.image_file("a.gif").read()
PNG = factories.image_file("a.png").read()

#: In no form of ours is one of these taken, whatever its name says.
NEVER: dict[str, tuple[str, bytes]] = {
    "nothing": ("anh.jpg", b""),
    "a page": ("anh.jpg", b"<!DOCTYPE html><html>" + MARK),
    "a drawing with a script": ("ve.svg", b'<svg onload="danger()">' + MARK + b"</svg>"),
    "a drawing that says it is a PNG": ("ve.png", b'<?xml version="1.0"?><svg>' + MARK + b"</svg>"),
    "a script": ("anh.jpg.php", PHP),
    "a script with the head of a GIF": ("anh.gif", b"GIF89a/*" + MARK + b"*/=1;danger()"),
    "a script with the head of a JPEG": ("anh.jpg", JPEG[:20] + PHP),
    "a program": ("anh.png", b"MZ\x90\x00" + bytes(200)),
    "a program for Linux": ("van-ban.pdf", b"\x7fELF" + bytes(200)),
    "a cut picture": ("anh.jpg", JPEG[: len(JPEG) // 2]),
    "a head without a body": ("anh.png", PNG[:33]),
    "more pixels than there are": ("anh.png", png(60_000, 60_000)),
    "no pixels": ("anh.png", png(0, 0)),
    "a picture that unpacks to a gigabyte": ("anh.png", png(20_000, 20_000, bytes(2**20))),
    "a size that its pixels do not have": ("anh.png", png(300, 200, bytes(10))),
    "noise": ("anh.webp", b"RIFF\xff\xff\xff\xffWEBPVP8 " + bytes(range(256)) * 4),
    "a cut video": ("phim.mp4", factories.mp4()[:10]),
    "a page with the head of a video": ("phim.mp4", struct.pack(">I", 24) + b"ftypheic" + MARK),
    "an old document with macros": ("van-ban.doc", word.old_word()),
    "a document behind a password": ("van-ban.docx", word.old_word(protected=True)),
    "a cut archive": ("van-ban.docx", docx()[:-100]),
    "an archive of nothing of ours": ("van-ban.docx", container(("a.exe", b"MZ"))),
    "an archive in an archive in an archive": ("van-ban.docx", nested(5)),
    "ten thousand entries": ("van-ban.docx", container(*((f"{number}.txt", b"") for number in range(10_000)))),
    "an archive of links": ("van-ban.docx", container(links=(("word/document.xml", "/etc/passwd"),))),
    "an archive that climbs out": ("van-ban.docx", container(("../../../climbed.txt", b"x"), ("/climbed.txt", b"x"))),
    "only the head of an archive": ("van-ban.docx", b"PK\x03\x04" + bytes(40)),
    "a cut PDF": ("van-ban.pdf", factories.PDF[:-10]),
}  # fmt: skip

#: Somebody may take these, for they are what they seem, and more: what is kept of them must not act.
MORE_THAN_THEY_SEEM: dict[str, tuple[str, bytes]] = {
    "a picture and an archive": ("anh.jpg", JPEG + container(("a.exe", b"MZ"))),
    "a picture and a script": ("anh.jpg", JPEG + PHP),
    "a moving picture and a page": ("anh.gif", GIF + MARK),
    "a picture with a name that climbs out": ("../../../climbed.jpg", JPEG),
    "a picture with a name of another system": ("C:\\climbed\\..\\a.jpg", JPEG),
    "a picture with two endings": ("anh.html.jpg", JPEG),
    "a picture with the ending of a page": ("anh.html", PNG),
    "a picture with a name that turns around": ("anh\u202egpj.exe", JPEG),
    "a picture with a very long name": ("a" * 240 + ".jpg", JPEG),
    "a PDF with a page in it": ("van-ban.pdf", factories.PDF.replace(b"\n%%EOF", b"\n" + MARK + b"\n%%EOF")),
    "a PDF that begins as a page": ("van-ban.html", MARK + factories.PDF),
    "a document with macros": ("van-ban.docx", docx(("word/vbaProject.bin", b"x"))),
    "a document that climbs out": ("van-ban.docx", docx(("../../../climbed.txt", b"x"), ("/climbed.txt", b"x"))),
    "a document with a link": ("van-ban.docx", docx(links=(("word/media/image9.png", "/etc/passwd"),))),
    "a document that names an entity": ("van-ban.docx", word.with_entity()),
    "a document that unpacks without end": ("van-ban.docx", word.bomb()),
    "a document that lies of its size": ("van-ban.docx", word.lying_bomb()),
    "a document whose text is noise": ("van-ban.docx", word.garbage()),
    "a document with an archive in it": ("van-ban.docx", docx(("word/embeddings/a.zip", nested(3)))),
    "a document with a NUL in a name": ("van-ban.docx", docx(("word/a#b.xml", b"x")).replace(b"a#b", b"a\0b")),
    "an empty document": ("van-ban.docx", word.saved(Document())),
}


def tape(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """Return a compressed tar with these members."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as made:
        for info, content in members:
            info.size = len(content)
            made.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def _member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def _manifest(tables: object) -> bytes:
    return json.dumps({"format": archive.FORMAT, "tables": tables}).encode()


#: Archives for `manage.py restore`; each is made when it is asked for.
TAPES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a page": lambda: MARK,
    "a ZIP file": lambda: container(("tables/provinces.Site.jsonl", b"{}")),
    "compressed nothing": lambda: gzip.compress(b""),
    "zeros without end": lambda: gzip.compress(bytes(32 * 2**20)),
    "a name that climbs out": lambda: tape((_member("files/../../climbed.txt"), b"x")),
    "an absolute name": lambda: tape((_member("/climbed.txt"), b"x")),
    "a name of another system": lambda: tape((_member("files/..\\climbed.txt"), b"x")),
    "a link": lambda: tape((_member("files/a", tarfile.SYMTYPE, "/etc/passwd"), b"")),
    "a hard link": lambda: tape((_member("files/a", tarfile.LNKTYPE, "../../climbed.txt"), b"")),
    "a folder": lambda: tape((_member("files/a", tarfile.DIRTYPE), b"")),
    "a device": lambda: tape((_member("files/a", tarfile.CHRTYPE), b"")),
    "a pipe": lambda: tape((_member("files/a", tarfile.FIFOTYPE), b"")),
    "ten thousand entries": lambda: tape(*((_member(f"files/{number}"), b"") for number in range(10_000))),
    "a very long name": lambda: tape((_member("files/" + "a" * 5000), b"x")),
    "a table of nobody": lambda: tape((_member("tables/os.System.jsonl"), b'["x"]\n')),
    "a table that is no table": lambda: tape((_member("tables/provinces.Site.jsonl"), b"\xff\x00{]\n")),
    "a very deep row": lambda: tape((_member("tables/provinces.Site.jsonl"), b"[" * 200_000)),
    "a very deep manifest": lambda: tape((_member("manifest.json"), b"[" * 200_000)),
    "two manifests": lambda: tape((_member("manifest.json"), b"{}"), (_member("manifest.json"), b"{}")),
    "a manifest of numbers": lambda: tape((_member("manifest.json"), b'{"format": 1e999, "tables": 7}')),
    "a manifest whose tables are none": lambda: tape((_member("manifest.json"), _manifest({"provinces.Site": 7}))),
    "a manifest whose tables are empty": lambda: tape((_member("manifest.json"), _manifest({"provinces.Site": {}}))),
    "an archive in an archive": lambda: tape((_member("files/a.tar.gz"), tape((_member("../climbed.txt"), b"x")))),
}
