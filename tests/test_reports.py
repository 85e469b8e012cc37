"""The leader's report: what was published in a period, by whom, how fast, on screen and as a file."""

import datetime
import io
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from articles import publishing, reads
from articles.models import Article, Contribution
from articles.periods import Period
from articles.reports import Grouping, report
from provinces.models import AuditEntry, Site

from . import factories
from .conftest import Cast, SiteClient
from .factories import ZONE

SignIn = Callable[[User], SiteClient]
PAGE = "/quan-tri/nghe-an/bao-cao/"
JANUARY = Period(datetime.date(2026, 1, 1), datetime.date(2026, 1, 31))
pytestmark = pytest.mark.django_db


def article(on: Site, day: int = 10, hour: int = 9, authors: tuple[str, ...] = (), **fields: Any) -> Article:
    category = factories.category(on, fields.pop("category", ""))
    made = factories.article(category, published_at=datetime.datetime(2026, 1, day, hour, tzinfo=ZONE), **fields)
    for name in authors:
        Contribution.objects.create(article=made, contributor=factories.contributor(on, name))
    return made


def lines(on: Site, by: Grouping) -> dict[str, int]:
    made = report([on], JANUARY, by, timezone.now())
    return {line.name: line.articles for line in made.lines}


def test_articles_count_by_author_department_category_type_and_site(nghe_an: Site) -> None:
    department = factories.department(nghe_an, "Phòng Khoa giáo")
    article(nghe_an, authors=("Thu Hà", "Sơn Ca"), category="Y tế", article_type="feature", department=department)
    article(nghe_an, authors=("Thu Hà",), category="Giáo dục")
    article(nghe_an, category="Văn hóa")
    assert lines(nghe_an, Grouping.AUTHOR) == {"Thu Hà": 2, "Sơn Ca": 1, "": 1}
    assert lines(nghe_an, Grouping.DEPARTMENT) == {"": 2, "Phòng Khoa giáo": 1}
    assert lines(nghe_an, Grouping.CATEGORY) == {"Y tế": 1, "Giáo dục": 1, "Văn hóa": 1}
    assert lines(nghe_an, Grouping.TYPE) == {"tin": 2, "phóng sự": 1}
    assert lines(nghe_an, Grouping.SITE) == {str(nghe_an): 3}


def test_a_period_begins_at_midnight_of_its_first_day_and_ends_with_its_last(nghe_an: Site) -> None:
    for month, day, hour in ((1, 1, 0), (1, 31, 23), (2, 1, 0)):
        moment = datetime.datetime(2026, month, day, hour, tzinfo=ZONE)
        factories.article(factories.category(nghe_an), published_at=moment)
    factories.article(factories.category(nghe_an), published_at=datetime.datetime(2025, 12, 31, 23, 59, tzinfo=ZONE))
    assert lines(nghe_an, Grouping.SITE) == {str(nghe_an): 2}


def test_drafts_and_what_is_scheduled_do_not_count_but_what_was_withdrawn_does(nghe_an: Site, cast: Cast) -> None:
    category = factories.category(nghe_an)
    factories.article(category, live=False)
    gone = article(nghe_an)
    publishing.publish(gone, None)
    publishing.withdraw(gone, cast.editor)
    assert lines(nghe_an, Grouping.SITE) == {str(nghe_an): 1}


