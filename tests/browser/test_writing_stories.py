"""Stories of writing, in a browser: two editors collide, a session ends in mid-sentence, a live article is edited."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import Session, User
from articles import publishing, snapshots
from articles.models import Article, Autosave
from provinces.models import Hostname, Site

from .. import factories
from ..conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EnterAs = Callable[..., Page]


@pytest.fixture
def enter_as(browser: Browser, live_site: str, cast: Cast, client: Any) -> Iterator[EnterAs]:
    """Return a function that opens a browser of its own in which an account is signed in; script errors fail."""
    Hostname.objects.filter(host="testserver").update(host="localhost")
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def _enter(account: User, width: int = 1280) -> Page:
        client.force_login(account)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN", base_url=live_site)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site}])
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        client.cookies.clear()
        return context.new_page()

    yield _enter
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def draft(nghe_an: Site, cast: Cast) -> Article:
    made = factories.article(factories.category(nghe_an, "Tin"), "Lễ hội làng Sen", live=False, created_by=cast.writer)
    snapshots.record(made, cast.writer)
    return made


def form_of(article: Article) -> str:
    return f"/quan-tri/nghe-an/articles/article/{article.pk}/change/"


def sent(page: Page, address: str) -> str:
    """Return a page as it was sent, before a script has filled in fresh numbers."""
    answer = page.goto(address)
    assert answer is not None
    return answer.text()


def opened(page: Page, article: Article) -> None:
    """Open the form and wait until it keeps what is typed."""
    page.goto(form_of(article))
    with page.expect_response(re.compile("/sitting/here/")):
        pass


def fits(page: Page) -> None:
    """Fail when the page can be scrolled sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def sign_in_again(page: Page, name: str) -> None:
    page.fill("#id_username", name)
    page.fill("#id_password", "mat-khau-thu")
    page.locator("#login-form button[type=submit]").click()


@pytest.mark.parametrize("width", [360, 1280])
def test_two_editors_collide(cast: Cast, draft: Article, enter_as: EnterAs, width: int) -> None:
    first, second = enter_as(cast.editor, width), enter_as(cast.site_admin, width)
    opened(first, draft)
    opened(second, draft)
    expect(second.locator("#writing-others")).to_contain_text("Trần Văn Duyệt đang sửa, từ")
    first.fill("#id_title_vi", "Lễ hội làng Sen khai mạc")
    first.locator("[name=_save]").first.click()
    expect(first.locator(".messagelist")).to_be_visible()
    second.fill("#id_title_vi", "Lễ hội làng Sen bế mạc")
    second.locator("[name=_save]").first.click()
    collision = second.locator(".collision")
    expect(collision).to_contain_text("Trần Văn Duyệt đã lưu phiên bản 2")
    expect(collision.locator("del")).to_have_text("khai")
    expect(collision.locator("ins")).to_have_text("bế")
    expect(second.locator("#id_title_vi")).to_have_value("Lễ hội làng Sen bế mạc")
    fits(second)
    collision.locator("[name=_save]").click()
    expect(second.locator(".messagelist")).to_be_visible()
    assert snapshots.current(Article.objects.get(pk=draft.pk))["title_vi"] == "Lễ hội làng Sen bế mạc"
    assert draft.revisions.count() == 3


def test_a_session_ends_in_mid_sentence(cast: Cast, draft: Article, enter_as: EnterAs) -> None:
    page = enter_as(cast.writer)
    opened(page, draft)
    page.locator(".ProseMirror").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Đoàn rước đi qua cầu thì")
    page.fill("#id_source", "Đài Nghệ An")
    Session.objects.all().delete()
    page.locator("[name=_save]").first.click()
    sign_in_again(page, "writer")
    offer = page.locator("#writing-offer")
    expect(offer).to_be_visible()
    offer.locator("#writing-restore").click()
    expect(page.locator("#id_source")).to_have_value("Đài Nghệ An")
    expect(page.locator(".ProseMirror").first).to_contain_text("Đoàn rước đi qua cầu thì")
    assert draft.revisions.count() == 1
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert "đi qua cầu thì" in snapshots.current(Article.objects.get(pk=draft.pk))["body_vi"]
    page.reload()
    page.wait_for_timeout(800)
    expect(page.locator("#writing-offer")).to_be_hidden()


