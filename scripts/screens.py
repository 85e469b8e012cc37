"""Takes the pictures of `docs/screens/` from a running demonstration: `make demo`, then `make screens` beside it."""

import argparse
import re
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.chromium import find
from tuyengiao.demo.sites import PASSWORD

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
SIZES = {1280: 860, 360: 740}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def first_address(browser: Browser, page_url: str, pattern: str) -> str:
    """Return the first link on a page whose address matches `pattern`."""
    page = browser.new_page()
    page.goto(page_url)
    links: list[str] = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    page.close()
    return next(link for link in links if re.search(pattern, link))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://localhost:8000")
    base = parser.parse_args().base.rstrip("/")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        public = {
            "portal": f"{base}/",
            "site": f"{base}/nghe-an/",
            "article": first_address(browser, f"{base}/nghe-an/", r"/nghe-an/[a-z-]+/[a-z0-9-]+-\d+\.html$"),
            "album": first_address(browser, f"{base}/nghe-an/album/", r"/album/[a-z0-9-]+\.html$"),
            "khmer": f"{base}/vinh-long/km/",
        }
        admin = {
            "desk": f"{base}/quan-tri/nghe-an/",
            "articles": f"{base}/quan-tri/nghe-an/articles/article/",
            "writing": f"{base}/quan-tri/nghe-an/articles/article/add/",
        }
        for width, height in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            for name, url in public.items():
                page.goto(url)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=FOLDER / f"{name}-{width}.jpg", type="jpeg", quality=82)
            page.goto(f"{base}/quan-tri/login/")
            page.fill("[name=username]", "bientap")
            page.fill("[name=password]", PASSWORD)
            page.click("[type=submit]")
            page.wait_for_load_state()
            for name, url in admin.items():
                page.goto(url)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=FOLDER / f"admin-{name}-{width}.jpg", type="jpeg", quality=82)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
