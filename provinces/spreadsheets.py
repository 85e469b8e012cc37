"""Lists as Excel files: proper dates and numbers, and texts that stay texts whatever they begin with."""

import datetime
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from vietnamese.dates import ZONE
from vietnamese.slugs import slugify

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "moment": "dd/mm/yyyy hh:mm",
    "day": "dd/mm/yyyy",
    "count": "#,##0",
    "decimal": "#,##0.00",
    "hours": "#,##0.0",
}
LONGEST = 32_000  # letters in a cell; Excel takes 32,767
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = PatternFill("solid", fgColor="EFEBE4")

Kind = Literal["text", "moment", "day", "count", "decimal", "hours"]


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in letters, and what stands in it."""

    heading: str
    width: int = 16
    kind: Kind = "text"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, lines above the table (a title, a period), columns, rows, and a last row in bold."""

    name: str
    above: Sequence[str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    total: Sequence[Any] = ()


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return an .xlsx file with these sheets."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page: Any = book.create_sheet(_sheet_name(sheet.name))
        page.freeze_panes = f"A{len(sheet.above) + 2}"
        for number, column in enumerate(sheet.columns, start=1):
            page.column_dimensions[get_column_letter(number)].width = column.width
        for place, line in enumerate(sheet.above):
            page.append([_text(page, line, Font(bold=True, size=14 if place == 0 else 11))])
        page.append([_heading(page, column.heading) for column in sheet.columns])
        for row in sheet.rows:
            page.append(_cells(page, sheet.columns, row))
        if sheet.total:
            page.append(_cells(page, sheet.columns, sheet.total, Font(bold=True)))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def answer(name: str, sheets: Iterable[Sheet]) -> HttpResponse:
    """Return the file as a download; its name is made of plain letters."""
    response = HttpResponse(workbook(sheets), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(name)}.xlsx"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _cells(page: Any, columns: Sequence[Column], row: Sequence[Any], font: Font | None = None) -> list[Any]:
    return [_cell(page, column, value, font) for column, value in zip(columns, row, strict=True)]


def _cell(page: Any, column: Column, value: Any, font: Font | None) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _text(page, value, font)
    if isinstance(value, datetime.datetime):
        value = value.astimezone(ZONE).replace(tzinfo=None)
    elif isinstance(value, Decimal):
        value = float(value)
    cell = WriteOnlyCell(page, value)
    cell.number_format = FORMATS.get(column.kind, "General")
    if font is not None:
        cell.font = font
    return cell


def _text(page: Any, value: str, font: Font | None = None) -> Any:
    cell = WriteOnlyCell(page, _FORBIDDEN.sub("", value)[:LONGEST])
    cell.data_type = "s"  # never a formula: what somebody typed is shown, not reckoned
    cell.style = "Normal"
    cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    cell.alignment = Alignment(vertical="top", wrap_text=font is None)
    if font is not None:
        cell.font = font
    return cell


def _heading(page: Any, text: str) -> Any:
    cell = _text(page, text, Font(bold=True))
    cell.fill = _HEAD
    return cell


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]
