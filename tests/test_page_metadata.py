"""What pages say of themselves to machines: Open Graph, hreflang, JSON-LD, Dublin Core."""

import json
import re
from html import unescape
from typing import Any

import pytest

from articles.models.credits import ContributionRole
from galleries.renditions import render
from provinces import metadata
from provinces.models import Site

from . import factories
from .conftest import SiteClient

MANDATORY = {"title", "creator", "date", "description", "publisher", "identifier"}
HOST = "http://testserver"


def page_of(reader: SiteClient, path: str) -> str:
    answer = reader.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def metas(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in re.findall(r'<meta (?:name|property)="([^"]+)"\s+content="([^"]*)"', page):
        found.setdefault(name, []).append(unescape(content))
    return found


def things(page: str) -> dict[str, dict[str, Any]]:
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(scripts) == 1
    data = json.loads(scripts[0])
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


def hreflangs(page: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate"\s+hreflang="([^"]+)"\s+href="([^"]+)"', page))


def test_an_article_says_all_of_itself(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an, "Khoa giáo", "khoa-giao")
    picture = factories.picture(nghe_an, file=factories.image_file(size=(1400, 900)))
    render(picture)
    article = factories.article(
        category,
        "Học sinh “Vinh” & bạn",
        lead_vi="Lời dẫn.",
        picture=picture,
        picture_alt_vi="Sân trường",
        picture_credit="Mai",
        source="Báo Nghệ An",
    )
    article.tags.add(*(factories.tag(nghe_an, name) for name in ("Giáo dục", "Trường; lớp")))
    writer = factories.contributor(nghe_an, "Thu Hà")
    article.contributions.create(contributor=writer)
    article.contributions.create(
        contributor=factories.contributor(nghe_an, "Ngô Hải"), role=ContributionRole.PHOTO, order=1
    )
    page = page_of(reader, f"/nghe-an/{article.path_in('vi')}")
    address = f"{HOST}/nghe-an/{article.path_in('vi')}"
    said = metas(page)
    assert said["og:type"] == ["article"]
    assert said["og:title"] == ["Học sinh “Vinh” & bạn"]
    assert said["og:description"] == said["description"] == ["Lời dẫn."]
    assert said["og:url"] == [address]
    assert said["og:locale"] == ["vi_VN"]
    assert said["og:image"][0].startswith(f"{HOST}/tep/")
    assert said["og:image:width"] == ["1280"]
    assert said["twitter:card"] == ["summary_large_image"]
    assert said["article:tag"] == ["Khoa giáo", *(tag.name for tag in article.tags.all())]
    assert said["DC.title"] == ["Học sinh “Vinh” & bạn"]
    assert said["DC.creator"] == ["Thu Hà"]
    assert said["DC.contributor"] == ["Ngô Hải"]
    assert said["DC.source"] == ["Báo Nghệ An"]
    assert said["DC.publisher"] == [nghe_an.name]
    assert said["DC.identifier"] == [address]
    assert said["DC.language"] == ["vi"]
    assert set(said["DC.subject"][0].split("; ")) == {"Khoa giáo", "Giáo dục", "Trường, lớp"}
    assert said["DC.date"][0].endswith("+07:00")
    news = things(page)["NewsArticle"]
    assert news["headline"] == "Học sinh “Vinh” & bạn"
    assert news["author"] == [
        {"@type": "Person", "name": "Thu Hà", "url": f"{HOST}/nghe-an/tac-gia/thu-ha-{writer.pk}/"}
    ]
    assert news["publisher"]["name"] == nghe_an.name
    assert news["datePublished"] == said["DC.date"][0]
    assert news["dateModified"] >= news["datePublished"]
    assert news["image"]["@type"] == "ImageObject"
    assert news["image"]["caption"] == "Sân trường"
    assert news["mainEntityOfPage"] == address
    steps = things(page)["BreadcrumbList"]["itemListElement"]
    assert [step["item"] for step in steps] == [f"{HOST}/nghe-an/", f"{HOST}/nghe-an/khoa-giao/"]


def test_an_article_that_nobody_signed_is_the_agencys(nghe_an: Site, reader: SiteClient) -> None:
    article = factories.article(factories.category(nghe_an), "Ă" * 300)
    page = page_of(reader, f"/nghe-an/{article.path_in('vi')}")
    assert metas(page)["DC.creator"] == [nghe_an.name]
    news = things(page)["NewsArticle"]
    assert news["author"][0]["@type"] == "GovernmentOrganization"
    assert len(news["headline"]) <= 110
    assert metas(page)["og:image"][0].startswith(f"{HOST}/nghe-an/anh-chia-se/"), "drawn for it"
    assert news["image"]["url"] == metas(page)["og:image"][0]


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", 'a"b\\c', "a\u2028b&amp;c"])
def test_no_text_breaks_out_of_the_head(nghe_an: Site, reader: SiteClient, text: str) -> None:
    nghe_an.name_vi = text
    nghe_an.governing_body = text
    nghe_an.save()
    article = factories.article(factories.category(nghe_an, text), text, lead_vi=text)
    article.tags.add(factories.tag(nghe_an, text))
    article.contributions.create(contributor=factories.contributor(nghe_an, text))
    page = page_of(reader, f"/nghe-an/{article.path_in('vi')}")
    assert things(page)["NewsArticle"]["articleSection"] == text
    assert things(page)["GovernmentOrganization"]["name"] == text
    assert "<script>alert" not in page
    assert metas(page)["DC.publisher"] == [text]


@pytest.mark.parametrize(
    "path", ["", "en/", "gioi-thieu/lich-su/", "en/gioi-thieu/lich-su/", "tin/", "km/tin/", "lien-he/"]
)
def test_the_mandatory_fields_stand_on_every_page(vinh_long: Site, reader: SiteClient, path: str) -> None:
    factories.category(vinh_long, "Tin", "tin")
    factories.page(vinh_long, "Lịch sử", "lich-su", body_vi="")
    said = metas(page_of(reader, f"/vinh-long/{path}"))
    assert {name for name in MANDATORY if said.get(f"DC.{name}", [""])[0].strip()} == MANDATORY
    assert said["DC.publisher"][0] == said["og:site_name"][0]


def test_the_home_page_can_be_searched(nghe_an: Site, reader: SiteClient) -> None:
    nghe_an.phone, nghe_an.email = "0238 3 000 000", "btg@vi-du.vn"
    nghe_an.save()
    found = things(page_of(reader, "/nghe-an/"))
    target = found["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{HOST}/nghe-an/tim-kiem/?q={{search_term_string}}"
    assert found["GovernmentOrganization"]["telephone"] == "0238 3 000 000"
    assert found["GovernmentOrganization"]["email"] == "btg@vi-du.vn"
    assert "faxNumber" not in found["GovernmentOrganization"]
    assert "BreadcrumbList" not in found


def test_the_title_of_a_home_page_is_short_enough_to_be_shown_whole(nghe_an: Site, reader: SiteClient) -> None:
    nghe_an.name_vi, nghe_an.slogan_vi = "Ban Tuyên giáo và Dân vận", "Trang thông tin điện tử"
    nghe_an.save()
    title = "<title>Ban Tuyên giáo và Dân vận – Trang thông tin điện tử</title>"
    assert title in " ".join(reader.get("/nghe-an/").content.decode().split())
    nghe_an.name_vi = f"{nghe_an.name_vi} {'Tỉnh ủy ' * 10}".strip()
    nghe_an.save()
    assert f"<title>{nghe_an.name_vi}</title>" in " ".join(reader.get("/nghe-an/").content.decode().split())


def test_a_department_is_an_organization_of_its_own(nghe_an: Site, reader: SiteClient) -> None:
    office = factories.department(nghe_an, "Văn phòng", slug="van-phong", phone="0238 3 111 111")
    factories.department(nghe_an, "Tổ tin học", slug="to-tin-hoc", parent=office)
    page = page_of(reader, "/nghe-an/co-quan/to-tin-hoc/")
    graph = json.loads(page.split('ld+json">')[1].split("</script>")[0])["@graph"]
    found = next(thing for thing in graph if thing.get("name") == "Tổ tin học")
    assert found["@type"] == "GovernmentOrganization"
    assert found["parentOrganization"]["name"] == "Văn phòng"


def test_languages_point_at_each_other(vinh_long: Site, reader: SiteClient) -> None:
    category = factories.category(vinh_long, "Tin", "tin")
    article = factories.article(category, "Bài", title_en="Story", has_en=True)
    base = f"{HOST}/vinh-long"
    vietnamese, english = f"{base}/tin/bai-{article.pk}.html", f"{base}/en/tin/story-{article.pk}.html"
    expected = {"vi": vietnamese, "en": english, "x-default": vietnamese}
    assert hreflangs(page_of(reader, vietnamese.removeprefix(HOST))) == expected
    assert hreflangs(page_of(reader, english.removeprefix(HOST))) == expected
    home = hreflangs(page_of(reader, "/vinh-long/km/"))
    assert home == {"vi": f"{base}/", "en": f"{base}/en/", "km": f"{base}/km/", "x-default": f"{base}/"}


def test_a_page_that_is_not_really_translated_claims_nothing(vinh_long: Site, reader: SiteClient) -> None:
    vinh_long.untranslated = "show"
    vinh_long.save()
    article = factories.article(factories.category(vinh_long, "Tin", "tin"), "Bài")
    page = page_of(reader, f"/vinh-long/en/tin/bai-{article.pk}.html")
    assert hreflangs(page) == {}
    assert f'<link rel="canonical" href="{HOST}/vinh-long/tin/bai-{article.pk}.html">' in page
    assert metas(page)["DC.language"] == ["vi"]
    factories.page(vinh_long, "Lịch sử", "lich-su")
    about = page_of(reader, "/vinh-long/en/gioi-thieu/lich-su/")
    assert hreflangs(about) == {}
    assert f'<link rel="canonical" href="{HOST}/vinh-long/gioi-thieu/lich-su/">' in about


def test_a_site_of_one_language_has_no_alternates(nghe_an: Site, reader: SiteClient) -> None:
    assert hreflangs(page_of(reader, "/nghe-an/")) == {}


def test_a_later_page_of_a_list_has_no_alternates(vinh_long: Site, reader: SiteClient) -> None:
    category = factories.category(vinh_long, "Tin", "tin")
    for _ in range(21):
        factories.article(category)
    assert hreflangs(page_of(reader, "/vinh-long/tin/"))
    page = page_of(reader, "/vinh-long/tin/?trang=2")
    assert hreflangs(page) == {}
    assert metas(page)["og:url"] == [f"{HOST}/vinh-long/tin/?trang=2"]


def test_several_values_are_parted_as_the_circular_says() -> None:
    assert metadata.several(["Một", "Hai; ba"]) == "Một; Hai, ba"


def test_a_page_that_is_not_found_says_nothing_of_itself(nghe_an: Site, reader: SiteClient) -> None:
    page = reader.get("/nghe-an/khong-co/").content.decode()
    assert "ld+json" not in page
    assert "og:title" not in page