def test_the_delay_runs_from_the_last_submission_to_the_editors_decision(
    nghe_an: Site, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = factories.article(factories.category(nghe_an), live=False, created_by=cast.writer)
    start = datetime.datetime(2026, 1, 10, tzinfo=ZONE)
    steps: dict[int, Callable[[], object]] = {
        0: lambda: publishing.submit(draft, cast.writer),
        1: lambda: publishing.send_back(draft, cast.editor, "Chưa rõ."),
        5: lambda: publishing.submit(draft, cast.writer),
        8: lambda: publishing.approve(draft, cast.editor),
        20: lambda: publishing.publish(draft, cast.editor, at=datetime.datetime(2026, 1, 12, tzinfo=ZONE)),
    }
    moment = AuditEntry._meta.get_field("at")
    for hours, step in steps.items():  # entries are never changed: they are made at their hour
        monkeypatch.setattr(moment, "_get_default", partial(start.__add__, datetime.timedelta(hours=hours)))
        step()
    made = report([nghe_an], JANUARY, Grouping.SITE, timezone.now())
    assert made.total.hours == 3


def test_page_views_are_what_the_old_portal_counted_and_what_is_counted_here(
    nghe_an: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = article(nghe_an, opening_views=100), article(nghe_an)
    monkeypatch.setattr(reads, "_sources", [lambda ids, first_day, last_day: {second.pk: 7}])
    made = report([nghe_an], JANUARY, Grouping.SITE, timezone.now())
    assert made.total.views == 107
    assert {row.pk: row.views for row in made.rows} == {first.pk: 100, second.pk: 7}


@pytest.mark.parametrize(("who", "status"), [("writer", 403), ("editor", 200), ("site_admin", 200)])
def test_editors_and_site_admins_see_the_report(cast: Cast, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(getattr(cast, who)).get(PAGE).status_code == status


@pytest.mark.parametrize(
    "query",
    [
        "?first=2026-02-01&last=2026-01-01",
        "?first=x&last=",
        "?first=1900-01-01&last=1901-01-01",
        "?first=2020-01-01&last=2026-01-01",
        "?first=2026-01-01&last=2026-01-31&by=nothing",
        "?first=9999-12-31&last=9999-12-31",
        "?first=2026-01-01&last=2026-01-31&sites=all",
    ],
)
def test_a_period_that_cannot_be_is_said_beside_the_field(cast: Cast, sign_in: SignIn, query: str) -> None:
    assert sign_in(cast.editor).get(PAGE + query).status_code == 200


def test_the_report_on_screen_and_as_a_file_says_the_same(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    article(nghe_an, authors=("Thu Hà",), title="=1+1 bài", opening_views=1234)
    client = sign_in(cast.site_admin)
    query = "?first=2026-01-01&last=2026-01-31&by=author"
    page = client.get(PAGE + query).content.decode()
    assert "Thu Hà" in page
    assert "1.234" in page
    file = client.get(f"{PAGE}{query}&xlsx=1")
    book = load_workbook(io.BytesIO(file.content))
    summary, articles = book.worksheets
    assert [cell.value for cell in summary[4]] == [
        "Tác giả", "Số bài", "Lượt xem", "Thời gian duyệt trung bình (giờ)",
    ]  # fmt: skip
    assert [cell.value for cell in summary[5]][:3] == ["Thu Hà", 1, 1234]
    assert articles["C5"].value == "=1+1 bài"
    assert articles["C5"].data_type == "s"
    assert articles["B5"].value.isoformat() == "2026-01-10T09:00:00"


def test_only_superadmins_get_the_report_of_all_sites(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    article(nghe_an)
    article(vinh_long)
    query = "?first=2026-01-01&last=2026-01-31&by=site&sites=all"
    assert str(vinh_long) in sign_in(cast.superadmin).get(PAGE + query).content.decode()
    made = sign_in(cast.site_admin).get(PAGE + query).context["report"]
    assert [line.name for line in made.lines] == [str(nghe_an)]


def test_the_report_takes_the_same_queries_however_many_articles(nghe_an: Site, django_assert_num_queries: Any) -> None:
    def make(number: int) -> None:
        for _one in range(number):
            article(nghe_an, authors=("Thu Hà", "Sơn Ca"))

    make(2)
    with django_assert_num_queries(6):
        report([nghe_an], JANUARY, Grouping.AUTHOR, timezone.now())
    make(10)
    with django_assert_num_queries(6):
        report([nghe_an], JANUARY, Grouping.AUTHOR, timezone.now())
