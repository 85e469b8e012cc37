"""Word documents for tests, written by python-docx as Word writes them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm

from . import factories

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def saved(document: Any) -> bytes:
    """Return a document as bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def picture(colour: str = "teal", size: tuple[int, int] = (300, 200)) -> io.BytesIO:
    """Return a picture to put into a document."""
    return io.BytesIO(factories.image_file("a.png", size, colour).read())


def typed(paragraph: Any, text: str, font: str) -> Any:
    """Add a run in a font."""
    run = paragraph.add_run(text)
    run.font.name = font
    run._element.rPr.rFonts.set(qn("w:hAnsi"), font)
    return run


def report() -> Any:
    """Return the document of a reporter: title, lead, headings, lists in lists, a table, two pictures, a byline."""
    document = Document()
    document.add_paragraph("Hội nghị công tác khoa giáo", style="Title")
    document.add_paragraph().add_run("Sáng nay, hội nghị khai mạc tại Vinh.").bold = True
    body = document.add_paragraph("Đông đảo ")
    body.add_run("đại biểu").italic = True
    body.add_run(" về dự.")
    document.add_heading("Kết quả", level=1)
    for text, style in (
        ("Giáo dục", "List Bullet"),
        ("Trường học", "List Number 2"),
        ("Giáo viên", "List Number 2"),
        ("Y tế", "List Bullet"),
    ):
        document.add_paragraph(text, style=style)
    document.add_picture(picture(), width=Cm(5))
    document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption = document.add_paragraph()
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.add_run("Quang cảnh hội nghị.").italic = True
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ["Huyện", "Số", "Kỳ Sơn", "5"], strict=True
    ):
        cell.text = text
    table.cell(1, 0).merge(table.cell(1, 1))
    document.add_picture(picture("gold"), width=Cm(5))
    document.add_paragraph("Đồng chí Bí thư phát biểu tại hội nghị. Ảnh: Quang Minh", style="Caption")
    document.add_paragraph("Kết thúc hội nghị, các đại biểu ra về.")
    last = document.add_paragraph("Bài, ảnh: Thu Hà")
    last.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return document


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a document in which one part is changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            part = before.read(info)
            after.writestr(info.filename, change(part) if info.filename == name else part)
    return buffer.getvalue()


def bomb() -> bytes:
    """Return a document whose text would be 100 MB of spaces."""
    return with_part(saved(Document()), "word/document.xml", lambda part: part + b" " * 100 * 2**20)


def lying_bomb() -> bytes:
    """Return a document that declares a small text and unpacks to a large one."""
    content = bytearray(bomb())
    at = content.index(b"PK\x01\x02")
    while at >= 0:
        (length,) = struct.unpack("<H", content[at + 28 : at + 30])
        if bytes(content[at + 46 : at + 46 + length]) == b"word/document.xml":
            content[at + 24 : at + 28] = struct.pack("<I", 1000)
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def old_word(*, protected: bool = False) -> bytes:
    """Return the beginning of a .doc, or of a document behind a password."""
    name = "EncryptedPackage" if protected else "WordDocument"
    return OLE + b"\0" * 504 + name.encode("utf-16-le") + b"\0" * 512


def garbage() -> bytes:
    """Return a zip in which the text is no XML."""
    return with_part(saved(Document()), "word/document.xml", lambda part: zlib.compress(part))


def with_entity() -> bytes:
    """Return a document whose text defines an entity inside an entity."""
    dtd = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'
    return with_part(saved(Document()), "word/document.xml", lambda part: part.replace(b"?>", b"?>" + dtd, 1))
