"""Smaller copies of pictures: which are made, how they look, and what is refused before it is decoded."""

import datetime
import io
import struct
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.forms import modelform_factory
from django.template import Context, Template
from django.utils import timezone
from PIL import Image

from galleries import renditions, tasks
from galleries.models import Picture
from galleries.templatetags.pictures import srcset_avif
from provinces.models import Site
from provinces.renditions import widths_for
from provinces.validators import PictureRefused, validate_picture

from . import factories


def stored(picture: Picture, index: int = 0) -> Image.Image:
    with picture.file.storage.open(picture.renditions[index]["path"]) as file:
        return Image.open(io.BytesIO(file.read()))


def later() -> datetime.datetime:
    """When a job that was asked for now counts as lost."""
    return timezone.now() + datetime.timedelta(minutes=11)


def png_that_claims(width: int, height: int) -> "ContentFile[bytes]":
    """A few bytes whose header promises a very large picture."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return ContentFile(b"\x89PNG\r\n\x1a\n" + chunk, "bomb.png")


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        (64, [64]),
        (320, [320]),
        (330, [320]),
        (500, [320, 500]),
        (640, [320, 640]),
        (1000, [320, 640, 960]),
        (1600, [320, 640, 960, 1280, 1600]),
        (6000, [320, 640, 960, 1280, 1600]),
    ],
)
def test_widths_are_never_wider_than_the_original(original: int, expected: list[int]) -> None:
    assert widths_for(original) == expected


def test_renditions_are_webp_beside_the_original_narrowest_first(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an, file=factories.image_file(size=(1000, 600)))
    renditions.render(picture)
    picture.refresh_from_db()
    assert [(one["width"], one["height"]) for one in picture.renditions] == [(320, 192), (640, 384), (960, 576)]
    folder = str(picture.file.name).rsplit("/", 1)[0]
    assert all(one["path"].startswith(f"{folder}/") for one in picture.renditions)
    assert stored(picture).format == "WEBP"
    assert stored(picture).size == (320, 192)


def test_renditions_stand_upright_and_carry_no_metadata(nghe_an: Site) -> None:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010E] = "nơi chụp: bí mật"
    Image.new("RGB", (800, 400), "teal").save(buffer, "JPEG", exif=exif)
    picture = factories.picture(nghe_an, file=ContentFile(buffer.getvalue(), "ngang.jpg"))
    renditions.render(picture)
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (400, 800)
    assert stored(picture).size == (320, 640)
    assert not dict(stored(picture).getexif())
    assert "icc_profile" not in stored(picture).info


def test_a_large_jpeg_keeps_its_own_size_on_record(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an, file=factories.image_file(size=(4000, 3200)))
    renditions.render(picture)
    assert (picture.width, picture.height) == (4000, 3200)
    assert (picture.renditions[-1]["width"], picture.renditions[-1]["height"]) == (1600, 1280)


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "CMYK", "1"])
def test_every_colour_mode_is_rendered(nghe_an: Site, mode: str) -> None:
    buffer = io.BytesIO()
    Image.new(mode, (400, 300)).save(buffer, "JPEG" if mode == "CMYK" else "PNG")
    picture = factories.picture(nghe_an, file=ContentFile(buffer.getvalue(), "anh.bin"))
    renditions.render(picture)
    assert stored(picture).size == (320, 240)


def test_the_same_picture_gives_the_same_names_and_no_second_file(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an, file=factories.image_file(size=(700, 500)))
    first = renditions.render(picture)
    assert renditions.render(picture) == first
    folder = str(picture.file.name).rsplit("/", 1)[0]
    assert len(picture.file.storage.listdir(folder)[1]) == 1 + 2 * len(first)


def test_an_upload_is_described_and_its_renditions_are_made_on_commit(
    nghe_an: Site, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture = factories.picture(nghe_an, file=factories.image_file("Ảnh họp báo.jpg", (400, 300)))
        assert picture.renditions == []
    picture.refresh_from_db()
    assert picture.original_name == "Ảnh họp báo.jpg"
    assert picture.size == picture.file.size > 0
    assert len(picture.sha256) == 64
    assert [one["width"] for one in picture.renditions] == [320, 400]


def test_saving_a_caption_does_not_make_the_renditions_again(
    nghe_an: Site, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture = factories.picture(nghe_an)
    picture = Picture.objects.get(pk=picture.pk)
    with django_capture_on_commit_callbacks() as callbacks:
        picture.caption_vi = "Chú thích mới"
        picture.save()
    assert callbacks == []
    assert Picture.objects.get(pk=picture.pk).renditions == picture.renditions != []


def test_a_new_file_gives_new_renditions(nghe_an: Site, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture = factories.picture(nghe_an)
    picture = Picture.objects.get(pk=picture.pk)
    before = picture.renditions
    with django_capture_on_commit_callbacks(execute=True):
        picture.file = factories.image_file("khac.jpg", (640, 480), "maroon")
        picture.save(update_fields=["file"])
    after = Picture.objects.get(pk=picture.pk)
    assert after.renditions != before
    assert after.original_name == "khac.jpg"
    assert (after.width, after.height) == (640, 480)


def test_what_a_killed_job_left_is_found_again(nghe_an: Site) -> None:
    done, left = factories.picture(nghe_an), factories.picture(nghe_an)
    renditions.render(done)
    assert list(Picture.objects.pending()) == [left]
    assert tasks.ask_again(timezone.now()) == 0
    assert tasks.ask_again(later()) == 1
    assert not Picture.objects.pending().exists()


def test_a_missing_file_is_logged_and_stops_nothing(nghe_an: Site, caplog: pytest.LogCaptureFixture) -> None:
    lost, whole = factories.picture(nghe_an), factories.picture(nghe_an)
    lost.file.storage.delete(str(lost.file.name))
    assert tasks.ask_again(later()) == 2
    assert f"picture {lost.pk}" in caplog.text
    assert list(Picture.objects.pending()) == [lost]
    whole.refresh_from_db()
    assert whole.renditions
    for hour in (1, 2, 3):
        tasks.ask_again(later() + datetime.timedelta(hours=hour))
    assert not Picture.objects.pending().exists()  # it is given up


@pytest.mark.parametrize("name", ["anh/a b.jpg", "anh/Hà Nội.webp", "/anh/x.png", "anh/a?b#c.png", "anh/x'(1).png"])
def test_addresses_of_files_are_those_of_django_s_own_storage(name: str) -> None:
    assert default_storage.url(name) == FileSystemStorage().url(name)


def test_every_width_comes_as_avif_too_and_browsers_choose(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an, file=factories.image_file(size=(700, 500)))
    assert srcset_avif(picture) == "" == Template("{% load pictures %}{{ p|srcset }}").render(Context({"p": picture}))
    renditions.render(picture)
    for copy in picture.renditions:
        with picture.file.storage.open(copy["avif"]) as file:
            image = Image.open(io.BytesIO(file.read()))
            assert (image.format, image.size) == ("AVIF", (copy["width"], copy["height"]))
    html = Template('{% load pictures %}{% picture p sizes="50vw" %}').render(Context({"p": picture}))
    source = html[html.index("<source") : html.index("<img")]
    assert 'type="image/avif"' in source
    assert all(f"/tep/{copy['avif']} {copy['width']}w" in source for copy in picture.renditions)
    assert all(f"/tep/{copy['path']} {copy['width']}w" in html for copy in picture.renditions)


def test_all_renditions_can_be_derived_again_from_the_database(nghe_an: Site, vinh_long: Site) -> None:
    lost, other = factories.picture(nghe_an), factories.picture(vinh_long)
    wanted = renditions.render(lost)
    for copy in wanted:
        lost.file.storage.delete(copy["path"])
    Picture.objects.update(renditions=[])
    call_command("make_renditions", "--site", "nghe-an")
    lost.refresh_from_db()
    other.refresh_from_db()
    assert (lost.renditions, other.renditions) == (wanted, [])
    assert lost.file.storage.exists(wanted[0]["path"])
    call_command("make_renditions", "--all")
    other.refresh_from_db()
    assert other.renditions


def test_scanned_grey_of_16_bits_does_not_turn_white(nghe_an: Site) -> None:
    buffer = io.BytesIO()
    Image.new("I;16", (400, 300), 32_768).save(buffer, "PNG")
    picture = factories.picture(nghe_an, file=ContentFile(buffer.getvalue(), "quet.png"))
    renditions.render(picture)
    assert stored(picture).convert("L").getpixel((5, 5)) in range(120, 136)


def test_a_decompression_bomb_is_refused_before_it_is_decoded() -> None:
    for bomb in (png_that_claims(9000, 9000), png_that_claims(60000, 60000)):
        with pytest.raises(ValidationError):
            validate_picture(bomb)


@pytest.mark.parametrize("content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"\xff\xd8\xff"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        validate_picture(ContentFile(content, "anh.jpg"))


def test_a_stored_bomb_is_not_rendered(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an)
    picture.file.storage.delete(str(picture.file.name))
    picture.file.storage.save(picture.file.name, png_that_claims(60000, 60000))
    with pytest.raises(PictureRefused):
        renditions.render(picture)


def test_a_good_picture_passes_and_is_rewound() -> None:
    file = factories.image_file()
    validate_picture(file)
    assert file.tell() == 0


def test_the_form_of_the_library_refuses_what_is_no_picture(nghe_an: Site) -> None:
    picture = Picture(site=nghe_an, file=png_that_claims(60000, 60000))
    with pytest.raises(ValidationError) as caught:
        picture.full_clean(exclude=["site"])
    assert "file" in caught.value.message_dict


def test_a_lost_file_does_not_keep_its_caption_from_being_edited(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an)
    picture.file.storage.delete(str(picture.file.name))
    Picture.objects.get(pk=picture.pk).full_clean()


def test_the_nearest_file_is_wide_enough_or_the_widest(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an, file=factories.image_file(size=(700, 350)))
    assert renditions.nearest(picture, 640) == picture.file.url
    narrow, wide = (picture.file.storage.url(one["path"]) for one in renditions.render(picture))
    assert [renditions.nearest(picture, width) for width in (200, 320, 400, 2000)] == [narrow, narrow, wide, wide]


def test_editing_a_caption_in_a_form_keeps_the_upright_size(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an, file=factories.image_file(size=(400, 200)))
    Picture.objects.filter(pk=picture.pk).update(width=200, height=400)
    edited = Picture.objects.get(pk=picture.pk)
    form = modelform_factory(Picture, fields=["file", "caption_vi"])({"caption_vi": "Mới"}, instance=edited)
    assert form.is_valid(), form.errors
    form.save()
    edited.refresh_from_db()
    assert (edited.width, edited.height, edited.caption_vi) == (200, 400, "Mới")


def test_a_file_that_is_no_picture_is_not_saved(nghe_an: Site) -> None:
    with pytest.raises(PictureRefused):
        factories.picture(nghe_an, file=ContentFile(b"<html>", "anh.jpg"))
    assert not Picture.objects.exists()
