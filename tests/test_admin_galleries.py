"""The library and albums in the admin: uploads, the picker, where pictures are used, and what may be deleted."""

import json
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from articles.models import Topic
from galleries.models import Album, Photo, Picture, PictureUse
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient
from .queries import queries_of

SignIn = Callable[[User], SiteClient]
PICTURES = "/quan-tri/nghe-an/galleries/picture/"
PICKER = f"{PICTURES}picker/"
ALBUMS = "/quan-tri/nghe-an/galleries/album/"
COLOURS = ["teal", "navy", "gold"]
NO_PHOTOS = {"photos-TOTAL_FORMS": "0", "photos-INITIAL_FORMS": "0"}


def upload(name: str = "anh.jpg", colour: str = "teal") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, factories.image_file(name, colour=colour).read(), "image/jpeg")


def answers(response: Any) -> list[dict[str, Any]]:
    return [json.loads(answer) for _picture, _source, answer in response.context["tiles"]]


# The picker


def test_the_picker_shows_own_and_shared_pictures_only(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    own = factories.picture(nghe_an, alt_vi="Của mình")
    shared = factories.picture(vinh_long, is_shared=True, alt_vi="Dùng chung")
    factories.picture(vinh_long, alt_vi="Bí mật của Vĩnh Long")
    response = sign_in(cast.writer).get(PICKER)
    assert [answer["id"] for answer in answers(response)] == [shared.pk, own.pk]
    assert "Bí mật" not in response.text


@pytest.mark.parametrize("term", ["song nuoc", "SÔNG NƯỚC", "nước sông"])
def test_the_picker_searches_without_accents(cast: Cast, nghe_an: Site, sign_in: SignIn, term: str) -> None:
    found = factories.picture(nghe_an, caption_vi="Sông nước miền Tây")
    factories.picture(nghe_an, caption_vi="Núi rừng")
    response = sign_in(cast.writer).get(PICKER, {"q": term})
    assert [answer["id"] for answer in answers(response)] == [found.pk]


def test_an_upload_in_the_picker_is_chosen_at_once(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    data = {"new_files": upload("Ảnh đẹp.jpg"), "alt_vi": "Cây cầu", "caption_vi": "Cầu mới", "credit": "Thu Hà"}
    response = sign_in(cast.writer).post(PICKER, data)
    picture = Picture.objects.get()
    chosen = json.loads(unescape(response.context["chosen"]))
    assert (chosen["id"], chosen["alt"], chosen["caption"]) == (picture.pk, "Cây cầu", "Cầu mới")
    assert (picture.site, picture.uploaded_by, picture.original_name) == (nghe_an, cast.writer, "Ảnh đẹp.jpg")
    assert chosen["src"].startswith("/tep/")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"<script>alert(1)</script>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("a.jpg", factories.image_file().read()[:40]),
        ("../../x.php", b"<?php"),
        ("a.png", b""),
    ],
)
def test_a_file_that_is_no_picture_is_refused_by_name(
    cast: Cast, nghe_an: Site, sign_in: SignIn, name: str, content: bytes
) -> None:
    response = sign_in(cast.writer).post(PICKER, {"new_files": SimpleUploadedFile(name, content, "image/jpeg")})
    assert response.status_code == 200
    assert name.rsplit("/", 1)[-1] in response.context["form"].errors["new_files"][0]
    assert not Picture.objects.exists()


