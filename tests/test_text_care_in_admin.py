"""The text care beside the form of an article: there when the page comes, asked again while somebody writes."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from articles import publishing, rights
from articles.models import AcceptedWord, Article
from provinces.models import Site

from . import factories
from .conftest import Cast

BASE = "/quan-tri/nghe-an/"


def test_the_panel_is_there_without_script_and_judges_what_the_form_shows(
    cast: Cast, nghe_an: Site, sign_in: Any
) -> None:
    article = factories.article(factories.category(nghe_an), live=False, created_by=cast.writer, lead_vi="Bài hatttt.")
    page = sign_in(cast.writer).get(f"{BASE}articles/article/{article.pk}/change/").content.decode()
    assert 'data-field="lead_vi"' in page
    assert "<mark>hatttt</mark>" in page


def test_a_form_with_links_and_embeds_of_every_kind_opens(cast: Cast, nghe_an: Site, sign_in: Any) -> None:
    category = factories.category(nghe_an)
    body = (
        f'<p><a data-article="{factories.article(category).pk}">bài</a></p>'
        f'<figure data-embed="album:{factories.album(nghe_an, photos=1).pk}"></figure>'
        f'<figure data-embed="document:{factories.document(nghe_an).pk}"></figure>'
        f'<figure data-embed="video:{factories.video(nghe_an).pk}"></figure>'
        '<figure data-embed="album:99999"></figure>'
    )
    article = factories.article(category, live=False, created_by=cast.writer, body_vi=body)
    answer = sign_in(cast.writer).get(f"{BASE}articles/article/{article.pk}/change/")
    assert answer.status_code == 200
    assert answer.content.decode().count('data-field="body_vi"') == 1  # the album that is not there


def test_an_empty_form_is_not_judged(cast: Cast, nghe_an: Site, sign_in: Any) -> None:
    page = sign_in(cast.writer).get(f"{BASE}articles/article/add/").content.decode()
    assert 'id="text-care"' in page
    assert "care-level" not in page


def test_a_form_that_is_being_written_is_judged(cast: Cast, nghe_an: Site, sign_in: Any) -> None:
    data = {"title_vi": "Hội nghị", "lead_vi": "Một hai", "body_vi": "<p onclick=x>Ba  bốn hatttt</p>", "picture": "x"}
    page = sign_in(cast.writer).post(f"{BASE}soan-thao/kiem-tra/", data).content.decode()
    assert "<mark>hatttt</mark>" in page
    assert "<mark>Ba  bốn</mark>" in page
    assert "care-must" not in page
    page = sign_in(cast.writer).post(f"{BASE}soan-thao/kiem-tra/", {}).content.decode()
    assert "care-must" in page


def test_an_accepted_word_is_no_longer_marked(cast: Cast, nghe_an: Site, sign_in: Any) -> None:
    client = sign_in(cast.writer)
    assert client.post(f"{BASE}soan-thao/chap-nhan/", {"word": "hatttt"}).json() == {"word": "hatttt"}
    assert client.post(f"{BASE}soan-thao/chap-nhan/", {"word": "HATTTT"}).json() == {"word": "hatttt"}
    word = AcceptedWord.objects.get()
    assert (word.site, word.added_by) == (nghe_an, cast.writer)
    page = client.post(f"{BASE}soan-thao/kiem-tra/", {"body_vi": "<p>hatttt</p>"}).content.decode()
    assert "<mark>" not in page


def test_only_one_word_can_be_accepted(cast: Cast, sign_in: Any) -> None:
    for word in ("", "hai từ", "<b>", "x" * 70):
        answer = sign_in(cast.writer).post(f"{BASE}soan-thao/chap-nhan/", {"word": word}).json()
        assert answer["refused"]
    assert not AcceptedWord.objects.exists()


def test_words_are_kept_in_a_list_that_editors_mend(cast: Cast, nghe_an: Site, sign_in: Any) -> None:
    client = sign_in(cast.editor)
    assert client.post(f"{BASE}articles/acceptedword/add/", {"word": "Niê"}).status_code == 302
    refused = client.post(f"{BASE}articles/acceptedword/add/", {"word": "NIÊ"})
    assert refused.status_code == 200
    assert AcceptedWord.objects.count() == 1


def test_what_must_be_fixed_blocks_publishing_with_a_sentence(cast: Cast, nghe_an: Site, sign_in: Any) -> None:
    old = "Chñ tr\u00ad¬ng cña §¶ng vÒ c«ng t¸c d©n vËn"
    article = factories.article(factories.category(nghe_an), live=False, created_by=cast.writer, lead_vi=old)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    for verb, more in ((publishing.publish, ()), (publishing.schedule, (tomorrow,))):
        with pytest.raises(rights.NotAllowed) as objection:
            verb(article, cast.editor, *more)
        assert "TCVN3" in str(objection.value)
    assert not Article.objects.get(pk=article.pk).is_live
    publishing.submit(article, cast.writer)
    article.lead_vi = "Chủ trương của Đảng."
    article.save()
    publishing.publish(article, cast.editor)
    assert article.is_live


def test_what_should_be_fixed_is_said_and_blocks_nothing(cast: Cast, nghe_an: Site, sign_in: Any) -> None:
    category = factories.category(nghe_an)
    data = {
        "title_vi": "Hội nghị",
        "body_vi": "<p>Bài hatttt.</p>",
        "category": category.pk,
        "article_type": "news",
        "opening_views": "0",
        "_verb": "publish",
        **{f"contributions-{what}_FORMS": "0" for what in ("TOTAL", "INITIAL")},
        **{f"related_links-{what}_FORMS": "0" for what in ("TOTAL", "INITIAL")},
    }
    page = sign_in(cast.editor).post(f"{BASE}articles/article/add/", data, follow=True).content.decode()
    assert Article.objects.get().is_live
    assert "Phần soát bài thấy 2 điểm nên xem lại." in page


def test_strangers_are_not_answered(cast: Cast, nghe_an: Site, sign_in: Any) -> None:
    for name in ("kiem-tra", "chap-nhan"):
        assert sign_in(cast.stranger).post(f"{BASE}soan-thao/{name}/", {"word": "a"}).status_code in {302, 403}
    assert not AcceptedWord.objects.exists()
