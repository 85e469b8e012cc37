"""Two people in one article, and what is typed but not saved: nothing is lost, nobody is locked out."""

import datetime
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from accounts.models import User
from articles import publishing, sittings, snapshots
from articles.models import Article, Autosave, Category, Presence
from articles.models.article import ArticleState
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient
from .test_admin_articles import LIST, change, errors_of, form_data

SignIn = Callable[[User], SiteClient]
SITTING = f"{LIST}sitting/"


@pytest.fixture
def news(nghe_an: Site) -> Category:
    return factories.category(nghe_an, "Tin tức", "tin-tuc")


@pytest.fixture
def draft(news: Category, cast: Cast) -> Article:
    made = factories.article(news, "Hội nghị tổng kết", live=False, created_by=cast.writer)
    snapshots.record(made, cast.writer)
    return made


def opened(client: SiteClient, article: Article) -> dict[str, Any]:
    """Return the form's hidden fields as a browser gets them."""
    page = client.get(change(article))
    return {"_version": page.context["writing"]["version"], "_sitting": page.context["writing"]["sitting"]}


def current(article: Article) -> dict[str, Any]:
    return snapshots.current(Article.objects.get(pk=article.pk))


# Two editors, two tabs


def test_two_editors_collide_and_the_second_sees_both_texts_and_keeps_theirs(
    cast: Cast, draft: Article, sign_in: SignIn
) -> None:
    first, second = sign_in(cast.editor), sign_in(cast.site_admin)
    of_first, of_second = opened(first, draft), opened(second, draft)
    first.post(change(draft), form_data(draft.category, title_vi="Tít của Duyệt", **of_first))
    mine = form_data(draft.category, title_vi="Tít của Quản", **of_second)
    page = second.post(change(draft), mine)
    assert page.status_code == 200
    assert current(draft)["title_vi"] == "Tít của Duyệt"
    assert page.context["adminform"].form["title_vi"].value() == "Tít của Quản"
    assert "Trần Văn Duyệt" in page.text
    assert "<del>Duyệt</del>" in page.text
    assert "<ins>Quản</ins>" in page.text
    again = mine | {"_version": page.context["writing"]["version"], "_over": page.context["writing"]["newest"]}
    assert second.post(change(draft), again).status_code == 302
    assert current(draft)["title_vi"] == "Tít của Quản"
    assert [revision.snapshot["title_vi"] for revision in draft.revisions.all()][:2] == [
        "Tít của Quản",
        "Tít của Duyệt",
    ]


def test_two_who_change_different_fields_keep_both_without_being_asked(
    cast: Cast, draft: Article, sign_in: SignIn
) -> None:
    first, second = sign_in(cast.editor), sign_in(cast.site_admin)
    same = {"lead_vi": draft.lead_vi, "body_vi": draft.body_vi}
    of_first, of_second = opened(first, draft), opened(second, draft)
    first.post(change(draft), form_data(draft.category, **same | {"title_vi": "Tít mới"} | of_first))
    data = form_data(draft.category, **same | {"title_vi": draft.title_vi, "source": "Báo Nghệ An"} | of_second)
    assert second.post(change(draft), data).status_code == 302
    assert (current(draft)["title_vi"], current(draft)["source"]) == ("Tít mới", "Báo Nghệ An")


def test_somebody_who_saves_a_third_time_meanwhile_is_met_again(cast: Cast, draft: Article, sign_in: SignIn) -> None:
    first, second = sign_in(cast.editor), sign_in(cast.site_admin)
    of_second = opened(second, draft)
    first.post(change(draft), form_data(draft.category, title_vi="Một", **opened(first, draft)))
    mine = form_data(draft.category, title_vi="Hai", **of_second)
    over = second.post(change(draft), mine).context["writing"]["newest"]
    first.post(change(draft), form_data(draft.category, title_vi="Ba", **opened(first, draft)))
    assert second.post(change(draft), mine | {"_over": over}).status_code == 200
    assert current(draft)["title_vi"] == "Ba"


def test_two_tabs_of_one_person_collide_as_well(cast: Cast, draft: Article, sign_in: SignIn) -> None:
    client = sign_in(cast.writer)
    one, two = opened(client, draft), opened(client, draft)
    client.post(change(draft), form_data(draft.category, title_vi="Cửa sổ một", **one))
    page = client.post(change(draft), form_data(draft.category, title_vi="Cửa sổ hai", **two))
    assert page.status_code == 200
    assert current(draft)["title_vi"] == "Cửa sổ một"


def test_a_form_sent_twice_saves_and_submits_once(cast: Cast, draft: Article, sign_in: SignIn) -> None:
    client = sign_in(cast.writer)
    data = form_data(draft.category, title_vi="Nộp", _verb="submit", **opened(client, draft))
    for _attempt in range(2):
        page = client.post(change(draft), data, follow=True)
    assert draft.revisions.count() == 2
    assert Article.objects.get(pk=draft.pk).state == ArticleState.SUBMITTED
    assert {message.level_tag for message in page.context["messages"]} <= {"info", "success"}


