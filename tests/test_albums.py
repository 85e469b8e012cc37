"""The albums of a site and the page of one album."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from galleries.models import Photo
from galleries.renditions import render
from galleries.views import PAGE_SIZE
from provinces import hosts
from provinces.models import Site

from . import factories
from .conftest import SiteClient


def test_the_list_shows_live_albums_with_cover_date_and_number(nghe_an: Site, reader: SiteClient) -> None:
    old, new = factories.album(nghe_an, "Lễ hội", 3), factories.album(nghe_an, "Mùa vàng", 1)
    cover = factories.picture(nghe_an)
    old.cover = cover
    old.save()
    factories.album(nghe_an, "Còn nháp", 1, is_live=False)
    factories.album(nghe_an, "Ngày mai", 1, published_at=timezone.now() + datetime.timedelta(hours=1))
    response = reader.get("/nghe-an/album/")
    page = response.content.decode()
    assert [album for album, _cover in response.context["page"].rows] == [new, old]
    assert dict(response.context["page"].rows)[old] == cover
    assert dict(response.context["page"].rows)[new] == new.photos.get().picture
    assert f'<a href="/nghe-an/album/le-hoi-{old.pk}.html">Lễ hội</a>' in page
    assert "Còn nháp" not in page
    assert "Ngày mai" not in page
    assert not response.cookies


def test_an_album_shows_its_photos_in_order_each_leading_to_its_large_file(nghe_an: Site, reader: SiteClient) -> None:
    album = factories.album(nghe_an, "Lễ hội", description_vi="Một ngày vui.")
    wide = factories.picture(nghe_an, file=factories.image_file(size=(2000, 1000)))
    render(wide)
    Photo.objects.create(album=album, picture=factories.picture(nghe_an, alt_vi=""), caption_vi="Thứ hai", order=2)
    Photo.objects.create(album=album, picture=wide, caption_vi="Thứ nhất", credit="Hồ Thắng", order=1)
    page = reader.get(f"/nghe-an/album/le-hoi-{album.pk}.html").content.decode()
    assert page.index("Thứ nhất") < page.index("Thứ hai")
    assert f'<a href="{wide.file.storage.url(wide.renditions[-1]["path"])}">' in page
    assert 'alt="Quang cảnh"' in page
    assert 'alt="Thứ hai"' in page
    assert "Hồ Thắng" in page
    assert "Một ngày vui." in page
    assert "style=" not in page


def test_a_wrong_or_missing_slug_leads_to_the_albums_address(nghe_an: Site, reader: SiteClient) -> None:
    album = factories.album(nghe_an, "Lễ hội", 1)
    for name in (f"ten-cu-{album.pk}", str(album.pk)):
        response = reader.get(f"/nghe-an/album/{name}.html")
        assert response.status_code == 301
        assert response["Location"] == f"/nghe-an/album/le-hoi-{album.pk}.html"


def test_hidden_and_foreign_albums_are_not_found(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    draft, foreign = factories.album(nghe_an, "Nháp", is_live=False), factories.album(vinh_long, "Xa")
    article = factories.article(factories.category(nghe_an))
    assert reader.get(f"/nghe-an/album/nhap-{draft.pk}.html").status_code == 404
    assert reader.get(f"/nghe-an/album/xa-{foreign.pk}.html").status_code == 404
    assert reader.get(f"/nghe-an/album/{'9' * 30}.html").status_code == 404
    assert reader.get(f"/nghe-an/album/a-{article.pk + 1000}.html").status_code == 404


def test_a_site_without_albums_and_an_album_without_photos_say_so(nghe_an: Site, reader: SiteClient) -> None:
    assert 'class="nothing"' in reader.get("/nghe-an/album/").content.decode()
    album = factories.album(nghe_an, "Trống")
    assert 'class="nothing"' in reader.get(f"/nghe-an/album/trong-{album.pk}.html").content.decode()


@pytest.mark.parametrize("number", ["0", "abc", "3", "51"])
def test_a_page_that_is_not_there_is_not_found(nghe_an: Site, reader: SiteClient, number: str) -> None:
    for _number in range(PAGE_SIZE + 1):
        factories.album(nghe_an)
    assert reader.get("/nghe-an/album/?trang=2").status_code == 200
    assert reader.get(f"/nghe-an/album/?trang={number}").status_code == 404


def test_the_number_of_queries_does_not_grow(
    nghe_an: Site, reader: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "REFRESH_SECONDS", 60)
    album = factories.album(nghe_an, "Lễ hội", 2)
    factories.album(nghe_an, "Khác", 1)
    paths = ("/nghe-an/album/", f"/nghe-an/album/le-hoi-{album.pk}.html")
    counts = []
    for _round in range(2):
        for path in paths:
            reader.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert reader.get(path).status_code == 200
            counts.append(len(queries))
        for order in range(10):
            factories.album(nghe_an, "", 1)
            Photo.objects.create(album=album, picture=factories.picture(nghe_an), order=order)
    assert counts[:2] == counts[2:]
