"""A field for a file speaks the site's language, whatever the browser's is, and names what was chosen."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, expect

from provinces.models import Hostname, Site

from .. import factories
from .. import word_documents as word
from ..conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_writer_begins_with_a_word_file_in_an_english_browser(
    browser: Browser, live_site: str, cast: Cast, nghe_an: Site, tmp_path: Path, width: int
) -> None:
    Hostname.objects.filter(host="testserver").update(host="localhost")
    factories.category(nghe_an, "Khoa giáo", "khoa-giao")
    path = tmp_path / "Bài hội nghị.docx"
    path.write_bytes(word.saved(word.report()))
    client = Client()
    client.force_login(cast.writer)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="en-US", base_url=live_site)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site}])
    page = context.new_page()
    page.goto("/quan-tri/nghe-an/nhap-word/")
    choice = page.locator(".file-choice")
    expect(choice).to_have_text("Chọn tệp Chưa chọn tệp nào", use_inner_text=True)
    native = choice.locator("input").bounding_box()
    assert native is not None
    assert native["width"] <= 1  # its own words are not seen
    with page.expect_file_chooser() as asked:
        choice.locator("label").click()
    asked.value.set_files(path)
    expect(choice.locator(".chosen")).to_have_text("Bài hội nghị.docx")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_label("Tiêu đề").first).to_have_value("Hội nghị công tác khoa giáo")
    context.close()
