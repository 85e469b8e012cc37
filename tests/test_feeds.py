"""RSS of a site, a category and a tag, as feed readers poll it."""

import datetime
import xml.etree.ElementTree as ET
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article
from articles.models.credits import ContributionRole
from galleries.renditions import render
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient
from .queries import queries_of

DC = "{http://purl.org/dc/elements/1.1/}"
ATOM = "{http://www.w3.org/2005/Atom}"


def channel(reader: SiteClient, path: str) -> ET.Element:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    found = ET.fromstring(answer.content).find("channel")
    assert found is not None
    return found


def titles(reader: SiteClient, path: str) -> list[str]:
    return [item.findtext("title", "") for item in channel(reader, path).iter("item")]


def test_a_feed_says_all_of_its_articles(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an, "Tin tức", "tin-tuc")
    picture = factories.picture(nghe_an)
    render(picture)
    article = factories.article(category, "Lũ rút & <đê> “vững”", lead_vi="Mực nước < 5 m.", picture=picture)
    article.contributions.create(contributor=factories.contributor(nghe_an, "Thu Hà"))
    article.contributions.create(
        contributor=factories.contributor(nghe_an, "Ngô Hải"), role=ContributionRole.PHOTO, order=1
    )
    article.tags.add(factories.tag(nghe_an, "Thời tiết"))
    found = channel(reader, "/nghe-an/rss.xml")
    assert found.findtext("title") == nghe_an.name
    assert found.findtext("language") == "vi"
    assert found.findtext("link") == "http://testserver/nghe-an/"
    own = found.find(f"{ATOM}link")
    assert own is not None
    assert own.get("href") == "http://testserver/nghe-an/rss.xml"
    item = next(found.iter("item"))
    assert item.findtext("title") == "Lũ rút & <đê> “vững”"
    assert item.findtext("description") == "Mực nước < 5 m."
    assert item.findtext("link") == f"http://testserver/nghe-an/{article.path_in('vi')}"
    assert item.findtext(f"{DC}creator") == "Thu Hà"
    assert [one.text for one in item.iter("category")] == ["Tin tức", "Thời tiết"]
    published = parsedate_to_datetime(item.findtext("pubDate", ""))
    assert article.published_at is not None
    assert published == article.published_at.replace(microsecond=0)
    assert published.utcoffset() == datetime.timedelta(hours=7)
    enclosure = item.find("enclosure")
    assert enclosure is not None
    url = enclosure.get("url", "")
    assert url.startswith("http://testserver/tep/")
    assert enclosure.get("type") == "image/webp"
    assert int(enclosure.get("length", "")) == picture.file.storage.size(picture.renditions[-1]["path"]) > 0


def test_a_guid_outlives_title_and_category(nghe_an: Site, reader: SiteClient) -> None:
    article = factories.article(factories.category(nghe_an), "Tên cũ")
    before = next(channel(reader, "/nghe-an/rss.xml").iter("guid"))
    article.title_vi = "Tên mới"
    article.move_to(factories.category(nghe_an))
    after = next(channel(reader, "/nghe-an/rss.xml").iter("guid"))
    assert before.text == after.text
    assert after.get("isPermaLink") == "false"


