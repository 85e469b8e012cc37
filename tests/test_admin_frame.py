"""The frame of the admin: who may enter, what the navigation offers, and what a refusal says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from provinces import hosts
from tests import factories
from tests.conftest import Cast, SiteClient

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], SiteClient]


def test_a_visitor_without_account_is_led_to_the_sign_in_page(reader: SiteClient, nghe_an: Any) -> None:
    answer = reader.get("/quan-tri/nghe-an/")
    assert answer.headers["Location"] == "/quan-tri/nghe-an/login/?next=/quan-tri/nghe-an/"


def test_staff_of_another_site_read_why_they_cannot_enter(cast: Cast, sign_in: SignIn, nghe_an: Any) -> None:
    answer = sign_in(cast.stranger).get("/quan-tri/nghe-an/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "/quan-tri/" in page
    assert nghe_an.name_vi not in page


def test_the_network_level_lists_one_s_own_sites_only(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.stranger).get("/quan-tri/").content.decode()
    assert "Vĩnh Long" in page
    assert "Nghệ An" not in page


@pytest.mark.parametrize("table", ["provinces/site", "provinces/province", "accounts/user", "provinces/membership"])
def test_the_network_s_tables_are_for_superadmins(cast: Cast, sign_in: SignIn, table: str) -> None:
    assert sign_in(cast.site_admin).get(f"/quan-tri/{table}/").status_code == 403
    assert sign_in(cast.superadmin).get(f"/quan-tri/{table}/").status_code == 200


def test_the_desk_shows_one_s_own_drafts_of_this_site_only(
    cast: Cast, sign_in: SignIn, nghe_an: Any, vinh_long: Any
) -> None:
    for site, title in ((nghe_an, "Bài của mình"), (vinh_long, "Bài của người khác")):
        factories.article(factories.category(site), title, live=False, created_by=cast.writer)
    page = sign_in(cast.writer).get("/quan-tri/nghe-an/").content.decode()
    assert "Bài của mình" in page
    assert "Bài của người khác" not in page


def test_the_navigation_offers_what_the_role_may_see(cast: Cast, sign_in: SignIn) -> None:
    roles = "/quan-tri/nghe-an/provinces/membership/"
    assert roles in sign_in(cast.site_admin).get("/quan-tri/nghe-an/").content.decode()
    assert roles not in sign_in(cast.editor).get("/quan-tri/nghe-an/").content.decode()


def test_one_switches_among_one_s_own_sites(cast: Cast, sign_in: SignIn) -> None:
    assert "/quan-tri/vinh-long/" in sign_in(cast.site_admin).get("/quan-tri/nghe-an/").content.decode()
    assert "/quan-tri/vinh-long/" not in sign_in(cast.editor).get("/quan-tri/nghe-an/").content.decode()


def test_a_first_password_is_changed_before_anything_else(cast: Cast, sign_in: SignIn) -> None:
    cast.writer.must_change_password = True
    cast.writer.save()
    client = sign_in(cast.writer)
    change = "/quan-tri/nghe-an/password_change/"
    assert client.get("/quan-tri/nghe-an/").headers["Location"] == change
    new = "mua-xuan-nho-nho"
    client.post(change, {"old_password": "mat-khau-thu", "new_password1": new, "new_password2": new})
    assert client.get("/quan-tri/nghe-an/").status_code == 200


def test_no_inline_script_or_style_stands_in_a_page(cast: Cast, sign_in: SignIn, nghe_an: Any) -> None:
    factories.menu_item(nghe_an, module="home")
    client = sign_in(cast.superadmin)
    for path in ("", "provinces/menuitem/", "provinces/department/add/", "provinces/banner/add/"):
        page = client.get(f"/quan-tri/nghe-an/{path}").content.decode()
        assert ' style="' not in page
        assert "<style" not in page
        assert "onclick" not in page
        for opening in page.split("<script")[1:]:
            tag = opening.split(">")[0]
            assert "src=" in tag or 'type="application/json"' in tag


def test_a_missing_page_and_a_stale_form_say_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.editor)
    missing = client.get("/quan-tri/nghe-an/khong-co/")
    assert missing.status_code == 404
    assert missing.templates[0].name == "admin/refusal.html"
    client.handler.enforce_csrf_checks = True
    stale = client.post("/quan-tri/nghe-an/provinces/hotline/add/", {"label_vi": "x"})
    assert stale.status_code == 403
    assert stale.templates[0].name == "admin/refusal.html"


def test_no_address_leads_from_any_object_to_its_page(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.editor).get("/quan-tri/nghe-an/r/1/1/").status_code == 404


LISTS = ["hotline", "linkgroup", "banner", "department", "menuitem", "membership"]


@pytest.mark.usefixtures("held_map")
@pytest.mark.parametrize("model", LISTS)
def test_a_list_asks_the_database_as_often_with_ten_rows_more(
    cast: Cast, sign_in: SignIn, nghe_an: Any, django_assert_num_queries: Any, model: str
) -> None:
    category = factories.category(nghe_an)
    makers: dict[str, Callable[[], Any]] = {
        "hotline": lambda: factories.hotline(nghe_an),
        "linkgroup": lambda: factories.link(nghe_an),
        "banner": lambda: factories.banner(nghe_an),
        "department": lambda: factories.department(nghe_an),
        "menuitem": lambda: factories.menu_item(nghe_an, category),
        "membership": lambda: factories.member(factories.user(), nghe_an),
    }
    client = sign_in(cast.site_admin)
    url = f"/quan-tri/nghe-an/provinces/{model}/"
    makers[model]()
    client.get(url)
    needed = _queries(client, url)
    for _row in range(10):
        makers[model]()
    with django_assert_num_queries(needed):
        client.get(url)


@pytest.mark.usefixtures("held_map")
@pytest.mark.parametrize("table", ["provinces/site", "provinces/province", "accounts/user", "provinces/membership"])
def test_a_network_list_asks_as_often_with_ten_rows_more(
    cast: Cast, sign_in: SignIn, django_assert_num_queries: Any, table: str
) -> None:
    client = sign_in(cast.superadmin)
    url = f"/quan-tri/{table}/"
    factories.province()
    client.get(url)
    needed = _queries(client, url)
    for number in range(10):
        province = factories.province(f"Tỉnh {number}", f"{50 + number}", f"tinh-{number}")
        site = factories.site(province=province)
        factories.member(factories.user(), site)
    with django_assert_num_queries(needed):
        client.get(url)


@pytest.fixture
def held_map(monkeypatch: pytest.MonkeyPatch) -> None:
    """The map of hosts is read once, so that the clock adds no query to a count."""
    monkeypatch.setattr(hosts, "REFRESH_SECONDS", 1e9)


def _queries(client: SiteClient, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
