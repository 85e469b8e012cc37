"""axe finds nothing on any kind of page: WCAG 2.2 AA and best practices, light and dark, in three languages."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page

from provinces.models import Hostname, Site

from .. import factories
from ..page_types import page_types
from ..walk import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = [code for code, _name in settings.LANGUAGES]
RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
DARK: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.fixture
def there(live_site: str) -> world.World:
    """The world of the walk, whose first site has a page of every kind; every announcement that a page can carry."""
    made = world.build()
    Hostname.objects.filter(host="testserver").update(host="localhost")
    Site.objects.filter(pk=made.home.pk).update(measuring_label="Đã kết nối", trust_badge_url="https://vi-du.vn/")
    for level in ("notice", "warning", "danger"):
        factories.network_mode(level=level)
    return made


@pytest.fixture
def page(browser: Browser, live_site: str) -> Iterator[Page]:
    """A reader's browser; a strict policy forbids scripts from elsewhere, axe is let in by hand."""
    context = browser.new_context(base_url=live_site, locale="vi-VN", bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what axe complains about on the page that is shown."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize(("language", "width"), [("vi", 360), ("en", 1280), ("km", 360)])
def test_axe_finds_nothing_on_any_kind_of_page(there: world.World, page: Page, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/{there.home.path_prefix}/")
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).position") == "relative"  # it has style
    faults = {}
    for kind in page_types(there):
        page.emulate_media(color_scheme="light")
        page.goto(kind.on(there, language))
        found = violations(page, RULES)
        page.emulate_media(color_scheme="dark")
        found += [f"dark {one}" for one in violations(page, DARK)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append("scrolls sideways")
        if found:
            faults[kind.name] = found
    assert faults == {}


@pytest.mark.parametrize("mode", ["mourning", "tet"])
def test_modes_and_high_contrast_stay_readable(there: world.World, page: Page, mode: str) -> None:
    factories.network_mode(mode, message_vi="Lời của mạng lưới")
    for scheme in ("light", "dark"):
        for contrast in ("", "high"):
            page.add_init_script(f"localStorage.setItem('display', '{{\"contrast\": \"{contrast}\"}}')")
            page.emulate_media(color_scheme=scheme)
            page.goto(f"/{there.home.path_prefix}/")
            assert violations(page, DARK) == [], (scheme, contrast)
