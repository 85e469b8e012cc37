"""Statistics in the admin: of a site for its own people, of all sites for superadmins, on screen and as Excel files."""

import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from accounts.models import User
from articles.periods import Period
from provinces.models import AuditEntry, Site
from provinces.models.sites import SiteState
from visits.charts import course
from visits.comparison import compare
from visits.models import ArticleDay, OriginDay, SiteDay, SiteHour

from . import factories
from .conftest import Cast, SiteClient
from .queries import queries_of

SignIn = Callable[[User], SiteClient]
PAGE, NETWORK = "/quan-tri/nghe-an/truy-cap/", "/quan-tri/truy-cap/"
JANUARY = "?first=01/01/2026&last=31/01/2026"
PERIOD = Period(datetime.date(2026, 1, 1), datetime.date(2026, 1, 31))
pytestmark = pytest.mark.django_db


def read(on: Site, views: int, day: int = 10, month: int = 1, **fields: Any) -> None:
    """Let a site be read on a day of 2026."""
    SiteDay.objects.create(site=on, day=datetime.date(2026, month, day), views=views, **fields)


def everything(on: Site, number: int) -> None:
    """One more row of all that the page of a site shows."""
    day = datetime.date(2026, 1, 1 + number)
    article = factories.article(factories.category(on), f"Bài của {on.slug} số {number}")
    read(on, 10, 1 + number, visits=4, robots=3, ai_robots=2, own=1)
    SiteHour.objects.create(site=on, day=day, hour=number % 24, views=10)
    ArticleDay.objects.create(site=on, article=article, day=day, views=10)
    OriginDay.objects.create(site=on, day=day, kind=OriginDay.Kind.HOST, name=f"{on.slug}-{number}.vn", views=10)
    OriginDay.objects.create(site=on, day=day, kind=OriginDay.Kind.DEVICE, name="phone", views=10)


