"""What stands around every page: menu, languages, notices, footer, error pages, headers."""

import datetime
import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.views.defaults import server_error

from provinces import localdates, menus
from provinces.models import Site
from tests import factories
from tests.conftest import SiteClient
from tests.queries import queries_of

THURSDAY = datetime.datetime(2022, 12, 29, 2, 5, tzinfo=datetime.UTC)


def page_of(reader: SiteClient, path: str = "/nghe-an/") -> str:
    answer = reader.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_menu_has_three_levels_in_order(nghe_an: Site, reader: SiteClient) -> None:
    top = factories.category(nghe_an, "Tin tức", "tin-tuc")
    middle = factories.page(nghe_an, "Cơ cấu", "co-cau")
    second = factories.menu_item(nghe_an, top, order=2)
    factories.menu_item(nghe_an, module="home", label_vi="Trang chủ", order=1)
    third = factories.menu_item(nghe_an, middle, parent=second)
    factories.menu_item(nghe_an, parent=third, label_vi="Ngoài", url="https://vi-du.vn/", opens_new_tab=True)
    menu = page_of(reader).split('class="menu-lines"')[1].split("</nav>")[0]
    found = re.findall(r'href="([^"]+)"', menu)
    assert found == ["/nghe-an/", "/nghe-an/tin-tuc/", "/nghe-an/gioi-thieu/co-cau/", "https://vi-du.vn/"]
    assert 'aria-current="page"' in menu.split("</a>")[0]


def test_lines_that_lead_nowhere_are_left_out(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    factories.menu_item(nghe_an, factories.category(nghe_an, "Đang ẩn", is_shown=False))
    factories.menu_item(nghe_an, factories.category(vinh_long, "Của trang khác"))
    factories.menu_item(nghe_an, module="khong-co", label_vi="Phần chưa có")
    factories.menu_item(nghe_an, label_vi="Không địa chỉ")
    factories.menu_item(nghe_an, url="/lien-he/", label_vi="Đã tắt", is_shown=False)
    page = page_of(reader)
    for label in ("Đang ẩn", "Của trang khác", "Phần chưa có", "Không địa chỉ", "Đã tắt", 'class="menu"'):
        assert label not in page, label


def test_a_loop_in_the_menu_hangs_no_page(nghe_an: Site) -> None:
    one = factories.menu_item(nghe_an, url="/mot/")
    other = factories.menu_item(nghe_an, url="/hai/", parent=one)
    type(one).objects.filter(pk=one.pk).update(parent=other)
    assert menus.tree(nghe_an) == []


def test_the_menu_takes_as_many_queries_with_more_lines(nghe_an: Site, reader: SiteClient) -> None:
    def grow() -> None:
        for _ in range(10):
            above = factories.menu_item(nghe_an, factories.category(nghe_an))
            factories.menu_item(nghe_an, factories.category(nghe_an), parent=above)

    grow()
    before = queries_of(reader, "/nghe-an/")
    grow()
    assert queries_of(reader, "/nghe-an/") == before


def test_a_frozen_site_says_so_on_every_page_and_where_it_goes_on(
    nghe_an: Site, vinh_long: Site, reader: SiteClient
) -> None:
    nghe_an.state, nghe_an.frozen_on, nghe_an.successor = "frozen", datetime.date(2025, 7, 1), vinh_long
    nghe_an.save()
    factories.department(nghe_an)
    for path in ("/nghe-an/", "/nghe-an/co-quan/"):
        notice = page_of(reader, path).split('class="notices"')[1].split("</header>")[0]
        assert "01/07/2025" in notice
        assert 'href="http://testserver/vinh-long/"' in notice


def test_a_site_s_own_notice_is_shown_as_text(nghe_an: Site, reader: SiteClient) -> None:
    assert 'class="notices"' not in page_of(reader)
    nghe_an.notice_vi = "Trang đang chạy <b>thử</b>"
    nghe_an.save()
    assert "Trang đang chạy &lt;b&gt;thử&lt;/b&gt;" in page_of(reader)


def test_staff_find_the_way_in_unless_the_admin_has_a_host_of_its_own(
    nghe_an: Site, reader: SiteClient, settings: Any
) -> None:
    assert 'href="http://testserver/quan-tri/"' in page_of(reader)
    settings.ADMIN_HOST = "noi-bo.vi-du.vn"
    assert "quan-tri" not in page_of(reader)


def test_the_language_switch_keeps_the_page(vinh_long: Site, reader: SiteClient) -> None:
    factories.department(vinh_long)
    switch = page_of(reader, "/vinh-long/km/co-quan/").split('class="languages"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', switch) == [
        "/vinh-long/co-quan/",
        "/vinh-long/en/co-quan/",
        "/vinh-long/km/co-quan/",
    ]


def test_a_site_of_one_language_has_no_switch(nghe_an: Site, reader: SiteClient) -> None:
    assert 'class="languages"' not in page_of(reader)


def test_khmer_pages_alone_load_the_khmer_face(vinh_long: Site, reader: SiteClient) -> None:
    assert "noto-sans-khmer" in page_of(reader, "/vinh-long/km/")
    assert "noto-sans-khmer" not in page_of(reader, "/vinh-long/")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("vi", "Thứ Năm, 29/12/2022, 9:05"),
        ("en", "Thursday, 29 December 2022, 9:05"),
        ("km", "ថ្ងៃព្រហស្បតិ៍ ទី២៩ ខែធ្នូ ឆ្នាំ២០២២, ៩:០៥"),
    ],
)
def test_dates_stand_as_each_language_writes_them(language: str, expected: str) -> None:
    assert localdates.stamp(THURSDAY, language) == expected


