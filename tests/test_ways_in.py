"""Archive by month, contributors, topics, the site map for people, the contact page."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from articles.models import Article
from articles.models.credits import ContributionRole
from provinces import localdates
from provinces.models import Site

from . import factories
from .conftest import SiteClient
from .queries import queries_of


def page_of(reader: SiteClient, path: str) -> str:
    answer = reader.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def stories(page: str) -> list[str]:
    """Return the titles in the list of a page, without the column beside it."""
    return re.findall(r'class="card-title"><a[^>]*>([^<]+)</a>', page.split("<aside")[0])


def at(day: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(f"{day}:00+07:00")


def test_the_archive_names_months_in_which_something_appeared(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an)
    for day in ("2024-02-29T12:00", "2025-12-31T23:59", "2026-01-01T00:00", "2026-01-31T08:00"):
        factories.article(category, published_at=at(day))
    factories.article(category, published_at=at("2025-06-01T00:00"), live=False)
    page = page_of(reader, "/nghe-an/luu-tru/")
    assert re.findall(r"/nghe-an/luu-tru/(\d+/\d+)/", page) == ["2026/01", "2025/12", "2024/02"]
    assert "Tháng 12/2025" in page


def test_an_empty_archive_is_a_page(nghe_an: Site, reader: SiteClient) -> None:
    assert "/luu-tru/2" not in page_of(reader, "/nghe-an/luu-tru/")


def test_a_month_begins_and_ends_at_midnight_in_vietnam(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an)
    for title, day in (("Trước", "2025-12-31T23:59"), ("Đầu", "2026-01-01T00:00"), ("Cuối", "2026-01-31T23:59")):
        factories.article(category, title, published_at=at(day))
    factories.article(category, "Sau", published_at=at("2026-02-01T00:00"))
    assert stories(page_of(reader, "/nghe-an/luu-tru/2026/01/")) == ["Cuối", "Đầu"]
    assert stories(page_of(reader, "/nghe-an/luu-tru/2025/12/")) == ["Trước"]


def test_a_month_has_numbered_pages_and_an_end(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an)
    for number in range(21):
        factories.article(category, f"Bài {number}", published_at=at(f"2026-01-05T08:{number:02d}"))
    assert stories(page_of(reader, "/nghe-an/luu-tru/2026/01/?trang=2")) == ["Bài 0"]
    for wrong in ("3", "0", "51", "1000000000", "-1", "%00", "abc", ""):
        assert reader.get(f"/nghe-an/luu-tru/2026/01/?trang={wrong}").status_code == 404


@pytest.mark.parametrize(
    "path", ["2026/13", "2026/00", "0000/01", "9999/12", "2026/1", "26/01", "2026/02", "2026/001", "%00/01", "2026/٠١"]
)
def test_wrong_months_are_not_found(nghe_an: Site, reader: SiteClient, path: str) -> None:
    factories.article(factories.category(nghe_an), published_at=at("2026-01-05T08:00"))
    assert reader.get(f"/nghe-an/luu-tru/{path}/").status_code == 404


def test_a_month_is_named_in_each_language() -> None:
    day = datetime.date(2022, 12, 1)
    assert [localdates.month_name(day, code) for code in ("vi", "en", "km")] == [
        "Tháng 12/2022", "December 2022", "ខែធ្នូ ឆ្នាំ២០២២",
    ]  # fmt: skip


def test_a_contributor_has_a_page_with_each_article_once(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an)
    person = factories.contributor(nghe_an, "Ngô Đức Hải")
    older, newer = factories.article(category, "Cũ"), factories.article(category, "Mới")
    draft = factories.article(category, "Nháp", live=False)
    for article in (older, newer, draft):
        for role in (ContributionRole.TEXT, ContributionRole.PHOTO):
            article.contributions.create(contributor=person, role=role)
    factories.article(category, "Của người khác")
    path = person.get_absolute_url()
    page = page_of(reader, f"/nghe-an{path}")
    assert "<h1>Ngô Đức Hải</h1>" in page
    assert stories(page) == ["Mới", "Cũ"]
    assert reader.get(f"/nghe-an/tac-gia/sai-ten-{person.pk}/")["Location"] == f"/nghe-an{path}"
    assert reader.get(f"/vinh-long{path}").status_code == 404
    assert reader.get(f"/nghe-an{path}?trang=2").status_code == 404


def test_a_contributor_of_drafts_only_is_not_found(nghe_an: Site, reader: SiteClient) -> None:
    person = factories.contributor(nghe_an, "Bút danh")
    article = factories.article(factories.category(nghe_an), live=False)
    article.contributions.create(contributor=person)
    path = f"/nghe-an{person.get_absolute_url()}"
    assert reader.get(path).status_code == 404
    article.is_live, article.published_at, article.state = True, factories.LONG_AGO, "published"
    article.save()
    assert stories(page_of(reader, path)) == [article.title]
    article.is_live = False
    article.save()
    assert reader.get(path).status_code == 404


def test_a_topic_gathers_articles_across_categories(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    topic = factories.topic(nghe_an, "Đại hội", "dai-hoi", description_vi="Mọi tin về đại hội.")
    for title in ("Một", "Hai"):
        topic.articles.add(factories.article(factories.category(nghe_an), title))
    topic.articles.add(factories.article(factories.category(nghe_an), "Nháp", live=False))
    page = page_of(reader, "/nghe-an/chu-de/dai-hoi/")
    assert stories(page) == ["Hai", "Một"]
    assert "Mọi tin về đại hội." in page
    assert reader.get("/vinh-long/chu-de/dai-hoi/").status_code == 404
    assert reader.get("/nghe-an/chu-de/dai-hoi/?trang=2").status_code == 404
    topic.is_shown = False
    topic.save()
    assert reader.get("/nghe-an/chu-de/dai-hoi/").status_code == 404


def test_the_site_map_is_a_tree_of_what_is_there(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    top = factories.category(nghe_an, "Tin tức", "tin-tuc")
    factories.category(nghe_an, "Trong tỉnh", "trong-tinh", parent=top)
    hidden = factories.category(nghe_an, "Giấu", "giau", is_shown=False)
    factories.category(nghe_an, "Dưới giấu", "duoi-giau", parent=hidden)
    factories.category(vinh_long, "Trang khác", "trang-khac")
    factories.page(nghe_an, "Lịch sử", "lich-su")
    factories.topic(nghe_an, "Chuyển đổi số", "chuyen-doi-so")
    page = page_of(reader, "/nghe-an/so-do/").split("<main")[1].split("</main>")[0]
    tree = re.sub(r"\s+", "", page)
    assert 'tin-tuc/">Tintức</a><ul><li><ahref="/nghe-an/trong-tinh/">' in tree
    for path in ("gioi-thieu/lich-su/", "chu-de/chuyen-doi-so/", "luu-tru/", "rss/", "lien-he/", "album/"):
        assert f'href="/nghe-an/{path}"' in page
    for word in ("Giấu", "Dưới giấu", "Trang khác", "/nghe-an/co-quan/"):
        assert word not in page
    factories.department(nghe_an)
    assert 'href="/nghe-an/co-quan/"' in page_of(reader, "/nghe-an/so-do/")


def test_every_link_of_the_site_map_leads_somewhere(vinh_long: Site, reader: SiteClient) -> None:
    factories.article(factories.category(vinh_long))
    for language in ("", "en/", "km/"):
        page = page_of(reader, f"/vinh-long/{language}so-do/").split("<main")[1].split("</main>")[0]
        for path in re.findall(r'href="(/[^"]*)"', page):
            assert reader.get(path).status_code == 200, path


def test_the_portals_site_map_names_its_members(nghe_an: Site, reader: SiteClient) -> None:
    factories.site("dang-lam", name_vi="Trang đang làm", state="building")
    page = page_of(reader, "/so-do/")
    assert nghe_an.name in page
    assert "Trang đang làm" not in page


def test_the_contact_page_says_how_to_reach_site_and_departments(nghe_an: Site, reader: SiteClient) -> None:
    nghe_an.address, nghe_an.phone, nghe_an.email = "1 Trường Thi, Vinh", "0238 3 000 000", "btg@vi-du.vn"
    nghe_an.save()
    factories.department(nghe_an, "Văn phòng", phone="0238 3 111 111")
    factories.department(nghe_an, "Đã giải thể", valid_to=datetime.date(2020, 1, 1))
    page = page_of(reader, "/nghe-an/lien-he/")
    for text in ("1 Trường Thi, Vinh", 'href="tel:+842383000000"', "mailto:btg@vi-du.vn", "Văn phòng"):
        assert text in page
    assert "Đã giải thể" not in page
    assert "/gioi-thieu/lien-he/" not in page
    factories.page(nghe_an, "Đường đến chúng tôi", "lien-he")
    assert 'href="/nghe-an/gioi-thieu/lien-he/"' in page_of(reader, "/nghe-an/lien-he/")


def test_the_top_bar_leads_to_site_map_and_contact(vinh_long: Site, reader: SiteClient) -> None:
    page = page_of(reader, "/vinh-long/en/").split("</header>")[0]
    assert 'href="/vinh-long/en/lien-he/"' in page
    assert 'href="/vinh-long/en/so-do/"' in page


@pytest.mark.parametrize("word", ["luu-tru", "tac-gia", "chu-de", "rss", "so-do", "lien-he"])
def test_no_site_takes_an_address_of_these(portal: Site, word: str) -> None:
    site = factories.site("thu")
    site.path_prefix = word
    with pytest.raises(ValidationError):
        site.full_clean()


@pytest.mark.parametrize("path", ["luu-tru/", "luu-tru/2026/01/", "so-do/", "lien-he/", "rss/"])
def test_these_pages_know_heads_changes_and_hostile_queries(nghe_an: Site, reader: SiteClient, path: str) -> None:
    factories.article(factories.category(nghe_an), published_at=at("2026-01-05T08:00"))
    address = f"/nghe-an/{path}"
    answer = reader.get(address)
    assert reader.head(address).status_code == 200
    assert reader.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert reader.post(address).status_code == 405
    for query in ("%00", "q=%ff%fe", "x=" + "a" * 5000, "trang[]=1", "'\"<>"):
        assert reader.get(f"{address}?{query}").status_code == 200


def _month(site: Site) -> str:
    for number in range(5):
        factories.article(
            factories.category(site), picture=factories.picture(site), published_at=at(f"2026-01-05T08:0{number}")
        )
    return "/nghe-an/luu-tru/2026/01/"


def _archive(site: Site) -> str:
    for number in range(1, 6):
        factories.article(
            factories.category(site), published_at=at(f"{2020 - Article.objects.count()}-0{number}-05T08:00")
        )
    return "/nghe-an/luu-tru/"


def _contributor(site: Site) -> str:
    person = factories.contributor(site)
    for _ in range(5):
        article = factories.article(factories.category(site), picture=factories.picture(site))
        article.contributions.create(contributor=person)
    return f"/nghe-an{person.get_absolute_url()}"


def _topic(site: Site) -> str:
    topic = site.topics.first() or factories.topic(site)
    topic.articles.add(*(factories.article(factories.category(site)) for _ in range(5)))
    return "/nghe-an/chu-de/chuyen-doi-so/"


def _site_map(site: Site) -> str:
    for _ in range(5):
        below = factories.category(site, parent=factories.category(site))
        factories.page(site, slug=f"trang-{below.pk}")
        factories.topic(site, slug=f"chu-de-{below.pk}")
    return "/nghe-an/so-do/"


def _contact(site: Site) -> str:
    for _ in range(5):
        factories.department(site, parent=factories.department(site))
        factories.hotline(site)
    return "/nghe-an/lien-he/"


@pytest.mark.parametrize("grow", [_month, _archive, _contributor, _topic, _site_map, _contact])
def test_these_pages_take_as_many_queries_with_more_rows(
    nghe_an: Site, reader: SiteClient, grow: Callable[[Site], str]
) -> None:
    before = queries_of(reader, grow(nghe_an))
    assert queries_of(reader, grow(nghe_an)) == before
