"""A changed picture or album makes the pages that show it new."""

from typing import Any

import pytest
from django.utils import timezone

from editions import scopes
from editions.versions import current
from galleries.models import Photo, Picture
from galleries.renditions import render
from provinces.models import Site

from . import factories


def token(site: Site) -> int:
    current.look_soon()
    current.look()
    return current.token(scopes.site(site.pk))


@pytest.fixture(autouse=True)
def _new(db: Any) -> None:
    current.forget()


def test_a_replaced_picture_is_new_on_every_site_that_uses_it(nghe_an: Site, vinh_long: Site) -> None:
    picture = factories.picture(nghe_an, is_shared=True)
    factories.article(factories.category(vinh_long), picture=picture)
    own, theirs = token(nghe_an), token(vinh_long)
    picture = Picture.objects.get(pk=picture.pk)
    picture.file = factories.image_file("mo-mat.jpg", colour="maroon")
    picture.save()
    assert token(nghe_an) == own  # not used there
    replaced = token(vinh_long)
    assert replaced != theirs
    render(picture)
    assert token(vinh_long) != replaced


def test_albums_and_their_photos_are_new_at_once(nghe_an: Site) -> None:
    album = factories.album(nghe_an, photos=1, published_at=timezone.now())
    before = token(nghe_an)
    Photo.objects.create(album=album, picture=factories.picture(nghe_an))
    added = token(nghe_an)
    album.is_live = False
    album.save()
    assert len({before, added, token(nghe_an)}) == 3
