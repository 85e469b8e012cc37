"""N queries, ten rows more, still N: every list of both admins and every page for readers.

The lists come from the registries, so that a new one is covered at once; what a page is about in detail is tested with
that page.
"""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db import models

from accounts.models import User
from articles.models import (
    AcceptedWord,
    Article,
    ArticleTemplate,
    Category,
    HomePin,
    Page,
    Redirect,
    RoyaltyCoefficient,
    RoyaltyUnit,
    Tag,
    Topic,
    Video,
)
from articles.models.credits import Contribution, Contributor
from documents.models import Document, DocumentLink, DocumentType, Issuer, Subject
from feedback.models import Case, ConsentText, ErrorReport, FeedbackRules, Holiday, RatingTotal
from galleries.models import Album, Picture
from guard.models import Finding
from provinces import audit
from provinces.models import (
    AuditEntry,
    Banner,
    Department,
    Downtime,
    Hotline,
    Leader,
    LinkGroup,
    Membership,
    MenuItem,
    NetworkMode,
    Notice,
    Province,
    Site,
)
from provinces.models.units import UnitType
from provinces.notices import notify
from tuyengiao.network_admin import network_admin
from vietnamese.slugs import slugify
from visits.models import OwnNetwork

from . import factories
from .conftest import Cast, SiteClient
from .queries import queries_of
from .walk.routes import routes

SignIn = Callable[[Any], SiteClient]
More = Callable[[Site, int], Any]
ROWS = 10


def _article(on: Site, number: int) -> Article:
    category = factories.category(on, has_home_box=True)
    article = factories.article(
        category,
        picture=factories.picture(on),
        department=factories.department(on),
        created_by=factories.user(),
        is_top=True,
        in_ticker=True,
        has_en=True,
    )
    article.tags.add(factories.tag(on, f"Từ khóa {number}"))
    Contribution.objects.create(article=article, contributor=factories.contributor(on, f"Tác giả {number}"))
    return article


def _department(on: Site, number: int) -> Department:
    department = factories.department(on, parent=factories.department(on))
    Leader.objects.create(department=department, name="Trần Sơn", position_vi="Trưởng")
    return department


def _contributor(on: Site, number: int) -> Contributor:
    person = factories.contributor(on, f"Người {number}")
    person.user = factories.user()
    person.save()
    return person


def _province(on: Site, number: int) -> Province:
    present = factories.province(f"Tỉnh {number}", f"{number:02}", f"tinh-{number}")
    former = factories.province(
        f"Tỉnh cũ {number}", f"{number:02}", f"tinh-cu-{number}", valid_to=factories.LONG_AGO.date(), successor=present
    )
    present.types.create(unit_type=UnitType.PROVINCE)
    return former


def _site(on: Site, number: int) -> Site:
    made = factories.site(province=_province(on, number))
    _article(made, number)
    return made


def _document(on: Site, number: int) -> Document:
    made = factories.document(
        on,
        f"{number}/QĐ-UBND",
        issuer=factories.issuer(on, f"Cơ quan {number}"),
        subject=factories.subject(on, f"Lĩnh vực {number}", f"linh-vuc-{number}"),
    )
    factories.document_file(made)
    DocumentLink.objects.create(source=made, target=factories.document(on, f"{number}/KH-UBND"))
    return made


def _day(number: int) -> datetime.date:
    return factories.LONG_AGO.date() + datetime.timedelta(days=number)


def _link_group(on: Site, number: int) -> LinkGroup:
    return factories.link(on).group


