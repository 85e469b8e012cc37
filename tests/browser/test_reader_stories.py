"""Stories of readers in a real browser: a phone and a desk, with and without script, by keyboard, on paper."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from articles import popularity
from articles.models import Article
from articles.models.article import ArticleType
from feedback import tokens
from feedback.models import Case
from galleries.models import Album
from vietnamese.dates import ZONE
from visits.models import SiteDay

from .. import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [360, 1280]
BODY = "".join(f"<h2>Phần {n}</h2><p>{'nội dung ' * 90}</p>" for n in range(1, 4))
#: Notes what a reader's first glance is like: the choices that are in force when the body begins.
GLANCE = """new MutationObserver((_, watcher) => {
  if (!document.body) return;
  window.glance = { ...document.documentElement.dataset };
  watcher.disconnect();
}).observe(document, { childList: true, subtree: true });"""
Opened = Callable[..., Page]


@pytest.fixture
def story(live_site: str) -> Article:
    """A long article of a site that has news, a menu of three levels and an album; what it leads to exists."""
    site = factories.site("nghe-an", name_vi="Ban Tuyên giáo và Dân vận Tỉnh ủy Nghệ An")
    factories.portal(host="localhost")
    top = factories.category(site, "Tin tức", "tin-tuc")
    below = factories.category(site, "Trong tỉnh", "trong-tinh", parent=top)
    line = factories.menu_item(site, top, order=1)
    middle = factories.menu_item(site, below, parent=line)
    factories.menu_item(site, url="https://vi-du.vn/", label_vi="Nơi xa", parent=middle)
    for _ in range(9):
        factories.article(below)
    factories.article(top, "Lịch tiếp công dân", article_type=ArticleType.NOTICE)
    return factories.article(top, "Đổi mới ở Lai Châu", body_vi=BODY, is_top=True)


@pytest.fixture
def opened(browser: Browser, live_site: str) -> Iterator[Opened]:
    """Return a function that opens a path for a reader; anything on the console fails, and so does a cookie."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def _opened(path: str, width: int, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 760}, locale="vi-VN", base_url=live_site, **options
        )
        contexts.append(context)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        context.add_init_script(GLANCE)
        page = context.new_page()
        page.goto(path)
        return page

    yield _opened
    assert [context.cookies() for context in contexts] == [[] for _ in contexts]
    for context in contexts:
        context.close()
    assert complaints == []


def path_of(thing: Article | Album) -> str:
    return f"/nghe-an{thing.get_absolute_url()}"


def size_of(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_chosen_size_stays_and_is_there_at_the_first_glance(story: Article, opened: Opened, width: int) -> None:
    page = opened(path_of(story), width)
    before = size_of(page)
    page.locator(".story-tools [data-step='1']").click()
    assert size_of(page) == pytest.approx(before * 1.125)
    page.reload()
    assert page.evaluate("window.glance.text") == "1"
    assert size_of(page) == pytest.approx(before * 1.125)
    page.locator(".story-tools [data-step='0']").click()
    page.reload()
    assert size_of(page) == pytest.approx(before)


@pytest.mark.parametrize("width", WIDTHS)
def test_contrast_and_colours_are_chosen_by_keyboard_and_stay(story: Article, opened: Opened, width: int) -> None:
    page = opened("/nghe-an/", width)
    paper = "getComputedStyle(document.body).backgroundColor"
    page.locator(".display-switch summary").press("Enter")
    page.get_by_role("button", name="Tối").press("Enter")
    page.get_by_role("button", name="Cao").press("Enter")
    assert page.evaluate(paper) == "rgb(0, 0, 0)"
    expect(page.get_by_role("button", name="Tối")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".display-switch summary")).to_be_focused()
    page.goto(path_of(story))
    assert page.evaluate("window.glance") == {"contrast": "high", "scheme": "dark"}
    assert page.evaluate(paper) == "rgb(0, 0, 0)"


def test_without_script_menu_tabs_and_sharing_work(story: Article, opened: Opened, monkeypatch: Any) -> None:
    monkeypatch.setattr(popularity, "_sources", [lambda site, now, number: [story.pk]])
    page = opened("/nghe-an/", 360, java_script_enabled=False)
    expect(page.locator(".display-switch")).to_be_hidden()
    expect(page.get_by_role("link", name="Nơi xa")).to_be_hidden()
    page.locator(".menu-switch summary").click()
    page.locator(".submenu-switch summary").click()
    expect(page.get_by_role("link", name="Nơi xa")).to_be_visible()
    expect(page.locator(".headlines-ranked")).to_be_hidden()
    page.get_by_text("Đọc nhiều", exact=True).first.click()
    expect(page.locator(".headlines-ranked")).to_be_visible()
    page.locator(".headlines-ranked a").click()
    expect(page.locator("h1")).to_have_text("Đổi mới ở Lai Châu")
    expect(page.locator("[data-print]")).to_be_hidden()
    page.locator(".share-switch summary").click()
    expect(page.get_by_role("link", name="Facebook")).to_be_visible()
    page.get_by_role("link", name="Phần 3").click()
    assert page.url.endswith("#muc-3")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_light_box_is_worked_by_keyboard(story: Article, opened: Opened, width: int) -> None:
    album = factories.album(story.site, "Mùa vàng", photos=3)
    page = opened(path_of(album), width)
    box, place = page.locator(".light-box"), page.locator(".light-box [role=status]")
    second = page.locator(".photo-grid a").nth(1)
    second.press("Enter")
    expect(box).to_be_visible()
    expect(place).to_have_text("2 / 3")
    expect(box.locator("figcaption")).to_contain_text("Ảnh 2")
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text("3 / 3")
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text("1 / 3")
    box.get_by_role("button", name="Ảnh trước").click()
    expect(place).to_have_text("3 / 3")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(page.locator(".photo-grid a").nth(2)).to_be_focused()


