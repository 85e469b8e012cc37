"""Takes the pictures of `docs/screens/` from a running demonstration: `make demo`, then `make screens` beside it."""

import argparse
import re
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import find
from tuyengiao.demo.sites import PASSWORD

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
SIZES = {1280: 860, 360: 740}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


# Pages of the admin, below a site's: the name of the picture and the address; one with `…` leads on to its first row.
ADMIN = {
    "desk": "",
    "articles": "articles/article/",
    "writing": "articles/article/…",
    "versions": "articles/article/…history/",
    "word": "nhap-word/",
    "pictures": "galleries/picture/",
    "picture": "galleries/picture/…",
    "upload": "galleries/picture/add/",
    "album": "galleries/album/…",
    "report": "bao-cao/",
}


def first_address(browser: Browser, page_url: str, pattern: str) -> str:
    """Return the first link on a page whose address matches `pattern`."""
    page = browser.new_page()
    page.goto(page_url)
    links: list[str] = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    page.close()
    return next(link for link in links if re.search(pattern, link))


def public_pages(browser: Browser, base: str) -> dict[str, str]:
    """Return the addresses of the public pages by the names of their pictures."""
    return {
        "portal": f"{base}/",
        "site": f"{base}/nghe-an/",
        "article": first_address(browser, f"{base}/nghe-an/", r"/nghe-an/[a-z-]+/[a-z0-9-]+-\d+\.html$"),
        "album": first_address(browser, f"{base}/nghe-an/album/", r"/album/[a-z0-9-]+\.html$"),
        "khmer": f"{base}/vinh-long/km/",
    }


def sign_in(page: Page, base: str) -> None:
    """Sign in as the site admin of the demonstration."""
    page.goto(f"{base}/quan-tri/login/")
    page.fill("[name=username]", "quantri")
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    page.wait_for_load_state()


def go_to(page: Page, root: str, path: str) -> None:
    """Open a page of the admin; `…` stands for the first row of the list before it."""
    listed, has_row, rest = path.partition("…")
    page.goto(root + listed)
    if has_row:
        row = page.locator("#result_list a[href*='/change/']").first.get_attribute("href") or ""
        page.goto(urljoin(page.url, row.replace("change/", rest) if rest else row))


def in_the_dark(browser: Browser, public: dict[str, str]) -> None:
    """Take what is dark: two pages in the dark scheme, and the light box of an album."""
    page = browser.new_page(viewport={"width": 1280, "height": SIZES[1280]}, color_scheme="dark")
    for name in ("site", "article"):
        page.goto(public[name])
        take(page, f"{name}-dark-1280")
    page.goto(public["album"])
    page.locator(".photo-grid a").first.click()
    take(page, "light-box-1280")
    page.close()


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("--admin-only", action="store_true", help="leave the public pages as they are")
    options = parser.parse_args()
    base = options.base.rstrip("/")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        public = {} if options.admin_only else public_pages(browser, base)
        for width, height in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
            for name, url in public.items():
                page.goto(url)
                take(page, f"{name}-{width}")
            sign_in(page, base)
            for name, path in ADMIN.items():
                go_to(page, f"{base}/quan-tri/nghe-an/", path)
                take(page, f"admin-{name}-{width}")
            page.close()
        if public:
            in_the_dark(browser, public)
        browser.close()


def take(page: Page, name: str) -> None:
    """Take the picture of the page that is open."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=82)


if __name__ == "__main__":
    main()
