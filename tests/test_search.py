"""What a search finds, and in which order: accents, tone styles, phrases, document numbers, Khmer, strange strings."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.models import Article, Category
from provinces.models import Site
from search.finding import find
from search.indexing import Item, Text, index
from search.models import Kind, SearchEntry

from . import factories


@pytest.fixture
def category(nghe_an: Site) -> Category:
    return factories.category(nghe_an)


def titles(site: Site, text: str, language: str | None = None) -> list[str]:
    by_id = Article.objects.for_site(site).in_bulk(find(site, text, Kind.ARTICLE, language))
    return [by_id[pk].text("title", language or "vi") for pk in find(site, text, Kind.ARTICLE, language)]


def test_words_without_accents_find_words_with_them(category: Category) -> None:
    factories.article(category, "Đường về bản")
    assert titles(category.site, "duong") == titles(category.site, "ĐƯỜNG VE") == ["Đường về bản"]
    assert titles(category.site, "uong") == []


def test_accents_as_typed_come_first_however_old(category: Category) -> None:
    factories.article(category, "Con đường mới")
    factories.article(category, "Ánh dương trên đồi")
    factories.article(category, "Bán đường phèn")
    assert titles(category.site, "dương")[0] == "Ánh dương trên đồi"
    assert titles(category.site, "đường") == ["Bán đường phèn", "Con đường mới", "Ánh dương trên đồi"]
    assert titles(category.site, "duong") == ["Bán đường phèn", "Ánh dương trên đồi", "Con đường mới"]


@pytest.mark.parametrize("typed", ["hòa bình", "hoà bình", "HOÀ BÌNH", "hoa binh", "ho\u0300a bi\u0300nh"])
def test_both_tone_styles_and_decomposed_text_are_the_same_word(category: Category, typed: str) -> None:
    factories.article(category, "Hội họa bình dân")
    factories.article(category, "Hoà bình và phát triển")
    factories.article(category, "Khát vọng hòa bình")
    assert set(titles(category.site, typed)[:2]) == {"Khát vọng hòa bình", "Hoà bình và phát triển"}


def test_i_and_y_are_one_where_both_are_written(category: Category) -> None:
    factories.article(category, "Kĩ thuật trồng lúa")
    assert titles(category.site, "kỹ thuật") == ["Kĩ thuật trồng lúa"]


def test_the_letter_d_with_and_without_stroke(category: Category) -> None:
    factories.article(category, "Đồng đội")
    assert titles(category.site, "dong doi") == titles(category.site, "Đồng Đội") == ["Đồng đội"]


def test_quotes_ask_for_a_phrase(category: Category) -> None:
    factories.article(category, "Giáo viên được tuyên dương")
    factories.article(category, "Hội nghị tuyên giáo")
    assert set(titles(category.site, "tuyen giao")) == {"Hội nghị tuyên giáo", "Giáo viên được tuyên dương"}
    assert titles(category.site, "tuyen giao")[0] == "Hội nghị tuyên giáo"
    assert titles(category.site, '"tuyen giao"') == titles(category.site, "“tuyên giáo”") == ["Hội nghị tuyên giáo"]


def test_the_title_counts_more_than_the_text_and_the_newer_more_than_the_older(category: Category) -> None:
    factories.article(category, "Lễ hội làng Sen")
    factories.article(category, "Tin thứ nhất", body_vi="<p>Về lễ hội làng.</p>")
    factories.article(category, "Tin thứ hai", body_vi="<p>Về lễ hội làng.</p>")
    assert titles(category.site, "lễ hội") == ["Lễ hội làng Sen", "Tin thứ hai", "Tin thứ nhất"]


def test_words_may_stand_partly_in_the_title_and_partly_in_the_text(category: Category) -> None:
    factories.article(category, "Mùa gặt", body_vi="<ul><li>máy kéo</li><li>xe thồ</li></ul>")
    assert titles(category.site, "gặt thồ kéo") == ["Mùa gặt"]
    assert titles(category.site, "gặt cày") == titles(category.site, "keoxe") == titles(category.site, "li") == []


@pytest.mark.parametrize(
    "typed",
    ["123/QĐ-UBND", "123/qd-ubnd", "123-QD/UBND", "123 QĐ UBND", "số 123/QĐ-UBND", "123/QĐ–UBND", "123qdubnd"],
)
def test_document_numbers_are_found_however_they_are_typed(category: Category, typed: str) -> None:
    factories.article(category, "Phân bổ vốn", body_vi="<p>Quyết định số 123/QĐ-UBND ngày 05/3/2024.</p>")
    factories.article(category, "Chuyện khác", body_vi="<p>Quyết định số 124/QĐ-UBND có 12 trang.</p>")
    assert titles(category.site, typed) == ["Phân bổ vốn"]


def test_a_document_number_comes_before_its_parts(category: Category) -> None:
    factories.article(category, "Cũ", body_vi="<p>Theo Nghị định 30/2020/NĐ-CP về văn thư.</p>")
    factories.article(category, "Mới", body_vi="<p>30 người, 2020 nd, cp. Nghị định 30, năm 2020.</p>")
    assert titles(category.site, "30/2020/nd-cp") == ["Cũ"]


def test_an_apostrophe_does_not_part_a_name(category: Category) -> None:
    factories.article(category, "Người H’Mông ở Kỳ Sơn")
    assert titles(category.site, "h'mong") == titles(category.site, "hmông") == ["Người H’Mông ở Kỳ Sơn"]


@pytest.mark.parametrize("typed", ["សួស្តី", "ស្តី", "ស", "ពិភពលោក", "សួស្តី ពិភព", "លោក"])
def test_khmer_is_found_by_any_part_of_it(vinh_long: Site, typed: str) -> None:
    written = "សួស្តី\u200bពិភពលោក។"
    factories.article(factories.category(vinh_long), "Chào thế giới", title_km=written, has_km=True)
    factories.article(factories.category(vinh_long), "Tin khác", title_km="ព័ត៌មាន", has_km=True)
    assert titles(vinh_long, typed, "km") == [written]


def test_khmer_letters_that_do_not_stand_together_are_not_found(vinh_long: Site) -> None:
    factories.article(factories.category(vinh_long), "Chào", title_km="សួស្តី", has_km=True)
    assert titles(vinh_long, "សស្តី", "km") == []


def test_nothing_of_another_site_is_found(nghe_an: Site, vinh_long: Site, portal: Site) -> None:
    factories.article(factories.category(vinh_long), "Đờn ca tài tử")
    assert titles(vinh_long, "đờn ca") == ["Đờn ca tài tử"]
    assert titles(nghe_an, "đờn ca") == titles(portal, "đờn ca") == []


STRANGE = [
    '"', '""', "'", "\x00", "a\x00b", " ", "\u3000", "(", ")", "[", "{", "*", "^", "-", "+", ":", "title:x", "AND",
    "NEAR(a b)", "a OR", "%", "_", "\\", "&", "|", "!", "<->", ":*", "a:*", "“", "”", "\ud800", "\uffff", "🙂", "é́́",
    "x" * 10_000, "a " * 5_000, '"' * 10_000, "សួ" * 5_000, "1/" * 5_000, "1/a" * 4_000, "រ", "ß", "1e5à", "'; DROP",
]  # fmt: skip


@pytest.mark.parametrize("typed", STRANGE)
def test_no_string_is_an_error(category: Category, typed: str) -> None:
    factories.article(category, "Một bài")
    assert isinstance(find(category.site, typed, Kind.ARTICLE), list)


@pytest.mark.parametrize("typed", ["", " ", '""', "(", "*", "🙂", "\x00", "។"])
def test_what_holds_no_word_finds_nothing(category: Category, typed: str) -> None:
    factories.article(category, "Một bài 🙂 ។ (*)")
    assert find(category.site, typed, Kind.ARTICLE) == []


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("aAeđĐườyi0123e/-'’\" .កខ្ស\u200bжßά²½ªﬁ"), min_size=1, max_size=12))
def test_every_title_is_found_by_itself(nghe_an: Site, title: str) -> None:
    dated = factories.LONG_AGO
    index([Item(Kind.ARTICLE, 7, nghe_an.pk, dated, None, {"vi": Text(title)})])
    words = SearchEntry.objects.get(object_id=7).folded
    assert find(nghe_an, title.replace('"', " "), Kind.ARTICLE) == ([7] if words else [])


def test_staff_find_by_words_that_are_still_being_typed(nghe_an: Site) -> None:
    wanted = factories.article(factories.category(nghe_an), "Bảo hiểm y tế học đường")
    factories.article(factories.category(nghe_an), "Bão số ba")
    for typed in ("bảo hi", "bao hiem y t", "y tế học đườ", "đườ"):
        assert find(nghe_an, typed, "article") == [wanted.pk], typed
    assert find(nghe_an, "bao hi ", "article") == []