def test_nothing_needs_sideways_scrolling_on_small_screens_or_with_large_text(story: Article, opened: Opened) -> None:
    factories.network_mode(level="danger", message_vi="Bão số 9 đổ bộ, bà con không ra đường sau 18 giờ")
    album = factories.album(story.site, photos=2)
    page = opened("/nghe-an/", 320)
    for path in ("/nghe-an/", "/nghe-an/tin-tuc/", path_of(story), path_of(album), "/nghe-an/tim-kiem/?q=tin"):
        for size in ("100%", "200%"):
            page.goto(path)
            page.evaluate("size => document.documentElement.style.fontSize = size", size)
            too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert too_wide <= 0, (path, size)


def test_paper_shows_the_news_and_nothing_to_press(story: Article, opened: Opened) -> None:
    page = opened(path_of(story), 1280, color_scheme="dark")
    page.emulate_media(media="print")
    for seen in ("h1", ".story-stamp", ".prose", ".masthead-title", ".site-footer"):
        expect(page.locator(seen).first).to_be_visible()
    for unseen in (".menu", ".story-tools", ".story-contents", ".ticker", ".columns-aside", ".display-switch"):
        expect(page.locator(unseen).first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(255, 255, 255)"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_message_is_sent_with_consent_and_followed_by_its_code(
    story: Article, opened: Opened, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "FASTEST", 0)
    page = opened("/nghe-an/phan-hoi/", width)
    page.get_by_role("main").get_by_role("link", name="Gửi phản hồi").click()
    page.get_by_label("Tiêu đề").fill("Hỏi về lịch tiếp dân")
    page.get_by_label("Nội dung").fill("Xin cho biết tháng này lãnh đạo tiếp dân vào ngày nào?")
    page.get_by_label("Họ và tên").fill("Trần Thị Hỏi")
    consent = page.get_by_label("Tôi đã đọc thông báo ở trên và đồng ý.")
    expect(consent).not_to_be_checked()
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("đồng ý")
    assert Case.objects.count() == 0
    expect(page.get_by_label("Tiêu đề")).to_have_value("Hỏi về lịch tiếp dân")
    consent.check()
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("h1")).to_have_text("Phản hồi của bạn đã được tiếp nhận")
    code, number = page.locator("dd.code").inner_text(), Case.objects.get().number
    page.get_by_role("main").get_by_role("link", name="Tra cứu phản hồi").click()
    page.get_by_label("Mã tra cứu").fill(code.lower())
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.locator("#status-heading")).to_contain_text(number)
    expect(page.locator(".ticket")).to_contain_text("Hỏi về lịch tiếp dân")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_document_is_opened_from_an_article_that_cites_it(story: Article, opened: Opened, width: int) -> None:
    notice = factories.article(story.category, body_vi="<p>Xem Thông báo số 09-TB/BTGDV ngày 22/6/2026.</p>")
    found = factories.document(story.site, "09-TB/BTGDV", summary_vi="Lịch tiếp công dân")
    file = factories.document_file(found)
    page = opened(path_of(notice), width)
    page.locator("a.cited").click()
    expect(page.locator("h1")).to_contain_text("09-TB/BTGDV")
    shown = page.locator(f'object[data="{file.file.url}"]')
    expect(shown).to_be_visible() if width > 768 else expect(shown).to_be_hidden()
    expect(page.locator(f'main a[href="{file.file.url}"]').first).to_be_visible()


def test_a_search_is_narrowed_on_a_phone(story: Article, opened: Opened) -> None:
    other = factories.category(story.site, "Văn hóa", "van-hoa")
    factories.article(other, "Lịch tiếp công dân của xã", published_at=datetime.datetime(2024, 3, 5, tzinfo=ZONE))
    page = opened("/nghe-an/tim-kiem/?q=lich+tiep", 360)
    results = page.locator("main .stack > *")
    expect(results).to_have_count(2)
    page.get_by_text("Tìm kiếm nâng cao").click()
    page.get_by_label("Đến ngày").fill("2024-12-31")
    page.locator(".finder-line button").click()
    expect(results).to_have_count(1)
    expect(results).to_contain_text("Lịch tiếp công dân của xã")
    expect(page.get_by_label("Đến ngày")).to_have_value("2024-12-31")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_numbers_are_asked_for_when_a_reader_comes_near_them(story: Article, opened: Opened) -> None:
    SiteDay.objects.create(site=story.site, day=datetime.date(2026, 1, 5), views=1234)
    page = opened("about:blank", 360)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path_of(story), wait_until="networkidle")
    assert not [url for url in asked if "thong-ke" in url]
    for place, answer in ((".article-views", "**/thong-ke/*.json"), (".statistics", "**/thong-ke.json")):
        with page.expect_response(answer):
            page.locator(place).scroll_into_view_if_needed()
        expect(page.locator(f"{place} .statistics-moment")).to_be_hidden()


@pytest.mark.parametrize("width", [768, 960, 1280])
def test_the_top_line_is_one_line(live_site: str, opened: Opened, width: int) -> None:
    factories.portal(host="localhost")
    factories.site("vinh-long", languages=["vi", "en", "km"], phone="0270 3 000 000")
    page = opened("/vinh-long/lien-he/", width)
    tops = page.locator(".topbar > :visible").evaluate_all("all => all.map(one => one.getBoundingClientRect().bottom)")
    assert len(tops) >= 5
    assert max(tops) <= 48