#: How one more row of a list comes about, with everything that its line shows.
MORE: dict[type[models.Model], More] = {
    Album: lambda on, number: factories.album(on, photos=3),
    Article: _article,
    ArticleTemplate: lambda on, number: ArticleTemplate.objects.create(
        site=on, name=f"Mẫu {number}", category=factories.category(on)
    ),
    AuditEntry: lambda on, number: audit.record("publish", site=on, user=factories.user()),
    Banner: lambda on, number: factories.banner(on),
    Case: lambda on, number: factories.case(
        on, department=factories.department(on), assigned_to=factories.user(), state="answered", is_published=True
    ),
    Category: lambda on, number: factories.category(on, parent=factories.category(on)),
    ConsentText: lambda on, number: ConsentText.objects.create(site=on, version=number, wording_vi="Đồng ý"),
    Contributor: _contributor,
    Department: _department,
    Document: _document,
    DocumentType: lambda on, number: DocumentType.objects.create(site=on, name_vi=f"Loại {number}", slug=f"l-{number}"),
    Downtime: lambda on, number: factories.downtime(on, factories.site(f"nghi-{number}")),
    ErrorReport: lambda on, number: factories.error_report(factories.article(factories.category(on))),
    OwnNetwork: lambda on, number: OwnNetwork.objects.create(site=on, network=f"198.51.100.{number}"),
    Finding: lambda on, number: factories.finding(factories.article(factories.category(on))),
    Holiday: lambda on, number: Holiday.objects.create(
        name="Nghỉ",
        starts_on=datetime.date(2030, 1, 1) + datetime.timedelta(days=number),
        ends_on=datetime.date(2031, 1, 1),
    ),
    HomePin: lambda on, number: HomePin.objects.create(site=on, article=_article(on, number)),
    Hotline: lambda on, number: factories.hotline(on),
    Issuer: lambda on, number: factories.issuer(on, f"Đơn vị {number}"),
    LinkGroup: _link_group,
    Membership: lambda on, number: factories.member(factories.user(), on),
    MenuItem: lambda on, number: factories.menu_item(on, factories.category(on)),
    NetworkMode: lambda on, number: factories.network_mode("emergency", on, factories.site(f"che-do-{number}")),
    Notice: lambda on, number: notify([User.objects.get(username="superadmin")], on, f"Tin {number}"),
    Page: lambda on, number: factories.page(on, slug=f"trang-{number}"),
    Picture: lambda on, number: factories.picture(on, uploaded_by=factories.user()),
    Province: _province,
    RatingTotal: lambda on, number: RatingTotal.objects.create(
        article=factories.article(factories.category(on)), useful=number
    ),
    Redirect: lambda on, number: Redirect.objects.create(
        site=on, old_path=f"/cu/{number}", article=factories.article(factories.category(on))
    ),
    RoyaltyCoefficient: lambda on, number: RoyaltyCoefficient.objects.create(
        site=on, role="text", coefficient=1, valid_from=_day(number)
    ),
    RoyaltyUnit: lambda on, number: RoyaltyUnit.objects.create(site=on, value=234_000, valid_from=_day(number)),
    Site: _site,
    Subject: lambda on, number: factories.subject(on, f"Mảng {number}", f"mang-{number}"),
    Tag: lambda on, number: _article(on, number).tags.all(),
    Topic: lambda on, number: _article(on, number).topics.add(
        factories.topic(on, slug=f"chuyen-de-{number}", picture=factories.picture(on))
    ),
    User: lambda on, number: factories.member(factories.user(), on),
    AcceptedWord: lambda on, number: AcceptedWord.objects.create(
        site=on, word="ă" + "".join(chr(97 + int(digit)) for digit in str(number)), added_by=factories.user()
    ),
    Video: lambda on, number: factories.video(on, poster=factories.picture(on), uploaded_by=factories.user()),
}
#: Models of which a site has one row, whose list leads to it.
ALONE = {FeedbackRules, Site}
SITE_LISTS = sorted(set(admin.site._registry) - ALONE, key=lambda model: model._meta.label)
NETWORK_LISTS = sorted(network_admin._registry, key=lambda model: model._meta.label)
PAGES = {
    "home": ["", "en/"],
    "contact": ["lien-he/"],
    "sitemap": ["so-do/"],
    "sitemap_index": ["sitemap.xml"],
    "sitemap_pages": ["sitemap-trang.xml"],
    "sitemap_month": ["sitemap-{year}-{month}.xml"],
    "articles:category": ["{category}/", "en/{category}/"],
    "articles:article": ["{category}/{article}.html"],
    "articles:tag": ["tu-khoa/{tag}/"],
    "articles:archive": ["luu-tru/"],
    "articles:month": ["luu-tru/{year}/{month}/"],
    "articles:contributor": ["tac-gia/{contributor}/"],
    "articles:topic": ["chu-de/chuyen-de/"],
    "articles:feeds": ["rss/"],
    "articles:feed": ["rss.xml"],
    "articles:tag_feed": ["rss/tu-khoa-{tag_id}.xml"],
    "articles:category_feed": ["rss/{category}.xml"],
    "galleries:albums": ["album/"],
    "galleries:album": ["album/{album}.html"],
    "articles:page": ["gioi-thieu/{page}/"],
    "provinces:departments": ["co-quan/"],
    "provinces:department": ["co-quan/{department}/"],
    "search:search": ["tim-kiem/?q=bai"],
    "feedback:feedback": ["phan-hoi/"],
    "feedback:write": ["phan-hoi/gui/"],
    "feedback:look_up": ["phan-hoi/tra-cuu/"],
    "feedback:notice": ["phan-hoi/du-lieu-ca-nhan/"],
    "feedback:report": ["phan-hoi/bao-loi/{article_id}/"],
    "feedback:useful": ["phan-hoi/danh-gia/{article_id}/"],
    "feedback:answer": ["phan-hoi/tra-loi-{case}.html"],
    "visits:numbers": ["thong-ke.json"],
    "visits:article": ["thong-ke/{article_id}.json"],
    "documents:documents": ["van-ban/", "van-ban/?q=viec&nam=2025"],
    "documents:document": ["van-ban/{document}.html"],
    "documents:feed": ["van-ban/rss.xml"],
    "api": ["api/"],
    "api_sites": ["api/sites/"],
    "articles:api_categories": ["api/categories/"],
    "articles:api_articles": ["api/articles/", "api/articles/?category={category_id}"],
    "articles:api_article": ["api/articles/{article_id}/"],
    "documents:api_documents": ["api/documents/"],
    "documents:api_document": ["api/documents/{document_id}/"],
}
"""The pages of a site by the names of their routes; those of the portal alone and of files come below."""
PORTAL_PAGES = ["/", "/robots.txt", "/tinh/tinh-90/", "/sitemap.xml"]
ELSEWHERE = {
    "media",
    "provinces:colours",
    "robots",
    "provinces:province",
    "sitemap_news",
    "articles:preview",
    "feedback:received",
    "provinces:grey",
    "articles:drawn",
    "home_preview",
    "api_unknown",
}
"""Files, whose views take no row of a list; what only the portal or staff have; what takes a date or token and has its
own test.
"""


