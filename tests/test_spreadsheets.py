"""Excel files: headings, dates and numbers as Excel knows them, and no text that becomes a formula."""

import datetime
import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from provinces.spreadsheets import Column, Sheet, answer, workbook

from .factories import ZONE


def read(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data))


def one_sheet(*rows: list[Any], kind: Any = "text") -> Any:
    return read(workbook([Sheet("Danh sách", ["Tiêu đề"], [Column("Cột", 20, kind)], rows)])).active


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://xấu.vn")', "+84 912", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    cell = one_sheet([text])["A3"]
    assert cell.data_type == "s"
    assert cell.value.strip() == text.strip()
    assert cell.quotePrefix == (text[0] in "=+-@")


def test_dates_and_numbers_are_dates_and_numbers() -> None:
    moment = datetime.datetime(2026, 1, 5, 2, 5, tzinfo=datetime.UTC)
    cell = one_sheet([moment], kind="moment")["A3"]
    assert cell.value.isoformat() == "2026-01-05T09:05:00"
    assert cell.number_format == "dd/mm/yyyy hh:mm"
    cell = one_sheet([datetime.date(2026, 1, 5)], kind="day")["A3"]
    assert (cell.is_date, cell.number_format) == (True, "dd/mm/yyyy")
    cell = one_sheet([1234567], kind="count")["A3"]
    assert (cell.value, cell.number_format) == (1234567, "#,##0")
    assert one_sheet([Decimal("1.50")], kind="decimal")["A3"].value == 1.5


def test_letters_that_no_sheet_can_hold_are_left_out_and_names_of_sheets_are_made_to_fit() -> None:
    book = read(workbook([Sheet("Bài/ảnh: " + "x" * 40, [], [Column("Cột")], [["a\x00b\x0bc"]])]))
    assert book.active["A2"].value == "abc"
    assert len(book.active.title) <= 31


def test_a_download_has_a_plain_name_and_is_not_kept() -> None:
    response = answer("Báo cáo 01/2026", [Sheet("S", [], [Column("Cột")], [])])
    assert response.headers["Content-Disposition"] == 'attachment; filename="bao-cao-01-2026.xlsx"'
    assert response.headers["Cache-Control"] == "no-store"


def test_the_time_is_that_of_vietnam() -> None:
    late = datetime.datetime(2026, 1, 5, 23, 30, tzinfo=ZONE)
    assert one_sheet([late], kind="moment")["A3"].value.day == 5
