"""Stories of the editor in a real browser: a writer pastes from Word and submits; links, embeds, old fonts, uploads."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from accounts.models import User
from articles.models import AcceptedWord, Article
from galleries.models import Picture
from provinces.models import Site

from .. import factories
from ..conftest import Cast
from .test_newsroom_stories import fits, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["signed_in"]
SignedIn = Callable[[User, int], Page]
WORD = Path("tests/data/paste/word.html")
PASTE = """(element, data) => {
  const transfer = new DataTransfer();
  for (const [kind, text] of Object.entries(data)) transfer.setData(kind, text);
  const options = { clipboardData: transfer, bubbles: true, cancelable: true };
  element.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def paste(page: Page, where: str, **data: str) -> None:
    """Paste into an element; keys: html, plain, rtf."""
    page.locator(where).first.evaluate(PASTE, {f"text/{kind}": text for kind, text in data.items()})


def rtf_with(picture: bytes) -> str:
    """Return a piece of RTF as Word puts it on the clipboard beside the HTML."""
    lines = picture.hex()
    return (
        r"{\rtf1\ansi{\*\shppict{\pict{\*\picprop\shplid1025{\sp{\sn shapeType}{\sv 75}}}\picscalex100\piccropl0"
        r"\picw1588\pich1058\picwgoal900\pichgoal600\pngblip\bliptag-123{\*\blipuid 0123456789abcdef0123456789abcdef}"
        + "\n"
        + "\n".join(lines[at : at + 128] for at in range(0, len(lines), 128))
        + r"}}{\nonshppict{\pict\picscalex100\wmetafile8\bliptag-123 0100090000}}\par}"
    )


def begin(page: Page, nghe_an: Site, title: str) -> None:
    """Open an empty form with what every article needs."""
    factories.category(nghe_an, "Tin trong tỉnh", "tin-trong-tinh")
    page.goto("/quan-tri/nghe-an/articles/article/add/")
    page.fill("#id_title_vi", title)
    page.select_option("#id_category", label="Tin trong tỉnh")
    page.locator(".ProseMirror").click()


def saved(page: Page, button: str = "[name=_save]") -> str:
    """Save, and return the stored body."""
    page.locator(button).click()
    expect(page.locator(".messagelist .success, .messagelist .info")).to_be_visible()
    return str(Article.objects.get().body_vi)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_writer_pastes_from_word_and_submits(cast: Cast, nghe_an: Site, signed_in: SignedIn, width: int) -> None:
    page = signed_in(cast.writer, width)
    begin(page, nghe_an, "Hội nghị công tác khoa giáo")
    picture = factories.image_file("a.png", (60, 40)).read()
    paste(page, ".ProseMirror", html=WORD.read_text(), plain="Hội nghị", rtf=rtf_with(picture))
    expect(page.locator(".ProseMirror figure img")).to_be_visible()
    fits(page)
    body = saved(page, "[name=_verb][value=submit]")
    pk = Picture.objects.get().pk
    assert Article.objects.get().state == "submitted"
    assert "<h2>Hội nghị công tác khoa giáo</h2>" in body
    assert "<p>Sáng nay, <strong>Ban Tuyên giáo</strong> tổ chức hội nghị, có đại biểu dự.</p>" in body
    assert (
        "<ul><li><p>Giáo dục</p><ol><li><p>Trường học</p></li><li><p>Giáo viên</p></li></ol></li>"
        "<li><p>Y tế</p></li></ul>"
    ) in body
    caption = "<figcaption><em>Quang cảnh hội nghị.</em></figcaption>"
    assert f'<figure><img data-picture="{pk}" alt="">{caption}</figure>' in body
    assert '<td colspan="2"><p>Kỳ Sơn</p></td>' in body
    for rubbish in ("mso", "style", "file:", "javascript", "o:p", "·", "MsoNormal"):
        assert rubbish not in body


def test_text_in_an_old_font_is_offered_converted(cast: Cast, nghe_an: Site, signed_in: SignedIn) -> None:
    page = signed_in(cast.writer, 360)
    begin(page, nghe_an, "Chữ cũ")
    old = "Chñ tr\u00ad¬ng cña §¶ng"
    html = f'<style>p.MsoNormal {{font-family:".VnTime";}}</style><p class=MsoNormal>{old}</p>'
    paste(page, ".ProseMirror", html=html, plain=old)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Chủ trương của Đảng")
    expect(dialog).to_contain_text("Chñ tr")
    fits(page)
    dialog.get_by_role("button").nth(1).click()
    expect(page.locator(".ProseMirror")).to_contain_text("cña §¶ng")
    page.keyboard.press("Control+a")
    paste(page, ".ProseMirror", html=html, plain=old)
    page.get_by_role("dialog").get_by_role("button").first.press("Enter")
    expect(page.locator(".ProseMirror")).to_have_text("Chủ trương của Đảng")
    paste(page, "#id_lead_vi", plain="ViÖt Nam ®Êt n\u00adíc")
    page.get_by_role("dialog").get_by_role("button").first.click()
    expect(page.locator("#id_lead_vi")).to_have_value("Việt Nam đất nước")
    assert saved(page) == "<p>Chủ trương của Đảng</p>"


def test_links_embeds_and_boxes_by_keyboard(cast: Cast, nghe_an: Site, signed_in: SignedIn) -> None:
    target = factories.article(factories.category(nghe_an), "Lễ hội làng Sen")
    album = factories.album(nghe_an, "Ngày hội non sông", photos=2)
    page = signed_in(cast.writer, 1280)
    begin(page, nghe_an, "Liên kết")
    page.keyboard.type("Xem ")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").press_sequentially("le hoi lang")
    expect(dialog.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Trong hộp")
    toolbar = page.get_by_role("toolbar")
    toolbar.locator("[data-name=featured_play_list]").press("Enter")
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    toolbar.locator("[data-name=photo_library]").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("option")).to_have_text("Ngày hội non sông")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror figure[data-embed]")).to_have_attribute("data-name", "Ngày hội non sông")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success, .messagelist .info")).to_be_visible()
    body = Article.objects.order_by("-pk")[0].body_vi
    assert f'<a data-article="{target.pk}" rel="noopener">Lễ hội làng Sen</a>' in body
    assert '<aside class="box"><p>Trong hộp</p></aside>' in body
    assert f'<figure data-embed="album:{album.pk}">' in body