def _path(model: type[models.Model]) -> str:
    return f"{model._meta.app_label}/{model._meta.model_name}/"


def _grow(model: type[models.Model], on: Site, first: int, number: int = ROWS) -> None:
    for one in range(first, first + number):
        MORE[model](on, one)


@pytest.mark.parametrize("model", sorted({*SITE_LISTS, *NETWORK_LISTS}, key=lambda model: model._meta.label))
def test_this_test_knows_how_to_lengthen_every_list(model: type[models.Model]) -> None:
    assert model in MORE


@pytest.mark.django_db
@pytest.mark.parametrize("model", SITE_LISTS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("query", ["", "?q=a"])
def test_a_list_of_a_site_s_admin_takes_the_same_queries_with_ten_rows_more(
    cast: Cast, nghe_an: Site, sign_in: SignIn, model: type[models.Model], query: str
) -> None:
    client, path = sign_in(cast.superadmin), f"/quan-tri/nghe-an/{_path(model)}{query}"
    _grow(model, nghe_an, 10, 2)
    before = queries_of(client, path)
    _grow(model, nghe_an, 20)
    assert queries_of(client, path) == before


@pytest.mark.django_db
@pytest.mark.parametrize("model", NETWORK_LISTS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("query", ["", "?q=a"])
def test_a_list_of_the_network_takes_the_same_queries_with_ten_rows_more(
    cast: Cast, nghe_an: Site, sign_in: SignIn, model: type[models.Model], query: str
) -> None:
    client, path = sign_in(cast.superadmin), f"/quan-tri/{_path(model)}{query}"
    _grow(model, nghe_an, 10, 2)
    before = queries_of(client, path)
    _grow(model, nghe_an, 20)
    assert queries_of(client, path) == before


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "articles/article/add/"])
def test_the_desk_and_an_empty_form_take_the_same_queries_with_ten_rows_of_everything_more(
    cast: Cast, nghe_an: Site, sign_in: SignIn, path: str
) -> None:
    client = sign_in(cast.superadmin)
    for model in SITE_LISTS:
        _grow(model, nghe_an, 10, 2)
    before = queries_of(client, f"/quan-tri/nghe-an/{path}")
    for number, model in enumerate(SITE_LISTS, start=1):
        _grow(model, nghe_an, 100 * number)
    assert queries_of(client, f"/quan-tri/nghe-an/{path}") == before


