"""Bodies as readers get them: pictures in sizes, tables in frames, nothing foreign, at most one query."""

from typing import Any

import pytest
from django.utils import translation

from articles.bodies import clean
from articles.bylines import byline
from articles.models import Article, Contribution
from articles.rendering import for_readers, summary
from galleries.renditions import render
from provinces.models import Site

from . import factories


def shown(html: str, site: Site) -> str:
    return " ".join(for_readers(html, site).split())


def test_a_picture_gets_files_for_every_screen_and_its_size(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an, file=factories.image_file(size=(1000, 600)))
    render(picture)
    html = shown(
        f'<figure><img data-picture="{picture.pk}" alt="Lễ hội"><figcaption>Vui</figcaption></figure>', nghe_an
    )
    assert f"{picture.file.storage.url(picture.renditions[0]['path'])} 320w" in html
    assert 'sizes="' in html
    assert 'width="1000" height="600"' in html
    assert 'loading="lazy"' in html
    assert 'alt="Lễ hội"' in html
    assert "<figcaption>Vui</figcaption>" in html
    assert "data-picture" not in html
    assert "style=" not in html


def test_who_took_a_picture_stands_behind_its_caption_at_each_use(nghe_an: Site) -> None:
    number = factories.picture(nghe_an).pk
    first = f'<figure><img data-picture="{number}" data-credit="Lê A" alt="x"><figcaption>Vui</figcaption></figure>'
    second = f'<figure><img data-picture="{number}" data-credit="&lt;b&gt;&quot;" alt="x"></figure>'
    assert '<figcaption>Vui <span class="credit">Ảnh: Lê A</span></figcaption>' in shown(first, nghe_an)
    assert '<span class="credit">Ảnh: &lt;b&gt;' in shown(second, nghe_an)
    assert "<b>" not in shown(second, nghe_an)
    without = f'<figure><img data-picture="{number}" alt="x"><figcaption>data-credit="y"</figcaption></figure>'
    assert "credit" not in shown(without, nghe_an).replace('data-credit="y"', "")


def test_a_picture_without_words_of_its_own_takes_those_of_the_library(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an, alt_vi='Chợ "nổi" & sông')
    html = shown(f'<p><img data-picture="{picture.pk}"></p>', nghe_an)
    assert 'alt="Chợ &quot;nổi&quot; &amp; sông"' in html


def test_all_pictures_of_a_body_take_one_query(nghe_an: Site, django_assert_num_queries: Any) -> None:
    pictures = [factories.picture(nghe_an) for _number in range(5)]
    body = "".join(f'<figure><img data-picture="{picture.pk}" alt=""></figure>' for picture in pictures)
    with django_assert_num_queries(1):
        assert shown(body, nghe_an).count("<img") == 5
    with django_assert_num_queries(0):
        shown("<p>Không có ảnh.</p>", nghe_an)


def test_only_pictures_that_the_site_may_use_are_shown(nghe_an: Site, vinh_long: Site) -> None:
    foreign, shared = factories.picture(vinh_long), factories.picture(vinh_long, is_shared=True)
    body = '<figure><img data-picture="{}" alt="A"><figcaption>Chú thích</figcaption></figure>'
    assert shown(body.format(foreign.pk), nghe_an) == ""
    assert "<img" in shown(body.format(shared.pk), nghe_an)
    assert shown(body.format(10**17), nghe_an) == ""


def test_empty_picture_places_are_left_out(nghe_an: Site) -> None:
    html = shown("<p>Trước</p><figure><figcaption>Chờ ảnh</figcaption></figure><p>Sau</p>", nghe_an)
    assert html == "<p>Trước</p><p>Sau</p>"


def test_a_table_stands_in_a_frame_that_a_keyboard_reaches(nghe_an: Site) -> None:
    inner = "<table><tbody><tr><td>2</td></tr></tbody></table>"
    html = shown(f"<table><tbody><tr><td>1{inner}</td></tr></tbody></table>", nghe_an)
    assert html.count('<div class="table-frame" role="group" tabindex="0"') == 2
    assert html.count("<div") == html.count("</div>") == html.count("</table>")
    assert "<figure><table" not in shown(f"<figure>{inner}</figure>", nghe_an)
    assert "<td>2</td>" in shown(f"<figure>{inner}<figcaption>Bảng</figcaption></figure>", nghe_an)


def test_headings_begin_below_the_title_and_leave_out_no_level(nghe_an: Site) -> None:
    html = shown("<h4>Một</h4><p>a</p><h4>Hai</h4><h2>Ba</h2><h4>Bốn</h4><h3> </h3>", nghe_an)
    assert html == "<h2>Một</h2><p>a</p><h3>Hai</h3><h2>Ba</h2><h3>Bốn</h3>"


def test_text_of_older_portals_becomes_paragraphs(nghe_an: Site) -> None:
    assert shown("Một dòng\n\nHai dòng & ba", nghe_an) == "<p>Một dòng</p><p>Hai dòng &amp; ba</p>"
    assert shown("Một<br><br>Hai", nghe_an) == "<p>Một</p><p>Hai</p>"
    assert shown("<p>Một</p><p>&nbsp;</p><p><br></p>", nghe_an) == "<p>Một</p>"
    assert shown('<p>Một<a href="/x"> </a>hai</p><p><a href="/y"></a></p>', nghe_an) == "<p>Một hai</p>"
    assert shown("", nghe_an) == ""


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<img src="https://vi-du.vn/a.gif" alt="x">',
        '<p style="color:red" onclick="x()">a</p>',
        '<a href="javascript:alert(1)">a</a>',
        '<img data-picture="1 onerror=alert(1)" alt="">',
        '<p><img alt="src=x data-picture=&quot;1&quot;"></p>',
    ],
)
def test_what_came_past_the_forms_is_made_safe_once_more(nghe_an: Site, html: str) -> None:
    result = shown(f"<p>Trước</p>{html}", nghe_an)
    assert not any(bad in result for bad in ("<script", "<img", "style=", "onclick", "javascript:", "onerror"))


def test_what_is_stored_is_sanitised(nghe_an: Site) -> None:
    article = factories.article(factories.category(nghe_an), body_vi="<p onclick='x'>a</p><script>b</script>")
    assert Article.objects.get(pk=article.pk).body_vi == clean(article.body_vi) == "<p>a</p>"


def test_a_summary_is_short_and_plain() -> None:
    assert summary("<p>Một &amp; hai</p>\n<p>ba</p>") == "Một & hai ba"
    assert len(summary("chữ " * 200)) == 160


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("Quang Minh", "text")], ["Quang Minh"]),
        ([("Đỗ Nhung", "text"), ("Nguyễn Thúy", "text")], ["Đỗ Nhung – Nguyễn Thúy"]),
        ([("Ngô Đức Hải", "photo"), ("Ngô Đức Hải", "text")], ["Text, photos: Ngô Đức Hải"]),
        ([("A", "text"), ("B", "photo"), ("C", "photo")], ["Text: A", "Photos: B, C"]),
        ([("A", "photo"), ("B", "text"), ("B", "photo")], ["Text, photos: B", "Photos: A"]),
        ([("A", "compiled")], ["Compiled by: A"]),
        ([], []),
    ],
)
def test_a_byline_names_who_did_what(nghe_an: Site, parts: list[tuple[str, str]], expected: list[str]) -> None:
    article = factories.article(factories.category(nghe_an))
    for order, (name, role) in enumerate(parts):
        person = factories.contributor(nghe_an, name)
        Contribution.objects.create(article=article, contributor=person, role=role, order=order)
    with translation.override("en"):
        assert byline(article.contributions.select_related("contributor")) == expected