def rows_of(sheet: Any) -> list[list[Any]]:
    """Return what stands in a sheet, without empty cells at the end."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    return rows


@pytest.mark.parametrize(
    ("who", "status"), [("writer", 200), ("editor", 200), ("site_admin", 200), ("superadmin", 200), ("stranger", 403)]
)
@pytest.mark.parametrize("query", ["", JANUARY, f"{JANUARY}&xlsx=1"])
def test_whoever_works_on_a_site_sees_its_statistics_and_nobody_else(
    cast: Cast, sign_in: SignIn, who: str, status: int, query: str
) -> None:
    assert sign_in(getattr(cast, who)).get(PAGE + query).status_code == status


@pytest.mark.parametrize("path", [PAGE, NETWORK])
def test_without_an_account_one_is_asked_to_sign_in(cast: Cast, reader: SiteClient, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 302
    assert "dang-nhap" in answer["Location"] or "login" in answer["Location"]


@pytest.mark.parametrize(("who", "status"), [("superadmin", 200), ("site_admin", 403), ("stranger", 403)])
@pytest.mark.parametrize("query", ["", f"{JANUARY}&xlsx=1"])
def test_only_superadmins_compare_the_sites(cast: Cast, sign_in: SignIn, who: str, status: int, query: str) -> None:
    client = sign_in(getattr(cast, who))
    assert client.get(NETWORK + query).status_code == status
    line = f'href="{NETWORK}"'
    assert (line in client.get("/quan-tri/").content.decode()) == (status == 200)


def test_a_site_s_page_and_file_hold_nothing_of_another_site(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    for site in (nghe_an, vinh_long):
        everything(site, 3)
    SiteDay.objects.for_site(vinh_long).update(views=777)
    client = sign_in(cast.site_admin)
    page = client.get(PAGE + JANUARY)
    text = page.content.decode()
    assert page.context["totals"].views == 10
    assert "Bài của nghe-an số 3" in text
    assert "nghe-an-3.vn" in text
    assert "Bài của vinh-long" not in text
    assert "vinh-long-3.vn" not in text
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}{JANUARY}&xlsx=1").content))
    content = repr([rows_of(sheet) for sheet in book])
    assert "nghe-an-3.vn" in content
    assert "777" not in content
    assert "vinh-long" not in content


def test_a_site_that_nobody_has_read_yet_has_a_page_and_a_file(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.writer)
    page = client.get(PAGE)
    assert page.context["totals"].views == 0
    assert page.content.decode().count("Chưa có lượt xem nào trong khoảng thời gian này.") == 4
    assert len(page.context["days"].bars) == 30
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}?xlsx=1").content))
    assert rows_of(book["Ngày"])[-1] == ["Tổng cộng", 0, 0, 0, 0, 0]


@pytest.mark.parametrize("query", ["", JANUARY])
def test_the_page_of_a_site_takes_the_same_queries_with_ten_rows_more(
    cast: Cast, nghe_an: Site, sign_in: SignIn, query: str
) -> None:
    client = sign_in(cast.writer)
    everything(nghe_an, 1)
    before = queries_of(client, PAGE + query)
    for number in range(2, 12):
        everything(nghe_an, number)
    assert queries_of(client, PAGE + query) == before


def test_the_comparison_takes_the_same_queries_with_ten_sites_more(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    client = sign_in(cast.superadmin)
    read(nghe_an, 5)
    before = queries_of(client, NETWORK + JANUARY)
    for _number in range(10):
        read(factories.site(), 5)
    assert queries_of(client, NETWORK + JANUARY) == before


@pytest.mark.parametrize(
    "query",
    [
        "?first=01/02/2026&last=01/01/2026",
        "?first=x&last=",
        "?first=01/01/1900&last=01/01/1901",
        "?first=01/01/2020&last=01/01/2026",
        "?first=31/12/9999&last=31/12/9999&xlsx=1",
    ],
)
@pytest.mark.parametrize("path", [PAGE, NETWORK])
def test_a_period_that_cannot_be_is_said_beside_the_field(cast: Cast, sign_in: SignIn, path: str, query: str) -> None:
    page = sign_in(cast.superadmin).get(path + query)
    assert page.status_code == 200
    assert 'class="errorlist"' in page.content.decode()
    assert 'class="chart"' not in page.content.decode(), "no chart of a period that is none"


def test_a_long_period_is_drawn_by_weeks_and_none_beyond_today(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    read(nghe_an, 5)
    page = sign_in(cast.writer).get(f"{PAGE}?first=01/01/2025&last=31/12/2026")
    assert page.context["by_week"]
    assert sum(bar.views for bar in page.context["days"].bars) == 5
    assert len(page.context["days"].bars) <= 106
    future = sign_in(cast.writer).get(f"{PAGE}?first=01/01/2199&last=02/01/2199")
    assert len(future.context["days"].bars) == 1


def test_sites_are_compared_with_each_other_and_with_the_period_before(
    portal: Site, nghe_an: Site, vinh_long: Site
) -> None:
    read(nghe_an, 60, visits=20, robots=5)
    read(nghe_an, 90, 20, visits=30)
    read(nghe_an, 100, 31, 12)  # December 2026 is neither
    SiteDay.objects.create(site=nghe_an, day=datetime.date(2025, 12, 31), views=100)
    SiteDay.objects.create(site=nghe_an, day=datetime.date(2025, 11, 30), views=5000)
    read(vinh_long, 50)
    closed = factories.site(state=SiteState.BUILDING)
    read(closed, 999)
    made = compare(Site.objects.public(), PERIOD, PERIOD)
    found = [(line.site, line.totals.views, line.before, line.change, line.share, line.percent) for line in made.lines]
    assert found == [
        (nghe_an, 150, 100, 50.0, 75.0, 100.0),
        (vinh_long, 50, 0, None, 25.0, 33.3),
        (portal, 0, 0, None, 0.0, 0.0),
    ]
    assert (made.totals.views, made.totals.visits, made.totals.robots, made.before, made.change) == (
        200, 50, 5, 100, 100.0,
    )  # fmt: skip
    assert dict(made.by_time)[datetime.date(2026, 1, 10)] == 110


@pytest.mark.parametrize(
    ("numbers", "points"),
    [
        ([0, 5, 10], "0.0,20.0 50.0,10.0 100.0,0.0"),
        ([3], "0.0,0.0"),
        ([0, 0], "0.0,20.0 100.0,20.0"),
        ([], ""),
    ],
)
def test_a_curve_goes_from_side_to_side_and_touches_the_top(numbers: list[int], points: str) -> None:
    assert course(numbers) == points


def test_the_file_of_a_site_says_what_the_page_says(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    article = factories.article(factories.category(nghe_an, "Y tế"), '=HYPERLINK("http://x.vn")')
    read(nghe_an, 1234, visits=400, robots=30, ai_robots=20, own=10)
    read(nghe_an, 6, 11, visits=2)
    SiteHour.objects.create(site=nghe_an, day=PERIOD.first, hour=9, views=7)
    ArticleDay.objects.create(site=nghe_an, article=article, day=PERIOD.first, views=9)
    OriginDay.objects.create(site=nghe_an, day=PERIOD.first, kind=OriginDay.Kind.HOST, name="+cmd.vn", views=3)
    OriginDay.objects.create(site=nghe_an, day=PERIOD.first, kind=OriginDay.Kind.DEVICE, name="phone", views=8)
    client = sign_in(cast.writer)
    assert "1.240" in client.get(PAGE + JANUARY).content.decode()
    file = client.get(f"{PAGE}{JANUARY}&xlsx=1")
    assert file["Content-Disposition"].startswith('attachment; filename="luot-xem-')
    assert "no-store" in file["Cache-Control"]
    book = load_workbook(io.BytesIO(file.content))
    assert book.sheetnames == ["Ngày", "Giờ", "Bài viết", "Chuyên mục", "Người đọc đến từ đâu", "Thiết bị"]
    days = rows_of(book["Ngày"])
    assert days[1:3] == [[str(nghe_an)], ["Kỳ: 01/01/2026 – 31/01/2026"]]
    assert days[3] == ["Ngày", "Lượt xem", "Lượt truy cập", "Robot", "Robot AI", "Mạng nội bộ"]
    assert days[4][1:] == [1234, 400, 30, 20, 10]
    assert days[4][0].date() == datetime.date(2026, 1, 10)
    assert days[-1] == ["Tổng cộng", 1240, 402, 30, 20, 10]
    assert rows_of(book["Giờ"])[4 + 9] == ["9:00", 7]
    assert rows_of(book["Bài viết"])[4] == ['=HYPERLINK("http://x.vn")', 9]
    assert rows_of(book["Chuyên mục"])[4] == ["Y tế", 9]
    assert rows_of(book["Người đọc đến từ đâu"])[4] == ["+cmd.vn", 3]
    assert rows_of(book["Thiết bị"])[4:] == [["điện thoại", 8], ["Tổng cộng", 8]]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == [], "nothing in it is reckoned"
    assert book["Bài viết"]["A5"].quotePrefix


def test_the_file_of_the_network_says_what_the_page_says(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    Site.objects.filter(pk=vinh_long.pk).update(short_name_vi="=1+1")
    read(nghe_an, 1500, visits=200)
    read(vinh_long, 500)
    SiteDay.objects.create(site=nghe_an, day=datetime.date(2025, 12, 31), views=1000)
    client = sign_in(cast.superadmin)
    text = client.get(NETWORK + JANUARY).content.decode()
    assert "+50%" in text
    assert "2.000" in text
    book = load_workbook(io.BytesIO(client.get(f"{NETWORK}{JANUARY}&xlsx=1").content))
    sites = rows_of(book["Các trang"])
    assert sites[2] == ["Kỳ trước: 01/12/2025 – 31/12/2025"]
    assert sites[4] == [1, str(nghe_an), 1500, 200, 0, 0, 0, 1000, 50, 75]
    assert sites[5] == [2, "=1+1", 500, 0, 0, 0, 0, 0, None, 25]
    assert book["Các trang"]["B6"].data_type == "s"
    assert sites[-1][1:9] == ["Tổng cộng", 2000, 200, 0, 0, 0, 1000, 100]
    found = [row for row in rows_of(book["Theo thời gian"])[3:] if row[1]]
    assert [(day.date(), number) for day, number in found] == [(datetime.date(2026, 1, 10), 2000)]


def test_who_took_a_file_stands_in_the_audit_log(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    sign_in(cast.writer).get(PAGE + JANUARY)
    assert not AuditEntry.objects.filter(verb="export_statistics").exists(), "looking is no export"
    sign_in(cast.writer).get(f"{PAGE}{JANUARY}&xlsx=1")
    sign_in(cast.superadmin).get(f"{NETWORK}{JANUARY}&xlsx=1")
    entries = AuditEntry.objects.filter(verb="export_statistics").order_by("id")
    assert [(entry.site, entry.user, entry.detail) for entry in entries] == [
        (nghe_an, cast.writer, "01/01/2026 – 31/01/2026"),
        (None, cast.superadmin, "01/01/2026 – 31/01/2026"),
    ]
    log = sign_in(cast.site_admin).get("/quan-tri/nghe-an/provinces/auditentry/").content.decode()
    assert "xuất thống kê truy cập" in log


def test_a_file_that_is_refused_leaves_no_entry(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.stranger).get(f"{PAGE}{JANUARY}&xlsx=1")
    sign_in(cast.site_admin).get(f"{NETWORK}{JANUARY}&xlsx=1")
    assert not AuditEntry.objects.filter(verb="export_statistics").exists()