def _everything(on: Site, numbers: range) -> None:
    for number in numbers:
        _site(on, number)
        _article(on, number)
        for model in (Album, Banner, Case, Category, Department, Document, Hotline, LinkGroup, MenuItem, Page):
            MORE[model](on, number)


def test_the_budget_knows_every_page_for_readers() -> None:
    names = {route.name for route in routes("tuyengiao.urls")}
    assert names - {"galleries:"} == {*PAGES, *ELSEWHERE}


@pytest.mark.django_db
def test_every_page_for_readers_takes_the_same_queries_with_ten_of_everything_more(
    nghe_an: Site, reader: SiteClient
) -> None:
    Site.objects.filter(pk=nghe_an.pk).update(languages=["vi", "en"], untranslated="show")
    _everything(nghe_an, range(88, 100))  # enough for every block to be there
    article = Article.objects.for_site(nghe_an)[0]
    album, tag = Album.objects.for_site(nghe_an)[0], article.tags.all()[0]
    document = Document.objects.for_site(nghe_an).get(number="90/QĐ-UBND")
    article.body_vi = "<p>Theo Quyết định số 90/QĐ-UBND và Kế hoạch số 91/KH-UBND.</p>"
    article.save()
    topic = factories.topic(nghe_an, slug="chuyen-de")
    topic.articles.add(article)
    person = article.contributions.get().contributor
    names = {
        "article_id": str(article.pk),
        "document_id": str(document.pk),
        "case": str(Case.objects.for_site(nghe_an)[0].pk),
        "document": f"{document.slug}-{document.pk}",
        "category": article.category.slug,
        "category_id": article.category_id,
        "article": f"{article.slug_vi}-{article.pk}",
        "tag": f"{tag.slug}-{tag.pk}",
        "tag_id": tag.pk,
        "album": f"{album.slug}-{album.pk}",
        "page": "trang-90",
        "department": Department.objects.for_site(nghe_an)[0].slug,
        "contributor": f"{slugify(person.name)}-{person.pk}",
        "year": f"{factories.LONG_AGO:%Y}",
        "month": f"{factories.LONG_AGO:%m}",
    }
    paths = [f"/nghe-an/{path.format(**names)}" for pages in PAGES.values() for path in pages] + PORTAL_PAGES
    before = {path: queries_of(reader, path) for path in paths}
    _everything(nghe_an, range(10, 10 + ROWS))
    for number in range(ROWS):
        more = factories.article(article.category, picture=factories.picture(nghe_an))
        more.tags.add(tag)
        topic.articles.add(more)
        Contribution.objects.create(article=more, contributor=person)
        article.tags.add(factories.tag(nghe_an, f"Thêm {more.pk}"))
        _contributor(nghe_an, 200 + number)
        factories.album(nghe_an, photos=2)
    for number in range(ROWS):
        DocumentLink.objects.create(source=document, target=factories.document(nghe_an, f"{number}/BC-UBND"))
        factories.document_file(document)
    for photo in range(ROWS):
        album.photos.create(picture=factories.picture(nghe_an), caption_vi=f"Ảnh {photo}")
    assert {path: queries_of(reader, path) for path in paths} == before


@pytest.mark.django_db
def test_a_page_that_is_not_there_takes_the_same_queries_with_ten_of_everything_more(
    nghe_an: Site, reader: SiteClient
) -> None:
    path = "/nghe-an/khong-co/"
    _everything(nghe_an, range(90, 92))
    before = queries_of(reader, path, 404)
    _everything(nghe_an, range(10, 10 + ROWS))
    assert queries_of(reader, path, 404) == before
