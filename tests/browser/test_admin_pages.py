"""The most used pages of a site's admin: axe finds nothing, nothing is scrolled sideways, the policy is kept."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from accounts.models import User
from provinces.models import Site

from .. import factories
from ..conftest import Cast
from ..test_statistics import everything, read
from .test_newsroom_stories import fits, signed_in

__all__ = ["signed_in"]  # a fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignedIn = Callable[[User, int], Page]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LISTEN = """window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});"""
OVERLAPS = """() => {
  const bar = document.querySelector(".submit-row");
  return bar ? bar.getBoundingClientRect().height > innerHeight / 3 : false;
}"""


def pages_of(site: Site) -> list[str]:
    """Return the addresses of the pages, below the site's admin, with rows to show."""
    category = factories.category(site, "Tin trong tỉnh", "tin-trong-tinh")
    picture = factories.picture(site, file=factories.image_file(size=(600, 400)))
    article = factories.article(category, "Khai mạc lễ hội làng Sen", picture=picture)
    factories.article(category, "Bài còn viết dở", live=False)
    album = factories.album(site, "Lễ hội làng Sen qua ảnh", photos=2)
    everything(site, 3)
    return [
        "",
        "articles/article/",
        "articles/article/add/",
        f"articles/article/{article.pk}/change/",
        "articles/category/",
        "galleries/picture/",
        f"galleries/picture/{picture.pk}/change/",
        "galleries/picture/add/",
        f"galleries/album/{album.pk}/change/",
        f"provinces/site/{site.pk}/change/",
        "truy-cap/?first=01/01/2026&last=31/01/2026",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_most_used_pages_are_open_to_everybody(
    cast: Cast, nghe_an: Site, signed_in: SignedIn, width: int, scheme: str
) -> None:
    page = signed_in(cast.site_admin, width)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.add_init_script(LISTEN)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    faults: list[str] = []
    for path in pages_of(nghe_an):
        page.goto(f"/quan-tri/nghe-an/{path}")
        page.wait_for_load_state("networkidle")
        fits(page)
        assert not page.evaluate(OVERLAPS), path
        found = Axe().run(page, options=RULES).response
        assert len(found["passes"]) > 10
        faults += [
            f"{path}: {fault['id']} {node['html'][:160]}" for fault in found["violations"] for node in fault["nodes"]
        ]
        faults += [f"{path}: policy {line}" for line in page.evaluate("window.broken")]
    own = page.url.split("/quan-tri/")[0]
    assert faults == []
    assert [url for url in asked if not url.startswith((own, "data:", "blob:"))] == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_comparison_of_sites_is_open_to_everybody(
    cast: Cast, nghe_an: Site, vinh_long: Site, signed_in: SignedIn, width: int, scheme: str
) -> None:
    read(nghe_an, 40_991_386, visits=5367)
    page = signed_in(cast.superadmin, width)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/quan-tri/truy-cap/?first=01/01/2026&last=31/01/2026")
    fits(page)
    found = Axe().run(page, options=RULES).response
    assert [f"{fault['id']} {node['html'][:160]}" for fault in found["violations"] for node in fault["nodes"]] == []
    page.get_by_role("link", name="Ban Tuyên giáo và Dân vận Tỉnh ủy Nghệ An").last.press("Enter")
    page.wait_for_url("**/nghe-an/truy-cap/?first=01/01/2026&last=31/01/2026")


def test_a_page_is_worked_by_keyboard_alone(cast: Cast, nghe_an: Site, signed_in: SignedIn) -> None:
    page = signed_in(cast.editor, 360)
    page.goto("/quan-tri/nghe-an/articles/category/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content-start"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    menu = page.locator(".menu-button")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#navigation').contains(document.activeElement)")
    page.get_by_role("link", name="Bàn làm việc").press("Enter")
    page.wait_for_url("**/quan-tri/nghe-an/")
    seen = set()
    for _number in range(25):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            "(() => { const at = document.activeElement, style = getComputedStyle(at);"
            " return [at.outerHTML.slice(0, 80), style.outlineStyle !== 'none' || style.boxShadow !== 'none']; })()"
        )
        seen.add(focus[0])
        assert focus[1], f"the focus cannot be seen on {focus[0]}"
    assert len(seen) > 12
