"""A reader who found nothing for a slip of the pen is told what was perhaps meant."""

import pytest

from articles.models import Category
from provinces.models import Site
from vietnamese.slips import meant

from . import factories
from .conftest import SiteClient

PATH = "/nghe-an/tim-kiem/"


@pytest.fixture
def category(nghe_an: Site) -> Category:
    made = factories.category(nghe_an)
    factories.article(made, "Hội nghị tuyên giáo toàn tỉnh")
    factories.article(made, "Ngành tuyên giáo Nghệ An bước vào năm mới")
    factories.article(made, "Chuyển đổi số ở xã vùng cao")
    return made


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("tuyen giaoo", "tuyên giáo"),
        ("tuyn giao", "tuyên giáo"),
        ("tuyengiao", "tuyên giáo"),
        ("tuyeen giaos", "tuyên giáo"),
        ("hội nghị tuyên giáp", "hội nghị tuyên giáo"),
        ("chuyen doi sso", "chuyển đổi số"),
        ("chuyẻn đổi sốo", "chuyển đổi số"),
        ("tuyen gaio", "tuyên giáo"),
    ],
)
def test_a_slip_gets_the_spelling_of_the_texts(
    reader: SiteClient, category: Category, typed: str, proposed: str
) -> None:
    response = reader.get(PATH, {"q": typed})
    assert response.context["meant"] == proposed
    found = reader.get(PATH + "?" + response.context["meant_query"])
    assert found.context["lines"]


@pytest.mark.parametrize("typed", ["tuyên giáo", "", "zzzz qqqq", "12/qd-ubnd", "កម្ពុជា", '"', "xkcd " * 40])
def test_nothing_is_proposed_where_nothing_better_is_known(reader: SiteClient, category: Category, typed: str) -> None:
    assert reader.get(PATH, {"q": typed}).context["meant"] == ""


def test_only_what_this_reader_can_find_is_proposed(reader: SiteClient, nghe_an: Site, vinh_long: Site) -> None:
    factories.article(factories.category(vinh_long), "Đờn ca tài tử")
    factories.article(factories.category(nghe_an), "Đờn ca tài tử", live=False)
    assert reader.get(PATH, {"q": "don ca tai tuu"}).context["meant"] == ""


def test_a_proposal_keeps_what_was_chosen(reader: SiteClient, category: Category) -> None:
    html = reader.get(PATH, {"q": "tuyen giaoo", "loai": "article"}).content.decode()
    assert "q=tuy%C3%AAn+gi%C3%A1o&amp;loai=article" in html


def test_a_word_is_never_its_own_correction() -> None:
    for word in ("giao", "giaoo", "tuyengiao", "tuyeen", "x", "", "9"):
        assert word not in meant(word)
    assert meant("tuyengiao")[0] == "tuyen giao"
    assert meant("giaos")[0] == "giao"
