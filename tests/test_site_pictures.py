"""Banners, logos and portraits: readers get small copies, made when the file is saved."""

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from provinces.models import Banner, Site
from tests.conftest import SiteClient

from . import factories


def dressed(site: Site, capture: Any) -> Site:
    with capture(execute=True):
        site.banner_wide.save("rong.jpg", factories.image_file("rong.jpg", size=(1000, 200)), save=False)
        site.banner_narrow.save("hep.jpg", factories.image_file("hep.jpg", size=(500, 200)), save=False)
        site.logo.save("logo.png", factories.image_file("logo.png", size=(200, 200)), save=False)
        site.save()
    return site


def widths(site: Site, field: str) -> list[int]:
    return [copy["width"] for copy in site.renditions_of(field)]


def test_copies_are_made_beside_the_file_and_recorded(nghe_an: Site, django_capture_on_commit_callbacks: Any) -> None:
    dressed(nghe_an, django_capture_on_commit_callbacks)
    nghe_an.refresh_from_db()
    assert widths(nghe_an, "banner_wide") == [320, 640, 960]
    assert widths(nghe_an, "logo") == [72, 144, 200]
    path = nghe_an.renditions_of("logo")[0]["path"]
    assert path.split("/")[0] == str(nghe_an.logo.name).split("/")[0]
    with default_storage.open(path) as file, Image.open(file) as image:
        assert (image.format, image.size) == ("WEBP", (72, 72))


def test_the_masthead_shows_the_copies(
    nghe_an: Site, reader: SiteClient, django_capture_on_commit_callbacks: Any
) -> None:
    dressed(nghe_an, django_capture_on_commit_callbacks)
    masthead = reader.get("/nghe-an/").text.split('<div class="masthead')[1].split('<div class="bar">')[0]
    assert re.findall(r" (\d+)w", masthead) == ["320", "640", "960", "320", "500", "72", "144", "200"]
    assert nghe_an.logo.url not in masthead
    assert 'sizes="4.5rem"' in masthead


def test_a_new_file_is_shown_itself_until_it_has_copies(
    nghe_an: Site, reader: SiteClient, django_capture_on_commit_callbacks: Any
) -> None:
    dressed(nghe_an, django_capture_on_commit_callbacks)
    nghe_an.logo.save("moi.png", factories.image_file("moi.png", size=(100, 100)))
    assert widths(nghe_an, "logo") == []
    assert nghe_an.logo.url in reader.get("/nghe-an/").text
    nghe_an.banner_wide.save("moi.jpg", factories.image_file("moi.jpg", size=(900, 200)))
    source = re.findall(r"<source[^>]*>", reader.get("/nghe-an/").text)[0]
    assert f'srcset="{nghe_an.banner_wide.url}"' in source
    assert "sizes=" not in source  # which asks for widths that nobody knows yet
    with django_capture_on_commit_callbacks(execute=True):
        nghe_an.save()
    assert widths(nghe_an, "logo") == [72, 100]


def test_a_file_that_cannot_be_read_keeps_neither_the_row_nor_the_other_copies_from_being_saved(
    nghe_an: Site, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    nghe_an.logo.save("hong.png", ContentFile(b"no picture"), save=False)
    dressed_without_logo = factories.image_file("hep.jpg", size=(500, 200))
    with django_capture_on_commit_callbacks(execute=True):
        nghe_an.banner_narrow.save("hep.jpg", dressed_without_logo)
    assert widths(nghe_an, "banner_narrow") == [320, 500]
    assert widths(nghe_an, "logo") == []
    assert "logo: no renditions" in caplog.text


def test_a_banner_is_shown_in_copies(
    nghe_an: Site, reader: SiteClient, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        banner = Banner.objects.create(
            site=nghe_an, title_vi="Chuyển đổi số", picture=factories.image_file("b.jpg", size=(700, 300))
        )
    page = reader.get("/nghe-an/").text
    assert default_storage.url(banner.renditions_of("picture")[0]["path"]) in page
    assert 'sizes="(min-width: 60rem) 19rem, (min-resolution: 2.5dppx) 60vw, 85vw"' in page
