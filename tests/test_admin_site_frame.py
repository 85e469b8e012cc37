"""Departments, menu and links of a site: arranged by its editors, with bad input answered beside the field."""

from collections.abc import Callable
from typing import Any

import pytest

from provinces.models import Department, Hotline, LinkGroup, MenuItem, Site
from tests import factories
from tests.conftest import Cast, SiteClient

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], SiteClient]
MENU = "/quan-tri/nghe-an/provinces/menuitem/"
DEPARTMENTS = "/quan-tri/nghe-an/provinces/department/"
NO_LEADERS = {"leaders-TOTAL_FORMS": "0", "leaders-INITIAL_FORMS": "0"}


def test_a_menu_line_leads_to_a_category_a_section_or_an_address(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    category = factories.category(nghe_an, "Tin tức")
    client = sign_in(cast.editor)
    client.post(f"{MENU}add/", {"leads_to": f"articles.category:{category.pk}", "order": "1"})
    client.post(f"{MENU}add/", {"leads_to": "module:home", "order": "2"})
    client.post(f"{MENU}add/", {"leads_to": "address", "url": "https://vi-du.vn", "label_vi": "Ví dụ", "order": "3"})
    first, second, third = MenuItem.objects.for_site(nghe_an)
    assert first.target == category
    assert (second.module, second.target_id) == ("home", None)
    assert (third.url, third.label) == ("https://vi-du.vn", "Ví dụ")
    client.post(f"{MENU}{third.pk}/change/", {"leads_to": "module:home", "order": "3"})
    third.refresh_from_db()
    assert (third.module, third.url) == ("home", "")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"leads_to": "address", "label_vi": "X"}, "url"),
        ({"leads_to": "address", "label_vi": "X", "url": "javascript:alert(1)"}, "url"),
        ({"leads_to": "address", "url": "/x"}, "label_vi"),
        ({"leads_to": "heading"}, "label_vi"),
        ({"leads_to": "articles.category:999999"}, "leads_to"),
        ({"leads_to": ""}, "leads_to"),
    ],
)
def test_a_menu_line_that_cannot_be_is_refused(cast: Cast, sign_in: SignIn, data: dict[str, str], field: str) -> None:
    answer = sign_in(cast.editor).post(f"{MENU}add/", {"order": "0", **data})
    assert field in answer.context["adminform"].form.errors
    assert not MenuItem.objects.exists()


def test_another_site_s_category_is_neither_offered_nor_accepted(cast: Cast, sign_in: SignIn, vinh_long: Site) -> None:
    foreign = factories.category(vinh_long, "Canary Vĩnh Long")
    client = sign_in(cast.editor)
    assert "Canary" not in client.get(f"{MENU}add/").content.decode()
    client.post(f"{MENU}add/", {"leads_to": f"articles.category:{foreign.pk}", "order": "0"})
    assert not MenuItem.objects.exists()


