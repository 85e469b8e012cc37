"""Kept pages: what is answered without Django, and when a page is made again."""

import datetime
import gzip
import io
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, connection

from articles import publishing
from articles.models import Article
from documents import views as documents
from documents.models import DocumentLink
from editions import fragments, layer, planned, shelves, versions
from editions.pages import KeptPage, encoding_for
from feedback import handling
from feedback.models import FeedbackRules
from provinces import hosts
from provinces.models import Site
from tuyengiao import views

from . import factories

pytestmark = pytest.mark.django_db


class Front:
    """The WSGI layers of an installation, as one process has them; `made` counts the pages that Django made."""

    def __init__(self, folder: Path, limit: int = 2**20) -> None:
        self.made: list[str] = []
        handler = WSGIHandler()

        def counting(environ: dict[str, Any], start_response: Any) -> Any:
            self.made.append(environ["SCRIPT_NAME"] + environ["PATH_INFO"])
            return handler(environ, start_response)

        self.memory = shelves.MemoryShelf(limit)
        self.kept = layer.EditionLayer(
            counting, self.memory, shelves.FolderShelf(folder / "pages"), shelves.Locks(folder / "locks")
        )
        self.application = hosts.SiteLayer(self.kept)
        self.django = hosts.SiteLayer(handler)

    def fresh(self, path: str) -> "Answer":
        """Ask Django itself for a page."""
        return self._ask(self.django, path)

    def get(self, path: str, query: str = "", method: str = "GET", **headers: str) -> "Answer":
        """Ask for a page, half a second after whatever was done before."""
        versions.current.looked_at = float("-inf")
        return self._ask(self.application, path, query, method, **headers)

    @staticmethod
    def _ask(application: Any, path: str, query: str = "", method: str = "GET", **headers: str) -> "Answer":
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1"), "SCRIPT_NAME": "",
            "QUERY_STRING": query, "SERVER_NAME": "testserver", "SERVER_PORT": "80", "HTTP_HOST": "testserver",
            "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), **headers,
        }  # fmt: skip
        answer = Answer()
        answer.body = b"".join(application(environ, answer.start))
        return answer


class Answer:
    """A response as a browser gets it."""

    status = 0
    body = b""

    def start(self, status: str, headers: list[tuple[str, str]], _info: Any = None) -> None:
        self.status = int(status.split()[0])
        self.headers = dict(headers)

    @property
    def text(self) -> str:
        """The body, unpacked."""
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(self.headers.get("Content-Encoding", ""), bytes)
        return unpack(self.body).decode()


def without_asides(page: str) -> str:
    """Return a page without the lists of news beside it, which may be some seconds behind."""
    return re.sub(r"<aside.*?</aside>", "", page, flags=re.DOTALL)


def address_of(article: Article) -> str:
    """Return the path of an article on the portal's host, whatever was asked for before."""
    return f"/{article.site.path_prefix}/{article.path_in('vi')}"


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests of these tests run in the test's own transaction, so they may not close its connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    forget()
    yield Front(tmp_path)
    forget()


def forget() -> None:
    """Know nothing of what was made for another database."""
    versions.current.forget()
    planned.forget()
    fragments.fragments.forget()


def test_a_page_is_made_once_and_then_answered_without_django(front: Front, nghe_an: Site) -> None:
    first, second = front.get("/nghe-an/"), front.get("/nghe-an/")
    assert first.status == second.status == 200
    assert first.text == second.text
    assert front.made == ["/nghe-an/"]


