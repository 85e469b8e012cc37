"""Bodies between storage and editor: pictures by id, nothing foreign, empty places kept."""

import pytest

from articles.editor import BodyFormField, from_editor, to_editor
from provinces.models import Site

from . import factories


def figure(pk: int, caption: str = "Chú thích", attributes: str = "") -> str:
    return f'<figure><img{attributes} data-picture="{pk}" alt="Quang cảnh"><figcaption>{caption}</figcaption></figure>'


def test_the_editor_shows_the_real_picture(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an)
    assert f'src="{picture.file.url.rsplit("/", 1)[0]}/' in to_editor(figure(picture.pk), nghe_an)


def test_what_comes_back_unchanged_is_stored_unchanged(nghe_an: Site) -> None:
    stored = f"<p>Trước.</p>{figure(factories.picture(nghe_an).pk)}<p>Sau.</p>"
    assert from_editor(to_editor(stored, nghe_an), nghe_an) == stored


def test_showing_a_body_twice_gives_one_address(nghe_an: Site) -> None:
    stored = figure(factories.picture(nghe_an).pk)
    once = to_editor(stored, nghe_an)
    assert to_editor(once, nghe_an) == once


def test_a_picture_of_another_site_does_not_get_in(nghe_an: Site, vinh_long: Site) -> None:
    theirs = factories.picture(vinh_long)
    assert from_editor(figure(theirs.pk), nghe_an) == "<figure><figcaption>Chú thích</figcaption></figure>"
    assert "src=" not in to_editor(figure(theirs.pk), nghe_an)


def test_a_shared_picture_of_another_site_may_be_used(nghe_an: Site, vinh_long: Site) -> None:
    shared = factories.picture(vinh_long, is_shared=True)
    assert from_editor(figure(shared.pk), nghe_an) == figure(shared.pk)


def test_a_foreign_address_is_dropped(nghe_an: Site) -> None:
    html = '<figure><img src="https://example.com/a.jpg"><figcaption>Ảnh lạ</figcaption></figure>'
    assert from_editor(html, nghe_an) == "<figure><figcaption>Ảnh lạ</figcaption></figure>"


def test_a_place_that_waits_for_a_picture_survives_both_ways(nghe_an: Site) -> None:
    stored = "<p>Đầu.</p><figure><figcaption>Đoàn đại biểu tại hội nghị</figcaption></figure>"
    assert from_editor(to_editor(stored, nghe_an), nghe_an) == stored


@pytest.mark.parametrize("empty", ["", "<p></p>", "<p> </p><p><br></p>", "<figure><figcaption></figcaption></figure>"])
def test_a_body_without_anything_is_empty(nghe_an: Site, empty: str) -> None:
    assert from_editor(empty, nghe_an) == ""


def test_an_empty_caption_is_left_out_of_a_figure_with_a_picture(nghe_an: Site) -> None:
    pk = factories.picture(nghe_an).pk
    assert (
        from_editor(figure(pk, caption=""), nghe_an) == f'<figure><img data-picture="{pk}" alt="Quang cảnh"></figure>'
    )


def test_what_the_editor_adds_for_itself_is_not_stored(nghe_an: Site) -> None:
    html = (
        '<figure class="wide" data-hint="Waits"><figcaption data-hint="Caption">Ảnh</figcaption></figure>'
        '<table style="min-width: 25px"><colgroup><col style="min-width: 25px"></colgroup><tbody><tr><td colspan="1" '
        'rowspan="1"><p>Ô</p></td></tr></tbody></table>'
    )
    stored = from_editor(html, nghe_an)
    assert 'class="wide"' in stored
    assert "style=" not in stored
    assert "hint" not in stored
    assert "<colgroup" not in stored


def test_scripts_and_odd_links_are_gone(nghe_an: Site) -> None:
    stored = from_editor('<p onclick="x()">A<script>alert(1)</script><a href="javascript:x()">b</a></p>', nghe_an)
    assert "script" not in stored
    assert "onclick" not in stored


def test_the_field_sees_no_change_in_what_it_shows_itself(nghe_an: Site) -> None:
    field = BodyFormField(site=nghe_an)
    stored = figure(factories.picture(nghe_an).pk)
    assert not field.has_changed(stored, field.prepare_value(stored))
    assert field.has_changed(stored, "<p>Khác</p>")


def test_many_pictures_are_one_query(nghe_an: Site, django_assert_num_queries: object) -> None:
    stored = "".join(figure(factories.picture(nghe_an).pk) for _ in range(5))
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
        to_editor(stored, nghe_an)
