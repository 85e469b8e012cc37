"""Stories of the newsroom in a real browser: an article with a captioned picture, an album, an about page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from accounts.models import User
from articles.models import Article
from articles.models import Page as AboutPage
from galleries.models import Album
from provinces.models import Hostname, Site

from .. import factories
from ..conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [360, 1280]
PICTURE_BUTTON = ".body-toolbar [data-name=image]"
SignedIn = Callable[[User, int], Page]


@pytest.fixture
def photos(tmp_path: Path) -> list[str]:
    """Three picture files on the writer's disk."""
    paths = []
    for name, colour in {"le-hoi.jpg": "teal", "cho-noi.jpg": "gold", "cau.png": "navy"}.items():
        path = tmp_path / name
        path.write_bytes(factories.image_file(name, (900, 600), colour).read())
        paths.append(str(path))
    return paths


@pytest.fixture
def signed_in(browser: Browser, live_site: str, cast: Cast, client: Any) -> Iterator[SignedIn]:
    """Return a function that opens a browser in which an account is signed in; anything on the console fails."""
    Hostname.objects.filter(host="testserver").update(host="localhost")
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def _signed_in(account: User, width: int) -> Page:
        client.force_login(account)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN", base_url=live_site)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site}])
        contexts.append(context)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda line: complaints.append(line.text) if is_fault(line) else None)
        return context.new_page()

    yield _signed_in
    for context in contexts:
        context.close()
    assert complaints == []


def is_fault(line: ConsoleMessage) -> bool:
    """Whether the page did something wrong; a refused upload (400) is noted by the browser as an error, too."""
    return line.type == "error" and "status of 400" not in line.text


def fits(page: Page) -> None:
    """Fail when the page can be scrolled sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def upload_in_picker(page: Page, press: Callable[[], None], path: str, caption: str) -> None:
    """Open the picker, upload a file with its texts, and come back with it chosen."""
    with page.expect_popup() as opened:
        press()
    picker = opened.value
    picker.locator("details.picker-upload").evaluate("details => details.open = true")
    picker.set_input_files("#id_new_files", path)
    picker.fill("#id_alt_vi", "Đoàn đại biểu trên sân khấu")
    picker.fill("#id_caption_vi", caption)
    fits(picker)
    picker.locator(".picker-upload button[type=submit]").click()
    page.wait_for_timeout(200)


@pytest.mark.parametrize("width", WIDTHS)
def test_an_editor_writes_and_publishes_an_article_with_captioned_pictures(
    cast: Cast, nghe_an: Site, signed_in: SignedIn, photos: list[str], width: int
) -> None:
    factories.category(nghe_an, "Tin trong tỉnh", "tin-trong-tinh")
    page = signed_in(cast.editor, width)
    page.goto("/quan-tri/nghe-an/articles/article/add/")
    page.fill("#id_title_vi", "Khai mạc lễ hội làng Sen")
    page.fill("#id_lead_vi", "Sáng nay, lễ hội làng Sen khai mạc.")
    page.select_option("#id_category", label="Tin trong tỉnh")
    editor = page.locator(".ProseMirror")
    editor.click()
    page.keyboard.type("Đông đảo bà con về dự.")
    page.keyboard.press("Enter")
    upload_in_picker(page, page.locator(PICTURE_BUTTON).click, photos[0], "Rước kiệu đầu xuân")
    expect(editor.locator("figure img")).to_have_attribute("alt", "Đoàn đại biểu trên sân khấu")
    expect(editor.locator("figcaption")).to_have_text("Rước kiệu đầu xuân")
    lead = page.locator(".picture-field")
    upload_in_picker(page, lead.locator("[data-picture-choose]").click, photos[1], "Toàn cảnh lễ hội")
    expect(lead.locator("img")).to_be_visible()
    expect(page.locator("#id_picture_caption_vi")).to_have_value("Toàn cảnh lễ hội")
    page.fill("#id_tag_names", "Lễ hội, Làng Sen")
    page.fill("#id_contributions-0-name", "Thu Hà")
    fits(page)
    page.locator("[name=_verb][value=publish]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    article = Article.objects.get()
    assert article.is_live
    assert article.body_vi.count("data-picture=") == 1
    assert "src=" not in article.body_vi
    page.goto(article_path(article))
    expect(page.locator("h1")).to_have_text("Khai mạc lễ hội làng Sen")
    for caption in ("Rước kiệu đầu xuân", "Toàn cảnh lễ hội"):
        image = page.locator("figure", has_text=caption).locator("img")
        image.scroll_into_view_if_needed()
        page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image.element_handle())
    fits(page)


def article_path(article: Article) -> str:
    """Return the path of an article on the portal's host."""
    return f"/nghe-an/{article.category.slug}/{article.slug_vi}-{article.pk}.html"


