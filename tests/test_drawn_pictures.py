"""Share pictures of articles without one: drawn on first request, kept, never given away before publication."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from articles import drawn
from articles.models import Article
from provinces.models import Site

from . import factories
from .conftest import SiteClient


@pytest.fixture
def article(nghe_an: Site) -> Article:
    return factories.article(factories.category(nghe_an, "Đời sống"), "Khơi dậy khát vọng xây dựng quê hương giàu đẹp")


def address(reader: SiteClient, article: Article, prefix: str = "/nghe-an") -> str:
    html = reader.get(f"{prefix}{article.get_absolute_url()}").content.decode()
    found = html.partition('property="og:image" content="')[2].partition('"')[0]
    return found.partition("testserver")[2]


def test_an_article_without_a_picture_is_shared_with_a_drawn_one(reader: SiteClient, article: Article) -> None:
    path = address(reader, article)
    assert path.startswith(f"/nghe-an/anh-chia-se/{article.pk}-")
    response = reader.get(path)
    assert response.headers["Content-Type"] == "image/png"
    assert "immutable" in response.headers["Cache-Control"]
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    html = reader.get(f"/nghe-an{article.get_absolute_url()}").content.decode()
    assert '<meta property="og:image:width" content="1200">' in html
    assert html.count(path) > 1  # in JSON-LD, too


def test_it_is_drawn_once(reader: SiteClient, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    path = address(reader, article)
    first = reader.get(path).content
    assert default_storage.exists(f"chia-se/{path.rpartition('-')[2]}")

    def never(card: Any) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr(drawn, "png", never)
    assert reader.get(path).content == first


def test_a_new_title_makes_a_new_picture_and_the_old_name_leads_to_it(reader: SiteClient, article: Article) -> None:
    old = address(reader, article)
    article.title_vi = "Tên mới"
    article.save()
    new = address(reader, article)
    assert new != old
    response = reader.get(old)
    assert (response.status_code, response.headers["Location"]) == (302, new)


def test_what_readers_do_not_see_has_no_picture(reader: SiteClient, article: Article, vinh_long: Site) -> None:
    path = address(reader, article)
    assert reader.get(path.replace("nghe-an", "vinh-long")).status_code == 404
    Article.objects.filter(pk=article.pk).update(is_live=False)
    assert reader.get(path).status_code == 404


def test_a_picture_of_the_library_comes_first(reader: SiteClient, article: Article) -> None:
    article.picture = factories.picture(article.site)
    article.save()
    assert "anh-chia-se" not in address(reader, article)


def width(text: str) -> float:
    """Return the width of a text in a face whose letters are one wide."""
    return float(len(text))


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("một hai ba bốn", 40, ["một hai ba bốn"]),
        ("một hai ba bốn năm sáu bảy", 20, ["một hai ba bốn", "năm sáu bảy"]),
        ("một hai ba bốn x", 14, ["một hai", "ba bốn x"]),  # no word is left alone
        ("mộthaibabốnnămsáu bảy", 8, ["mộthaibabốnnămsáu", "bảy"]),
        ("ngày 5\u00a0tháng\u00a01 năm", 12, ["ngày", "5\u00a0tháng\u00a01", "năm"]),
        ("", 10, []),
    ],
)
def test_lines_are_broken_between_words_and_about_as_long(text: str, room: float, lines: list[str]) -> None:
    assert drawn.broken(text, room, width) == lines


def test_khmer_is_broken_between_letters_with_what_hangs_on_them() -> None:
    lines = drawn.broken("ខ្មែរនៅខេត្តវិញឡុង", 8, width)
    assert "".join(lines) == "ខ្មែរនៅខេត្តវិញឡុង"
    assert all(line[0] not in "\u17d2" and not "\u17b4" <= line[0] <= "\u17d3" for line in lines)
    assert all(len(line) <= 8 for line in lines)


def test_khmer_is_left_out_where_its_letters_cannot_be_joined(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    article.title_km, article.has_km = "ភាសាខ្មែរ", True
    assert drawn.card_of(article, "km").title == "ភាសាខ្មែរ"
    monkeypatch.setattr(drawn.features, "check", lambda name: False)
    card = drawn.card_of(article, "km")
    assert card.title == ""
    assert len(drawn.png(card)) > 1_000


@pytest.mark.parametrize("title", ["", "a", "Ở", "x" * 300, "dài " * 75, "\u200b", "😀", "ខ" * 200])
def test_any_title_can_be_drawn(article: Article, title: str) -> None:
    picture = Image.open(io.BytesIO(drawn.png(drawn.Card(title, "Đời sống", "Trang", (25, 85)))))
    assert picture.size == (1200, 630)
