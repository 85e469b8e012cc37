"""Stories of the picture library in a real browser: an album of 20 photos in one go, dropped files, a focal point."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from galleries.models import Album, Picture
from provinces.models import Site

from .. import factories
from ..conftest import Cast
from ..test_library_uploads import drawn
from .test_newsroom_stories import SignedIn, fits, signed_in

__all__ = ["signed_in"]  # a fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DROP = """(zone, [name, encoded]) => {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name, { type: "image/jpeg" }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
  }
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_an_album_of_20_photos_in_one_go(
    cast: Cast, nghe_an: Site, signed_in: SignedIn, tmp_path: Path, width: int
) -> None:
    paths = [tmp_path / f"le-hoi-{number:02}.jpg" for number in range(20)]
    for number, path in enumerate(paths):
        path.write_bytes(drawn(number, (600, 400)))
    page = signed_in(cast.editor, width)
    page.goto("/quan-tri/nghe-an/galleries/album/add/")
    page.fill("#id_title_vi", "Lễ hội làng Sen qua ảnh")
    page.set_input_files("#id_new_photos", [str(path) for path in paths])
    expect(page.locator(".uploads .done")).to_have_count(20, timeout=60_000)
    rows = page.locator("#photos-group tr.form-row:not(.empty-form)")
    expect(rows).to_have_count(20)
    rows.nth(0).locator("[name$='-caption_vi']").fill("Rước kiệu")
    grip = rows.nth(0).locator(".grip")
    grip.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(2).locator("[name$='-caption_vi']")).to_have_value("Rước kiệu")
    expect(page.locator("#photos-group [role=status]")).to_have_text("Ảnh ở vị trí 3 trên 20")
    if width > 1000:
        drag(page, rows.nth(3).locator(".grip"), rows.nth(4))
    else:
        rows.nth(3).locator(".down").click()
    fits(page)
    page.check("#id_is_live")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    album = Album.objects.get()
    numbers = [int(photo.picture.original_name[7:9]) for photo in album.photos.all()]
    assert numbers == [1, 2, 0, 4, 3, *range(5, 20)]
    page.goto(f"/nghe-an{album.get_absolute_url()}")
    expect(page.locator(".photo-grid figure")).to_have_count(20)
    expect(page.locator(".photo-grid figure").nth(2)).to_contain_text("Rước kiệu")


def drag(page: Page, grip: Locator, over: Locator) -> None:
    """Drag a row by its grip well into the row below."""
    grip.evaluate("grip => grip.scrollIntoView({block: 'center'})")
    start, end = grip.bounding_box(), over.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, end["y"] + 70, steps=6)
    page.mouse.up()


def test_pictures_that_are_dropped_go_up_and_get_their_texts(cast: Cast, nghe_an: Site, signed_in: SignedIn) -> None:
    page = signed_in(cast.writer, 360)
    page.goto("/quan-tri/nghe-an/galleries/picture/add/")
    page.fill("#id_credit", "Thu Hà")
    dropped = ["cau-moi.jpg", base64.b64encode(drawn(1)).decode()]
    page.locator(".drop-zone").evaluate(DROP, dropped)
    alt = page.get_by_label("Nội dung ảnh")
    expect(alt).to_be_visible()
    alt.fill("Cây cầu mới")
    fits(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    picture = Picture.objects.get()
    assert (picture.alt_vi, picture.credit, picture.original_name) == ("Cây cầu mới", "Thu Hà", "cau-moi.jpg")
    page.goto("/quan-tri/nghe-an/galleries/picture/add/")
    page.locator(".drop-zone").evaluate(DROP, dropped)
    expect(page.locator(".uploads .done")).to_contain_text("Đã có trong thư viện")
    page.locator(".drop-zone").evaluate(DROP, ["xau.jpg", base64.b64encode(b"no picture").decode()])
    expect(page.locator(".uploads .failed")).to_contain_text("xau.jpg")
    assert Picture.objects.count() == 1


def test_the_focal_point_is_set_by_click_and_by_keyboard(cast: Cast, nghe_an: Site, signed_in: SignedIn) -> None:
    picture = factories.picture(nghe_an, file=factories.image_file(size=(600, 400)))
    page = signed_in(cast.editor, 1280)
    page.goto(f"/quan-tri/nghe-an/galleries/picture/{picture.pk}/change/")
    whole = page.locator(".focal-whole")
    box = whole.bounding_box()
    assert box
    whole.click(position={"x": box["width"] * 0.2, "y": box["height"] * 0.75})
    expect(page.locator("#id_focal_x")).to_have_value("20")
    whole.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    picture.refresh_from_db()
    assert (picture.focal_x, picture.focal_y) == (21, 65)
