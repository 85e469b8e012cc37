"""The desk: what waits for whom, by role; and the list of articles, which counts nothing."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from articles import popularity, publishing, reads
from articles.models import Article, Category
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient
from .queries import queries_of

SignIn = Callable[[User], SiteClient]
DESK = "/quan-tri/nghe-an/"
LIST = "/quan-tri/nghe-an/articles/article/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def category(nghe_an: Site) -> Category:
    return factories.category(nghe_an, "Tin tức")


def blocks(client: SiteClient) -> dict[str, list[str]]:
    """Return the titles in each block of the desk."""
    found = client.get(DESK).context["blocks"]
    return {block.name: [article.title_vi for article, _moment in block.shown] for block in found}


def draft(category: Category, title: str, by: User) -> Article:
    return factories.article(category, title, live=False, created_by=by)


def test_the_desk_shows_each_what_they_have_to_do(cast: Cast, category: Category, sign_in: SignIn) -> None:
    draft(category, "Nháp", cast.writer)
    submitted, returned, planned = (draft(category, title, cast.writer) for title in ("Gửi", "Trả", "Hẹn"))
    publishing.submit(submitted, cast.writer)
    publishing.submit(returned, cast.writer)
    publishing.send_back(returned, cast.editor, "Thiếu ảnh.")
    publishing.schedule(planned, cast.editor, timezone.now() + datetime.timedelta(hours=3))
    publishing.publish(draft(category, "Lên", cast.editor), cast.editor)
    writer, editor = blocks(sign_in(cast.writer)), blocks(sign_in(cast.editor))
    assert writer == {"sent_back": ["Trả"], "drafts": ["Nháp"], "scheduled": ["Hẹn"], "today": ["Lên"]}
    assert (editor["waiting"], editor["sent_back"], editor["drafts"]) == (["Gửi"], [], [])


def test_what_somebody_may_not_publish_alone_does_not_wait_for_them(
    cast: Cast, category: Category, nghe_an: Site, sign_in: SignIn
) -> None:
    publishing.submit(draft(category, "Của biên tập", cast.editor), cast.editor)
    assert blocks(sign_in(cast.editor))["waiting"] == ["Của biên tập"]
    Site.objects.filter(pk=nghe_an.pk).update(four_eyes=True)
    assert blocks(sign_in(cast.editor))["waiting"] == []
    assert blocks(sign_in(cast.site_admin))["waiting"] == ["Của biên tập"]


def test_most_read_is_hidden_until_somebody_counts(
    cast: Cast, category: Category, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = factories.article(category, "Một"), factories.article(category, "Hai")
    client = sign_in(cast.editor)
    assert "read" not in blocks(client)
    monkeypatch.setattr(popularity, "_sources", [lambda site, now, number: [second.pk, first.pk]])
    monkeypatch.setattr(reads, "_sources", [lambda ids, first_day, last_day: {second.pk: 1234}])
    assert blocks(client)["read"] == ["Hai", "Một"]
    assert "1.234 lượt xem" in client.get(DESK).content.decode()


def test_writing_is_the_first_thing_on_the_desk_for_who_may_write(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    assert "Viết bài mới" in sign_in(cast.writer).get(DESK).content.decode()
    Site.objects.filter(pk=nghe_an.pk).update(state="frozen")
    assert "Viết bài mới" not in sign_in(cast.writer).get(DESK).content.decode()


@pytest.mark.parametrize(
    "query",
    ["", "?p=2", "?state__exact=published", "?whose=mine", "?article_type__exact=news", "?month=2026-01", "?q=bai"],
)
def test_the_list_of_articles_counts_nothing(cast: Cast, category: Category, sign_in: SignIn, query: str) -> None:
    for _number in range(60):
        factories.article(category, created_by=cast.editor)
    client = sign_in(cast.editor)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(LIST + query)
    assert answer.status_code == 200
    asked = [one["sql"] for one in captured if "articles_article" in one["sql"] and "COUNT(" in one["sql"].upper()]
    assert asked == []
    found = answer.context["cl"]
    assert len(found.result_list) == (10 if query == "?p=2" else 50)
    assert found.has_more is (query != "?p=2")


@pytest.mark.parametrize("page", ["0", "51", "999999", "x", "-1"])
def test_pages_that_are_not_there_lead_back_to_the_list(
    cast: Cast, category: Category, sign_in: SignIn, page: str
) -> None:
    factories.article(category)
    assert sign_in(cast.editor).get(f"{LIST}?p={page}", follow=True).status_code == 200


def titles(client: SiteClient, query: str) -> set[str]:
    return {article.title_vi for article in client.get(f"{LIST}?{query}").context["cl"].result_list}


def test_filters_find_mine_a_month_a_type_and_a_word_without_accents(
    cast: Cast, category: Category, sign_in: SignIn
) -> None:
    february = datetime.datetime(2026, 2, 10, 9, tzinfo=factories.ZONE)
    factories.article(category, "Lễ hội làng Sen", created_by=cast.editor)
    factories.article(category, "Phóng sự tháng Hai", published_at=february, article_type="feature")
    client = sign_in(cast.editor)
    assert titles(client, "whose=mine") == {"Lễ hội làng Sen"}
    assert titles(client, "month=2026-02") == {"Phóng sự tháng Hai"}
    assert titles(client, "article_type__exact=feature") == {"Phóng sự tháng Hai"}
    assert titles(client, "q=le hoi") == {"Lễ hội làng Sen"}
    assert titles(client, "month=nonsense") == set()


def change_many(client: SiteClient, action: str, articles: list[Article], **more: Any) -> Any:
    return client.post(LIST, {"action": action, "_selected_action": [one.pk for one in articles], **more})


def test_tags_are_added_to_many_articles_and_readers_see_them_where_the_editor_may_publish(
    cast: Cast, category: Category, sign_in: SignIn
) -> None:
    live, plain = factories.article(category), draft(category, "Nháp", cast.writer)
    live.tags.add(factories.tag(category.site, "Y tế"))
    client = sign_in(cast.editor)
    assert "tag_names" in change_many(client, "tag_selected", [live, plain]).content.decode()
    change_many(client, "tag_selected", [live, plain], tag_names="y tế, Học sinh")
    for article, expected in ((live, ["Y tế", "Học sinh"]), (plain, ["y tế", "Học sinh"])):
        names = [tag.name_vi for tag in article.tags.order_by("article_tags__id")]
        assert [name.lower() for name in names] == [name.lower() for name in expected]
    live.refresh_from_db()
    assert (live.state, live.is_live) == ("published", True)


def test_many_articles_move_to_another_category_and_live_ones_stay_live(
    cast: Cast, category: Category, sign_in: SignIn
) -> None:
    live, plain = factories.article(category), draft(category, "Nháp", cast.writer)
    other = factories.category(category.site, "Khoa giáo")
    change_many(sign_in(cast.editor), "move_selected", [live, plain], category=other.pk)
    for article in (live, plain):
        article.refresh_from_db()
        assert (article.category, article.section) == (other, other)
    assert (live.state, live.is_live) == ("published", True)


def test_where_four_eyes_look_a_bulk_change_of_a_live_article_waits_for_somebody_else(
    cast: Cast, category: Category, nghe_an: Site, sign_in: SignIn
) -> None:
    Site.objects.filter(pk=nghe_an.pk).update(four_eyes=True)
    live = factories.article(category, created_by=cast.writer)
    publishing.publish(live, cast.editor)
    other = factories.category(category.site, "Khoa giáo")
    change_many(sign_in(cast.editor), "move_selected", [live], category=other.pk)
    live.refresh_from_db()
    assert (live.category, live.state, live.is_live) == (category, "draft", True)


@pytest.mark.parametrize("path", [DESK, f"{LIST}?month=2026-01"])
def test_what_was_published_in_a_period_takes_the_same_queries_with_more_rows(
    cast: Cast, nghe_an: Site, sign_in: SignIn, path: str
) -> None:
    client = sign_in(cast.editor)

    def more(number: int) -> int:
        for _number in range(number):
            category = factories.category(nghe_an)
            factories.article(category, picture=factories.picture(nghe_an))
            factories.article(category, published_at=timezone.now(), created_by=factories.user())
        return queries_of(client, path)

    assert more(2) == more(3)
