"""What helps to read an article: contents, minutes, sharing; and what stands where one was taken down."""

import base64
import datetime
import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.utils import timezone
from django.utils.safestring import SafeString

from articles import popularity, publishing
from articles.contents import Section, minutes_to_read, with_contents
from articles.models import Article, CorrectionNote
from articles.models.article import ArticleType
from articles.sharing import Sharing
from provinces.models import Site

from . import factories
from .conftest import SiteClient

HOUR = datetime.timedelta(hours=1)
LONG_BODY = "".join(f"<h2>Phần <em>{n}</em></h2><p>{'chữ ' * 120}</p>" for n in ("một", "hai", "ba"))


def text_of(reader: SiteClient, article: Article, status: int = 200) -> str:
    answer = reader.get(f"/{article.site.path_prefix}{article.get_absolute_url()}")
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_a_long_article_has_a_table_of_contents_that_leads_to_its_headings(nghe_an: Site, reader: SiteClient) -> None:
    page = text_of(reader, factories.article(factories.category(nghe_an), body_vi=LONG_BODY))
    contents = page[page.index('class="story-contents"') : page.index('class="prose story-body"')]
    assert "Trong bài này" in contents
    assert re.findall(r'href="#([^"]+)">([^<]+)<', contents) == [
        ("muc-1", "Phần một"),
        ("muc-2", "Phần hai"),
        ("muc-3", "Phần ba"),
    ]
    assert all(f'<h2 id="muc-{number}">' in page for number in (1, 2, 3))


@pytest.mark.parametrize("body", ["<h2>A</h2><h2>B</h2><h2>C</h2><p>ngắn</p>", f"<h2>A</h2><p>{'chữ ' * 900}</p>"])
def test_a_short_article_or_one_with_few_headings_has_none(nghe_an: Site, reader: SiteClient, body: str) -> None:
    assert "story-contents" not in text_of(reader, factories.article(factories.category(nghe_an), body_vi=body))


def test_headings_without_words_are_not_in_the_contents() -> None:
    html = SafeString(f"<h2> </h2><h2>A &amp; B</h2><h2>C</h2><h2>D</h2><p>{'chữ ' * 400}</p>")
    named, contents = with_contents(html)
    assert contents == [Section("muc-1", "A & B"), Section("muc-2", "C"), Section("muc-3", "D")]
    assert named.startswith('<h2> </h2><h2 id="muc-1">A &amp; B</h2>')


@pytest.mark.parametrize(
    ("text", "minutes"), [("", 0), ("<p>một hai</p>", 1), ("<p>" + "chữ " * 441 + "</p>", 3), ("ក" * 1801, 3)]
)
def test_minutes_are_counted_by_syllables_and_in_khmer_by_letters(text: str, minutes: int) -> None:
    assert minutes_to_read(text) == minutes


def test_the_page_says_how_long_it_takes_to_read(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an)
    assert "Đọc khoảng 2 phút" in text_of(reader, factories.article(category, body_vi=LONG_BODY))
    assert "Đọc khoảng" not in text_of(reader, factories.article(category, body_vi="<p>Ngắn.</p>"))


def test_plain_links_share_the_canonical_address(nghe_an: Site, reader: SiteClient) -> None:
    article = factories.article(factories.category(nghe_an), "Hội & hè")
    page = text_of(reader, article)
    address = f"http://testserver/nghe-an{article.get_absolute_url()}"
    links = Sharing.of("Hội & hè", address)
    assert parse_qs(urlsplit(links.facebook).query)["u"] == [address]
    assert json.loads(base64.b64decode(parse_qs(urlsplit(links.zalo).query)["d"][0])) == {"url": address}
    assert unquote(links.email) == f"mailto:?subject=Hội & hè&body={address}"
    for link in (links.facebook, links.zalo, links.email):
        assert f'href="{link.replace("&", "&amp;")}"' in page
    assert f'data-copy="{address}"' in page


