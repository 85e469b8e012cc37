"""Uploads into the library: many at once with or without script, and pictures that are already there."""

import io
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from galleries.models import Album, Picture
from galleries.twins import alike, fingerprint
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient

SignIn = Callable[[User], SiteClient]
ADD = "/quan-tri/nghe-an/galleries/picture/add/"
TEXTS = "/quan-tri/nghe-an/galleries/picture/texts/"


def drawn(seed: int, size: tuple[int, int] = (240, 160), **options: Any) -> bytes:
    """Return a JPEG of coloured patches, the same for the same seed at every size."""
    colours = random.Random(seed)
    image = Image.new("RGB", (6, 4))
    image.putdata([tuple(colours.randrange(256) for _ in range(3)) for _ in range(24)])
    buffer = io.BytesIO()
    image.resize(size, Image.Resampling.BICUBIC).save(buffer, "JPEG", **options)
    return buffer.getvalue()


def upload(seed: int = 1, name: str = "anh.jpg", **options: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, drawn(seed, **options), "image/jpeg")


def by_script(client: SiteClient, file: SimpleUploadedFile, **fields: str) -> Any:
    return client.post(ADD, {"file": file, **fields}, headers={"accept": "application/json"})


def test_a_script_sends_one_file_and_learns_its_picture(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    response = by_script(sign_in(cast.writer), upload(), credit="Thu Hà", alt_vi="Cây cầu")
    picture = Picture.objects.get()
    answer = response.json()
    assert (answer["id"], answer["known"], answer["alike"], answer["credit"]) == (picture.pk, False, None, "Thu Hà")
    assert (picture.site, picture.uploaded_by, picture.alt_vi) == (nghe_an, cast.writer, "Cây cầu")
    assert answer["src"].startswith("/tep/")


@pytest.mark.parametrize("content", [b"", b"<svg onload='alert(1)'>", b"<?php", drawn(1)[:300]])
def test_a_script_is_told_in_vietnamese_why_a_file_is_refused(cast: Cast, sign_in: SignIn, content: bytes) -> None:
    response = by_script(sign_in(cast.writer), SimpleUploadedFile("../../x.php", content, "image/jpeg"))
    assert response.json()["error"].endswith((".", ")."))
    assert "x.php" in response.json()["error"] or not content
    assert not Picture.objects.exists()


def test_strangers_and_frozen_sites_take_no_uploads(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    assert by_script(sign_in(cast.stranger), upload()).status_code == 403
    Site.objects.filter(pk=nghe_an.pk).update(state="frozen")
    assert by_script(sign_in(cast.editor), upload()).status_code == 403
    assert not Picture.objects.exists()


def test_the_very_same_file_is_offered_not_stored_again(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.editor)
    first = by_script(client, upload(name="goc.jpg")).json()
    comment = by_script(client, upload(name="ban-sao.jpg", comment=b"sent by mail")).json()
    assert (comment["id"], comment["known"]) == (first["id"], True)
    assert Picture.objects.count() == 1
    assert by_script(client, upload(), again="on").json()["known"] is False
    assert Picture.objects.count() == 2


def test_a_picture_that_looks_alike_is_named(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.editor)
    first = by_script(client, upload(size=(480, 320))).json()
    smaller = by_script(client, upload(size=(240, 160), quality=60)).json()
    other = by_script(client, upload(2)).json()
    assert smaller["alike"]["id"] == first["id"]
    assert other["alike"] is None
    assert Picture.objects.count() == 3


def test_a_plain_picture_resembles_nothing(nghe_an: Site) -> None:
    first, second = factories.picture(nghe_an), factories.picture(nghe_an, file=factories.image_file(colour="gold"))
    assert fingerprint(factories.image_file()) == first.fingerprint == ""
    assert alike(second) is None


def test_other_sites_pictures_are_no_doubles_unless_they_are_shared(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    theirs = Picture.objects.create(site=vinh_long, file=upload())
    client = sign_in(cast.editor)
    own = by_script(client, upload()).json()
    assert (own["known"], own["alike"]) == (False, None)
    Picture.objects.filter(pk=own["id"]).delete()
    Picture.objects.filter(pk=theirs.pk).update(is_shared=True)
    assert by_script(client, upload()).json()["id"] == theirs.pk


def test_without_script_many_files_go_with_the_form_and_get_their_texts_next(
    cast: Cast, nghe_an: Site, sign_in: SignIn
) -> None:
    client = sign_in(cast.writer)
    known = Picture.objects.create(site=nghe_an, file=upload(3), alt_vi="Có sẵn")
    files = [upload(number, f"anh-{number}.jpg") for number in (1, 2, 3)]
    response = client.post(ADD, {"new_files": files, "credit": "Thu Hà"})
    new = list(Picture.objects.exclude(pk=known.pk).order_by("id"))
    assert [picture.credit for picture in new] == ["Thu Hà", "Thu Hà"]
    page = client.get(response["Location"])
    assert "Đã thêm 2 ảnh." in page.text
    assert "“Có sẵn” đã có trong thư viện" in page.text
    data = {"pictures-TOTAL_FORMS": "2", "pictures-INITIAL_FORMS": "2"}
    for row, picture in enumerate(new):
        data |= {
            f"pictures-{row}-id": str(picture.pk),
            f"pictures-{row}-alt_vi": f"Ảnh {row}",
            f"pictures-{row}-caption_vi": f"Chú thích {row}",
            f"pictures-{row}-credit": "Hồ Thắng",
        }
    client.post(response["Location"], data)
    assert list(Picture.objects.exclude(pk=known.pk).order_by("id").values_list("alt_vi", "credit")) == [
        ("Ảnh 0", "Hồ Thắng"),
        ("Ảnh 1", "Hồ Thắng"),
    ]


def test_a_refused_file_is_named_beside_the_field_and_the_credit_is_kept(cast: Cast, sign_in: SignIn) -> None:
    bad = SimpleUploadedFile("xau.jpg", b"no picture", "image/jpeg")
    page = sign_in(cast.writer).post(ADD, {"new_files": [upload(), bad], "credit": "Thu Hà"}).text
    assert "xau.jpg: Đây không phải" in page
    assert 'value="Thu Hà"' in page
    assert not Picture.objects.exists()


def test_nobody_writes_the_texts_of_pictures_that_are_not_theirs(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    others, abroad = factories.picture(nghe_an), factories.picture(vinh_long)
    client = sign_in(cast.writer)
    ids = f"?ids={others.pk},{abroad.pk},x,{'9' * 30}"
    assert client.get(TEXTS + ids).context["rows"] == []
    data = {
        "pictures-TOTAL_FORMS": "1",
        "pictures-INITIAL_FORMS": "1",
        "pictures-0-id": others.pk,
        "pictures-0-alt_vi": "x",
    }
    client.post(TEXTS + ids, data)
    assert sign_in(cast.editor).get(TEXTS + ids).context["rows"][0][0].instance == others
    others.refresh_from_db()
    assert others.alt_vi == "Quang cảnh"


def test_an_album_without_script_uses_the_picture_that_is_there(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    known = Picture.objects.create(site=nghe_an, file=upload(), credit="Thu Hà")
    data = {"title_vi": "Lễ hội", "new_photos": [upload(), upload(2)]}
    none = {"photos-TOTAL_FORMS": "0", "photos-INITIAL_FORMS": "0"}
    sign_in(cast.editor).post("/quan-tri/nghe-an/galleries/album/add/", data | none)
    photos = list(Album.objects.get().photos.all())
    assert (photos[0].picture, photos[0].credit) == (known, "Thu Hà")
    assert Picture.objects.count() == 2
