"""Stories of the people who set up sites, told with a real browser."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from provinces.models import Banner, Department, Hostname, Hotline, Membership, MenuItem, Site, WebLink
from tests import factories
from tests.conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Any]


@pytest.fixture
def enter(browser: Any, live_site: str, cast: Cast, portal: Site, settings: Any) -> Iterator[Enter]:
    """Return a function that signs somebody in and opens a page; a page that logs an error fails the story."""
    Hostname.objects.create(site=portal, host="localhost")
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "session", "csrf"
    settings.SECURE_SSL_REDIRECT = False
    contexts: list[Any] = []
    complaints: list[str] = []

    def _enter(username: str, path: str, width: int = 1280) -> Any:
        context = browser.new_context(base_url=live_site, viewport={"width": width, "height": 900}, locale="vi-VN")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        page.fill("#id_username", username)
        page.fill("#id_password", "mat-khau-thu")
        with page.expect_navigation():
            page.click("#login-form button")
        if page.locator("#id_code").count():
            page.fill("#id_code", factories.code(User.objects.get(username=username)))
            with page.expect_navigation():
                page.click("#code-form button")
        return page

    yield _enter
    for context in contexts:
        context.close()
    assert complaints == []


def save(page: Any) -> None:
    """Press the save button and wait for the next page."""
    with page.expect_navigation():
        page.click("button[name=_save]")


def test_a_superadmin_creates_a_site_from_a_template_and_opens_it(enter: Enter, nghe_an: Site) -> None:
    factories.menu_item(nghe_an, factories.category(nghe_an, "Khoa giáo", "khoa-giao"))
    page = enter("superadmin", "/quan-tri/")
    page.click("main a.button")
    page.fill("#id_name_vi", "Ban Tuyên giáo và Dân vận Tỉnh ủy Lai Châu")
    page.fill("#id_slug", "lai-chau")
    page.select_option("#id_template", str(nghe_an.pk))
    page.select_option("#id_state", "live")
    save(page)
    assert page.url.endswith("/quan-tri/lai-chau/")
    page.goto("/lai-chau/")
    assert page.locator("text=Lai Châu").first.is_visible()
    assert page.locator("text=Khoa giáo").first.is_visible()


def test_a_site_admin_adds_an_editor_who_chooses_their_own_password(enter: Enter, nghe_an: Site) -> None:
    page = enter("siteadmin", "/quan-tri/nghe-an/provinces/membership/")
    page.click(".object-tools a.button")
    page.fill("#id_username", "bientap")
    page.fill("#id_full_name", "Võ Thị Biên")
    page.select_option("#id_role", "editor")
    save(page)
    password = page.inner_text(".secret")
    assert Membership.objects.filter(site=nghe_an, user__username="bientap", role="editor").exists()

    newcomer = enter("nobody", "/quan-tri/nghe-an/")
    assert newcomer.locator(".errornote").is_visible()
    newcomer.fill("#id_username", "bientap")
    newcomer.fill("#id_password", password)
    newcomer.click("#login-form button")
    newcomer.fill("#id_old_password", password)
    newcomer.fill("#id_new_password1", "mua-xuan-nho-nho")
    newcomer.fill("#id_new_password2", "mua-xuan-nho-nho")
    newcomer.click("main form button.default")
    newcomer.goto("/quan-tri/nghe-an/")
    assert newcomer.locator("#navigation").is_visible()


def test_an_editor_arranges_the_menu_at_phone_width(enter: Enter, nghe_an: Site) -> None:
    category = factories.category(nghe_an, "Văn hóa", "van-hoa")
    factories.menu_item(nghe_an, module="home", order=1)
    page = enter("editor", "/quan-tri/nghe-an/", 360)
    page.click(".menu-button")
    page.click("#navigation a[href$='/provinces/menuitem/']")
    page.click(".object-tools a.button")
    page.select_option("#id_leads_to", f"articles.category:{category.pk}")
    page.fill("#id_order", "2")
    save(page)
    added = MenuItem.objects.get(target_id=category.pk)
    with page.expect_navigation():
        page.click(f"button[formaction$='/{added.pk}/move/up/']")
    assert MenuItem.objects.for_site(nghe_an)[0] == added
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_editor_adds_a_hotline_in_three_languages_by_keyboard(enter: Enter, vinh_long: Site) -> None:
    page = enter("siteadmin", "/quan-tri/vinh-long/provinces/hotline/add/")
    assert page.locator("#id_label_vi").is_visible()
    assert not page.locator("#id_label_km").is_visible()
    page.fill("#id_label_vi", "Đường dây nóng")
    page.fill("#id_phone", "0270 3 000 000")
    page.focus(".language-tabs button[data-code=km]")
    page.keyboard.press("Enter")
    page.fill("#id_label_km", "លេខទូរស័ព្ទ")
    save(page)
    made: Any = Hotline.objects.get()
    assert (made.label_vi, made.label_km, made.label_en) == ("Đường dây nóng", "លេខទូរស័ព្ទ", "")


def test_a_mistake_in_a_hidden_language_is_brought_to_sight(enter: Enter, vinh_long: Site) -> None:
    page = enter("siteadmin", "/quan-tri/vinh-long/provinces/hotline/add/")
    page.click(".language-tabs button[data-code=en]")
    page.fill("#id_label_en", "Hotline")
    page.fill("#id_phone", "113")
    save(page)
    assert page.locator(".language-tabs button.has-errors").get_attribute("data-code") == "vi"
    assert page.locator("#id_label_vi").is_visible()
    assert page.input_value("#id_label_en") == "Hotline"


def test_an_editor_adds_a_group_with_two_links(enter: Enter, nghe_an: Site) -> None:
    page = enter("editor", "/quan-tri/nghe-an/provinces/linkgroup/add/")
    page.fill("#id_name_vi", "Báo chí")
    for number in range(2):
        page.click(".add-row a")
        page.fill(f"#id_links-{number}-title_vi", f"Báo số {number}")
        page.fill(f"#id_links-{number}-url", f"https://bao{number}.vi-du.vn/")
    save(page)
    assert WebLink.objects.for_site(nghe_an).count() == 2


def test_an_editor_adds_a_department_with_its_leader(enter: Enter, nghe_an: Site) -> None:
    page = enter("editor", "/quan-tri/nghe-an/provinces/department/")
    page.click(".empty a.button")
    page.fill("#id_name_vi", "Phòng Khoa giáo")
    page.click(".add-row a")
    page.fill("#id_leaders-0-name", "Trần Thị Hai")
    page.fill("#id_leaders-0-position_vi", "Trưởng phòng")
    save(page)
    department: Any = Department.objects.get()
    assert department.slug == "phong-khoa-giao"
    assert department.leaders.get().name == "Trần Thị Hai"


def test_an_editor_sets_a_banner_s_dates_the_wrong_way_round_then_right(
    enter: Enter, nghe_an: Site, tmp_path: Path
) -> None:
    file = tmp_path / "banner.png"
    file.write_bytes(factories.image_file("banner.png", (600, 200)).read())
    page = enter("editor", "/quan-tri/nghe-an/provinces/banner/add/")
    page.fill("#id_title_vi", "Chào mừng ngày hội")
    page.set_input_files("#id_picture", str(file))
    page.fill("#id_starts_at", "20/11/2026 8:00")
    page.fill("#id_ends_at", "10/11/2026 8:00")
    save(page)
    assert page.locator(".field-ends_at .errorlist").is_visible()
    page.set_input_files("#id_picture", str(file))
    page.fill("#id_ends_at", "10/12/2026 8:00")
    save(page)
    banner = Banner.objects.get()
    assert banner.starts_at is not None
    assert re.match("2026-11-20 01:00", str(banner.starts_at))


def test_a_double_click_on_save_makes_one_row(enter: Enter, nghe_an: Site) -> None:
    page = enter("editor", "/quan-tri/nghe-an/provinces/hotline/add/")
    page.wait_for_load_state()
    page.fill("#id_label_vi", "Nóng")
    page.fill("#id_phone", "113")
    with page.expect_navigation():
        page.dblclick("button[name=_save]")
    assert Hotline.objects.count() == 1