def test_the_editor_works_by_keyboard(cast: Cast, nghe_an: Site, signed_in: SignedIn) -> None:
    factories.category(nghe_an, "Tin trong tỉnh")
    page = signed_in(cast.writer, 1280)
    page.goto("/quan-tri/nghe-an/articles/article/add/")
    page.fill("#id_title_vi", "Bàn phím")
    page.select_option("#id_category", label="Tin trong tỉnh")
    toolbar = page.get_by_role("toolbar")
    page.locator(".ProseMirror").focus()
    page.keyboard.type("Mục lục")
    toolbar.get_by_role("combobox").select_option("2")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    page.keyboard.type("Đậm")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    toolbar.locator("[data-name=format_list_bulleted]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.keyboard.type("Một")
    page.keyboard.press("Enter")
    page.keyboard.type("Hai")
    page.locator("[name=_save]").press("Enter")
    expect(page.locator(".messagelist .success, .messagelist .info")).to_be_visible()
    body = Article.objects.get().body_vi
    assert "<h2>Mục lục</h2>" in body
    assert "<strong>Đậm</strong>" in body
    assert "<ul><li><p>Một</p></li><li><p>Hai</p></li></ul>" in body


def test_an_empty_place_gets_its_picture_and_keeps_its_caption(cast: Cast, nghe_an: Site, signed_in: SignedIn) -> None:
    picture = factories.picture(nghe_an, alt_vi="Cây cầu")
    article = factories.article(
        factories.category(nghe_an),
        live=False,
        body_vi="<p>Đầu.</p><figure><figcaption>Cầu mới khánh thành</figcaption></figure>",
    )
    page = signed_in(cast.editor, 1280)
    page.goto(f"/quan-tri/nghe-an/articles/article/{article.pk}/change/")
    expect(page.locator(".empty-places")).to_contain_text("Cầu mới khánh thành")
    page.locator(".ProseMirror figcaption").click()
    with page.expect_popup() as opened:
        page.locator(PICTURE_BUTTON).click()
    opened.value.wait_for_load_state()  # its script listens from then on
    opened.value.locator(".picture-tiles button").first.click()
    expect(page.locator(".ProseMirror figure img")).to_have_attribute("alt", "Cây cầu")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    article.refresh_from_db()
    image = f'<img data-picture="{picture.pk}" alt="Cây cầu">'
    assert article.body_vi == f"<p>Đầu.</p><figure>{image}<figcaption>Cầu mới khánh thành</figcaption></figure>"


def test_tags_are_suggested_and_new_ones_are_made(cast: Cast, nghe_an: Site, signed_in: SignedIn) -> None:
    factories.category(nghe_an, "Tin trong tỉnh")
    factories.tag(nghe_an, "Bảo hiểm y tế")
    page = signed_in(cast.writer, 360)
    page.goto("/quan-tri/nghe-an/articles/article/add/")
    page.fill("#id_title_vi", "Thẻ")
    page.select_option("#id_category", label="Tin trong tỉnh")
    tags = page.locator("#id_tag_names")
    tags.press_sequentially("Mới, bao hiem")
    expect(page.get_by_role("option", name="Bảo hiểm y tế")).to_be_visible()
    tags.press("ArrowDown")
    tags.press("Enter")
    expect(tags).to_have_value("Mới, Bảo hiểm y tế, ")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert {tag.name_vi for tag in Article.objects.get().tags.all()} == {"Mới", "Bảo hiểm y tế"}


@pytest.mark.parametrize("width", WIDTHS)
def test_an_editor_adds_an_album_with_several_photos(
    cast: Cast, nghe_an: Site, signed_in: SignedIn, photos: list[str], width: int
) -> None:
    page = signed_in(cast.editor, width)
    page.goto("/quan-tri/nghe-an/galleries/album/add/")
    page.fill("#id_title_vi", "Lễ hội làng Sen qua ảnh")
    page.set_input_files("#id_new_photos", photos)
    page.check("#id_is_live")
    fits(page)
    page.locator("[name=_continue]").click()  # sent as soon as the photos have arrived
    expect(page.locator(".messagelist")).to_be_visible(timeout=30_000)
    album = Album.objects.get()
    assert [photo.picture.original_name for photo in album.photos.all()] == ["le-hoi.jpg", "cho-noi.jpg", "cau.png"]
    page.fill("#id_photos-0-caption_vi", "Rước kiệu")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    page.goto(f"/nghe-an{album_path(album)}")
    expect(page.locator("h1")).to_have_text("Lễ hội làng Sen qua ảnh")
    assert page.locator("main img").count() >= 3
    expect(page.locator("main")).to_contain_text("Rước kiệu")


def album_path(album: Album) -> str:
    """Return the path of an album inside its site."""
    return album.get_absolute_url()


@pytest.mark.parametrize("width", WIDTHS)
def test_an_editor_adds_an_about_page(cast: Cast, nghe_an: Site, signed_in: SignedIn, width: int) -> None:
    page = signed_in(cast.editor, width)
    page.goto("/quan-tri/nghe-an/articles/page/add/")
    page.fill("#id_title_vi", "Chức năng, nhiệm vụ")
    page.locator(".ProseMirror").click()
    page.keyboard.type("Ban tham mưu về công tác tuyên giáo và dân vận.")
    fits(page)
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    about = AboutPage.objects.get()
    assert about.slug == "chuc-nang-nhiem-vu"
    page.goto(f"/nghe-an{about.get_absolute_url()}")
    expect(page.locator("main")).to_contain_text("Ban tham mưu về công tác tuyên giáo và dân vận.")