@pytest.mark.parametrize("seed", range(2))
def test_after_random_acts_every_page_is_right_or_was_within_its_time(
    front: Front, nghe_an: Site, vinh_long: Site, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Fast pages are compared at once; all of them again when the time of what is slow is over."""
    dice = random.Random(seed)
    categories = [factories.category(site, slug=slug) for site in (nghe_an, vinh_long) for slug in ("tin", "van-hoa")]
    articles = [factories.article(dice.choice(categories)) for _ in range(6)]
    hotline = factories.hotline(nghe_an)
    start, late = time.time(), 0.0
    monkeypatch.setattr(layer.time, "time", lambda: start + late)

    def publish_new() -> None:
        draft = factories.article(dice.choice(categories), live=False)
        publishing.publish(draft, None)
        articles.append(draft)

    def withdraw() -> None:
        live = [article for article in articles if article.is_live]
        if live:
            publishing.withdraw(dice.choice(live), None)

    def move() -> None:
        article = dice.choice(articles)
        article.move_to(dice.choice([row for row in categories if row.site_id == article.site_id]))

    def rename_category() -> None:
        category = dice.choice(categories)
        category.name_vi = f"Chuyên mục {dice.random()}"
        category.save()

    def change_hotline() -> None:
        hotline.phone = f"0238 {dice.randrange(10**6)}"
        hotline.save()

    def pages(*, slow: bool) -> list[str]:
        shown = ["/", "/nghe-an/", "/vinh-long/", *(f"/{row.site.path_prefix}/{row.slug}/" for row in categories)]
        shown += ["/nghe-an/rss.xml", "/nghe-an/luu-tru/", "/vinh-long/en/"] if slow else []
        return shown + [address_of(article) for article in articles if slow]

    for _step in range(6):
        dice.choice([publish_new, publish_new, withdraw, move, rename_category, change_hotline])()
        for path in pages(slow=False):
            assert without_asides(front.get(path).text) == without_asides(front.fresh(path).text), path
    late = layer.SLOW_LIMIT + 1
    for path in pages(slow=True):
        assert front.get(path).status == front.fresh(path).status, path
        assert front.get(path).text == front.fresh(path).text, path


def test_unknown_parameters_make_no_further_pages(front: Front, nghe_an: Site) -> None:
    front.get("/nghe-an/")
    for query in ("utm_source=zalo", "trang=1", "x=1&y=2", "trang=7", "&&&=%ff"):
        assert front.get("/nghe-an/", query).status == 200
    assert front.made == ["/nghe-an/"]
    assert len(front.memory.pages) == 1


def test_a_page_number_counts_where_a_list_has_pages(front: Front, nghe_an: Site) -> None:
    category = factories.category(nghe_an, slug="tin-tuc")
    for _ in range(25):
        factories.article(category)
    first, second = front.get("/nghe-an/tin-tuc/"), front.get("/nghe-an/tin-tuc/", "trang=2&utm=x")
    assert first.text != second.text
    assert front.get("/nghe-an/tin-tuc/", "x=y&trang=2").text == second.text
    assert len(front.made) == 2
    assert front.get("/nghe-an/tin-tuc/", "trang=9").status == 404


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("", "identity"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("brotli", "identity"),
        ("identity", "identity"),
    ],
)
def test_a_browser_gets_the_encoding_that_it_takes(front: Front, nghe_an: Site, accepted: str, encoding: str) -> None:
    assert encoding_for(accepted) == encoding
    plain = front.get("/nghe-an/").text
    answer = front.get("/nghe-an/", HTTP_ACCEPT_ENCODING=accepted)
    assert answer.headers.get("Content-Encoding", "identity") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert answer.text == plain


def test_a_page_that_a_browser_has_is_not_sent_again(front: Front, nghe_an: Site) -> None:
    etag = front.get("/nghe-an/").headers["ETag"]
    again = front.get("/nghe-an/", HTTP_IF_NONE_MATCH=etag)
    assert (again.status, again.body) == (304, b"")
    assert front.get("/nghe-an/", HTTP_IF_NONE_MATCH='W/"other"').status == 200


def test_head_gets_the_same_headers_and_no_body(front: Front, nghe_an: Site) -> None:
    head, full = front.get("/nghe-an/", method="HEAD"), front.get("/nghe-an/")
    assert (head.status, head.body) == (200, b"")
    assert head.headers == full.headers


def test_what_is_published_is_on_home_category_and_neighbours_at_once(front: Front, nghe_an: Site) -> None:
    category = factories.category(nghe_an, slug="tin-tuc")
    neighbour = factories.article(category, "Hội nghị sơ kết")
    shown = [f"/nghe-an{path}" for path in ("/", "/tin-tuc/", neighbour.get_absolute_url())]
    before = {path: front.get(path).text for path in shown}
    article = factories.article(category, "Ngày hội đọc sách", live=False)
    assert {path: front.get(path).text for path in shown} == before, "a draft changes nothing"
    publishing.publish(article, None)
    for path in shown:
        assert "Ngày hội đọc sách" in front.get(path).text, path


def test_what_is_withdrawn_is_gone_everywhere_at_once(front: Front, nghe_an: Site) -> None:
    category, other = factories.category(nghe_an, slug="tin-tuc"), factories.category(nghe_an, slug="van-hoa")
    article = factories.article(category, "Ngày hội đọc sách")
    aside = factories.article(other, "Tin khác")
    for path in ("/nghe-an/", "/nghe-an/tin-tuc/", address_of(aside), "/nghe-an/rss.xml"):
        assert "Ngày hội đọc sách" in front.get(path).text, path
    address = address_of(article)
    assert front.get(address).status == 200
    publishing.withdraw(article, None)
    assert front.get(address).status in {404, 410}
    for path in ("/nghe-an/", "/nghe-an/tin-tuc/", address_of(aside), "/nghe-an/rss.xml"):
        assert "Ngày hội đọc sách" not in front.get(path).text, path


def test_lists_beside_other_pages_follow_within_a_minute(
    front: Front, nghe_an: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    category, other = factories.category(nghe_an, slug="tin-tuc"), factories.category(nghe_an, slug="van-hoa")
    aside = factories.article(other, "Tin khác")
    address = address_of(aside)
    before = front.get(address).text
    factories.article(category, "Ngày hội đọc sách")
    assert front.get(address).text == before, "not yet: it would be made again for every article of the site"
    start = time.time()
    monkeypatch.setattr(layer.time, "time", lambda: start + layer.SLOW_LIMIT + 1)
    assert "Ngày hội đọc sách" in front.get(address).text


def test_pages_end_at_midnight_and_when_something_is_planned(
    front: Front, nghe_an: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    front.get("/nghe-an/")
    (page,) = front.memory.pages.values()
    assert 0 < page.ends_at - time.time() <= 86_400
    front.get("/nghe-an/")
    assert len(front.made) == 1
    monkeypatch.setattr(layer.time, "time", lambda: page.ends_at + 1)
    front.get("/nghe-an/")
    assert len(front.made) == 2


def test_a_hotline_is_right_on_every_page_at_once(front: Front, nghe_an: Site) -> None:
    hotline = factories.hotline(nghe_an, phone="0238 3 111 222")
    assert "0238 3 111 222" in front.get("/nghe-an/").text
    hotline.phone = "0238 3 999 888"
    hotline.save()
    assert "0238 3 999 888" in front.get("/nghe-an/").text


def test_other_processes_find_a_page_that_one_has_made(front: Front, nghe_an: Site, tmp_path: Path) -> None:
    text = front.get("/nghe-an/").text
    second = Front(tmp_path)
    assert second.get("/nghe-an/").text == text
    assert second.made == []


def test_a_file_that_is_cut_or_damaged_is_made_again(front: Front, nghe_an: Site, tmp_path: Path) -> None:
    text = front.get("/nghe-an/").text
    (file,) = [path for path in (tmp_path / "pages").rglob("*") if path.is_file()]
    whole = file.read_bytes()
    for broken in (b"", whole[:50], whole[:-1], whole[:100] + b"x" + whole[101:]):
        assert KeptPage.load(broken) is None
        file.write_bytes(broken)
        second = Front(tmp_path)
        assert second.get("/nghe-an/").text == text
        assert second.made == ["/nghe-an/"]


def test_memory_stays_within_its_limit(nghe_an: Site, tmp_path: Path) -> None:
    versions.current.forget()
    front = Front(tmp_path, limit=60_000)
    category = factories.category(nghe_an, slug="tin-tuc")
    for article in [factories.article(category) for _ in range(12)]:
        assert front.get(address_of(article)).status == 200
        assert front.memory.size <= 60_000
    assert 0 < len(front.memory.pages) < 12


def test_a_folder_that_takes_nothing_costs_time_only(nghe_an: Site, tmp_path: Path) -> None:
    versions.current.forget()
    (tmp_path / "pages").write_text("no folder")
    (tmp_path / "locks").write_text("no folder")
    front = Front(tmp_path)
    assert front.get("/nghe-an/").status == front.get("/nghe-an/").status == 200
    assert len(front.made) == 1


def test_while_the_database_is_away_the_last_pages_are_answered_and_marked(
    front: Front, nghe_an: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own transaction lives on it

    def away(*_args: Any) -> None:
        raise OperationalError("the server has closed the connection")

    text = front.get("/nghe-an/").text
    with connection.execute_wrapper(away):
        answer = front.get("/nghe-an/")
    assert (answer.status, answer.headers["X-Edition"], answer.text) == (200, "stale", text)
    assert "X-Edition" not in front.get("/nghe-an/").headers


def test_what_was_never_kept_is_answered_503_while_the_database_is_away(
    front: Front, nghe_an: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own transaction lives on it

    def away(*_args: Any) -> None:
        raise OperationalError("the server has closed the connection at 10.0.0.5")

    front.get("/nghe-an/khong-co/")  # the hosts are known
    with connection.execute_wrapper(away):
        for path in ("/nghe-an/", "/nghe-an/tim-kiem/", "/quan-tri/nghe-an/"):
            answer = front.get(path)
            assert (answer.status, answer.headers["Retry-After"]) == (503, "30"), path
            assert answer.headers["Cache-Control"] == "no-store"
            for words in ("Trang tạm thời gián đoạn", 'lang="en"', 'lang="km"'):
                assert words in answer.text, path
            assert "10.0.0.5" not in answer.text
            assert "Traceback" not in answer.text
    assert front.get("/nghe-an/").status == 200


def test_a_view_that_breaks_by_itself_is_still_an_error_of_ours(
    front: Front, nghe_an: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "front_page", lambda *_args: 1 / 0)
    answer = front.get("/nghe-an/")
    assert answer.status == 500
    assert "Trang tạm thời gặp sự cố" in answer.text
    for word in ("Traceback", "ZeroDivisionError", "Error", "/tuyengiao/", "SECRET_KEY", "django"):
        assert word not in answer.text, word


def test_pages_of_the_admin_and_of_unknown_hosts_are_never_kept(front: Front, nghe_an: Site) -> None:
    front.get("/quan-tri/")
    front.get("/nghe-an/tim-kiem/", "q=abc")
    front.get("/nghe-an/khong-co/")
    assert front.memory.pages == {}


def test_redis_shares_pages_and_a_dead_one_costs_time_only(front: Front, nghe_an: Site) -> None:
    class Memory(dict[str, bytes]):
        def set(self, name: str, value: bytes, ex: int) -> None:
            assert 0 < ex <= 86_400
            self[name] = value

    class Dead:
        asked = 0

        def get(self, _name: str) -> bytes:
            self.asked += 1
            raise ConnectionError("nobody there")

    client, dead = Memory(), Dead()
    front.kept.shared = shelves.RedisShelf(client)
    text = front.get("/nghe-an/").text
    assert len(client) == 1
    front.memory.clear()
    assert front.get("/nghe-an/").text == text
    assert len(front.made) == 1
    front.kept.shared = shelves.RedisShelf(dead)
    front.memory.clear()
    assert front.get("/nghe-an/").text == front.get("/nghe-an/").text == text
    front.memory.clear()
    front.get("/nghe-an/")
    assert dead.asked == 1, "it is left alone for a while"


def test_a_page_of_another_release_is_made_again(
    front: Front, nghe_an: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    front.get("/nghe-an/")
    monkeypatch.setattr(layer, "release", lambda: "another")
    second = Front(tmp_path)
    assert second.get("/nghe-an/").status == 200
    assert second.made == ["/nghe-an/"]


def test_the_list_of_documents_is_kept_whole_and_made_for_each_who_narrows_it(front: Front, nghe_an: Site) -> None:
    decision = factories.document(nghe_an, "123/QĐ-UBND")
    for _ in range(documents.PAGE_SIZE):
        factories.document(nghe_an, issued_on=datetime.date(2026, 1, 5))
    whole, second = front.get("/nghe-an/van-ban/"), front.get("/nghe-an/van-ban/", "trang=2&utm_source=zalo")
    for query in ("", "q=&loai=&nam=", "utm_source=zalo", "trang=1"):
        assert front.get("/nghe-an/van-ban/", query).text == whole.text, query
    assert "123/QĐ-UBND" in second.text
    assert len(front.made) == len(front.memory.pages) == 2
    for query in ("nam=2025", "utm=x&q=123", "%71=123", "&".join(["x=1"] * 30) + "&q=123"):
        narrowed = front.get("/nghe-an/van-ban/", query)
        assert "123/QĐ-UBND" in narrowed.text, query
        assert narrowed.headers["X-Robots-Tag"] == "noindex", query
    assert len(front.memory.pages) == 2
    assert KeptPage.load(next(iter(front.memory.pages.values())).dump()) is not None
    decision.summary_vi = "Về việc mở thư viện"
    decision.save()
    assert "Về việc mở thư viện" in front.get("/nghe-an/van-ban/", "trang=2").text


def test_pages_of_a_document_are_right_at_once(front: Front, nghe_an: Site) -> None:
    old, new = factories.document(nghe_an, "12/QĐ-UBND"), factories.document(nghe_an, "99/QĐ-UBND")
    path = f"/nghe-an{old.get_absolute_url().removeprefix('/nghe-an')}"
    assert front.get(path).text == front.get(path).text
    assert len(front.made) == 1
    DocumentLink.objects.create(source=new, target=old)
    assert "99/QĐ-UBND" in front.get(path).text
    file = factories.document_file(old)
    assert file.file.url in front.get(path).text
    old.is_live = False
    old.save()
    assert front.get(path).status == 404
    assert "12/QĐ-UBND" not in front.get("/nghe-an/van-ban/").text


def test_answers_to_readers_are_kept_and_right_at_once(front: Front, nghe_an: Site) -> None:
    waiting = factories.case(nghe_an, "Hỏi lịch tiếp dân", state="answered", may_publish=True)
    pages = ("/nghe-an/phan-hoi/", "/nghe-an/phan-hoi/du-lieu-ca-nhan/")
    for path in pages * 2:
        assert "Hỏi lịch tiếp dân" not in front.get(path).text
    assert front.made == list(pages)
    factories.case(nghe_an, "Một việc khác")
    assert [front.get(path).status for path in pages] == [200, 200]
    assert front.made == list(pages), "what only staff see makes nothing old"
    handling.publish(waiting, None)
    path = f"/nghe-an/phan-hoi/tra-loi-{waiting.pk}.html"
    assert "Hỏi lịch tiếp dân" in front.get(pages[0]).text
    assert front.get(path).text == front.get(path).text
    assert front.made.count(path) == 1
    waiting.public_answer = "Ngày 20 hằng tháng."
    handling.change(waiting, None)
    assert "Ngày 20 hằng tháng." in front.get(path).text
    handling.withdraw(waiting, None)
    assert front.get(path).status == 404
    assert "Hỏi lịch tiếp dân" not in front.get(pages[0]).text


def test_forms_for_readers_are_made_for_each(front: Front, nghe_an: Site) -> None:
    for path in ("/nghe-an/phan-hoi/gui/", "/nghe-an/phan-hoi/tra-cuu/"):
        assert front.get(path).status == front.get(path).status == 200
    assert len(front.made) == 4
    assert front.memory.pages == {}
    rules = FeedbackRules.objects.of(nghe_an)
    assert "/phan-hoi/gui/" in front.get("/nghe-an/phan-hoi/").text
    rules.is_open = False
    rules.save()
    assert "/phan-hoi/gui/" not in re.sub(r"<footer.*", "", front.get("/nghe-an/phan-hoi/").text, flags=re.DOTALL)
