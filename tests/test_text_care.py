"""Text care: what must and what should be looked at in an article, found without blocking anybody who writes."""

from typing import Any

import pytest

from articles.care import Level, findings, must_fix, values_of
from articles.models import AcceptedWord, Article
from provinces.models import Site

from . import factories
from .conftest import Cast


def values(**fields: Any) -> dict[str, Any]:
    """Return the values of an article in which nothing is wrong, but for `fields`."""
    good = {
        "title_vi": "Hội nghị công tác khoa giáo",
        "lead_vi": "Sáng nay, hội nghị khai mạc tại thành phố Vinh.",
        "body_vi": "<p>Đông đảo đại biểu về dự.</p>",
    }
    return {**good, **fields}


def found(site: Site, **fields: Any) -> dict[str, list[tuple[str, ...]]]:
    """Return the words that each field's findings mark."""
    result: dict[str, list[tuple[str, ...]]] = {}
    for finding in findings(values(**fields), site):
        result.setdefault(f"{finding.level} {finding.field}", []).append(finding.words)
    return result


def test_a_sound_article_has_nothing_to_fix(nghe_an: Site) -> None:
    assert found(nghe_an) == {}


def test_an_article_its_snapshot_and_its_form_are_judged_alike(nghe_an: Site) -> None:
    article = factories.article(factories.category(nghe_an), "Tiêu đề  nghiênng", lead_vi="")
    assert findings(article, nghe_an) == findings(values_of(article), nghe_an) != []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title_vi": " "}, "title_vi"),
        ({"lead_vi": "", "body_vi": "<p> </p>"}, "body_vi"),
        ({"date_is_missing": True}, "published_at"),
        ({"lead_vi": "Chñ tr­¬ng cña §¶ng vÒ c«ng t¸c d©n vËn"}, "lead_vi"),
        ({"languages": {"en": True}}, "title_en"),
    ],
)
def test_what_must_be_fixed_stands_against_publishing(vinh_long: Site, fields: Any, field: str) -> None:
    broken = values(**{"title_en": "A title" if field != "title_en" else "", **fields})
    assert len(must_fix(broken, vinh_long)) == 1
    assert [finding.field for finding in findings(broken, vinh_long) if finding.level == Level.MUST] == [field]
    assert findings(broken, vinh_long)[0].level == Level.MUST


def test_nothing_else_stands_against_publishing(nghe_an: Site) -> None:
    poor = values(title_vi="HỘI NGHỊ  " + "dài " * 40, lead_vi="", body_vi="<p>Nghiênng  ngã</p><figure></figure>")
    assert must_fix(poor, nghe_an) == []
    assert len(findings(poor, nghe_an)) > 3


def test_a_photo_story_without_text_is_something_to_see(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an)
    body = f'<figure><img data-picture="{picture.pk}" alt="Chợ"><figcaption>Chợ nổi</figcaption></figure>'
    assert must_fix(values(lead_vi="", body_vi=body), nghe_an) == []


def test_unlikely_words_are_marked_until_the_site_accepts_them(nghe_an: Site, vinh_long: Site, cast: Cast) -> None:
    body = "<p>Nghệ nhân hátt bài hatttt.</p>"
    assert found(nghe_an, body_vi=body) == {"should body_vi": [("hátt", "hatttt")]}
    AcceptedWord.objects.accept(nghe_an, "Hátt", cast.writer)
    assert found(nghe_an, body_vi=body) == {"should body_vi": [("hatttt",)]}
    assert ("hátt", "hatttt") in found(vinh_long, body_vi=body)["should body_vi"]


def test_names_and_words_of_minorities_are_not_marked(nghe_an: Site) -> None:
    assert found(nghe_an, body_vi="<p>Ở Pleiku, H’Hen Niê và UBND xã Đắk Ơ cùng hát.</p>") == {}


def test_words_with_letters_that_only_look_right_are_named(nghe_an: Site) -> None:
    assert found(nghe_an, lead_vi="Hội nghị Việt Nаm tiê\u0301p tục.") == {"should lead_vi": [("Nam", "tiếp")]}


def test_double_spaces_are_shown_where_they_stand(nghe_an: Site) -> None:
    assert found(nghe_an, lead_vi="Sáng nay,  hội nghị") == {"should lead_vi": [("nay,  hội",)]}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title_vi": "dài " * 40}, "title_vi"),
        ({"title_vi": "HỘI NGHỊ KHOA GIÁO"}, "title_vi"),
        ({"lead_vi": "dài " * 200}, "lead_vi"),
        ({"lead_vi": ""}, "lead_vi"),
    ],
)
def test_title_and_lead_have_their_lengths(nghe_an: Site, fields: Any, field: str) -> None:
    assert list(found(nghe_an, **fields)) == [f"should {field}"]


def test_pictures_need_captions_and_words_for_those_who_cannot_see(nghe_an: Site) -> None:
    mute = factories.picture(nghe_an, alt_vi="")
    assert set(found(nghe_an, picture_id=mute.pk)) == {"should picture_alt_vi", "should picture_caption_vi"}
    described = {"picture_id": mute.pk, "picture_alt_vi": "Chợ nổi", "picture_caption_vi": "Chợ nổi sáng sớm"}
    assert found(nghe_an, **described) == {}
    body = (
        f'<p>a</p><figure><img data-picture="{mute.pk}" alt=""></figure><figure><figcaption>Chờ</figcaption></figure>'
    )
    assert len(found(nghe_an, body_vi=body)["should body_vi"]) == 3


def test_links_and_embeds_that_lead_nowhere_are_named(nghe_an: Site) -> None:
    draft = factories.article(factories.category(nghe_an), live=False)
    body = f'<p><a data-article="{draft.pk}">bài cũ</a></p><figure data-embed="album:99"></figure>'
    assert found(nghe_an, body_vi=body) == {"should body_vi": [("bài cũ",), ()]}


def test_languages_of_the_site_are_missed(vinh_long: Site) -> None:
    assert set(found(vinh_long)) == {"should title_en", "should title_km"}
    half = found(vinh_long, title_en="A title", lead_en="A lead", title_km="ក", lead_km="ក", body_km="<p>ក</p>")
    assert set(half) == {"should body_en", "should ready_km"}


def test_the_number_of_queries_does_not_grow(nghe_an: Site, django_assert_max_num_queries: Any) -> None:
    pictures = "".join(
        f'<figure><img data-picture="{factories.picture(nghe_an).pk}" alt=""></figure>' for _ in range(6)
    )
    links = "".join(f'<a data-article="{number}">x</a>' for number in range(6))
    body = f"<p>Nghiênng hátt {links}</p>{pictures}" * 2
    with django_assert_max_num_queries(3):
        findings(values(body_vi=body, title_vi="Nghiênng", lead_vi="hátt"), nghe_an)


def test_anything_can_be_looked_at(nghe_an: Site) -> None:
    assert must_fix({}, nghe_an) != []
    assert findings({"body_vi": None, "title_vi": 5, "languages": None}, nghe_an) != []
    assert findings(Article(site=nghe_an), nghe_an) != []