def test_older_pictures_are_a_page_further(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    file = factories.picture(nghe_an).file.name
    Picture.objects.bulk_create(Picture(site=nghe_an, file=file, alt_vi="x", alt="x") for _ in range(30))
    client = sign_in(cast.writer)
    first = client.get(PICKER)
    second = client.get(PICKER, {"before": first.context["older"]})
    assert len(answers(first)) == 24
    assert len(answers(second)) == 7
    assert second.context["older"] is None
    assert client.get(PICKER, {"before": "x" * 40}).status_code == 200


def test_the_picker_is_closed_to_strangers(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.stranger).get(PICKER).status_code in {302, 403}


# Where pictures are used


def test_a_picture_in_use_is_not_deleted_and_its_uses_are_named(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    picture = factories.picture(nghe_an)
    body = f'<figure><img data-picture="{picture.pk}" alt=""></figure>'
    factories.page(nghe_an, "Trang có ảnh", body_vi=body)
    client = sign_in(cast.editor)
    assert "Trang có ảnh" in client.get(f"{PICTURES}{picture.pk}/change/").text
    response = client.post(f"{PICTURES}{picture.pk}/delete/", {"post": "yes"})
    assert "Trang có ảnh" in response.text
    client.post(PICTURES, {"action": "delete_selected", "_selected_action": [picture.pk], "post": "yes"})
    assert Picture.objects.filter(pk=picture.pk).exists()


def test_a_picture_without_a_use_is_deleted(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    picture = factories.picture(nghe_an)
    sign_in(cast.editor).post(f"{PICTURES}{picture.pk}/delete/", {"post": "yes"})
    assert not Picture.objects.exists()


def test_uses_on_other_sites_are_counted_but_not_named(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    picture = factories.picture(nghe_an, is_shared=True)
    factories.article(factories.category(vinh_long), "Bài mật của Vĩnh Long", picture=picture)
    client = sign_in(cast.editor)
    page = client.get(f"{PICTURES}{picture.pk}/change/")
    assert "Vĩnh Long" not in page.text
    response = client.post(f"{PICTURES}{picture.pk}/delete/", {"post": "yes"})
    assert "Vĩnh Long" not in response.text
    assert Picture.objects.exists()


def test_a_picture_that_other_sites_show_stays_shared(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    picture = factories.picture(nghe_an, is_shared=True)
    factories.article(factories.category(vinh_long), picture=picture)
    data = {"alt_vi": "x", "caption_vi": "", "credit": "", "focal_x": 10, "focal_y": 90}
    client = sign_in(cast.editor)
    response = client.post(f"{PICTURES}{picture.pk}/change/", data)
    assert "is_shared" in response.context["adminform"].form.errors
    client.post(f"{PICTURES}{picture.pk}/change/", data | {"is_shared": "on"})
    picture.refresh_from_db()
    assert (picture.focal_x, picture.focal_y) == (10, 90)


@pytest.mark.parametrize("focal", ["-1", "101", "x"])
def test_a_focal_point_outside_the_picture_is_refused(cast: Cast, nghe_an: Site, sign_in: SignIn, focal: str) -> None:
    picture = factories.picture(nghe_an)
    data = {"alt_vi": "x", "caption_vi": "", "credit": "", "focal_x": focal, "focal_y": 50}
    response = sign_in(cast.editor).post(f"{PICTURES}{picture.pk}/change/", data)
    assert "focal_x" in response.context["adminform"].form.errors


def test_a_writer_corrects_only_own_uploads_and_shares_nothing(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    own, other = factories.picture(nghe_an, uploaded_by=cast.writer), factories.picture(nghe_an)
    client = sign_in(cast.writer)
    data = {"alt_vi": "Sửa", "caption_vi": "", "credit": "", "focal_x": 50, "focal_y": 50, "is_shared": "on"}
    assert client.post(f"{PICTURES}{other.pk}/change/", data).status_code == 403
    client.post(f"{PICTURES}{own.pk}/change/", data)
    own.refresh_from_db()
    assert (own.alt_vi, own.is_shared) == ("Sửa", False)


def test_uses_follow_every_owner(nghe_an: Site) -> None:
    first, second = factories.picture(nghe_an), factories.picture(nghe_an)
    album = factories.album(nghe_an, cover=first)
    photo = Photo.objects.create(album=album, picture=second)
    topic = factories.topic(nghe_an, picture=first)
    assert PictureUse.objects.count() == 3
    photo.delete()
    album.cover = None
    album.save()
    assert PictureUse.objects.count() == 1
    Topic.objects.filter(pk=topic.pk).get().delete()
    assert not PictureUse.objects.exists()


def test_deleting_an_album_frees_its_pictures(nghe_an: Site) -> None:
    album = factories.album(nghe_an, photos=2)
    album.delete()
    assert not PictureUse.objects.exists()
    assert Picture.objects.count() == 2


# Albums


def test_photos_uploaded_at_once_stand_in_the_order_given(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    client = sign_in(cast.editor)
    names = ["c.jpg", "a.jpg", "b.jpg"]
    data = {"title_vi": "Lễ hội", "is_live": "on", "new_photos": list(map(upload, names, COLOURS)), **NO_PHOTOS}
    client.post(f"{ALBUMS}add/", data)
    album = Album.objects.get()
    assert album.published_at is not None
    assert [photo.picture.original_name for photo in album.photos.all()] == names
    more = {"title_vi": "Lễ hội", "new_photos": [upload("d.jpg", "pink")], **NO_PHOTOS}
    client.post(f"{ALBUMS}{album.pk}/change/", more)
    assert [photo.picture.original_name for photo in album.photos.all()] == [*names, "d.jpg"]


def test_one_bad_file_of_many_takes_none(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    bad = SimpleUploadedFile("xau.jpg", b"no picture", "image/jpeg")
    data = {"title_vi": "Lễ hội", "new_photos": [upload(), bad], **NO_PHOTOS}
    response = sign_in(cast.editor).post(f"{ALBUMS}add/", data)
    assert "xau.jpg" in response.context["adminform"].form.errors["new_photos"][0]
    assert not Album.objects.exists()
    assert not Picture.objects.exists()


def test_captions_and_order_of_photos_are_edited_in_place(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    album = factories.album(nghe_an, photos=2)
    one, two = album.photos.all()
    data = {"title_vi": "Lễ hội", "photos-TOTAL_FORMS": "2", "photos-INITIAL_FORMS": "2"}
    for row, (photo, order) in enumerate([(one, 5), (two, 1)]):
        data |= {
            f"photos-{row}-id": str(photo.pk),
            f"photos-{row}-album": str(album.pk),
            f"photos-{row}-picture": str(photo.picture_id),
            f"photos-{row}-caption_vi": f"Chú thích {row}",
            f"photos-{row}-credit": "",
            f"photos-{row}-order": str(order),
        }
    sign_in(cast.editor).post(f"{ALBUMS}{album.pk}/change/", data)
    assert [photo.caption_vi for photo in album.photos.all()] == ["Chú thích 1", "Chú thích 0"]


def test_a_photo_of_another_sites_picture_is_refused(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    theirs = factories.picture(vinh_long)
    data = {"title_vi": "Lễ hội", "cover": theirs.pk, **NO_PHOTOS}
    response = sign_in(cast.site_admin).post(f"{ALBUMS}add/", data)
    assert "cover" in response.context["adminform"].form.errors
    assert not Album.objects.exists()


@pytest.mark.parametrize("model", ["picture", "album", "picture/picker"])
def test_lists_cost_the_same_however_long_they_are(cast: Cast, nghe_an: Site, sign_in: SignIn, model: str) -> None:
    client = sign_in(cast.site_admin)

    def add() -> None:
        factories.album(nghe_an, photos=2)
        factories.album(nghe_an, cover=factories.picture(nghe_an, uploaded_by=factories.user()))

    add()
    few = queries_of(client, f"/quan-tri/nghe-an/galleries/{model}/")
    for _number in range(10):
        add()
    assert queries_of(client, f"/quan-tri/nghe-an/galleries/{model}/") == few


def test_the_form_of_an_album_costs_the_same_with_more_photos(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    client = sign_in(cast.editor)
    short, long = (factories.album(nghe_an, photos=photos) for photos in (2, 12))
    assert queries_of(client, f"{ALBUMS}{short.pk}/change/") == queries_of(client, f"{ALBUMS}{long.pk}/change/")
