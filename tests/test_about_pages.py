"""About pages: functions, structure, history, contact."""

from provinces.models import Site

from . import factories
from .conftest import SiteClient


def test_a_page_shows_its_text_its_date_and_its_siblings(nghe_an: Site, reader: SiteClient) -> None:
    picture = factories.picture(nghe_an)
    page = factories.page(
        nghe_an, "Lịch sử", "lich-su", body_vi=f'<p>Năm 1930.</p><img data-picture="{picture.pk}" alt="Trụ sở cũ">'
    )
    factories.page(nghe_an, "Cơ cấu tổ chức", "co-cau")
    factories.page(nghe_an, "Trang giấu", "giau", is_shown=False)
    response = reader.get("/nghe-an/gioi-thieu/lich-su/")
    html = response.content.decode()
    assert response.status_code == 200
    assert "<h1>Lịch sử</h1>" in html
    assert "<p>Năm 1930.</p>" in html
    assert 'alt="Trụ sở cũ"' in html
    assert f'datetime="{page.updated_at.astimezone(factories.ZONE).isoformat(timespec="seconds")}"' in html
    assert '<a href="/nghe-an/gioi-thieu/lich-su/" aria-current="page">Lịch sử</a>' in html
    assert '<a href="/nghe-an/gioi-thieu/co-cau/">Cơ cấu tổ chức</a>' in html
    assert "Trang giấu" not in html
    assert not response.cookies


def test_a_page_alone_has_no_side_menu(nghe_an: Site, reader: SiteClient) -> None:
    factories.page(nghe_an, "Liên hệ", "lien-he")
    assert "siblings" not in reader.get("/nghe-an/gioi-thieu/lien-he/").content.decode()


def test_hidden_foreign_and_unknown_pages_are_not_found(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    factories.page(nghe_an, "Giấu", "giau", is_shown=False)
    factories.page(vinh_long, "Xa", "xa")
    for slug in ("giau", "xa", "khong-co", "%00"):
        assert reader.get(f"/nghe-an/gioi-thieu/{slug}/").status_code == 404


def test_a_page_is_shown_in_the_language_asked_for_or_in_vietnamese(vinh_long: Site, reader: SiteClient) -> None:
    factories.page(vinh_long, "Liên hệ", "lien-he", title_en="Contact", body_en="<p>Write to us.</p>")
    english = reader.get("/vinh-long/en/gioi-thieu/lien-he/").content.decode()
    assert "<h1>Contact</h1>" in english
    assert "<p>Write to us.</p>" in english
    khmer = reader.get("/vinh-long/km/gioi-thieu/lien-he/").content.decode()
    assert "<p>Vài lời giới thiệu.</p>" in khmer
    assert '<div class="prose story-body" lang="vi">' in khmer
