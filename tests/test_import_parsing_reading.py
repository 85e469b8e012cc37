"""Files become text, or are refused with one clear sentence."""

import codecs
from pathlib import Path

import pytest

from exchange.lines import split_lines
from exchange.reading import LARGEST, UnreadablePage, read_text

TEXT = "Tủ sách dòng họ ở vùng cao được bà con giữ gìn, ai cũng có thể mượn về đọc trong một tháng.\nThanh Bình\n"
TCVN3 = {"ủ": 0xF1, "á": 0xB8, "ò": 0xDF, "ọ": 0xE4, "ở": 0xEB, "ù": 0xEF, "đ": 0xAE, "ư": 0xAD, "ợ": 0xEE, "à": 0xB5}
TCVN3 |= {"ữ": 0xF7, "ì": 0xD7, "ũ": 0xF2, "ó": 0xE3, "ể": 0xD3, "ượ": 0xAD, "ề": 0xD2, "ộ": 0xE9}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "page.txt"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "utf-16 little unmarked", "utf-16 big unmarked"],
)
def test_unicode_files_are_read_whatever_their_form(page: Path, data: bytes) -> None:
    page.write_bytes(data)
    assert read_text(page) == TEXT


def test_a_file_in_cp1258_is_read(page: Path) -> None:
    letters = {
        "ủ": "u\u0309",
        "ọ": "o\u0323",
        "ở": "ơ\u0309",
        "ợ": "ơ\u0323",
        "ữ": "ư\u0303",
        "ì": "i\u0300",
        "ò": "o\u0300",
    }
    letters |= {"ũ": "u\u0303", "ể": "ê\u0309", "ề": "ê\u0300", "ộ": "ô\u0323"}
    page.write_bytes("".join(letters.get(letter, letter) for letter in TEXT).encode("cp1258"))
    assert read_text(page).splitlines() == TEXT.splitlines()


def test_a_file_in_tcvn3_is_converted(page: Path) -> None:
    page.write_bytes(
        bytes(TCVN3.get(letter, ord(letter) & 0xFF) for letter in TEXT if letter in TCVN3 or ord(letter) < 128)
    )
    assert "Tñ" not in read_text(page)
    assert read_text(page).startswith("Tủ sách dòng họ ở vùng cao được")
    assert "Thanh B" in read_text(page)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b" \n\t\r\n", "The file is empty."),
        (codecs.BOM_UTF8, "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "The file is binary, not text."),
        (b"PK\x03\x04 trang.docx", "The file is binary, not text."),
        (bytes(range(128, 256)) * 20, "The encoding of the file was not recognised."),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "The encoding of the file was not recognised."),
        (b"<!DOCTYPE html><p>Trang", "The file is not plain text: save the page as text first."),
        (b"%PDF-1.7 trang", "The file is not plain text: save the page as text first."),
    ],
    ids=["empty", "blank", "mark only", "picture", "zip", "random", "broken utf-16", "html", "pdf"],
)
def test_a_file_that_is_no_saved_page_is_refused_with_one_sentence(page: Path, data: bytes, message: str) -> None:
    page.write_bytes(data)
    with pytest.raises(UnreadablePage) as caught:
        read_text(page)
    assert caught.value.message == message
    assert str(caught.value) == message


def test_a_file_that_is_too_large_is_refused_without_being_read(page: Path) -> None:
    with page.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(UnreadablePage, match="too large"):
        read_text(page)
    page.write_bytes(b"a " * (LARGEST // 2))
    assert len(read_text(page)) == LARGEST


def test_missing_files_and_folders_are_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePage, match="does not exist"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(UnreadablePage, match="folder"):
        read_text(tmp_path)


def test_on_a_page_in_tcvn3_short_lines_and_lines_in_capitals_are_converted_too() -> None:
    page = "Héi nghÞ tæng kÕt c«ng t¸c tuyªn gi¸o toµn tØnh\n§ang online: 214\nN¤NG THÞ BÝCH"
    assert [line.text for line in split_lines(page)] == [
        "Hội nghị tổng kết công tác tuyên giáo toàn tỉnh",
        "Đang online: 214",
        "NÔNG THỊ BÍCH",
    ]