def test_doubtful_words_are_marked_while_writing_until_they_are_accepted(
    cast: Cast, nghe_an: Site, signed_in: SignedIn
) -> None:
    page = signed_in(cast.writer, 360)
    begin(page, nghe_an, "Soát bài")
    page.keyboard.type("Nghệ nhân hatttt")
    care = page.locator("#text-care")
    expect(care.locator("mark")).to_have_text("hatttt")
    assert page.evaluate("CSS.highlights.get('doubtful').size") == 1
    expect(page.locator(".submit-row .care-count")).to_be_visible()
    fits(page)
    care.locator(".care-accept").press("Enter")
    expect(care.locator("mark")).to_have_count(0)
    assert AcceptedWord.objects.get().word == "hatttt"


def test_dropped_pictures_are_uploaded_and_other_files_are_refused(
    cast: Cast, nghe_an: Site, signed_in: SignedIn
) -> None:
    page = signed_in(cast.writer, 1280)
    begin(page, nghe_an, "Thả ảnh")
    drop = """(element, [name, type, hex]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16))], name, { type }));
      const box = element.getBoundingClientRect();
      const at = { clientX: box.left + 20, clientY: box.top + 20 };
      element.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true, ...at }));
    }"""
    picture = factories.image_file("a.jpg", (60, 40)).read().hex()
    editor = page.locator(".ProseMirror")
    editor.evaluate(drop, ["bao-cao.docx", "application/msword", "00"])
    expect(page.locator(".body-status")).not_to_be_empty()
    editor.evaluate(drop, ["le-hoi.jpg", "image/jpeg", picture])
    expect(editor.locator("figure img")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.locator("[data-name=add_photo_alternate]").click()
    broken: FilePayload = {"name": "hong.png", "mimeType": "image/png", "buffer": b"not a picture"}
    chooser.value.set_files([broken])
    expect(page.locator(".body-status")).to_contain_text("hong.png")
    body = saved(page)
    assert body.count("data-picture=") == 1
    assert Picture.objects.get().original_name == "le-hoi.jpg"
    assert "data-token" not in body
