"""`manage.py import_page`: saved pages become articles; nothing is doubled, nothing bad stops the others."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.bodies import captions_of_empty_places
from articles.models import Article, Category
from articles.models.article import ArticleState
from exchange.management.commands.import_page import KEYS
from provinces.models import Site
from tuyengiao.demo.load import CONTENT
from vietnamese.tables import table

from . import factories
from .conftest import SiteClient

PAGES = CONTENT.parent / "pages"
DATED = """Chủ Nhật, 4/6/2023
Khoa giáo
Thứ Ba, 14/11/2023 8:7'(GMT+7)

Thư viện xã mở cửa cả buổi tối để học sinh có chỗ ôn bài

Bạn đọc nhỏ tuổi ở thư viện xã

Từ đầu tháng này, thư viện xã mở cửa thêm ba buổi tối mỗi tuần, học sinh các thôn xa có chỗ học yên tĩnh.

Theo chị phụ trách thư viện, mỗi tối có chừng bốn mươi em đến đọc sách. Phụ huynh thay phiên nhau đưa đón.

Xã dự định mua thêm hai trăm đầu sách vào đầu năm sau, phần lớn là sách khoa học thường thức và truyện cho thiếu nhi.

MAI LIÊN - HOÀNG GIA
Thư viện tỉnhPhản hồi

Các tin khác
"""


@pytest.fixture
def category(nghe_an: Site) -> Category:
    factories.category(nghe_an, "Tin tức", "tin-tuc")
    return factories.category(nghe_an, "Khoa giáo", "khoa-giao")


def write(folder: Path, text: str | bytes, name: str = "trang.txt") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def run(*files: Path, **options: Any) -> int:
    try:
        call_command("import_page", *[str(file) for file in files], site="nghe-an", **options)
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_a_dated_page_is_published_in_its_category_with_its_byline(category: Category, tmp_path: Path) -> None:
    assert run(write(tmp_path, DATED)) == 0
    article = Article.objects.get()
    assert article.title == "Thư viện xã mở cửa cả buổi tối để học sinh có chỗ ôn bài"
    assert article.category == category
    assert article.is_live
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2023-11-14T01:07:00+00:00"
    assert [str(part.contributor) for part in article.contributions.all()] == ["MAI LIÊN", "HOÀNG GIA"]
    assert article.source == "Thư viện tỉnh"
    assert article.revisions.filter(kind="imported").exists()


def test_captions_become_picture_places_that_readers_do_not_see(
    category: Category, tmp_path: Path, reader: SiteClient
) -> None:
    run(write(tmp_path, DATED))
    article = Article.objects.get()
    assert captions_of_empty_places(article.text("body", "vi")) == ["Bạn đọc nhỏ tuổi ở thư viện xã"]
    page = reader.get(f"/nghe-an{article.get_absolute_url()}").content.decode()
    assert "bốn mươi em" in page
    assert "Bạn đọc nhỏ tuổi ở thư viện xã" not in page


def test_running_twice_makes_no_duplicate(category: Category, tmp_path: Path) -> None:
    file = write(tmp_path, DATED)
    run(file)
    assert run(file) == 0
    assert Article.objects.count() == 1


def test_a_page_without_a_date_lands_as_a_marked_draft(category: Category, tmp_path: Path) -> None:
    lines = DATED.splitlines()
    run(write(tmp_path, "\n".join(["Khoa giáo", *lines[3:]])))
    article = Article.objects.get()
    assert (article.state, article.is_live, article.date_is_missing) == (ArticleState.DRAFT, False, True)


def test_a_dry_run_saves_nothing_but_reports(category: Category, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    assert run(write(tmp_path, DATED), dry_run=True, report=str(report)) == 0
    assert Article.objects.count() == 0
    found = json.loads(report.read_text(encoding="utf-8"))
    assert tuple(found[0]) == ("file", *KEYS)
    assert found[0]["published_at"] == "2023-11-14T08:07:00+07:00"


@pytest.mark.parametrize("target", ["json", "-"])
def test_the_report_is_all_that_is_printed_when_asked_for_as_json(
    category: Category, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    assert run(write(tmp_path, DATED), write(tmp_path, b"", "empty.txt"), report=target) == 1
    found = json.loads(capsys.readouterr().out)
    assert [bool(entry["title"]) for entry in found] == [True, False]
    assert [tuple(entry)[: len(KEYS) + 1] for entry in found] == [("file", *KEYS)] * 2
    assert not Path("json").exists()


def test_bad_files_get_one_line_each_and_the_others_still_come_in(
    category: Category, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(50 * 2**20)
    bad = [
        write(tmp_path, b"", "empty.txt"),
        write(tmp_path, b"\x89PNG\r\n\x1a\n\x00\x00", "binary.txt"),
        write(tmp_path, bytes(range(128, 255)) * 9, "odd.txt"),
        huge,
        tmp_path / "missing.txt",
    ]
    assert run(*bad, write(tmp_path, DATED)) == 1
    assert Article.objects.count() == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == len(bad) + 1
    assert all(str(file) in line for file, line in zip(bad, lines, strict=False))


def test_a_page_in_tcvn3_is_converted(category: Category, tmp_path: Path) -> None:
    codes = {letter: code for code, letter in table("tcvn3")["letters"].items()}
    # Capitals with accents have no code of their own in these fonts.
    text = "".join(codes.get(letter, codes.get(letter.lower(), letter)) for letter in DATED)
    assert text != DATED
    run(write(tmp_path, text.encode("latin-1")))
    assert "bốn mươi em đến đọc sách" in Article.objects.get().text("body", "vi")


def test_the_counter_is_offered_and_taken_only_when_asked(category: Category, nghe_an: Site, tmp_path: Path) -> None:
    file = write(tmp_path, DATED + "\nThống kê truy cập\n• Đang online: 9\n• Hôm nay: 120\n• Tất cả: 2,675,048\n")
    run(file)
    nghe_an.refresh_from_db()
    assert nghe_an.opening_views == 0
    run(file, opening_balance=True)
    nghe_an.refresh_from_db()
    assert nghe_an.opening_views == 2_675_048


def test_an_unknown_site_or_category_is_said_at_once(category: Category, tmp_path: Path) -> None:
    file = write(tmp_path, DATED)
    with pytest.raises(CommandError, match="khong-co"):
        call_command("import_page", str(file), site="khong-co")
    with pytest.raises(CommandError, match="khong-co"):
        call_command("import_page", str(file), site="nghe-an", category="khong-co")


@pytest.mark.parametrize("number", range(1, 6))
def test_the_demonstrations_own_pages_come_in(category: Category, number: int) -> None:
    assert run(PAGES / f"mau-{number}.txt") == 0
    article = Article.objects.get()
    assert len(article.text("body", "vi")) > 500
    assert "ƣ" not in article.text("body", "vi")