def test_going_back_in_the_browser_and_saving_again_goes_on_from_there(
    cast: Cast, draft: Article, sign_in: SignIn
) -> None:
    client = sign_in(cast.writer)
    hidden = opened(client, draft)
    client.post(change(draft), form_data(draft.category, title_vi="Một", **hidden))
    response = client.post(change(draft), form_data(draft.category, title_vi="Một hai", **hidden))
    assert response.status_code == 302
    assert current(draft)["title_vi"] == "Một hai"


# Bad input


def test_two_megabytes_of_text_are_saved(cast: Cast, draft: Article, sign_in: SignIn) -> None:
    body = "<p>Một đoạn văn dài.</p>" * 80_000
    client = sign_in(cast.writer)
    response = client.post(change(draft), form_data(draft.category, body_vi=body, **opened(client, draft)))
    assert response.status_code == 302
    assert current(draft)["body_vi"] == body


def test_a_title_of_more_than_300_letters_is_said_and_kept(cast: Cast, draft: Article, sign_in: SignIn) -> None:
    page = sign_in(cast.writer).post(change(draft), form_data(draft.category, title_vi="ư" * 301))
    assert set(errors_of(page)) == {"title_vi"}
    assert page.context["adminform"].form["title_vi"].value() == "ư" * 301
    saved = sign_in(cast.writer).post(change(draft), form_data(draft.category, title_vi="ư" * 300))
    assert saved.status_code == 302


def test_a_category_deleted_meanwhile_is_said_beside_the_field(cast: Cast, draft: Article, sign_in: SignIn) -> None:
    client = sign_in(cast.writer)
    gone = factories.category(draft.site)
    hidden = opened(client, draft)
    data = form_data(gone, title_vi="Giữ lại", **hidden)
    gone.delete()
    page = client.post(change(draft), data)
    assert set(errors_of(page)) == {"category"}
    assert "không còn" in errors_of(page)["category"][0]
    assert page.context["adminform"].form["title_vi"].value() == "Giữ lại"


def test_a_draft_beside_a_live_article_outlives_the_deletion_of_its_category(
    cast: Cast, news: Category, sign_in: SignIn
) -> None:
    live = factories.article(news)
    elsewhere = factories.category(news.site)
    publishing.edit(live, snapshots.take(live) | {"category_id": elsewhere.pk}, cast.editor)
    elsewhere.delete()
    page = sign_in(cast.editor).get(change(live))
    assert page.status_code == 200
    assert page.context["adminform"].form["category"].value() == news.pk


def test_a_site_renamed_meanwhile_says_so_and_its_form_still_saves(
    cast: Cast, draft: Article, nghe_an: Site, sign_in: SignIn
) -> None:
    client = sign_in(cast.writer)
    hidden = opened(client, draft)
    Site.objects.filter(pk=nghe_an.pk).update(name_vi="Tên mới", slug="nghe-an-moi")
    data = form_data(draft.category, title_vi="Sau khi đổi tên", **hidden)
    refused = client.post(change(draft), data)
    assert refused.status_code in {302, 404}
    assert client.post(change(draft).replace("nghe-an", "nghe-an-moi"), data).status_code == 302
    assert current(draft)["title_vi"] == "Sau khi đổi tên"


# Presence


def here(client: SiteClient, article: Article, sitting: str) -> Any:
    return client.post(f"{SITTING}here/", {"article": article.pk, "sitting": sitting}).json()


def test_who_opens_an_article_is_told_who_is_in_it_and_since_when(cast: Cast, draft: Article, sign_in: SignIn) -> None:
    first, second = sign_in(cast.editor), sign_in(cast.site_admin)
    assert here(first, draft, "a")["others"] == []
    Presence.objects.update(began_at=datetime.datetime(2026, 11, 25, 9, 5, tzinfo=factories.ZONE))
    (other,) = here(second, draft, "b")["others"]
    assert other == "Trần Văn Duyệt đang sửa, từ 9:05."
    here(second, draft, "c")
    assert len(here(first, draft, "a")["others"]) == 1
    for client, sitting in ((first, "a"), (second, "c")):
        client.post(f"{SITTING}leave/", {"article": draft.pk, "sitting": sitting})
    assert here(second, draft, "b")["others"] == []


def test_whoever_is_not_heard_of_for_a_minute_is_gone(cast: Cast, draft: Article, sign_in: SignIn) -> None:
    here(sign_in(cast.editor), draft, "a")
    Presence.objects.update(seen_at=timezone.now() - datetime.timedelta(seconds=70))
    assert here(sign_in(cast.site_admin), draft, "b")["others"] == []
    assert Presence.objects.count() == 1


def test_an_open_form_hears_that_somebody_saved(cast: Cast, draft: Article, sign_in: SignIn) -> None:
    publishing.edit(draft, current(draft) | {"title_vi": "Mới"}, cast.editor)
    answer = here(sign_in(cast.writer), draft, "a")
    assert answer["version"] == 2
    assert answer["saved"].startswith("Trần Văn Duyệt đã lưu phiên bản 2 lúc ")


# Saving by itself


