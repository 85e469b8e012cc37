"""What is kept of an uploaded picture: the picture, upright, and nothing that says where or with what it was taken."""

import io
from pathlib import PurePosixPath
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image, PngImagePlugin

from galleries.models import Picture
from provinces.models import Site
from provinces.originals import keep
from provinces.validators import PictureRefused

from . import factories

SECRET = "Nha rieng"


def photo(kind: str, orientation: int = 1, size: tuple[int, int] = (96, 64), **options: Any) -> bytes:
    """Return a picture file as a phone writes it: with its place, its camera and a comment. The left half is red."""
    image = Image.new("RGB", size, "teal")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET
    exif.get_ifd(0x8825)[2] = (10.0, 46.0, 30.0)  # GPS latitude
    buffer = io.BytesIO()
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", SECRET)
        options["pnginfo"] = info
    elif kind in {"JPEG", "GIF"}:
        options["comment"] = SECRET.encode()
    image.save(buffer, kind, **({} if kind == "GIF" else {"exif": exif}), **options)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_a_file_says_besides_the_picture_is_gone_and_no_pixel_changes(kind: str) -> None:
    data = photo(kind)
    kept = keep(ContentFile(data, "anh.bin")).read()
    before, after = opened(data), opened(kept)
    assert SECRET.encode() in data
    assert SECRET.encode() not in kept
    assert b"Exif" not in kept
    assert not dict(after.getexif())
    assert (after.format, after.size) == (before.format, before.size)
    assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_picture_that_lies_is_stored_upright(kind: str, orientation: int) -> None:
    kept = keep(ContentFile(photo(kind, orientation), "anh.bin")).read()
    after = opened(kept)
    assert after.size == ((64, 96) if orientation > 4 else (96, 64))
    assert not dict(after.getexif())
    assert SECRET.encode() not in kept
    red = {2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}[orientation]
    width, height = after.size
    spot = {"left": (4, 30), "right": (width - 5, 30), "top": (30, 4), "bottom": (30, height - 5)}[red]
    r, _g, b = after.convert("RGB").getpixel(spot)  # type: ignore[misc]
    assert r > 200 > b


def test_colours_and_animation_are_kept() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "teal", "gold")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], loop=0, duration=90)
    assert opened(keep(ContentFile(buffer.getvalue(), "a.gif")).read()).n_frames == 3
    for kind in ("JPEG", "PNG", "WEBP"):
        kept = keep(ContentFile(photo(kind, icc_profile=b"a profile of colours"), "a")).read()
        assert opened(kept).info["icc_profile"] == b"a profile of colours"
    buffer = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(buffer, "PNG")
    assert opened(keep(ContentFile(buffer.getvalue(), "a.png")).read()).convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("progressive", [False, True])
def test_what_was_hung_on_behind_the_picture_is_cut_off(progressive: bool) -> None:
    data = photo("JPEG", progressive=progressive, size=(400, 300)) + b"<?php system($_GET['x']);"
    kept = keep(ContentFile(data, "anh.jpg")).read()
    assert b"<?php" not in kept
    assert opened(kept).convert("RGB").tobytes() == opened(data).convert("RGB").tobytes()


@pytest.mark.parametrize(
    ("name", "kind", "ending"),
    [
        ("../../x.php", "JPEG", ".jpg"),
        ("..\\..\\x.html", "PNG", ".png"),
        ("ảnh đẹp", "WEBP", ".webp"),
        (".gif", "GIF", ".gif"),
    ],
)
def test_a_file_is_stored_under_a_random_path_and_ends_as_its_content_does(
    nghe_an: Site, name: str, kind: str, ending: str
) -> None:
    picture = Picture.objects.create(site=nghe_an, file=ContentFile(photo(kind), name))
    other = Picture.objects.create(site=nghe_an, file=ContentFile(photo(kind), name))
    path = PurePosixPath(str(picture.file.name))
    assert len(path.parts) == 2
    assert ".." not in str(path)
    assert path.suffix == ending
    assert len(path.parent.name) >= 16
    assert path.parent != PurePosixPath(str(other.file.name)).parent


def test_the_original_of_a_stored_picture_knows_no_place(nghe_an: Site) -> None:
    picture = Picture.objects.create(site=nghe_an, file=ContentFile(photo("JPEG", 6), "anh.jpg"))
    picture.refresh_from_db()
    with picture.file.open() as file:
        stored = file.read()
    assert SECRET.encode() not in stored
    assert opened(stored).size == (picture.width, picture.height) == (64, 96)
    assert picture.size == len(stored)


def test_banners_and_emblems_are_cleaned_too(nghe_an: Site) -> None:
    banner = factories.banner(nghe_an, picture=ContentFile(photo("JPEG"), "../x.php"))
    with banner.picture.open() as file:
        assert SECRET.encode() not in file.read()
    assert str(banner.picture.name).endswith(".jpg")


@pytest.mark.parametrize("data", [photo("JPEG")[:200], photo("PNG")[:60], b"GIF89a", b"RIFF\x00\x00\x00\x00WEBP", b""])
def test_broken_files_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(PictureRefused) as caught:
        keep(ContentFile(data, "anh.jpg"))
    assert str(caught.value).endswith((".", ")."))
