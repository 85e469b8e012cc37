"""The history of an article: its versions side by side, restoring, previews, and links for those without an account."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from articles import comparing, previews, publishing, snapshots
from articles.models import Article, Category, Revision
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient
from .queries import queries_of

SignIn = Callable[[User], SiteClient]
LIST = "/quan-tri/vinh-long/articles/article/"


@pytest.fixture
def news(vinh_long: Site) -> Category:
    return factories.category(vinh_long, "Tin tức", "tin-tuc")


@pytest.fixture
def article(news: Category, cast: Cast) -> Article:
    """A live article with a newer version beside it."""
    made = factories.article(
        news,
        "Khai mạc lễ hội",
        title_en="Festival opens",
        has_en=True,
        body_vi="<p>Sáng nay, lễ hội khai mạc.</p><p>Đông người dự.</p>",
        created_by=cast.site_admin,
        published_at=factories.LONG_AGO,
        live=False,
    )
    publishing.publish(made, cast.site_admin)
    newer = snapshots.take(made) | {
        "title_vi": "Khai mạc lễ hội làng Sen",
        "body_vi": "<p>Sáng qua, lễ hội khai mạc.</p><p>Đông người dự.</p><p>Thêm.</p>",
        "tags": ["Lễ hội"],
        "is_top": True,
    }
    publishing.edit(made, newer, cast.site_admin, note="thêm tên làng")
    return Article.objects.get(pk=made.pk)


def newest(article: Article) -> Revision:
    found = snapshots.newest(article)
    assert found is not None
    return found


def path_of(link: str) -> str:
    """Return the path of an absolute address on the portal's host."""
    return re.sub(r"^https?://[^/]+", "", link)


def marked(pieces: list[comparing.Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.is_changed else piece.text for piece in pieces)


# Side by side


def field(value: str, *, is_body: bool = False) -> dict[str, comparing.Field]:
    return {"x": comparing.Field("Chữ", value, "vi", is_body)}


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("Sáng nay mưa.", "Sáng qua mưa.", "Sáng [nay] mưa.", "Sáng [qua] mưa."),
        ("Lễ hội", "Lễ hội, chợ", "Lễ hội", "Lễ hội[, chợ]"),
        ("", "Mới", "", "[Mới]"),
        ("ភាសា ខ្មែរ", "ភាសា ថ្មី", "ភាសា [ខ្មែរ]", "ភាសា [ថ្មី]"),
    ],
)
def test_words_that_differ_are_marked_and_no_letter_is_lost(old: str, new: str, left: str, right: str) -> None:
    ((row,),) = [change.rows for change in comparing.changes(field(old), field(new))]
    assert (marked(row.before), marked(row.after)) == (left, right)


def test_paragraphs_that_are_the_same_are_left_out() -> None:
    old = "<p>Một.</p><p>Hai.</p><ul><li>Ba</li></ul>"
    new = "<p>Một.</p><p>Hai mươi.</p><ul><li>Ba</li><li>Bốn</li></ul>"
    (change,) = comparing.changes(field(old, is_body=True), field(new, is_body=True))
    assert [(marked(row.before), marked(row.after)) for row in change.rows] == [
        ("Hai.", "Hai[ mươi]."),
        ("", "[• Bốn]"),
    ]


def test_a_change_of_form_alone_is_said_to_be_one() -> None:
    (change,) = comparing.changes(field("<p>Một <b>hai</b></p>", is_body=True), field("<p>Một hai</p>", is_body=True))
    assert change.rows == []


def test_two_megabytes_are_compared_in_seconds() -> None:
    paragraph = "Một đoạn văn dài vừa phải về lễ hội. " * 10
    old = "".join(f"<p>{number} {paragraph}</p>" for number in range(5_000))
    new = old.replace("4999 Một", "4999 Hai")
    assert len(old) > 2 * 10**6 * 0.9
    (change,) = comparing.changes(field(old, is_body=True), field(new, is_body=True))
    assert len(change.rows) == 1
    words = " ".join(str(number) for number in range(400_000))
    assert comparing.changes(field(words), field(words + " x"))


@pytest.mark.parametrize("query", ["", "?from=live&to=newest", "?from=1&to=2", "?from=2&to=1"])
def test_any_two_versions_stand_side_by_side(cast: Cast, article: Article, sign_in: SignIn, query: str) -> None:
    response = sign_in(cast.site_admin).get(f"{LIST}{article.pk}/compare/{query}")
    assert (response.context["before"].number, response.context["after"].number) == (1, 2)
    labels = [change.label for change in response.context["changes"]]
    assert len(labels) == 4
    assert "<del>nay</del>" in response.text
    assert "<ins>qua</ins>" in response.text
    assert "<ins> làng Sen</ins>" in response.text


@pytest.mark.parametrize("query", ["?from=7&to=9", "?from=x", "?from=1&to=99999999999"])
def test_versions_that_are_not_there_lead_back_to_the_history(
    cast: Cast, article: Article, sign_in: SignIn, query: str
) -> None:
    response = sign_in(cast.site_admin).get(f"{LIST}{article.pk}/compare/{query}")
    assert response.headers["Location"] == f"{LIST}{article.pk}/history/"


