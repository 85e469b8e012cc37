"""The home page of a site, and what the portal's shows besides."""

import datetime
import re
from typing import Any

import pytest
from django.utils import timezone

from provinces.models import Site
from tests import factories
from tests.conftest import SiteClient
from tests.queries import queries_of

YESTERDAY = datetime.timedelta(days=1)


def text_of(reader: SiteClient, path: str = "/nghe-an/") -> str:
    answer = reader.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_newest_top_story_leads_and_older_news_follow(nghe_an: Site, reader: SiteClient) -> None:
    news = factories.category(nghe_an)
    factories.article(news, "Tin thường mới nhất", published_at=timezone.now() - YESTERDAY)
    factories.article(news, "Chuyện lớn trong ngày", is_top=True)
    page = text_of(reader)
    lead = page.index('class="card card-lead"')
    assert lead < page.index("Chuyện lớn trong ngày") < page.index("Tin thường mới nhất")


def test_the_newest_article_leads_when_nothing_is_a_top_story(nghe_an: Site, reader: SiteClient) -> None:
    factories.article(factories.category(nghe_an), "Bài duy nhất")
    lead = text_of(reader).split('class="card card-lead"')[1]
    assert "Bài duy nhất" in lead.split("</article>")[0]


@pytest.mark.parametrize(
    "fields",
    [
        {"live": False},
        {"published_at": timezone.now() + YESTERDAY},
        {"expires_at": timezone.now() - YESTERDAY},
    ],
    ids=["draft", "to come", "expired"],
)
def test_what_readers_may_not_see_is_not_on_the_home_page(
    nghe_an: Site, reader: SiteClient, fields: dict[str, Any]
) -> None:
    news = factories.category(nghe_an, has_home_box=True)
    factories.article(news, "Chưa ai được đọc", is_top=True, in_ticker=True, **fields)
    assert "Chưa ai được đọc" not in text_of(reader)


