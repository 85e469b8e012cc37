"""Pages travel compressed to whoever takes that, and the tag of an unchanged page still answers 304."""

import gzip

from provinces.models import Site

from .conftest import SiteClient


def test_a_page_travels_compressed(nghe_an: Site, reader: SiteClient) -> None:
    plain = reader.get("/nghe-an/")
    packed = reader.get("/nghe-an/", headers={"accept-encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2


def test_an_unchanged_compressed_page_is_not_sent_again(nghe_an: Site, reader: SiteClient) -> None:
    first = reader.get("/nghe-an/", headers={"accept-encoding": "gzip"})
    tag = first.headers["ETag"]
    again = reader.get("/nghe-an/", headers={"accept-encoding": "gzip", "if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
