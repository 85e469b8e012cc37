"""The desk: what the form of an article saves, which buttons it shows, and whom it shows what."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Category, Contributor, Tag
from articles.models.article import ArticleState
from galleries.models import PictureUse
from provinces.models import Membership, Site

from . import factories
from .conftest import Cast, SiteClient
from .queries import queries_of

LIST = "/quan-tri/nghe-an/articles/article/"
SignIn = Callable[[User], SiteClient]


def form_data(category: Category, **fields: Any) -> dict[str, Any]:
    """Return what a browser sends for an article with a title, a lead and a text."""
    data = {
        "title_vi": "Hội nghị tổng kết",
        "kicker_vi": "",
        "lead_vi": "Một câu mở đầu.",
        "body_vi": "<p>Nội dung.</p>",
        "category": category.pk,
        "article_type": "news",
        "opening_views": "0",
        "published_at": "",
        "expires_at": "",
        "tag_names": "",
        "contributions-TOTAL_FORMS": "0",
        "contributions-INITIAL_FORMS": "0",
        "related_links-TOTAL_FORMS": "0",
        "related_links-INITIAL_FORMS": "0",
    }
    return data | fields


def change(article: Article) -> str:
    return f"{LIST}{article.pk}/change/"


def errors_of(response: Any) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


@pytest.fixture
def news(nghe_an: Site) -> Category:
    return factories.category(nghe_an, "Tin tức", "tin-tuc")


@pytest.mark.parametrize("who", ["writer", "editor", "site_admin", "superadmin"])
def test_the_form_opens_for_everybody_who_works_on_the_site(
    cast: Cast, news: Category, sign_in: SignIn, who: str
) -> None:
    assert sign_in(getattr(cast, who)).get(f"{LIST}add/").status_code == 200


def test_a_draft_is_saved_with_its_writer_tags_contributors_and_a_revision(
    cast: Cast, news: Category, sign_in: SignIn
) -> None:
    data = form_data(
        news,
        tag_names="Sóc Trăng, SÓC TRĂNG, Y tế",
        **{
            "contributions-TOTAL_FORMS": "1",
            "contributions-0-name": "Thu  Hà",
            "contributions-0-role": "text",
            "contributions-0-share": "100",
            "contributions-0-order": "0",
        },
    )
    response = sign_in(cast.writer).post(f"{LIST}add/", data)
    article = Article.objects.get()
    assert response.headers["Location"] == change(article)
    assert (article.state, article.is_live, article.created_by) == (ArticleState.DRAFT, False, cast.writer)
    assert [tag.name_vi for tag in article.tags.order_by("article_tags__id")] == ["Sóc Trăng", "Y tế"]
    assert [part.contributor.name for part in article.contributions.all()] == ["Thu Hà"]
    assert article.revisions.get().snapshot["title_vi"] == "Hội nghị tổng kết"


def test_saving_again_changes_tags_and_finds_the_contributor_again(cast: Cast, news: Category, sign_in: SignIn) -> None:
    factories.contributor(news.site, "Thu Hà")
    article = factories.article(news, live=False, created_by=cast.writer)
    article.tags.add(factories.tag(news.site, "Cũ"))
    data = form_data(
        news,
        tag_names="Mới",
        **{
            "contributions-TOTAL_FORMS": "1",
            "contributions-0-name": "THU HÀ",
            "contributions-0-role": "photo",
            "contributions-0-share": "50",
            "contributions-0-order": "0",
        },
    )
    sign_in(cast.editor).post(change(article), data)
    assert [tag.name_vi for tag in article.tags.all()] == ["Mới"]
    assert Contributor.objects.count() == 1
    assert Tag.objects.filter(name_vi="Cũ").exists()


def test_a_name_twice_with_one_role_is_said_beside_the_field(cast: Cast, news: Category, sign_in: SignIn) -> None:
    rows = {
        f"contributions-{row}-{name}": value
        for row in (0, 1)
        for name, value in {"name": "Thu Hà", "role": "text", "share": "50", "order": "0"}.items()
    }
    response = sign_in(cast.editor).post(f"{LIST}add/", form_data(news, **rows, **{"contributions-TOTAL_FORMS": "2"}))
    assert response.status_code == 200
    formset = response.context["inline_admin_formsets"][0].formset
    assert "name" in formset.forms[1].errors
    assert not Article.objects.exists()


def test_the_picture_and_those_of_the_text_are_counted_as_used(cast: Cast, news: Category, sign_in: SignIn) -> None:
    lead, inside = factories.picture(news.site), factories.picture(news.site)
    body = f'<figure><img src="/x.jpg" data-picture="{inside.pk}" alt=""><figcaption>Ảnh</figcaption></figure>'
    sign_in(cast.writer).post(f"{LIST}add/", form_data(news, picture=lead.pk, body_vi=body))
    article = Article.objects.get()
    assert article.picture == lead
    assert 'src="' not in article.body_vi
    assert set(PictureUse.objects.values_list("picture", "place")) == {(lead.pk, "lead"), (inside.pk, "body")}
    article.delete()
    assert not PictureUse.objects.exists()


def test_pictures_and_categories_of_another_site_are_refused(
    cast: Cast, news: Category, vinh_long: Site, sign_in: SignIn
) -> None:
    data = form_data(factories.category(vinh_long), picture=factories.picture(vinh_long).pk)
    response = sign_in(cast.editor).post(f"{LIST}add/", data)
    assert set(errors_of(response)) == {"category", "picture"}


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [("29/12/2022 9:05", 9, 5), ("29/12/2022 9h05", 9, 5), ("29-12-2022 21:30", 21, 30), ("29/12/2022", 0, 0)],
)
def test_dates_are_typed_day_first(
    cast: Cast, news: Category, sign_in: SignIn, typed: str, hour: int, minute: int
) -> None:
    sign_in(cast.editor).post(f"{LIST}add/", form_data(news, published_at=typed))
    moment = Article.objects.get().published_at
    assert moment is not None
    assert moment.astimezone(factories.ZONE) == datetime.datetime(2022, 12, 29, hour, minute, tzinfo=factories.ZONE)


@pytest.mark.parametrize("typed", ["12/29/2022 9:05", "hôm qua", "99/99/9999"])
def test_an_impossible_date_is_said_beside_the_field(cast: Cast, news: Category, sign_in: SignIn, typed: str) -> None:
    response = sign_in(cast.editor).post(f"{LIST}add/", form_data(news, published_at=typed))
    assert set(errors_of(response)) == {"published_at"}


@pytest.mark.parametrize("published", ["29/12/2022 9:05", ""])
def test_an_end_before_publication_is_said_beside_the_field(
    cast: Cast, news: Category, sign_in: SignIn, published: str
) -> None:
    data = form_data(news, published_at=published, expires_at="28/12/2022 9:05")
    response = sign_in(cast.editor).post(f"{LIST}add/", data)
    assert set(errors_of(response)) == {"expires_at"}


def test_an_article_that_readers_see_keeps_its_date(cast: Cast, news: Category, sign_in: SignIn) -> None:
    article = factories.article(news)
    response = sign_in(cast.editor).post(change(article), form_data(news))
    assert set(errors_of(response)) == {"published_at"}


def test_a_title_that_is_too_long_is_said_beside_the_field(cast: Cast, news: Category, sign_in: SignIn) -> None:
    response = sign_in(cast.writer).post(f"{LIST}add/", form_data(news, title_vi="ư" * 301))
    assert set(errors_of(response)) == {"title_vi"}


def test_a_form_sent_twice_makes_one_article(cast: Cast, news: Category, sign_in: SignIn) -> None:
    client = sign_in(cast.writer)
    for _attempt in range(2):
        client.post(f"{LIST}add/", form_data(news, _form_mark="a-mark"))
    assert Article.objects.count() == 1


def test_an_imported_article_loses_its_mark_when_it_gets_a_date(cast: Cast, news: Category, sign_in: SignIn) -> None:
    article = factories.article(news, live=False, date_is_missing=True)
    client = sign_in(cast.editor)
    assert "chip-warn" in client.get(change(article)).text
    client.post(change(article), form_data(news, published_at="29/12/2022 9:05"))
    article.refresh_from_db()
    assert not article.date_is_missing


def test_places_that_wait_for_a_picture_are_named_and_kept(cast: Cast, news: Category, sign_in: SignIn) -> None:
    body = "<p>Đầu.</p><figure><figcaption>Đoàn đại biểu</figcaption></figure>"
    article = factories.article(news, live=False, body_vi=body)
    client = sign_in(cast.editor)
    response = client.get(change(article))
    assert response.context["empty_places"] == ["Đoàn đại biểu"]
    client.post(change(article), form_data(news, body_vi=body))
    article.refresh_from_db()
    assert article.body_vi == body


def test_each_language_has_its_fields_and_its_own_readiness(cast: Cast, vinh_long: Site, sign_in: SignIn) -> None:
    client, category = sign_in(cast.site_admin), factories.category(vinh_long)
    base = "/quan-tri/vinh-long/articles/article/"
    response = client.post(f"{base}add/", form_data(category, title_en="", ready_en="on"))
    assert set(errors_of(response)) == {"title_en"}
    client.post(f"{base}add/", form_data(category, title_en="Year-end meeting", ready_en="on"))
    article = Article.objects.get()
    assert (article.title_en, article.has_en, article.has_km) == ("Year-end meeting", True, False)
    assert {row.language: row.state for row in article.language_states.all()} == {"en": "ready"}
    client.post(f"{base}{article.pk}/change/", form_data(category, title_en="Year-end meeting"))
    article.refresh_from_db()
    assert not article.has_en


# Verbs


def press(client: SiteClient, article: Article, verb: str, **fields: Any) -> Any:
    return client.post(change(article), form_data(article.category, _verb=verb, **fields), follow=True)


def test_a_writer_submits_and_an_editor_sends_back_approves_and_publishes(
    cast: Cast, news: Category, sign_in: SignIn
) -> None:
    writer, editor = sign_in(cast.writer), sign_in(cast.editor)
    writer.post(f"{LIST}add/", form_data(news, _verb="submit"))
    article = Article.objects.get()
    assert article.state == ArticleState.SUBMITTED
    steps = [
        (editor, "send_back", {"_reason": "Thiếu nguồn"}, ArticleState.SENT_BACK),
        (writer, "submit", {}, ArticleState.SUBMITTED),
        (editor, "approve", {}, ArticleState.APPROVED),
        (editor, "publish", {}, ArticleState.PUBLISHED),
    ]
    for client, verb, fields, state in steps:
        press(client, article, verb, **fields)
        article.refresh_from_db()
        assert article.state == state
    assert article.is_live
    press(editor, article, "withdraw", published_at="29/12/2022 9:05")
    article.refresh_from_db()
    assert (article.state, article.is_live) == (ArticleState.WITHDRAWN, False)


def test_sending_back_needs_a_reason(cast: Cast, news: Category, sign_in: SignIn) -> None:
    article = factories.article(news, live=False, state=ArticleState.SUBMITTED)
    response = press(sign_in(cast.editor), article, "send_back", _reason=" ")
    article.refresh_from_db()
    assert article.state == ArticleState.SUBMITTED
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_a_date_to_come_schedules(cast: Cast, news: Category, sign_in: SignIn) -> None:
    later = (timezone.now() + datetime.timedelta(days=2)).astimezone(factories.ZONE).strftime("%d/%m/%Y %H:%M")
    article = factories.article(news, live=False)
    press(sign_in(cast.editor), article, "publish", published_at=later)
    article.refresh_from_db()
    assert (article.state, article.is_live) == (ArticleState.SCHEDULED, False)


def test_a_writer_who_presses_publish_is_told_why_not(cast: Cast, news: Category, sign_in: SignIn) -> None:
    article = factories.article(news, live=False, created_by=cast.writer)
    response = press(sign_in(cast.writer), article, "publish")
    article.refresh_from_db()
    assert not article.is_live
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


@pytest.mark.parametrize("verb", ["delete", "__class__", "may", "apply_due", ""])
def test_an_unknown_verb_does_nothing(cast: Cast, news: Category, sign_in: SignIn, verb: str) -> None:
    article = factories.article(news, live=False)
    assert press(sign_in(cast.editor), article, verb).status_code == 200
    article.refresh_from_db()
    assert article.state == ArticleState.DRAFT


@pytest.mark.parametrize(
    ("who", "state", "buttons"),
    [
        ("writer", "draft", ["submit"]),
        ("writer", "submitted", []),
        ("editor", "draft", ["submit", "publish"]),
        ("editor", "submitted", ["approve", "publish"]),
        ("editor", "published", ["withdraw"]),
        ("editor", "withdrawn", ["publish"]),
    ],
)
def test_the_buttons_are_those_that_are_possible_now(
    cast: Cast, news: Category, sign_in: SignIn, who: str, state: str, buttons: list[str]
) -> None:
    article = factories.article(news, live=state == "published", state=state)
    response = sign_in(getattr(cast, who)).get(change(article))
    assert [verb.name for verb in response.context["verbs"]] == buttons


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_a_writer_reads_but_does_not_change_what_left_their_hands(
    cast: Cast, news: Category, sign_in: SignIn, state: str
) -> None:
    article = factories.article(news, live=False, state=state, created_by=cast.writer)
    client = sign_in(cast.writer)
    page = client.get(change(article))
    assert page.status_code == 200
    assert "body-shown" in page.text
    assert client.post(change(article), form_data(news, title_vi="Khác")).status_code == 403
    article.refresh_from_db()
    assert article.title_vi != "Khác"


def test_what_a_writer_changes_in_a_live_article_is_a_draft_to_be_submitted(
    cast: Cast, news: Category, sign_in: SignIn
) -> None:
    article = factories.article(news, "Đang đăng", created_by=cast.writer)
    sign_in(cast.writer).post(
        change(article), form_data(news, title_vi="Sửa lại", published_at="05/01/2026 8:30", _verb="submit")
    )
    article.refresh_from_db()
    assert (article.title_vi, article.is_live, article.state) == ("Đang đăng", True, ArticleState.SUBMITTED)


def test_with_four_eyes_nobody_publishes_what_they_alone_changed_in_a_live_article(
    cast: Cast, news: Category, sign_in: SignIn
) -> None:
    news.site.four_eyes = True
    news.site.save()
    article = factories.article(news, "Đang đăng", created_by=cast.editor)
    sign_in(cast.editor).post(
        change(article), form_data(news, title_vi="Sửa lại", published_at="05/01/2026 8:30", _verb="publish")
    )
    article.refresh_from_db()
    assert (article.title_vi, article.state) == ("Đang đăng", ArticleState.DRAFT)


# Whom it shows what


def titles(client: SiteClient, query: str = "") -> set[str]:
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200
    return {article.title_vi for article in response.context["cl"].result_list}


def test_own_articles_only(cast: Cast, news: Category, sign_in: SignIn) -> None:
    Membership.objects.filter(user=cast.writer).update(own_only=True)
    factories.article(news, "Của tôi", live=False, created_by=cast.writer)
    other = factories.article(news, "Của người khác", live=False, created_by=cast.editor)
    client = sign_in(cast.writer)
    assert titles(client) == {"Của tôi"}
    assert client.get(change(other)).status_code == 302
    assert client.post(change(other), form_data(news)).status_code in {302, 403, 404}
    other.refresh_from_db()
    assert other.title_vi == "Của người khác"


def test_a_role_limited_to_categories_sees_and_offers_only_their_branches(
    cast: Cast, news: Category, sign_in: SignIn
) -> None:
    below = factories.category(news.site, "Trong tỉnh", parent=news)
    elsewhere = factories.category(news.site, "Văn hóa")
    news.assigned.add(Membership.objects.get(user=cast.editor))
    factories.article(below, "Trong nhánh")
    factories.article(elsewhere, "Ngoài nhánh")
    client = sign_in(cast.editor)
    assert titles(client) == {"Trong nhánh"}
    field = client.get(f"{LIST}add/").context["adminform"].form.fields["category"]
    assert [key for key, _name in field.choices] == ["", str(news.pk), str(below.pk)]
    response = client.post(f"{LIST}add/", form_data(elsewhere))
    assert set(errors_of(response)) == {"category"}


def test_another_sites_articles_are_nowhere(cast: Cast, news: Category, vinh_long: Site, sign_in: SignIn) -> None:
    theirs = factories.article(factories.category(vinh_long), "Bài của Vĩnh Long")
    factories.article(news, "Bài của Nghệ An")
    client = sign_in(cast.site_admin)
    assert titles(client) == {"Bài của Nghệ An"}
    assert client.get(change(theirs)).status_code == 302
    found = client.get(
        "/quan-tri/nghe-an/autocomplete/",
        {"app_label": "articles", "model_name": "relatedarticle", "field_name": "related", "term": "bai"},
    )
    assert [row["text"] for row in found.json()["results"]] == ["Bài của Nghệ An"]


@pytest.mark.parametrize("query", ["duong sat", "ĐƯỜNG SẮT", "đường", "da nang", "Railway"])
def test_the_search_forgives_accents_and_knows_all_languages(
    cast: Cast, news: Category, sign_in: SignIn, query: str
) -> None:
    factories.article(news, "Đường sắt – Đà Nẵng", title_en="Railway")
    factories.article(news, "Chuyện khác")
    assert titles(sign_in(cast.editor), f"?q={query}") == {"Đường sắt – Đà Nẵng"}


def test_filters_by_state_branch_type_and_missing_date(cast: Cast, news: Category, sign_in: SignIn) -> None:
    below = factories.category(news.site, "Trong tỉnh", parent=news)
    factories.article(below, "Sống", article_type="feature")
    factories.article(factories.category(news.site), "Thiếu ngày", live=False, date_is_missing=True)
    client = sign_in(cast.editor)
    assert titles(client, "?state__exact=published") == {"Sống"}
    assert titles(client, f"?category={news.pk}") == {"Sống"}
    assert titles(client, "?article_type__exact=feature") == {"Sống"}
    assert titles(client, "?date_is_missing__exact=1") == {"Thiếu ngày"}
    assert titles(client, "?category=999999") == set()
    assert titles(client, "?category=x") == set()


def test_bulk_actions_go_through_the_verbs(cast: Cast, news: Category, sign_in: SignIn) -> None:
    drafts = [factories.article(news, live=False) for _ in range(3)]
    target = factories.category(news.site, "Văn hóa")
    client = sign_in(cast.editor)
    chosen = {"_selected_action": [article.pk for article in drafts]}
    client.post(LIST, {"action": "publish_selected", **chosen})
    assert Article.objects.filter(is_live=True).count() == 3
    question = client.post(LIST, {"action": "move_selected", **chosen})
    assert str(target) in question.text
    client.post(LIST, {"action": "move_selected", "category": target.pk, **chosen})
    assert Article.objects.filter(category=target, section=target).count() == 3
    client.post(LIST, {"action": "withdraw_selected", **chosen})
    assert not Article.objects.filter(is_live=True).exists()


def test_a_writer_publishes_nothing_in_bulk(cast: Cast, news: Category, sign_in: SignIn) -> None:
    draft = factories.article(news, live=False, created_by=cast.writer)
    response = sign_in(cast.writer).post(
        LIST, {"action": "publish_selected", "_selected_action": [draft.pk]}, follow=True
    )
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]
    draft.refresh_from_db()
    assert not draft.is_live


def test_an_article_that_would_be_over_is_named_and_not_published(cast: Cast, news: Category, sign_in: SignIn) -> None:
    over = factories.article(news, live=False, expires_at=factories.LONG_AGO)
    data = {"action": "publish_selected", "_selected_action": [over.pk]}
    response = sign_in(cast.editor).post(LIST, data, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]
    over.refresh_from_db()
    assert not over.is_live


def test_nothing_is_moved_into_a_category_of_another_site(
    cast: Cast, news: Category, vinh_long: Site, sign_in: SignIn
) -> None:
    article = factories.article(news)
    theirs = factories.category(vinh_long)
    data = {"action": "move_selected", "category": theirs.pk, "_selected_action": [article.pk]}
    sign_in(cast.site_admin).post(LIST, data)
    article.refresh_from_db()
    assert article.category == news


def test_suggestions_are_the_sites_own(cast: Cast, news: Category, vinh_long: Site, sign_in: SignIn) -> None:
    for site in (news.site, vinh_long):
        factories.tag(site, f"Y tế {site.slug}")
        factories.contributor(site, f"Thu Hà {site.slug}")
    client = sign_in(cast.writer)
    assert client.get("/quan-tri/nghe-an/articles/tag/suggest/?q=y te").json() == {"names": ["Y tế nghe-an"]}
    found = client.get("/quan-tri/nghe-an/articles/contributor/suggest/?q=HA").json()
    assert found == {"names": ["Thu Hà nghe-an"]}


@pytest.mark.parametrize("model", ["article", "category", "topic", "tag", "contributor", "page", "redirect"])
def test_lists_cost_the_same_however_long_they_are(cast: Cast, news: Category, sign_in: SignIn, model: str) -> None:
    client = sign_in(cast.site_admin)

    def add(number: int) -> None:
        category = factories.category(news.site, parent=news)
        article = factories.article(category, picture=factories.picture(news.site), created_by=factories.user())
        article.tags.add(factories.tag(news.site, f"Thẻ {number}"))
        factories.contributor(news.site, f"Tác giả {number}")
        factories.topic(news.site, slug=f"chu-de-{number}", picture=factories.picture(news.site))
        factories.page(news.site, slug=f"trang-{number}")
        news.site.redirects.create(old_path=f"/cu/{number}", article=article)

    add(0)
    few = queries_of(client, f"/quan-tri/nghe-an/articles/{model}/")
    for number in range(1, 11):
        add(number)
    assert queries_of(client, f"/quan-tri/nghe-an/articles/{model}/") == few
