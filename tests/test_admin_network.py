"""Superadmins make sites from a template, and give people accounts and roles."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accounts.models import User
from articles.models import Category, Page
from provinces import copying
from provinces.models import Hostname, Hotline, Membership, MenuItem, Role, Site, WebLink
from tests import factories
from tests.conftest import Cast, SiteClient

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], SiteClient]
ADD = "/quan-tri/provinces/site/add/"
ALL = [part.name for part in copying.parts()]


def _new(**changes: Any) -> dict[str, Any]:
    data = {"name_vi": "Ban Tuyên giáo Tỉnh ủy Hà Giang", "short_name_vi": "Hà Giang", "state": "live"}
    return {**data, "brand_hue": "200", "accent_hue": "85", **changes}


@pytest.fixture
def template(nghe_an: Site) -> Site:
    """Nghệ An with a menu of two levels, a page, links, a hotline and categories of two levels."""
    top = factories.category(nghe_an, "Tin tức", "tin-tuc")
    below = factories.category(nghe_an, "Khoa giáo", "khoa-giao", parent=top)
    page = factories.page(nghe_an)
    line = factories.menu_item(nghe_an, top, order=1)
    factories.menu_item(nghe_an, below, parent=line)
    factories.menu_item(nghe_an, page, order=2)
    factories.menu_item(nghe_an, module="home")
    factories.link(nghe_an)
    factories.hotline(nghe_an)
    factories.article(below, "Không được chép")
    return nghe_an


def test_a_new_site_answers_at_once_with_what_its_template_has(
    cast: Cast, sign_in: SignIn, reader: SiteClient, template: Site
) -> None:
    answer = sign_in(cast.superadmin).post(ADD, _new(template=template.pk, parts=ALL))
    assert answer.headers["Location"] == "/quan-tri/ha-giang/"
    made = Site.objects.get(slug="ha-giang")
    assert made.path_prefix == "ha-giang"
    assert reader.get("/ha-giang/").status_code == 200
    assert {c.slug: c.parent and c.parent.slug for c in Category.objects.for_site(made)} == {
        "tin-tuc": None,
        "khoa-giao": "tin-tuc",
    }
    assert Page.objects.for_site(made).count() == 1
    assert WebLink.objects.for_site(made).count() == Hotline.objects.for_site(made).count() == 1
    assert made.articles.count() == 0
    assert {m.user.username: m.role for m in Membership.objects.for_site(made)} == {
        "writer": "writer",
        "editor": "editor",
        "siteadmin": "site_admin",
    }


def test_a_copied_menu_leads_to_the_new_site_s_own_things(cast: Cast, sign_in: SignIn, template: Site) -> None:
    sign_in(cast.superadmin).post(ADD, _new(template=template.pk, parts=ALL))
    made = Site.objects.get(slug="ha-giang")
    items = list(MenuItem.objects.for_site(made).order_by("id"))
    assert len(items) == 4
    assert {item.target.site_id for item in items if item.target} == {made.pk}
    child = next(item for item in items if item.parent)
    assert child.parent is not None
    assert child.parent.site_id == made.pk


def test_menu_lines_to_what_was_not_copied_are_left_out(cast: Cast, sign_in: SignIn, template: Site) -> None:
    sign_in(cast.superadmin).post(ADD, _new(template=template.pk, parts=["menu"]))
    assert [item.module for item in MenuItem.objects.for_site(Site.objects.get(slug="ha-giang"))] == ["home"]


def test_a_role_limited_to_a_category_stays_limited(cast: Cast, sign_in: SignIn, template: Site) -> None:
    limited = Membership.objects.get(user=cast.writer, site=template)
    Category.objects.get(site=template, slug="khoa-giao").assigned.add(limited)
    sign_in(cast.superadmin).post(ADD, _new(template=template.pk, parts=["categories", "roles"]))
    made = Site.objects.get(slug="ha-giang")
    copied = Membership.objects.get(user=cast.writer, site=made)
    assert [c.site_id for c in Category.objects.filter(assigned=copied)] == [made.pk]
    sign_in(cast.superadmin).post(ADD, _new(slug="ha-giang-2", template=template.pk, parts=["roles"]))
    assert not Membership.objects.filter(user=cast.writer, site__slug="ha-giang-2").exists()


def test_the_code_is_the_province_s_name_when_left_empty(cast: Cast, sign_in: SignIn) -> None:
    province = factories.province("Lai Châu", "12", "lai-chau")
    sign_in(cast.superadmin).post(ADD, _new(province=province.pk))
    assert Site.objects.filter(slug="lai-chau", province=province).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "quan-tri"}, "slug"),
        ({"slug": "nghe-an"}, "slug"),
        ({"path_prefix": "tim-kiem"}, "path_prefix"),
        ({"path_prefix": "nghe-an"}, "path_prefix"),
        ({"path_prefix": "Hà Giang"}, "path_prefix"),
        ({"host": "testserver"}, "host"),
        ({"host": "http://x.vn/"}, "host"),
        ({"brand_hue": "400"}, "brand_hue"),
        ({"name_vi": ""}, "name_vi"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    cast: Cast, sign_in: SignIn, changes: dict[str, str], field: str
) -> None:
    answer = sign_in(cast.superadmin).post(ADD, _new(**changes))
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == [field]
    assert not Site.objects.filter(brand_hue=200).exists()


@pytest.mark.parametrize("name", ["slug", "path_prefix"])
def test_a_site_cannot_stand_where_a_category_of_the_portal_does(
    cast: Cast, sign_in: SignIn, portal: Site, name: str
) -> None:
    factories.category(portal, "Tin tức", "tin-tuc")
    answer = sign_in(cast.superadmin).post(ADD, _new(**{name: "tin-tuc"}))
    assert name in answer.context["adminform"].form.errors
    assert not Site.objects.filter(brand_hue=200).exists()


def test_provinces_of_one_name_are_told_apart_and_give_the_short_name(cast: Cast, sign_in: SignIn) -> None:
    present = factories.province("An Giang", "91", "an-giang", valid_from=date(2025, 7, 1))
    former = factories.province("An Giang", "89", "an-giang", valid_to=date(2025, 6, 30), successor=present)
    client = sign_in(cast.superadmin)
    choices = dict(client.get(ADD).context["adminform"].form.fields["province"].choices)
    assert choices[present.pk] == "An Giang"
    assert "30/06/2025" in choices[former.pk]
    client.post(ADD, _new(province=present.pk, short_name_vi=""))
    assert str(Site.objects.get(slug="an-giang")) == "An Giang"


def test_a_site_with_a_host_of_its_own_has_no_path(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.superadmin).post(ADD, _new(host="HaGiang.Example.vn"))
    host = Hostname.objects.get(host="hagiang.example.vn")
    assert host.is_primary
    assert host.site.path_prefix == ""


def test_a_site_cannot_have_two_primary_hosts(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    data = _edit(nghe_an) | {
        "hostnames-TOTAL_FORMS": "2",
        "hostnames-0-host": "a.example.vn",
        "hostnames-0-is_primary": "on",
        "hostnames-1-host": "b.example.vn",
        "hostnames-1-is_primary": "on",
    }
    client = sign_in(cast.superadmin)
    assert client.post(f"/quan-tri/provinces/site/{nghe_an.pk}/change/", data).status_code == 200
    assert not Hostname.objects.filter(site=nghe_an).exists()
    del data["hostnames-1-is_primary"]
    assert client.post(f"/quan-tri/provinces/site/{nghe_an.pk}/change/", data).status_code == 302
    assert Hostname.objects.get(site=nghe_an, is_primary=True).host == "a.example.vn"


def _edit(site: Site) -> dict[str, Any]:
    return {
        "name_vi": site.name_vi,
        "slug": site.slug,
        "path_prefix": site.path_prefix,
        "state": site.state,
        "untranslated": "hide",
        "brand_hue": "30",
        "accent_hue": "85",
        "opening_views": "0",
        "hostnames-TOTAL_FORMS": "0",
        "hostnames-INITIAL_FORMS": "0",
    }


def test_a_state_that_needs_a_target_asks_for_it(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    url = f"/quan-tri/provinces/site/{nghe_an.pk}/change/"
    answer = sign_in(cast.superadmin).post(url, _edit(nghe_an) | {"state": "redirecting"})
    assert list(answer.context["adminform"].form.errors) == ["redirect_url"]


def test_an_account_is_made_with_a_first_password_and_roles_on_several_sites(
    cast: Cast, sign_in: SignIn, nghe_an: Site, vinh_long: Site
) -> None:
    data = {
        "full_name": "Hoàng Văn Mới",
        "username": "moi",
        "new_password": "mua-xuan-nho-nho",
        "is_active": "on",
        "memberships-TOTAL_FORMS": "2",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-site": str(nghe_an.pk),
        "memberships-0-role": "writer",
        "memberships-1-site": str(vinh_long.pk),
        "memberships-1-role": "editor",
    }
    sign_in(cast.superadmin).post("/quan-tri/accounts/user/add/", data)
    account = User.objects.get(username="moi")
    assert account.must_change_password
    assert account.check_password("mua-xuan-nho-nho")
    assert account.memberships.count() == 2


def test_no_password_stands_in_an_account_s_page(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.superadmin).get(f"/quan-tri/accounts/user/{cast.writer.pk}/change/").content.decode()
    assert cast.writer.password not in page


def test_a_superadmin_cannot_lock_themselves_out(cast: Cast, sign_in: SignIn) -> None:
    data = {
        "full_name": "X",
        "username": "superadmin",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }
    answer = sign_in(cast.superadmin).post(f"/quan-tri/accounts/user/{cast.superadmin.pk}/change/", data)
    assert set(answer.context["adminform"].form.errors) == {"is_active", "is_superuser"}


def test_a_site_admin_changes_texts_and_colours_but_not_code_path_or_state(
    cast: Cast, sign_in: SignIn, nghe_an: Site, vinh_long: Site
) -> None:
    client = sign_in(cast.site_admin)
    url = f"/quan-tri/nghe-an/provinces/site/{nghe_an.pk}/change/"
    client.post(
        url, _edit(nghe_an) | {"name_vi": "Tên mới", "slug": "khac", "path_prefix": "khac", "state": "archived"}
    )
    nghe_an.refresh_from_db()
    assert (nghe_an.name, nghe_an.brand_hue) == ("Tên mới", 30)
    assert (nghe_an.slug, nghe_an.path_prefix, nghe_an.state) == ("nghe-an", "nghe-an", "live")
    other = client.get(f"/quan-tri/nghe-an/provinces/site/{vinh_long.pk}/change/")
    assert other.status_code == 302
    assert sign_in(cast.editor).get(url).status_code == 403


def test_roles_are_of_the_three_kinds(cast: Cast) -> None:
    assert {value for value, _label in Role.choices} == {"writer", "editor", "site_admin"}
