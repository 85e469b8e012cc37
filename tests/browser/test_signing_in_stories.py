"""Signing in in two steps, own sessions and the recycle bin, in a browser: by keyboard, on a phone, for everybody."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, expect

from accounts.models import User
from provinces import trash
from provinces.models import Membership, Site

from .. import factories
from ..conftest import Cast
from .test_admin_pages import LISTEN, RULES
from .test_newsroom_stories import fits, signed_in

__all__ = ["signed_in"]  # a fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignedIn = Callable[[User, int], Page]
ROOT = "/quan-tri/nghe-an/"
FACTOR = f"{ROOT}tai-khoan/xac-thuc-hai-buoc/"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_pages_about_signing_in_and_the_bin_are_open_to_everybody(
    cast: Cast, nghe_an: Site, signed_in: SignedIn, width: int, scheme: str
) -> None:
    trash.put(factories.album(nghe_an, "Lễ hội làng Sen qua ảnh"), cast.editor)
    role = Membership.objects.get(user=cast.writer)
    own = [FACTOR, f"{ROOT}tai-khoan/phien/", f"{ROOT}thung-rac/", f"{ROOT}provinces/membership/{role.pk}/dang-nhap/"]
    faults: list[str] = []
    for account, paths in ((cast.site_admin, own), (cast.writer, [FACTOR])):
        page = signed_in(account, width)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.add_init_script(LISTEN)
        for path in paths:
            page.goto(path)
            fits(page)
            found = Axe().run(page, options=RULES).response
            assert len(found["passes"]) > 10
            faults += [
                f"{path}: {one['id']} {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]
            ]
            faults += [f"{path}: policy {line}" for line in page.evaluate("window.broken")]
    assert faults == []


def test_somebody_sets_up_a_second_step_on_a_phone_by_keyboard_and_signs_in_with_it(
    cast: Cast, nghe_an: Site, signed_in: SignedIn
) -> None:
    page = signed_in(cast.writer, 360)
    page.goto(FACTOR)
    typed = page.locator("#factor-key").inner_text().replace(" ", "")
    page.locator("#id_code").focus()
    page.keyboard.type(factories.code_of_key(typed))
    page.keyboard.press("Enter")
    expect(page.locator(".codes li")).to_have_count(10)
    recovery = page.locator(".codes li").first.inner_text()
    fits(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.goto(ROOT)
    expect(page.locator("#id_username")).to_be_focused()
    page.keyboard.type("writer")
    page.keyboard.press("Tab")
    page.keyboard.type("mat-khau-thu")
    page.keyboard.press("Enter")
    expect(page.locator("#id_code")).to_be_focused()
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(page.locator(".errorlist")).to_contain_text("Mã này sai")
    page.locator("#id_code").fill(recovery)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bàn làm việc")


def test_what_was_deleted_by_mistake_is_back_after_two_clicks(cast: Cast, nghe_an: Site, signed_in: SignedIn) -> None:
    draft = factories.article(factories.category(nghe_an), "Bài xóa nhầm", live=False)
    page = signed_in(cast.editor, 1280)
    page.goto(f"{ROOT}articles/article/{draft.pk}/delete/")
    page.get_by_role("button", name="Có, xóa").click()
    expect(page.locator(".messagelist")).to_contain_text("Thùng rác")
    page.get_by_role("link", name="Thùng rác").click()
    page.get_by_role("button", name="Khôi phục").click()
    expect(page.locator(".messagelist")).to_contain_text("Đã khôi phục “Bài xóa nhầm”")
    page.goto(f"{ROOT}articles/article/")
    expect(page.get_by_role("link", name="Bài xóa nhầm")).to_be_visible()
