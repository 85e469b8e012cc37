"""Word documents are read into the parts of an article, old fonts included; what cannot be read says why."""

import io
import os
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from exchange.word import opening
from exchange.word.opening import UnreadableDocument, open_document
from exchange.word.pictures import looks
from exchange.word.story import Place, Story, read_story

from . import word_documents as word


def story(document: Any) -> Story:
    return read_story(open_document(io.BytesIO(word.saved(document))))


def text(read: Story) -> str:
    return "".join("[ảnh]" if isinstance(piece, Place) else piece for piece in read.pieces)


def test_each_part_of_a_document_goes_into_its_field() -> None:
    read = story(word.report())
    assert read.title == "Hội nghị công tác khoa giáo"
    assert read.lead == "Sáng nay, hội nghị khai mạc tại Vinh."
    assert [(credit.name, len(credit.roles)) for credit in read.credits] == [("Thu Hà", 2)]
    assert [place.caption for place in read.places] == [
        "Quang cảnh hội nghị.",
        "Đồng chí Bí thư phát biểu tại hội nghị. Ảnh: Quang Minh",
    ]
    assert text(read) == (
        "<p>Đông đảo <em>đại biểu</em> về dự.</p><h2>Kết quả</h2>"
        "<ul><li><p>Giáo dục</p><ol><li><p>Trường học</p></li><li><p>Giáo viên</p></li></ol></li>"
        "<li><p>Y tế</p></li></ul>"
        "[ảnh]<table><tbody><tr><td><p>Huyện</p></td><td><p>Số</p></td></tr>"
        '<tr><td colspan="2"><p>Kỳ Sơn</p><p>5</p></td></tr></tbody></table>[ảnh]'
        "<p>Kết thúc hội nghị, các đại biểu ra về.</p>"
    )


def test_old_fonts_are_converted_by_the_name_of_the_font() -> None:
    document = Document()
    word.typed(document.add_paragraph(), "héi nghÞ", ".VnTimeH")
    mixed = document.add_paragraph()
    word.typed(mixed, "Chñ tr\u00ad¬ng ", ".VnTime")
    word.typed(mixed, "mới: café", "Times New Roman")
    word.typed(document.add_paragraph(), "Coäng hoøa xaõ hoäi", "VNI-Times")
    document.add_paragraph("Đoạn cuối bằng Unicode.")
    read = story(document)
    assert read.title == "HỘI NGHỊ"
    assert "Chủ trương mới: café" in read.lead + text(read)
    assert "Cộng hòa xã hội" in text(read).replace("hoà", "hòa")
    assert len(read.encodings) == 2


def test_old_fonts_of_a_style_count_too() -> None:
    document = Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("§¶ng bé")
    document.add_paragraph("C«ng t¸c d©n vËn cña tØnh.")
    document.add_paragraph("KÕt qu¶ tèt.")
    read = story(document)
    assert (read.title, text(read)) == ("Đảng bộ", "<p>Công tác dân vận của tỉnh.</p><p>Kết quả tốt.</p>") or read.lead


def test_what_revisers_struck_out_and_hidden_text_are_left_out() -> None:
    document = Document()
    document.add_paragraph("Tiêu đề")
    line = document.add_paragraph("Còn ")
    line.add_run("ẩn").font.hidden = True
    xml = word.saved(document)
    kept = "Còn </w:t></w:r>".encode()
    deleted = '<w:del w:id="1"><w:r><w:delText>bỏ</w:delText></w:r></w:del>'
    added = '<w:ins w:id="2"><w:r><w:t>lại</w:t></w:r></w:ins>'
    content = word.with_part(
        xml, "word/document.xml", lambda part: part.replace(kept, kept + f"{deleted}{added}".encode())
    )
    assert text(read_story(open_document(io.BytesIO(content)))) == "<p>Còn lại</p>"


def test_a_picture_inside_a_layout_table_keeps_its_caption() -> None:
    document = Document()
    document.add_paragraph("Tiêu đề bài viết")
    document.add_paragraph("Đoạn thứ nhất của bài viết này rất dài.")
    table = document.add_table(rows=2, cols=1)
    table.cell(0, 0).paragraphs[0].add_run().add_picture(word.picture())
    caption = table.cell(1, 0).paragraphs[0]
    caption.add_run("Toàn cảnh hội trường").italic = True
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("Đoạn thứ hai của bài.")
    (place,) = story(document).places
    assert place.caption == "Toàn cảnh hội trường"


def test_the_key_is_of_the_text_whatever_else_changes_in_the_file() -> None:
    again = word.report()
    again.core_properties.author = "Người khác"
    assert story(word.report()).key == story(again).key
    again.add_paragraph("Thêm một câu.")
    assert story(word.report()).key != story(again).key


REFUSALS: dict[str, tuple[Callable[[], bytes], str]] = {
    "old": (word.old_word, opening.OLD_WORD),
    "protected": (lambda: word.old_word(protected=True), opening.PROTECTED),
    "bomb": (word.bomb, opening.BOMB),
    "lying": (word.lying_bomb, opening.BROKEN),
    "garbage": (word.garbage, opening.BROKEN),
    "entity": (word.with_entity, opening.BROKEN),
    "cut": (lambda: word.saved(word.report())[:20_000], opening.BROKEN),
    "picture": (lambda: word.picture().getvalue(), opening.NOT_WORD),
    "pdf": (lambda: b"%PDF-1.7\n", opening.PDF),
    "rtf": (lambda: b"{\\rtf1 x}", opening.RICH_TEXT),
    "html": (lambda: b"<html><script>alert(1)</script>", opening.NOT_WORD),
    "empty": (lambda: b"", opening.BROKEN),
    "other zip": (
        lambda: word.saved(Document()).replace(b"word/document.xml", b"word/documenx.xml"),
        opening.NOT_WORD,
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_cannot_be_read_says_why(name: str) -> None:
    make, message = REFUSALS[name]
    with pytest.raises(UnreadableDocument) as refusal:
        read_story(open_document(io.BytesIO(make())))
    assert refusal.value.message == message


def test_a_bomb_costs_neither_memory_nor_time() -> None:
    content = io.BytesIO(word.lying_bomb())
    tracemalloc.start()
    begin = time.monotonic()
    with pytest.raises(UnreadableDocument):
        read_story(open_document(content))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60 * 2**20
    assert time.monotonic() - begin < 20


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_ELEMENTS", 50)
    with pytest.raises(UnreadableDocument) as refusal:
        story(word.report())
    assert refusal.value.message == opening.SLOW


def test_encrypted_parts_of_a_zip_are_a_password() -> None:
    content = bytearray(word.saved(word.report()))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(UnreadableDocument) as refusal:
        open_document(io.BytesIO(bytes(content)))
    assert refusal.value.message == opening.PROTECTED
    assert zipfile.is_zipfile(io.BytesIO(bytes(content)))


def test_a_document_of_nearly_fifty_megabytes_is_read_in_little_memory() -> None:
    content = word.saved(word.report())
    for name in ("word/media/image1.png", "word/media/image2.png"):
        content = word.with_part(content, name, lambda part: part + os.urandom(19 * 2**20))
    file = io.BytesIO(content)
    tracemalloc.start()
    package = open_document(file)
    shown = looks(package, [place.part for place in read_story(package).places])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [look.source[:22] for look in shown.values()] == ["data:image/jpeg;base64"] * 2
    assert peak < 120 * 2**20


def test_more_than_fifty_megabytes_are_refused() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        open_document(io.BytesIO(bytes(opening.LARGEST + 1)))
    assert refusal.value.message == opening.TOO_LARGE
