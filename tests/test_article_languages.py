"""The languages of an article: chips in the list, and when a translation has to be looked at again."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from articles import publishing, snapshots, translating
from articles.models import Article, Category
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient
from .queries import queries_of
from .test_admin_articles import form_data

SignIn = Callable[[User], SiteClient]
LIST = "/quan-tri/vinh-long/articles/article/"


@pytest.fixture
def news(vinh_long: Site) -> Category:
    return factories.category(vinh_long, "Tin tức", "tin-tuc")


@pytest.fixture
def article(news: Category, cast: Cast, sign_in: SignIn) -> Article:
    """An article in Vietnamese and English, written in the form."""
    data = form_data(news, title_vi="Khai mạc", title_en="Opening", ready_en="on", body_vi="<p>Giá 1,5 triệu.</p>")
    sign_in(cast.site_admin).post(f"{LIST}add/", data)
    return Article.objects.get()


def save(client: SiteClient, article: Article, **fields: Any) -> dict[str, str]:
    """Save the form with some fields changed and return the languages' states."""
    kept: dict[str, Any] = {
        "title_vi": "Khai mạc",
        "title_en": "Opening",
        "ready_en": "on",
        "body_vi": "<p>Giá 1,5 triệu.</p>",
    }
    response = client.post(f"{LIST}{article.pk}/change/", form_data(article.category, **kept | fields))
    assert response.status_code == 302
    return dict(article.language_states.values_list("language", "state"))


@pytest.mark.parametrize(
    ("old", "new", "says_something_else"),
    [
        ("Lễ hội, khai mạc.", "Lễ hội  khai mạc", False),
        ("<p>Lễ hội</p>", "<p><b>Lễ</b> hội!</p>\n", False),
        ("“Lễ hội”", '"Lễ hội"', False),
        ("Lễ hội", "Lễ hôi", True),
        ("Lễ hội", "Lễ hội làng", True),
        ("Giá 1,5 triệu", "Giá 15 triệu", True),
        ("Ngày 2/9", "Ngày 29", True),
        ("một hai", "hai một", True),
    ],
)
def test_only_words_and_numbers_make_a_difference(old: str, new: str, *, says_something_else: bool) -> None:
    same = translating.meaning({"body_vi": old}) == translating.meaning({"body_vi": new})
    assert same is not says_something_else


def test_a_translation_needs_an_update_when_the_source_says_something_else(
    cast: Cast, article: Article, sign_in: SignIn
) -> None:
    client = sign_in(cast.site_admin)
    assert save(client, article) == {"en": "ready"}
    assert save(client, article, body_vi="<p><b>Giá</b> 1,5 triệu!</p>") == {"en": "ready"}
    assert save(client, article, body_vi="<p>Giá 15 triệu.</p>") == {"en": "needs_update"}
    page = client.get(f"{LIST}{article.pk}/change/")
    (stale,) = page.context["stale"]
    assert stale["language"] == "en"
    assert "<ins>15</ins>" in page.text.replace("<del>1,5</del>", "")
    assert page.context["language_states"]["en"] == "cần cập nhật"
    assert save(client, article, body_vi="<p>Giá 15 triệu.</p>", confirm_en="on") == {"en": "ready"}


def test_a_translation_that_is_worked_on_is_up_to_date_again(cast: Cast, article: Article, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    changed = {"title_vi": "Bế mạc"}
    assert save(client, article, **changed) == {"en": "needs_update"}
    assert save(client, article, **changed, title_en="Closing") == {"en": "ready"}


def test_readers_keep_a_translation_that_needs_an_update(
    cast: Cast, article: Article, sign_in: SignIn, reader: SiteClient
) -> None:
    save(sign_in(cast.site_admin), article, title_vi="Bế mạc")
    publishing.publish(Article.objects.get(pk=article.pk), cast.site_admin)
    live = Article.objects.get(pk=article.pk)
    assert "Opening" in reader.get(f"/vinh-long/en/{live.path_in('en')}").text


def test_a_translation_that_is_emptied_has_no_state(cast: Cast, article: Article, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    assert save(client, article, ready_en="") == {"en": "draft"}
    assert save(client, article, ready_en="", title_en="") == {}


def test_restoring_brings_back_what_a_translation_was_made_from(cast: Cast, article: Article, sign_in: SignIn) -> None:
    first = snapshots.newest(article)
    assert first is not None
    assert save(sign_in(cast.site_admin), article, title_vi="Bế mạc") == {"en": "needs_update"}
    publishing.restore(Article.objects.get(pk=article.pk), first, cast.site_admin)
    assert dict(article.language_states.values_list("language", "state")) == {"en": "ready"}


def test_the_list_shows_a_chip_for_each_language_and_leads_to_the_two_texts_side_by_side(
    cast: Cast, article: Article, sign_in: SignIn
) -> None:
    client = sign_in(cast.site_admin)
    save(client, article, title_vi="Bế mạc")
    page = client.get(LIST)
    chips = page.text.partition("field-languages")[2].partition("</td>")[0]
    assert [tone in chips for tone in ("chip-good", "chip-warn", "chip-past")] == [True, True, True]
    assert f'{article.pk}/change/?beside=en"' in chips
    before = queries_of(client, LIST)
    for number in range(5):
        factories.article(article.category, title_en=f"Opening {number}", has_en=True)
    assert queries_of(client, LIST) == before