def test_the_history_lists_versions_with_a_constant_number_of_queries(
    cast: Cast, article: Article, sign_in: SignIn
) -> None:
    client = sign_in(cast.site_admin)
    path = f"{LIST}{article.pk}/history/"
    page = client.get(path)
    assert "thêm tên làng" in page.text
    assert page.text.count("chip-good") == 1
    before = queries_of(client, path)
    for number in range(10):
        publishing.edit(article, snapshots.current(article) | {"title_vi": f"Tít {number}"}, cast.writer)
    assert queries_of(client, path) == before


def test_restoring_makes_a_new_version_and_shows_it_in_the_form(cast: Cast, article: Article, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    response = client.post(f"{LIST}{article.pk}/restore/", {"number": "1"}, follow=True)
    assert response.context["adminform"].form["title_vi"].value() == "Khai mạc lễ hội"
    assert newest(article).number == 3
    assert newest(article).snapshot == article.revisions.get(number=1).snapshot


def test_who_may_not_change_the_article_may_not_restore(cast: Cast, article: Article, sign_in: SignIn) -> None:
    factories.member(cast.writer, article.site, own_only=True)
    client = sign_in(cast.writer)
    assert client.post(f"{LIST}{article.pk}/restore/", {"number": "1"}).status_code in {403, 404}
    assert newest(article).number == 2


# Previews


def test_a_preview_is_the_public_page_of_a_version_and_is_neither_kept_nor_indexed(
    cast: Cast, article: Article, sign_in: SignIn, reader: SiteClient
) -> None:
    client = sign_in(cast.site_admin)
    link = client.get(f"{LIST}{article.pk}/preview/?number=2").headers["Location"]
    page = reader.get(path_of(link))
    assert page.status_code == 200
    assert "<h1>Khai mạc lễ hội làng Sen</h1>" in page.text
    assert "Thêm." in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert not page.cookies
    assert '<link rel="canonical"' not in page.text
    public = reader.get(path_of(article.site.url_for(article.path_in("vi"))))
    assert "làng Sen" not in public.text
    assert (
        "<h1>Khai mạc lễ hội</h1>" in reader.get(path_of(previews.link(article.revisions.get(number=1), later()))).text
    )


def later(days: int = 1) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=days)


def test_a_preview_speaks_the_languages_of_its_version(article: Article, reader: SiteClient) -> None:
    path = path_of(previews.link(newest(article), later()))
    assert path.startswith("/vinh-long/xem-truoc/")
    page = reader.get(path.replace("/vinh-long/", "/vinh-long/en/"))
    assert "<h1>Festival opens</h1>" in page.text


def test_a_draft_without_a_date_and_with_a_date_to_come_can_be_previewed(
    cast: Cast, news: Category, reader: SiteClient
) -> None:
    for fields in ({}, {"published_at": later(30)}):
        draft = factories.article(news, "Nháp", live=False, created_by=cast.writer, **fields)
        revision = snapshots.record(draft, cast.writer)
        assert reader.get(path_of(previews.link(revision, later()))).status_code == 200


def test_a_link_that_has_ended_says_so_in_vietnamese(article: Article, reader: SiteClient) -> None:
    page = reader.get(path_of(previews.link(newest(article), later(-1))))
    assert page.status_code == 410
    assert "đã hết hạn" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert "Khai mạc" not in page.text


def test_a_link_that_was_tampered_with_or_is_of_another_site_finds_nothing(
    article: Article, nghe_an: Site, reader: SiteClient
) -> None:
    path = path_of(previews.link(newest(article), later()))
    assert reader.get(path[:-3] + "x/").status_code == 404
    assert reader.get(path.replace("/vinh-long/", "/nghe-an/")).status_code == 404
    assert reader.get("/vinh-long/xem-truoc/x/").status_code == 404


def test_a_link_is_given_for_some_days_to_somebody_without_an_account(
    cast: Cast, article: Article, sign_in: SignIn, reader: SiteClient
) -> None:
    client = sign_in(cast.site_admin)
    page = client.post(f"{LIST}{article.pk}/share/", {"number": "2", "days": "3"})
    link: Any = page.context["link"]
    assert link in page.text
    assert page.context["until"] - timezone.now() < datetime.timedelta(days=3)
    assert reader.get(path_of(link)).status_code == 200
    assert client.post(f"{LIST}{article.pk}/share/", {"number": "2", "days": "9999"}).context["link"] == ""


def test_the_pages_of_versions_are_for_those_who_work_on_the_site(
    cast: Cast, article: Article, sign_in: SignIn
) -> None:
    client = sign_in(cast.editor)
    for page in ("history", "compare", "preview", "share"):
        assert client.get(f"{LIST}{article.pk}/{page}/").status_code in {403, 404}
        assert client.get(f"/quan-tri/nghe-an/articles/article/{article.pk}/{page}/").status_code in {302, 404}