def test_the_menu_is_listed_in_reading_order_and_lines_move(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    first = factories.menu_item(nghe_an, label_vi="Một", url="/1", order=1)
    second = factories.menu_item(nghe_an, label_vi="Hai", url="/2", order=2)
    below = factories.menu_item(nghe_an, label_vi="Một rưỡi", url="/3", parent=first, order=5)
    client = sign_in(cast.editor)
    assert [row.pk for row in client.get(MENU).context["cl"].result_list] == [first.pk, below.pk, second.pk]
    client.post(f"{MENU}{second.pk}/move/up/")
    assert [row.pk for row in client.get(MENU).context["cl"].result_list] == [second.pk, first.pk, below.pk]
    assert client.get(f"{MENU}{second.pk}/move/up/").status_code == 405
    assert sign_in(cast.writer).post(f"{MENU}{second.pk}/move/down/").status_code == 403
    assert sign_in(cast.stranger).post(f"{MENU}{second.pk}/move/down/").status_code == 403


def test_a_menu_has_at_most_three_levels(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    parent: MenuItem | None = None
    for level in range(3):
        parent = factories.menu_item(nghe_an, label_vi=f"Bậc {level}", url="/x", parent=parent)
    assert parent is not None
    data = {"leads_to": "module:home", "order": "0", "parent": str(parent.pk)}
    answer = sign_in(cast.editor).post(f"{MENU}add/", data)
    assert "parent" in answer.context["adminform"].form.errors


def test_a_department_s_address_is_made_of_its_name_and_stays_unique(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.editor)
    for _time in range(2):
        client.post(f"{DEPARTMENTS}add/", {"name_vi": "Phòng Khoa giáo", "order": "0", **NO_LEADERS})
    assert [d.slug for d in Department.objects.all()] == ["phong-khoa-giao", "phong-khoa-giao-2"]


def test_a_taken_address_is_a_message_beside_the_field(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    factories.department(nghe_an, slug="van-phong")
    data = {"name_vi": "Văn phòng", "slug": "van-phong", "order": "0", **NO_LEADERS}
    answer = sign_in(cast.editor).post(f"{DEPARTMENTS}add/", data)
    assert list(answer.context["adminform"].form.errors) == ["slug"]


def test_a_department_s_days_and_parents_must_make_sense(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    above = factories.department(nghe_an, "Trên")
    below = factories.department(nghe_an, "Dưới", parent=above)
    client = sign_in(cast.editor)
    data = {"name_vi": "Trên", "slug": above.slug, "order": "0", **NO_LEADERS}
    loop = client.post(f"{DEPARTMENTS}{above.pk}/change/", {**data, "parent": str(below.pk)})
    assert list(loop.context["adminform"].form.errors) == ["parent"]
    days = client.post(
        f"{DEPARTMENTS}{above.pk}/change/", {**data, "valid_from": "2026-05-02", "valid_to": "2026-05-01"}
    )
    assert "valid_to" in days.context["adminform"].form.errors


def test_leaders_and_links_are_saved_with_what_they_belong_to(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.editor)
    leaders = {
        "leaders-TOTAL_FORMS": "1",
        "leaders-INITIAL_FORMS": "0",
        "leaders-0-name": "Trần Thị Hai",
        "leaders-0-position_vi": "Trưởng phòng",
        "leaders-0-order": "0",
    }
    client.post(f"{DEPARTMENTS}add/", {"name_vi": "Phòng Khoa giáo", "order": "0", **leaders})
    leader = Department.objects.get().leaders.get()
    assert (leader.name, leader.position) == ("Trần Thị Hai", "Trưởng phòng")
    links = {
        "links-TOTAL_FORMS": "1",
        "links-INITIAL_FORMS": "0",
        "links-0-title_vi": "Báo địa phương",
        "links-0-url": "https://bao.vi-du.vn/",
        "links-0-order": "0",
    }
    client.post("/quan-tri/nghe-an/provinces/linkgroup/add/", {"name_vi": "Báo chí", "order": "0", **links})
    group: Any = LinkGroup.objects.get()
    assert group.links.get().url == "https://bao.vi-du.vn/"


def test_a_new_line_is_offered_the_last_place(cast: Cast, sign_in: SignIn, nghe_an: Site, vinh_long: Site) -> None:
    client = sign_in(cast.editor)
    assert client.get(f"{MENU}add/").context["adminform"].form["order"].value() == 0
    factories.menu_item(nghe_an, module="home", order=6)
    factories.menu_item(vinh_long, module="home", order=90)
    assert client.get(f"{MENU}add/").context["adminform"].form["order"].value() == 7


@pytest.mark.parametrize(("phone", "taken"), [("0238 3 000 000", True), ("113", True), ("đang cập nhật", False)])
def test_a_hotline_can_be_called(cast: Cast, sign_in: SignIn, phone: str, taken: bool) -> None:
    data = {"label_vi": "Trực ban", "phone": phone, "order": "0"}
    sign_in(cast.editor).post("/quan-tri/nghe-an/provinces/hotline/add/", data)
    assert Hotline.objects.exists() is taken


def test_an_address_without_its_beginning_is_a_safe_one(cast: Cast, sign_in: SignIn) -> None:
    data = {"name_vi": "Phòng Khoa giáo", "order": "0", "website": "khoagiao.vi-du.vn"}
    sign_in(cast.editor).post(f"{DEPARTMENTS}add/", {**data, "leaders-TOTAL_FORMS": "0", "leaders-INITIAL_FORMS": "0"})
    assert Department.objects.get().website == "https://khoagiao.vi-du.vn"
