"""By what readers narrow a search: site, kind and type, category, department, tag, days, and the order."""

import datetime

import pytest

from articles.models import Article, Category
from provinces.models import Site

from . import factories
from .conftest import SiteClient

PATH = "/nghe-an/tim-kiem/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def category(nghe_an: Site) -> Category:
    return factories.category(nghe_an, "Đời sống", "doi-song")


def titles(reader: SiteClient, path: str = PATH, **query: str) -> set[str]:
    """Return the titles that are found, without marks."""
    response = reader.get(path, {"q": "xuân"} | {name.replace("_", "-"): value for name, value in query.items()})
    assert response.status_code == 200
    form = response.context["form"]
    assert form is None or not form.errors
    return {line.result.title for line in response.context["lines"]}


def test_a_category_holds_those_below_it_even_after_a_move(reader: SiteClient, category: Category) -> None:
    below = factories.category(category.site, parent=category, slug="y-te")
    other = factories.category(category.site, slug="khac")
    factories.article(category, "Xuân một")
    factories.article(below, "Xuân hai")
    factories.article(other, "Xuân ba")
    assert titles(reader, chuyen_muc="doi-song") == {"Xuân một", "Xuân hai"}
    assert titles(reader, chuyen_muc="y-te") == {"Xuân hai"}
    other.parent = category
    other.save()
    assert titles(reader, chuyen_muc="doi-song") == {"Xuân một", "Xuân hai", "Xuân ba"}


def test_a_department_and_a_type(reader: SiteClient, category: Category) -> None:
    department = factories.department(category.site)
    factories.department(category.site)
    factories.article(category, "Xuân một", department=department)
    factories.article(category, "Xuân hai", article_type="photo_story")
    assert titles(reader, co_quan=str(department.pk)) == {"Xuân một"}
    assert titles(reader, loai="article-photo_story") == {"Xuân hai"}
    assert titles(reader, loai="article") == {"Xuân một", "Xuân hai"}


def test_documents_are_found_among_articles_and_by_themselves(reader: SiteClient, category: Category) -> None:
    factories.document(category.site, "123/QĐ-UBND", summary_vi="Về hội xuân")
    factories.article(category, "Xuân một", body_vi="<p>theo Quyết định 123/QĐ-UBND</p>")
    assert len(titles(reader)) == 2
    (title,) = titles(reader, loai="document")
    assert title.endswith("123/QĐ-UBND")
    found = reader.get(PATH, {"q": "123/qd-ubnd"}).context["lines"]
    assert [line.result.title for line in found] == [title, "Xuân một"]


def test_a_tag_however_it_is_typed_and_as_soon_as_it_is_set(reader: SiteClient, category: Category) -> None:
    article = factories.article(category, "Xuân một")
    factories.article(category, "Xuân hai")
    article.tags.set([factories.tag(category.site, "Chuyển đổi số")])
    assert titles(reader, tu_khoa="chuyen doi SO") == {"Xuân một"}
    assert titles(reader, tu_khoa="không có") == set()
    article.tags.clear()
    assert titles(reader, tu_khoa="Chuyển đổi số") == set()


def test_days_are_whole_days_of_vietnam(reader: SiteClient, category: Category) -> None:
    midnight = datetime.datetime(2026, 1, 5, tzinfo=factories.ZONE)
    for title, moment in (
        ("Xuân tối trước", midnight - datetime.timedelta(seconds=1)),
        ("Xuân nửa đêm", midnight),
        ("Xuân hôm sau", midnight + DAY),
    ):
        factories.article(category, title, published_at=moment)
    assert titles(reader, tu_ngay="2026-01-05") == {"Xuân nửa đêm", "Xuân hôm sau"}
    assert titles(reader, tu_ngay="05/01/2026", den_ngay="5/1/2026") == {"Xuân nửa đêm"}
    assert titles(reader, den_ngay="2026-01-04") == {"Xuân tối trước"}
    assert titles(reader, den_ngay="9999-12-31") == {"Xuân tối trước", "Xuân nửa đêm", "Xuân hôm sau"}
    assert titles(reader, tu_ngay="0001-01-01") == {"Xuân tối trước", "Xuân nửa đêm", "Xuân hôm sau"}


@pytest.mark.parametrize(
    ("parameter", "value", "message"),
    [
        ("tu-ngay", "31/02/2026", "Hãy ghi ngày theo dạng 29/12/2022."),
        ("den-ngay", "hôm qua", "Hãy ghi ngày theo dạng 29/12/2022."),
        ("chuyen-muc", "khong-co", "Ở đây không có lựa chọn này."),
        ("loai", "bao-cao", "Ở đây không có lựa chọn này."),
        ("sap-xep", "a-z", "Ở đây không có lựa chọn này."),
    ],
)
def test_what_cannot_be_understood_is_said_beside_its_field(
    reader: SiteClient, category: Category, parameter: str, value: str, message: str
) -> None:
    factories.article(category, "Xuân")
    html = reader.get(PATH, {"q": "xuân", parameter: value}).content.decode()
    assert message in html
    assert 'aria-invalid="true"' in html
    assert "<mark>" not in html
    assert 'value="xuân"' in html


