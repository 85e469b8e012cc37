"""Superadmins see the state of the installation, and the sites at a glance; nobody else does."""

import datetime
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article, ArticleState
from provinces.models import Membership, Role, Site
from tuyengiao.watching import certificates, health, notes, readiness
from tuyengiao.watching.overview import SiteLine, overview
from visits.models import SiteDay

from . import factories
from .conftest import Cast, SiteClient
from .queries import queries_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], SiteClient]
HEALTH, OVERVIEW = "/quan-tri/tinh-trang/", "/quan-tri/tong-quan/"
DATA = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    """No test sees another one's notes."""
    settings.WATCH_ROOT = tmp_path / "watching"
    settings.VISITS_ROOT = tmp_path / "visits"
    readiness.forget()


def _line(name: str) -> health.Line:
    (found,) = [line for line in health.lines() if line.name == name]
    return found


def _of(site: Site) -> SiteLine:
    (found,) = [line for line in overview(timezone.now()).lines if line.site == site]
    return found


@pytest.mark.parametrize("path", [HEALTH, OVERVIEW])
def test_only_superadmins_see_it(cast: Cast, sign_in: SignIn, path: str) -> None:
    assert sign_in(cast.site_admin).get(path).status_code == 403
    answer = sign_in(cast.superadmin).get(path)
    assert answer.status_code == 200
    assert "Tình trạng hệ thống" in answer.content.decode()
    assert sign_in(cast.superadmin).post(path).status_code == 405


def test_a_fresh_installation_is_told_what_is_missing(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.superadmin).get(HEALTH).content.decode()
    assert "chưa có bản sao lưu nào" in page
    assert "manage.py backup" in page
    assert {_line("Bộ giữ nhịp").tone, _line("Sao lưu").tone} == {"bad"}


def test_what_runs_is_fine() -> None:
    now = time.time()
    notes.write(notes.BEAT, {"at": now, "duties": {"visits.folding.fold": {"ok": now}}})
    notes.write(notes.BACKUP, {"at": now - 7200})
    for name in ("Cơ sở dữ liệu", "Bộ giữ nhịp", "Đếm lượt xem", "Hàng đợi công việc", "Việc bị lỗi", "Sao lưu"):
        assert _line(name).tone == "good", name
    assert _line("Sao lưu").found == "lần gần nhất cách đây 2 giờ"


def test_what_stands_still_is_said() -> None:
    now = time.time()
    duties = {"visits.folding.fold": {"ok": now - 4000}, "x.y": {"ok": None, "failing": now - 90, "error": "KeyError"}}
    notes.write(notes.BEAT, {"at": now - 4000, "duties": duties})
    notes.write(notes.BACKUP, {"at": now - 30 * 3600})
    for name in ("Bộ giữ nhịp", "Đếm lượt xem", "Nhiệm vụ x.y", "Sao lưu"):
        assert _line(name).tone == "bad", name


def test_failed_jobs_are_listed_and_escaped(cast: Cast, sign_in: SignIn) -> None:
    notes.add_failure("<b>mail</b>", "OSError")
    page = sign_in(cast.superadmin).get(HEALTH).content.decode()
    assert "&lt;b&gt;mail&lt;/b&gt;" in page
    assert _line("Việc bị lỗi").tone == "warn"


def test_the_last_day_of_a_certificate_is_read_and_said(settings: Any, tmp_path: Path) -> None:
    path = DATA / "certificate.pem"
    ends = certificates.last_moment(path)
    assert ends == datetime.datetime(2027, 11, 25, 16, 24, 13, tzinfo=datetime.UTC)
    settings.CERTIFICATES = [str(path)]
    for days, tone in ((60, "good"), (10, "warn"), (-1, "bad")):
        found = [
            line for line in health.lines(ends - datetime.timedelta(days=days)) if line.name.startswith("Chứng thư số")
        ]
        assert [line.tone for line in found] == [tone]


@pytest.mark.parametrize(
    "content", [b"", b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", b"\xff" * 99]
)
def test_a_file_that_is_no_certificate_is_said_and_breaks_nothing(
    settings: Any, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "a.pem"
    path.write_bytes(content)
    settings.CERTIFICATES = [str(path), str(tmp_path / "none.pem")]
    assert [line.tone for line in health.lines() if line.name.startswith("Chứng thư số")] == ["warn", "warn"]


def test_the_overview_counts_articles_and_views_of_this_month_only(cast: Cast, nghe_an: Site) -> None:
    now = timezone.now()
    category = factories.category(nghe_an)
    factories.article(category, published_at=now - datetime.timedelta(seconds=1))
    factories.article(category, published_at=now - datetime.timedelta(days=40))
    factories.article(category, live=False)
    today = timezone.localdate()
    SiteDay.objects.create(site=nghe_an, day=today, views=12)
    SiteDay.objects.create(site=nghe_an, day=today - datetime.timedelta(days=40), views=99)
    line = _of(nghe_an)
    assert (line.articles, line.views, line.problems, line.stale) == (1, 12, [], [])
    assert line.last is not None


def test_what_somebody_should_look_after_is_named(cast: Cast, nghe_an: Site) -> None:
    assert _of(nghe_an).problems == ["chưa có bài viết nào"]
    old = factories.article(factories.category(nghe_an, "Tin cũ"))
    waiting = factories.article(old.category, live=False, state=ArticleState.SUBMITTED)
    Article.objects.filter(pk=waiting.pk).update(updated_at=timezone.now() - datetime.timedelta(days=5))
    factories.case(nghe_an)
    factories.finding(old)
    Membership.objects.for_site(nghe_an).of_roles(Role.SITE_ADMIN).delete()
    line = _of(nghe_an)
    assert line.problems == [
        "chưa có quản trị viên",
        "14 ngày chưa có bài viết mới",
        "1 mục an toàn nội dung chưa xử lý",
        "1 phản hồi quá hạn",
        "1 bài viết chờ duyệt nhiều ngày",
    ]
    assert line.stale == ["Tin cũ"]


def test_a_frozen_site_is_asked_for_nothing(cast: Cast, nghe_an: Site) -> None:
    factories.category(nghe_an)
    Site.objects.filter(pk=nghe_an.pk).update(state="frozen")
    line = _of(nghe_an)
    assert (line.problems, line.stale) == ([], [])


def test_the_overview_takes_the_same_queries_with_ten_sites_more(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.superadmin)
    before = queries_of(client, OVERVIEW)
    for _number in range(10):
        site = factories.site()
        factories.article(factories.category(site))
        factories.case(site)
    assert queries_of(client, OVERVIEW) == before