def test_a_closed_lid_loses_nothing_of_a_new_article(cast: Cast, nghe_an: Site, enter_as: EnterAs) -> None:
    factories.category(nghe_an, "Tin")
    page = enter_as(cast.writer)
    page.goto("/quan-tri/nghe-an/articles/article/add/")
    page.wait_for_timeout(600)
    page.context.set_offline(True)
    page.fill("#id_title_vi", "Viết khi mất mạng")
    page.wait_for_timeout(900)
    page.close(run_before_unload=False)
    context = page.context
    context.set_offline(False)
    again = context.new_page()
    again.goto("/quan-tri/nghe-an/articles/article/add/")
    again.locator("#writing-restore").click()
    expect(again.locator("#id_title_vi")).to_have_value("Viết khi mất mạng")
    again.select_option("#id_category", label="Tin")
    again.locator("[name=_save]").first.click()
    expect(again.locator(".messagelist")).to_be_visible()
    assert Article.objects.get().title_vi == "Viết khi mất mạng"


def test_the_form_saves_itself_until_somebody_switches_that_off(
    cast: Cast, draft: Article, enter_as: EnterAs, settings: Any
) -> None:
    settings.AUTOSAVE_SECONDS = 1
    page = enter_as(cast.writer)
    opened(page, draft)
    page.fill("#id_source", "Tự lưu")
    expect(page.locator("#writing-state")).to_contain_text("Đã tự lưu lúc")
    assert "T%E1%BB%B1+l%C6%B0u" in Autosave.objects.get().fields
    with page.expect_response(re.compile("/sitting/habit/")):
        page.locator("#writing-habit").uncheck()
    cast.writer.refresh_from_db()
    assert not cast.writer.autosaves
    assert draft.revisions.count() == 1


def test_an_idle_session_counts_down_and_one_click_keeps_it(
    cast: Cast, draft: Article, enter_as: EnterAs, settings: Any
) -> None:
    settings.SESSION_IDLE_SECONDS, settings.SESSION_WARNING_SECONDS = 24, 18
    page = enter_as(cast.writer)
    opened(page, draft)
    dialog = page.locator("#idle")
    expect(dialog).to_be_visible(timeout=10_000)
    expect(page.locator("#idle-left")).to_contain_text("giây")
    page.locator("#idle-stay").click()
    expect(dialog).to_be_hidden()
    page.fill("#id_source", "Nói dở")
    expect(dialog).to_be_visible(timeout=10_000)
    page.wait_for_url(re.compile("/login/"), timeout=40_000)
    settings.SESSION_IDLE_SECONDS = 600
    sign_in_again(page, "writer")
    page.locator("#writing-restore").click()
    expect(page.locator("#id_source")).to_have_value("Nói dở")


def test_an_article_is_corrected_while_it_is_live(cast: Cast, draft: Article, enter_as: EnterAs) -> None:
    publishing.publish(draft, None)
    public = f"/nghe-an/{draft.path_in('vi')}"
    page = enter_as(cast.editor)
    reader = page.context.new_page()
    before = sent(reader, public)
    opened(page, draft)
    page.fill("#id_title_vi", "Lễ hội làng Sen năm 2026")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert sent(reader, public) == before
    page.goto(form_of(draft).replace("/change/", "/compare/"))
    expect(page.locator("ins")).to_have_text(" năm 2026")
    with page.context.expect_page() as shown:
        page.goto(form_of(draft).replace("/change/", "/history/"))
        page.locator(".version-tools a").first.click()
    expect(shown.value.locator("h1")).to_have_text("Lễ hội làng Sen năm 2026")
    expect(shown.value.locator(".story-notice")).to_contain_text("Xem trước")
    publishing.publish(Article.objects.get(pk=draft.pk), cast.editor)
    reader.goto(f"/nghe-an/{Article.objects.get(pk=draft.pk).path_in('vi')}")
    expect(reader.locator("h1")).to_have_text("Lễ hội làng Sen năm 2026")
