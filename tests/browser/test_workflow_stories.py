"""The story of an article between two people: the editor sends it back, then approves and schedules it."""

import datetime
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import User
from articles import publishing
from articles.models import Article, Category
from provinces.models import Hostname, Site
from vietnamese.dates import ZONE

from .. import factories
from ..conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignedIn = Callable[[User, int], Page]
DESK = "/quan-tri/nghe-an/"


@pytest.fixture
def signed_in(browser: Browser, live_site: str, cast: Cast) -> Iterator[SignedIn]:
    """Return a function that opens a browser in which an account is signed in; anything on the console fails."""
    Hostname.objects.filter(host="testserver").update(host="localhost")
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def _signed_in(account: User, width: int) -> Page:
        client = Client()  # one for each: signing in anew would end the other one's session
        client.force_login(account)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN", base_url=live_site)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site}])
        contexts.append(context)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        return context.new_page()

    yield _signed_in
    for context in contexts:
        context.close()
    assert complaints == []


def fits(page: Page) -> None:
    """Fail when the page can be scrolled sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_an_editor_sends_an_article_back_then_approves_and_schedules_it(
    cast: Cast, nghe_an: Site, signed_in: SignedIn
) -> None:
    category = factories.category(nghe_an, "Tin trong tỉnh", "tin-trong-tinh")
    article = factories.article(category, "Khai mạc lễ hội làng Sen", live=False, created_by=cast.writer)
    publishing.submit(article, cast.writer)

    editor = signed_in(cast.editor, 1280)
    editor.goto(DESK)
    expect(editor.locator(".inbox-link .count")).to_contain_text("1")
    editor.locator(".desk-waiting a", has_text="Khai mạc lễ hội làng Sen").click()
    editor.get_by_text("Trả lại", exact=True).click()
    editor.fill("#id_reason", "Bổ sung ý kiến của bà con.")
    editor.locator("[name=_verb][value=send_back]").click()
    expect(editor.locator(".messagelist .success")).to_be_visible()

    writer = signed_in(cast.writer, 360)
    writer.goto(f"{DESK}provinces/notice/")
    fits(writer)
    writer.get_by_role("button", name="đã trả lại bài của bạn").click()
    expect(writer.locator(".article-state")).to_contain_text("Bổ sung ý kiến của bà con.")
    writer.fill("#id_lead_vi", "Bà con phấn khởi về dự hội.")
    writer.keyboard.press("Control+Shift+Enter")
    expect(writer.locator(".messagelist .success")).to_contain_text("biên tập")
    fits(writer)

    later = (timezone.now() + datetime.timedelta(hours=2)).astimezone(ZONE).replace(second=0, microsecond=0)
    editor.goto(f"{DESK}articles/article/{article.pk}/change/")
    editor.locator("[name=_verb][value=approve]").click()
    expect(editor.locator(".article-state .chip").first).to_have_text("đã duyệt")
    editor.get_by_text("Hẹn giờ", exact=True).click()
    editor.fill("#id_at", f"{later:%d/%m/%Y %H:%M}")
    fits(editor)
    editor.locator("[name=_verb][value=schedule]").click()
    expect(editor.locator(".article-state")).to_contain_text(f"{later:%d/%m/%Y}")

    article.refresh_from_db()
    assert (article.state, article.due_at, article.is_live) == ("scheduled", later, False)
    assert publishing.apply_due(later) == 1
    shown = Article.objects.get(pk=article.pk)
    assert (shown.is_live, shown.lead_vi) == (True, "Bà con phấn khởi về dự hội.")


def test_keys_save_and_preview_what_is_in_the_form(cast: Cast, nghe_an: Site, signed_in: SignedIn) -> None:
    article = factories.article(factories.category(nghe_an), "Lễ hội", live=False, created_by=cast.writer)
    page = signed_in(cast.writer, 1280)
    page.goto(f"{DESK}articles/article/{article.pk}/change/")
    page.fill("#id_title_vi", "Lễ hội làng Sen")
    with page.expect_popup() as opened:
        page.keyboard.press("Control+Alt+p")
    expect(opened.value.locator("h1")).to_have_text("Lễ hội làng Sen")
    opened.value.close()
    page.fill("#id_title_vi", "Lễ hội Tràng An")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Đã lưu.")
    article.refresh_from_db()
    assert article.title_vi == "Lễ hội Tràng An"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_site_admin_arranges_the_home_page_with_the_keyboard_and_looks_at_it_first(
    cast: Cast, nghe_an: Site, signed_in: SignedIn, width: int
) -> None:
    for number, name in enumerate(("Thời sự", "Khoa giáo", "Văn hóa")):
        category = factories.category(nghe_an, name, has_home_box=True, home_order=number)
        for _number in range(6):
            factories.article(category)
    page = signed_in(cast.site_admin, width)
    page.goto(f"{DESK}trang-chu/")
    fits(page)
    page.get_by_role("button", name="Di chuyển Văn hóa").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    with page.expect_popup() as opened:
        page.locator("[name=preview]").click()
    preview = opened.value
    expect(preview.locator(".box h2").first).to_have_text("Văn hóa")
    assert Category.objects.home_boxes()[0].name_vi == "Thời sự"
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert [box.name_vi for box in Category.objects.home_boxes()] == ["Văn hóa", "Thời sự", "Khoa giáo"]