def keep(client: SiteClient, article: Article | None, sitting: str, data: dict[str, Any]) -> Any:
    sent = {"article": article.pk if article else "", "sitting": sitting, "fields": urlencode(data, doseq=True)}
    return client.post(f"{SITTING}keep/", sent)


def test_one_text_is_kept_for_each_person_and_sitting_apart_from_the_versions(
    cast: Cast, draft: Article, sign_in: SignIn
) -> None:
    client = sign_in(cast.writer)
    for title in ("Một", "Một hai"):
        assert keep(client, draft, "a", form_data(draft.category, title_vi=title)).json()["saved"]
    keep(client, draft, "b", form_data(draft.category))
    keep(sign_in(cast.editor), draft, "c", form_data(draft.category))
    assert Autosave.objects.count() == 3
    assert draft.revisions.count() == 1


def test_what_was_not_saved_is_offered_to_its_writer_alone_and_taken_back_into_the_form(
    cast: Cast, draft: Article, sign_in: SignIn
) -> None:
    client = sign_in(cast.writer)
    half = form_data(draft.category, title_vi="Một nửa câu", published_at="hôm n", _sitting="a", _version="1")
    keep(client, draft, "a", half)
    assert sign_in(cast.editor).get(change(draft)).context["writing"]["unsaved"] is None
    unsaved = client.get(change(draft)).context["writing"]["unsaved"]
    page = client.post(change(draft), {"_autosave": unsaved.pk})
    form = page.context["adminform"].form
    assert page.status_code == 200
    assert (form["title_vi"].value(), form["published_at"].value()) == ("Một nửa câu", "hôm n")
    assert draft.revisions.count() == 1
    client.post(change(draft), half | {"published_at": ""})
    assert not Autosave.objects.exists()
    assert client.get(change(draft)).context["writing"]["saved"] == ["a"]


def test_the_text_of_a_new_article_is_kept_as_well(cast: Cast, news: Category, sign_in: SignIn) -> None:
    client = sign_in(cast.writer)
    keep(client, None, "a", form_data(news, title_vi="Bài mới", _sitting="a"))
    unsaved = client.get(f"{LIST}add/").context["writing"]["unsaved"]
    page = client.post(f"{LIST}add/", {"_autosave": unsaved.pk})
    assert page.context["adminform"].form["title_vi"].value() == "Bài mới"
    assert not Article.objects.exists()


def test_what_the_browser_had_kept_comes_back_into_the_form_with_its_rows(
    cast: Cast, draft: Article, sign_in: SignIn
) -> None:
    rows = {
        "contributions-TOTAL_FORMS": "1",
        "contributions-0-name": "Thu Hà",
        "contributions-0-role": "text",
        "contributions-0-share": "100",
        "contributions-0-order": "0",
    }
    data = form_data(draft.category, title_vi="Trong trình duyệt", _restore="1", _sitting="x", _version="1", **rows)
    page = sign_in(cast.writer).post(change(draft), data)
    assert page.status_code == 200
    assert page.context["adminform"].form["title_vi"].value() == "Trong trình duyệt"
    assert page.context["inline_admin_formsets"][0].formset.forms[0]["name"].value() == "Thu Hà"
    assert page.context["writing"]["sitting"] == "x"
    assert draft.revisions.count() == 1


def test_nobody_takes_back_what_somebody_else_wrote(cast: Cast, draft: Article, sign_in: SignIn) -> None:
    keep(sign_in(cast.writer), draft, "a", form_data(draft.category, title_vi="Riêng của Viết"))
    page = sign_in(cast.editor).post(change(draft), {"_autosave": Autosave.objects.get().pk})
    assert "Riêng của Viết" not in page.text


def test_a_person_switches_saving_by_itself_off(cast: Cast, draft: Article, sign_in: SignIn) -> None:
    client = sign_in(cast.writer)
    assert client.post(f"{SITTING}habit/", {"autosaves": "off"}).json() == {"autosaves": False}
    keep(client, draft, "a", form_data(draft.category))
    assert not Autosave.objects.exists()
    assert client.get(change(draft)).context["writing"]["autosaves"] is False


def test_what_nobody_wanted_back_is_forgotten(cast: Cast, draft: Article, sign_in: SignIn) -> None:
    client = sign_in(cast.writer)
    keep(client, draft, "a", form_data(draft.category))
    client.post(f"{SITTING}drop/", {"sitting": "a"})
    assert not Autosave.objects.exists()
    keep(client, draft, "b", form_data(draft.category))
    assert sittings.forget_old(timezone.now() + datetime.timedelta(days=31)) == 1


@pytest.mark.parametrize("page", ["here", "keep", "leave"])
def test_articles_of_another_site_are_not_found(cast: Cast, vinh_long: Site, sign_in: SignIn, page: str) -> None:
    other = factories.article(factories.category(vinh_long))
    sent = {"article": other.pk, "sitting": "a", "fields": "title_vi=x"}
    assert sign_in(cast.editor).post(f"{SITTING}{page}/", sent).status_code == 404
    assert sign_in(cast.editor).get(f"{SITTING}{page}/").status_code == 405