def test_an_end_before_the_beginning_is_refused(reader: SiteClient, category: Category) -> None:
    html = reader.get(PATH, {"q": "xuân", "tu-ngay": "2026-02-01", "den-ngay": "2026-01-01"}).content.decode()
    assert "Ngày này đứng trước ngày bắt đầu." in html
    assert 'value="2026-02-01"' in html


def test_readers_may_have_the_newest_first(reader: SiteClient, category: Category) -> None:
    for title in ("Xuân về", "Tin một", "Tin hai"):
        factories.article(category, title, body_vi="<p>mùa xuân</p>")

    def order(**query: str) -> list[str]:
        lines = reader.get(PATH, {"q": "xuân", **query}).context["lines"]
        return [line.result.title for line in lines]

    assert order() == ["Xuân về", "Tin hai", "Tin một"]
    assert order(**{"sap-xep": "moi-nhat"}) == ["Tin hai", "Tin một", "Xuân về"]


@pytest.fixture
def everywhere(portal: Site, nghe_an: Site, vinh_long: Site) -> dict[str, Article]:
    sites = {"portal": portal, "nghe-an": nghe_an, "vinh-long": vinh_long}
    return {name: factories.article(factories.category(site), f"Xuân {name}") for name, site in sites.items()}


def test_the_portal_searches_all_sites_or_one(reader: SiteClient, everywhere: dict[str, Article]) -> None:
    assert titles(reader, "/tim-kiem/") == {"Xuân portal", "Xuân nghe-an", "Xuân vinh-long"}
    assert titles(reader, "/tim-kiem/", trang_tin="vinh-long") == {"Xuân vinh-long"}
    assert titles(reader) == {"Xuân nghe-an"}
    html = reader.get("/tim-kiem/", {"q": "xuân"}).content.decode()
    shown = everywhere["vinh-long"]
    assert f"/vinh-long{shown.get_absolute_url()}" in html


def test_a_site_that_readers_may_not_see_is_not_searched_from_the_portal(
    reader: SiteClient, everywhere: dict[str, Article]
) -> None:
    site = everywhere["vinh-long"].site
    site.state = "building"
    site.save()
    assert titles(reader, "/tim-kiem/") == {"Xuân portal", "Xuân nghe-an"}
    site.state = "frozen"
    site.save()
    assert titles(reader, "/tim-kiem/") == {"Xuân portal", "Xuân nghe-an", "Xuân vinh-long"}


def test_a_site_leads_on_to_the_search_of_all_sites(reader: SiteClient, everywhere: dict[str, Article]) -> None:
    html = reader.get(PATH, {"q": "xuân"}).content.decode()
    assert 'href="http://testserver/tim-kiem/?q=xu%C3%A2n"' in html.replace("https:", "http:")


def test_the_words_around_a_match_are_shown_when_title_and_lead_do_not_hold_it(
    reader: SiteClient, category: Category
) -> None:
    body = f"<p>{'Chuyện dài lắm. ' * 60}</p><p>Rồi mùa xuân về trên bản.</p><p>{'Hết chuyện. ' * 60}</p>"
    factories.article(category, "Một bài", lead_vi="Lời mở đầu.", body_vi=body)
    html = reader.get(PATH, {"q": "xuan ve"}).content.decode()
    assert "mùa <mark>xuân</mark> <mark>về</mark> trên bản." in html
    assert "Lời mở đầu." not in html


def test_about_pages_and_albums_are_found_and_follow_their_changes(reader: SiteClient, nghe_an: Site) -> None:
    page = factories.page(nghe_an, "Lịch sử mùa xuân", body_vi="<p>Năm <b>1930</b>.</p>")
    album = factories.album(nghe_an, "Hội xuân", photos=1)
    factories.album(nghe_an, "Xuân chưa đăng", is_live=False)
    assert titles(reader) == {"Lịch sử mùa xuân", "Hội xuân"}
    assert titles(reader, loai="page") == {"Lịch sử mùa xuân"}
    assert titles(reader, loai="album") == {"Hội xuân"}
    html = reader.get(PATH, {"q": "1930"}).content.decode()
    assert "Năm <mark>1930</mark>." in html
    page.is_shown = False
    page.save()
    album.delete()
    assert titles(reader) == set()