def test_another_site_s_news_and_blocks_stay_there(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    factories.article(factories.category(vinh_long, has_home_box=True), "Của Vĩnh Long", is_top=True, in_ticker=True)
    factories.hotline(vinh_long, "Máy của Vĩnh Long")
    factories.link(vinh_long, "Liên kết của Vĩnh Long")
    factories.banner(vinh_long, "Biểu ngữ của Vĩnh Long")
    factories.album(vinh_long, "Ảnh của Vĩnh Long", photos=1)
    page = text_of(reader)
    assert "của Vĩnh Long" not in page.lower().replace("vĩnh long", "Vĩnh Long")


def test_an_empty_site_says_so_and_shows_no_empty_blocks(nghe_an: Site, reader: SiteClient) -> None:
    factories.category(nghe_an, "Chuyên mục trống", has_home_box=True)
    page = text_of(reader)
    assert "front-empty" in page
    assert "Chuyên mục trống" not in page
    for block in ("hotlines", "albums", 'class="block links"', "banners", "ticker", "front-latest"):
        assert block not in page.split("<body")[1], block


@pytest.mark.parametrize("layout", ["lead", "cards", "list", "headlines"])
def test_each_layout_shows_the_box_s_articles(nghe_an: Site, reader: SiteClient, layout: str) -> None:
    other, box = (
        factories.category(nghe_an),
        factories.category(nghe_an, "Khoa giáo", has_home_box=True, home_layout=layout),
    )
    for number in range(6):
        factories.article(other, is_top=True, published_at=timezone.now() - number * YESTERDAY)
    for number in range(3):
        factories.article(box, f"Bài {layout} số {number}", picture=factories.picture(nghe_an) if number else None)
    shown = text_of(reader).split(f"box-{layout}")[1].split("</section>")[0]
    assert re.findall(rf"Bài {layout} số (\d)</a>", shown) == ["2", "1", "0"]


def test_a_box_shows_what_stands_below_its_category(nghe_an: Site, reader: SiteClient) -> None:
    box = factories.category(nghe_an, "Tin tức", has_home_box=True)
    below = factories.category(nghe_an, parent=box)
    lower_box = factories.category(nghe_an, "Bình luận", parent=below, has_home_box=True, home_layout="headlines")
    factories.article(lower_box, "Ở tầng cuối")
    page = text_of(reader)
    assert page.count("Ở tầng cuối") >= 3  # top story, both boxes


def test_the_home_page_takes_as_many_queries_with_more_of_everything(nghe_an: Site, reader: SiteClient) -> None:
    def grow() -> None:
        for number in range(10):
            category = factories.category(nghe_an, has_home_box=True, home_layout="cards")
            factories.category(nghe_an, parent=category, has_home_box=True)
            picture = factories.picture(nghe_an)
            for _ in range(2):
                factories.article(category, is_top=number % 2 == 0, in_ticker=True, picture=picture)
            factories.hotline(nghe_an)
            factories.link(nghe_an)
            factories.banner(nghe_an)
            factories.album(nghe_an, photos=2)
            factories.menu_item(nghe_an, category)
            factories.menu_item(nghe_an, factories.page(nghe_an, slug=f"trang-{category.pk}"))

    grow()
    before = queries_of(reader, "/nghe-an/")
    grow()
    assert queries_of(reader, "/nghe-an/") == before
    assert before <= 30


def test_the_portal_s_home_page_takes_as_many_queries_with_more_members(portal: Site, reader: SiteClient) -> None:
    def grow(start: int) -> None:
        for number in range(start, start + 10):
            unit = factories.province(f"Tỉnh {number}", str(number), f"tinh-{number}")
            member = factories.site(f"trang-{number}", province=unit)
            factories.article(factories.category(member))

    grow(10)
    before = queries_of(reader, "/")
    grow(20)
    assert queries_of(reader, "/") == before


def test_the_portal_names_its_members_and_where_former_provinces_are_now(portal: Site, reader: SiteClient) -> None:
    present = factories.province("Vĩnh Long", "86", "vinh-long")
    last_day = datetime.date(2025, 6, 30)
    former = factories.province("Trà Vinh", "84", "tra-vinh", valid_to=last_day, successor=present)
    live = factories.site("vinh-long", name_vi="Ban Tuyên giáo Vĩnh Long", province=present)
    factories.site("tra-vinh", name_vi="Ban Tuyên giáo Trà Vinh", province=former, state="frozen")
    factories.site("dang-dung", name_vi="Trang đang dựng", province=present, state="building")
    factories.article(factories.category(live, "Tin", "tin"), "Tin của trang thành viên")
    page = text_of(reader, "/")
    assert 'href="http://testserver/vinh-long/"' in page
    assert re.search(r'href="/tinh/tra-vinh/">Trà Vinh [^<]*Vĩnh Long', page)
    assert "Trang đang dựng" not in page
    assert re.search(r'href="http://testserver/vinh-long/tin/tin-cua-trang-thanh-vien-\d+\.html"', page)


def test_frozen_members_give_the_portal_no_news(portal: Site, reader: SiteClient) -> None:
    unit = factories.province()
    frozen = factories.site("cu", province=unit, state="frozen")
    factories.article(factories.category(frozen), "Tin của trang đã dừng")
    assert "Tin của trang đã dừng" not in text_of(reader, "/")


def test_banners_keep_their_days(nghe_an: Site, reader: SiteClient) -> None:
    now = timezone.now()
    factories.banner(nghe_an, "Đang treo", starts_at=now - YESTERDAY, ends_at=now + YESTERDAY)
    factories.banner(nghe_an, "Đã gỡ", ends_at=now - YESTERDAY)
    factories.banner(nghe_an, "Sắp treo", starts_at=now + YESTERDAY)
    page = text_of(reader)
    assert "Đang treo" in page
    assert "Đã gỡ" not in page
    assert "Sắp treo" not in page


def test_hotlines_can_be_dialled(nghe_an: Site, reader: SiteClient) -> None:
    factories.hotline(nghe_an, "Trực ban", "(0238) 3 851 234")
    factories.hotline(nghe_an, "Đã thôi", "0238 3 000 001", is_shown=False)
    page = text_of(reader)
    assert 'href="tel:+842383851234">0238 3 851 234<' in page
    assert "Đã thôi" not in page


def test_the_trust_badge_is_there_only_with_a_certificate(nghe_an: Site, reader: SiteClient) -> None:
    assert "trust-badge" not in text_of(reader)
    nghe_an.trust_badge_url = "https://vi-du.vn/chung-nhan"
    nghe_an.save()
    assert 'class="trust-badge" href="https://vi-du.vn/chung-nhan"' in text_of(reader)


def test_a_site_hides_or_marks_what_is_not_translated(vinh_long: Site, reader: SiteClient) -> None:
    news = factories.category(vinh_long)
    factories.article(news, "Chưa dịch", kicker_vi="Bên lề")
    factories.article(news, "Đã dịch", title_en="Translated", has_en=True, kicker_vi="Trang nhất")
    english = text_of(reader, "/vinh-long/en/")
    assert "Translated" in english
    assert "Chưa dịch" not in english
    assert "Trang nhất" not in english
    vinh_long.untranslated = "show"
    vinh_long.save()
    english = text_of(reader, "/vinh-long/en/")
    assert re.search(r'lang="vi">(?:(?!</article>|</li>).)*Chưa dịch', english, re.DOTALL)
    assert "Bên lề" in english