def test_the_footer_shows_what_is_filled_in_and_nothing_else(nghe_an: Site, reader: SiteClient) -> None:
    empty = page_of(reader).split("<footer")[1]
    assert "<dt>" not in empty
    assert "footer-legal" not in empty
    nghe_an.responsible_person, nghe_an.responsible_title_vi = "Ông Trần Văn Nghĩa", "Trưởng Ban Biên tập"
    nghe_an.phone, nghe_an.email, nghe_an.legal_line_vi = "0238 3 851 234", "a@vi-du.vn", "Ghi rõ nguồn"
    nghe_an.save()
    full = page_of(reader).split("<footer")[1]
    for text in ("Ông Trần Văn Nghĩa, Trưởng Ban Biên tập", "tel:+842383851234", "mailto:a@vi-du.vn", "Ghi rõ nguồn"):
        assert text in full


def test_the_ticker_stands_still_and_shows_three(nghe_an: Site, reader: SiteClient) -> None:
    news = factories.category(nghe_an)
    for number in range(5):
        factories.article(news, f"Tin chạy {number}", in_ticker=True)
    ticker = page_of(reader).split('class="ticker')[1].split("</div>")[0]
    assert re.findall(r"Tin chạy (\d)", ticker) == ["4", "3", "2"]
    assert "marquee" not in page_of(reader)


@pytest.mark.parametrize("path", ["/", "/nghe-an/", "/nghe-an/co-quan/", "/nghe-an/khong-co-trang-nay.html"])
def test_pages_set_no_cookie_and_carry_no_inline_script_or_style(nghe_an: Site, reader: SiteClient, path: str) -> None:
    factories.department(nghe_an)
    answer = reader.get(path)
    page = answer.content.decode()
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", page)
    assert not [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag and "ld+json" not in tag]


def test_pages_are_asked_for_again_and_not_sent_twice(nghe_an: Site, reader: SiteClient) -> None:
    first = reader.get("/nghe-an/")
    assert "no-cache" in first.headers["Cache-Control"]
    again = reader.get("/nghe-an/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_head_answers_like_get_and_other_methods_are_refused(nghe_an: Site, reader: SiteClient) -> None:
    head = reader.head("/nghe-an/")
    assert (head.status_code, head.content) == (200, b"")
    assert reader.post("/nghe-an/").status_code == 405


def test_an_address_without_a_page_gets_a_page_that_helps(nghe_an: Site, reader: SiteClient) -> None:
    factories.article(factories.category(nghe_an), "Tin để đọc tiếp")
    answer = reader.get("/nghe-an/khong-co/trang-nay/")
    assert answer.status_code == 404
    assert "Tin để đọc tiếp" in answer.content.decode()
    assert 'href="/nghe-an/"' in answer.content.decode()


def test_the_error_page_needs_neither_database_nor_request() -> None:
    # No database fixture: a query would fail this test.
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "<h1>" in answer.content.decode()


def test_a_site_with_pictures_names_itself_in_text(nghe_an: Site, reader: SiteClient) -> None:
    nghe_an.banner_wide.save("rong.png", factories.image_file("rong.png"))
    nghe_an.banner_narrow.save("hep.png", factories.image_file("hep.png"))
    nghe_an.logo.save("logo.png", factories.image_file("logo.png"))
    page = page_of(reader)
    assert nghe_an.banner_wide.url in page
    assert nghe_an.banner_narrow.url in page
    masthead = page.split('class="masthead-name')[1].split("</a>")[0]
    assert nghe_an.logo.url in masthead
    assert "Ban Tuyên giáo và Dân vận Tỉnh ủy Nghệ An" in masthead


def test_a_picture_offers_its_sizes_and_keeps_its_focal_point(nghe_an: Site, reader: SiteClient) -> None:
    sizes = [{"width": 320, "height": 240, "path": "a/1.webp"}, {"width": 640, "height": 480, "path": "a/2.webp"}]
    picture = factories.picture(nghe_an, focal_x=83, focal_y=12)
    type(picture).objects.filter(pk=picture.pk).update(renditions=sizes)
    factories.article(factories.category(nghe_an), picture=picture, picture_alt_vi="Cánh đồng")
    image = re.search(r'<img class="focus[^>]+>', page_of(reader))
    assert image
    for part in ("focus-x-8 focus-y-1", 'srcset="/tep/a/1.webp 320w, /tep/a/2.webp 640w"', 'alt="Cánh đồng"', "width="):
        assert part in image[0]


@pytest.mark.parametrize(("language", "shown"), [("vi", "40.991.386"), ("en", "40,991,386")])
def test_numbers_are_grouped_as_the_language_does(language: str, shown: str) -> None:
    from django.template import Context, Template

    with translation.override(language):
        assert Template("{% load vietnam %}{{ n|group }}").render(Context({"n": 40991386})) == shown


def test_the_list_s_pages_link_to_newer_and_older_ones() -> None:
    page = {"number": 2, "has_previous": True, "has_next": True, "previous_page_number": 1, "next_page_number": 3}
    html = render_to_string("components/pagination.html", {"page": page})
    assert 'href="?"' in html
    assert 'href="?trang=3"' in html
