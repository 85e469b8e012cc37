"""Uploads at `/tep/…`: the same on every known host, safe to open, kept by browsers for ever."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from provinces.models import Hostname, Site
from tuyengiao.media import find

from .conftest import SiteClient

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.fixture
def upload(portal: Site) -> Any:
    """Return a function that puts a file below MEDIA_ROOT and gives its address."""

    def _upload(name: str = "x4Zk/ruong-bac-thang.png", content: bytes = PNG) -> str:
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return f"/tep/{name}"

    return _upload


def _body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_picture_is_shown_in_place_and_kept_for_ever(reader: SiteClient, upload: Any) -> None:
    response = reader.get(upload())
    assert response.status_code == 200
    assert _body(response) == PNG
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Length"] == str(len(PNG))
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Vary" not in response
    assert not response.cookies


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.docx", "a.js", "a.xhtml", "a", "a.png.html", "a.PNG.SVG"])
def test_whatever_could_run_a_script_is_handed_over_for_saving(reader: SiteClient, upload: Any, name: str) -> None:
    response = reader.get(upload(f"x4Zk/{name}", b"<script>alert(1)</script>"))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_a_name_with_vietnamese_letters_stays_whole(reader: SiteClient, upload: Any) -> None:
    response = reader.get(upload("x4Zk/văn bản.pdf", b"%PDF"))
    assert response.status_code == 200
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert response["Content-Disposition"] == "inline; filename*=UTF-8''v%C4%83n%20b%E1%BA%A3n.pdf"


def test_a_second_visit_costs_no_second_transfer(reader: SiteClient, upload: Any) -> None:
    address = upload()
    first = reader.get(address)
    for header in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        again = reader.get(address, headers=header)
        assert again.status_code == 304, header
        assert again.content == b""
        assert again["ETag"] == first["ETag"]
    assert reader.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_head_says_the_same_without_the_content(reader: SiteClient, upload: Any) -> None:
    response = reader.head(upload())
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(len(PNG))
    assert response["Content-Type"] == "image/png"


def test_nothing_can_be_sent_there(reader: SiteClient, upload: Any) -> None:
    assert reader.post(upload()).status_code == 405


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=1000-", 1000, 1031), ("bytes=-5", 1027, 1031), ("bytes=5-99999", 5, 1031)],
)
def test_a_part_can_be_asked_for(reader: SiteClient, upload: Any, asked: str, first: int, last: int) -> None:
    response = reader.get(upload(), headers={"range": asked})
    assert response.status_code == 206
    assert _body(response) == PNG[first : last + 1]
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(PNG)}"
    assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=5000-", "bytes=-0"])
def test_a_part_that_does_not_exist_is_refused(reader: SiteClient, upload: Any, asked: str) -> None:
    response = reader.get(upload(), headers={"range": asked})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(PNG)}"


@pytest.mark.parametrize("asked", ["bytes=", "bytes=-", "lines=1-2", "bytes=1-2,4-5", "bytes=a-b", ""])
def test_a_range_that_makes_no_sense_gets_everything(reader: SiteClient, upload: Any, asked: str) -> None:
    response = reader.get(upload(), headers={"range": asked})
    assert (response.status_code, _body(response)) == (200, PNG)


def test_a_part_of_what_has_changed_meanwhile_gets_everything(reader: SiteClient, upload: Any) -> None:
    response = reader.get(upload(), headers={"range": "bytes=0-9", "if-range": '"old"'})
    assert (response.status_code, _body(response)) == (200, PNG)


@pytest.mark.parametrize(
    "path",
    [
        "/tep/",
        "/tep/x4Zk",
        "/tep/x4Zk/",
        "/tep/none/here.png",
        "/tep/../secret.txt",
        "/tep/x4Zk/../../secret.txt",
        "/tep/%2e%2e/secret.txt",
        "/tep/..%2fsecret.txt",
        "/tep//etc/passwd",
        "/tep/x4Zk//ruong-bac-thang.png",
        "/tep/x4Zk/./ruong-bac-thang.png",
        "/tep/x4Zk\\ruong-bac-thang.png",
        "/tep/x4Zk/ruong-bac-thang.png%00",
        "/tep/x4Zk/ruong-bac-thang.png%0a",
        "/tep/%0a",
        "/tep/%ff%fe",
        "/tep/.hidden",
        "/tep/x4Zk/.hidden.png",
        "/tep/outside/secret.txt",
        "/tep/" + "a" * 5000,
    ],
)
def test_anything_else_is_a_plain_404(reader: SiteClient, upload: Any, path: str) -> None:
    upload()
    upload(".hidden")
    upload("x4Zk/.hidden.png")
    root = Path(settings.MEDIA_ROOT)
    (root.parent / "secret.txt").write_text("secret")
    (root / "outside").symlink_to(root.parent)
    response = reader.get(path)
    assert (response.status_code, response.content) == (404, b"404\n")


def test_a_name_that_no_file_system_takes_is_not_found(upload: Any) -> None:
    upload()
    assert find("x4Zk/\udcff.png") is None
    assert find("x4Zk/ruong-bac-thang.png") is not None


def test_uploads_are_the_same_on_every_known_host_and_on_no_other(
    reader: SiteClient, upload: Any, nghe_an: Site
) -> None:
    address = upload()
    Hostname.objects.create(site=nghe_an, host="tuyengiao.nghean.example", is_primary=True)
    assert reader.get(address, headers={"host": "tuyengiao.nghean.example"}).status_code == 200
    assert reader.get(address, headers={"host": "testserver"}).status_code == 200
    assert reader.get(address, headers={"host": "stranger.example"}).status_code == 404


def test_a_file_that_cannot_be_entered_is_not_found(upload: Any) -> None:
    upload()
    os.mkfifo(Path(settings.MEDIA_ROOT) / "x4Zk" / "pipe")
    assert find("x4Zk/pipe") is None


def test_the_icon_that_browsers_ask_for_unasked_is_there(reader: SiteClient, nghe_an: Site) -> None:
    response = reader.get("/favicon.ico")
    assert response.status_code == 200
    assert _body(response).startswith(b"\x00\x00\x01\x00")
    assert not response.cookies