def test_a_feed_holds_its_list_only_newest_first(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    top = factories.category(nghe_an, "Tin tức", "tin-tuc")
    below = factories.category(nghe_an, "Trong tỉnh", "trong-tinh", parent=top)
    other = factories.category(nghe_an, "Văn hóa", "van-hoa")
    factories.article(top, "Một")
    tagged = factories.article(below, "Hai")
    factories.article(other, "Ba")
    factories.article(top, "Nháp", live=False)
    factories.article(top, "Hết hạn", expires_at=timezone.now() - datetime.timedelta(days=1))
    factories.article(factories.category(vinh_long), "Trang khác")
    word = factories.tag(nghe_an, "Mùa vụ")
    tagged.tags.add(word)
    assert titles(reader, "/nghe-an/rss.xml") == ["Ba", "Hai", "Một"]
    assert titles(reader, "/nghe-an/rss/tin-tuc.xml") == ["Hai", "Một"]
    assert titles(reader, "/nghe-an/rss/trong-tinh.xml") == ["Hai"]
    assert titles(reader, f"/nghe-an/rss/tu-khoa-{word.pk}.xml") == ["Hai"]
    assert reader.get(f"/vinh-long/rss/tu-khoa-{word.pk}.xml").status_code == 404
    assert reader.get("/vinh-long/rss/tin-tuc.xml").status_code == 404


def test_a_feed_speaks_the_language_of_its_address(vinh_long: Site, reader: SiteClient) -> None:
    category = factories.category(vinh_long, "Tin tức", "tin-tuc", name_en="News")
    factories.article(category, "Chỉ tiếng Việt")
    factories.article(category, "Hai thứ tiếng", title_en="Two languages", lead_en="A lead.", has_en=True)
    found = channel(reader, "/vinh-long/en/rss.xml")
    assert [item.findtext("title") for item in found.iter("item")] == ["Two languages"]
    assert found.findtext("language") == "en"
    assert next(found.iter("item")).findtext("link", "").startswith("http://testserver/vinh-long/en/")
    vinh_long.untranslated = "show"
    vinh_long.save()
    assert titles(reader, "/vinh-long/en/rss.xml") == ["Two languages", "Chỉ tiếng Việt"]


@pytest.mark.parametrize("text", ["a\x0bb", "a\ufffeb", "a\x1bb", "a]]>b", "a\u2028b"])
def test_no_letter_breaks_a_feed(nghe_an: Site, reader: SiteClient, text: str) -> None:
    article = factories.article(factories.category(nghe_an), "Bài")
    Article.objects.filter(pk=article.pk).update(title_vi=text, lead_vi=text)
    assert len(titles(reader, "/nghe-an/rss.xml")) == 1


def test_a_feed_is_answered_with_304_until_something_changes(cast: Cast, nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an)
    factories.article(category, "Còn lại")
    article = factories.article(category, "Sẽ gỡ")
    answer = reader.get("/nghe-an/rss.xml")
    assert "max-age=0" in answer["Cache-Control"]
    assert "Last-Modified" not in answer
    again: dict[str, Any] = {"HTTP_IF_NONE_MATCH": answer["ETag"]}
    assert reader.get("/nghe-an/rss.xml", **again).status_code == 304
    publishing.withdraw(article, cast.superadmin)
    after = reader.get("/nghe-an/rss.xml", **again)
    assert after.status_code == 200
    assert "Sẽ gỡ" not in after.content.decode()


def test_a_feed_knows_head_and_refuses_the_rest(nghe_an: Site, reader: SiteClient) -> None:
    factories.article(factories.category(nghe_an))
    assert reader.head("/nghe-an/rss.xml").status_code == 200
    assert reader.post("/nghe-an/rss.xml").status_code == 405


def test_a_feed_takes_as_many_queries_with_more_articles(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an, "Tin tức", "tin-tuc")

    def grow() -> None:
        for _ in range(5):
            article = factories.article(category, picture=factories.picture(nghe_an))
            article.tags.add(factories.tag(nghe_an, f"Từ {article.pk}"))
            article.contributions.create(contributor=factories.contributor(nghe_an, f"Tên {article.pk}"))

    grow()
    before = queries_of(reader, "/nghe-an/rss/tin-tuc.xml")
    grow()
    assert queries_of(reader, "/nghe-an/rss/tin-tuc.xml") == before


def test_a_picture_whose_file_is_gone_is_left_out(nghe_an: Site, reader: SiteClient) -> None:
    picture = factories.picture(nghe_an)
    factories.article(factories.category(nghe_an), picture=picture)
    assert next(channel(reader, "/nghe-an/rss.xml").iter("item")).find("enclosure") is not None
    picture.file.storage.delete(str(picture.file.name))
    assert next(channel(reader, "/nghe-an/rss.xml").iter("item")).find("enclosure") is None


def test_pages_name_their_feeds(nghe_an: Site, reader: SiteClient) -> None:
    factories.category(nghe_an, "Tin tức", "tin-tuc")
    page = reader.get("/nghe-an/tin-tuc/").content.decode()
    assert 'href="/nghe-an/rss.xml"' in page
    assert 'href="/nghe-an/rss/tin-tuc.xml"' in page
    assert '<a href="/nghe-an/rss/">RSS</a>' in page
    directory = reader.get("/nghe-an/rss/").content.decode()
    assert 'href="/nghe-an/rss/tin-tuc.xml"' in directory


def test_a_frozen_site_keeps_its_feed_and_one_being_built_has_none(nghe_an: Site, reader: SiteClient) -> None:
    factories.article(factories.category(nghe_an), "Bài cũ")
    nghe_an.state = "frozen"
    nghe_an.save()
    assert titles(reader, "/nghe-an/rss.xml") == ["Bài cũ"]
    nghe_an.state = "building"
    nghe_an.save()
    assert reader.get("/nghe-an/rss.xml").status_code == 404