def test_a_withdrawn_article_says_so_and_tells_nothing_of_itself(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an, "Tin tức", "tin-tuc")
    article = factories.article(category, "Chuyện đã gỡ", lead_vi="Điều bí mật")
    publishing.withdraw(article, None)
    page = text_of(reader, article, 410)
    assert "Bài viết này đã được gỡ" in page
    assert 'href="/nghe-an/tin-tuc/"' in page
    assert "Chuyện đã gỡ" not in page
    assert "Điều bí mật" not in page
    assert '<meta name="robots" content="noindex">' in page


def test_an_article_whose_time_is_over_is_gone_at_once(nghe_an: Site, reader: SiteClient) -> None:
    now = timezone.now()
    article = factories.article(
        factories.category(nghe_an), published_at=now - 2 * HOUR, expires_at=now - datetime.timedelta(seconds=1)
    )
    text_of(reader, article, 410)


@pytest.mark.parametrize("hours", [-2, 2])
def test_what_readers_never_saw_is_not_known(nghe_an: Site, reader: SiteClient, hours: int) -> None:
    when = timezone.now() + hours * HOUR
    text_of(reader, factories.article(factories.category(nghe_an), live=False, published_at=when), 404)


def test_corrections_stand_below_the_text_with_their_time(nghe_an: Site, reader: SiteClient) -> None:
    article = factories.article(factories.category(nghe_an))
    assert "Đính chính" not in text_of(reader, article)
    for day, words in ((1, "Số liệu cũ <sai>"), (2, "Tên đúng là Thạch Thị Xa")):
        when = datetime.datetime(2026, 3, day, 9, 5, tzinfo=factories.ZONE)
        CorrectionNote.objects.create(article=article, note_vi=words, created_at=when)
    page = text_of(reader, article)
    notes = page[page.index('class="corrections"') :]
    assert notes.index("Thứ Hai, 02/03/2026, 9:05") < notes.index("Tên đúng") < notes.index("Số liệu cũ &lt;sai&gt;")
    assert page.index("story-body") < page.index("Đính chính")


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ids of articles, most read first, as somebody above would have counted them."""
    ids: list[int] = []
    monkeypatch.setattr(popularity, "_sources", [lambda site, now, number: ids[:number]])
    return ids


def test_the_most_read_stand_behind_a_tab_in_their_order(
    nghe_an: Site, vinh_long: Site, reader: SiteClient, counted: list[int]
) -> None:
    category = factories.category(nghe_an)
    first, second, gone = (factories.article(category, name) for name in ("Đọc nhất", "Đọc nhì", "Đã gỡ"))
    for _ in range(6):
        factories.article(category)
    publishing.withdraw(gone, None)
    foreign = factories.article(factories.category(vinh_long), "Của trang khác")
    counted[:] = [gone.pk, first.pk, foreign.pk, second.pk]
    page = " ".join(reader.get("/nghe-an/").content.decode().split())
    ranked = page[page.index("headlines-ranked") :]
    ranked = ranked[: ranked.index("</ol>")]
    assert ranked.index("Đọc nhất") < ranked.index("Đọc nhì")
    assert "Đã gỡ" not in ranked
    assert "Của trang khác" not in ranked
    assert re.search(r'<label for="tab-read">\s*Đọc nhiều\s*</label>', page)


def test_without_numbers_there_is_no_tab(nghe_an: Site, reader: SiteClient, counted: list[int]) -> None:
    for _ in range(7):
        factories.article(factories.category(nghe_an))
    assert "Đọc nhiều" not in reader.get("/nghe-an/").content.decode()


def test_notices_have_a_block_of_their_own(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an)
    factories.article(category, "Tin thường")
    assert "Thông báo" not in reader.get("/nghe-an/").content.decode()
    factories.article(category, "Lịch tiếp công dân", article_type=ArticleType.NOTICE)
    aside = reader.get("/nghe-an/").content.decode().split("columns-aside")[1].split("</aside>")[0]
    block = aside[aside.index("Thông báo") :]
    assert "Lịch tiếp công dân" in block
    assert "Tin thường" not in block
