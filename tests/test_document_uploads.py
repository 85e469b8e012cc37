"""Files of documents: taken by content, renamed, kept byte for byte, shown safely."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from documents.uploads import kind_of, validate_document
from provinces.models import Site

from . import factories
from .conftest import SiteClient


def container(*names: str, **contents: str) -> bytes:
    """Return a ZIP file with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, "x")
        for name, text in contents.items():
            made.writestr(name, text)
    return buffer.getvalue()


DOCX = container("[Content_Types].xml", "word/document.xml")
ODT = container("content.xml", mimetype="application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (factories.PDF, "pdf"),
        (DOCX, "docx"),
        (container("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (ODT, "odt"),
        (container(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_content(content: bytes, kind: str) -> None:
    assert kind_of(io.BytesIO(content)) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html><script>alert(1)</script></html>", "không phải loại tệp"),
        (b"", "không phải loại tệp"),
        (b"MZ\x90\x00", "không phải loại tệp"),
        (factories.PDF[:-10], "bị hỏng"),
        (b"PK\x03\x04 not really", "bị hỏng"),
        (DOCX[:-30], "bị hỏng"),
        (container("a.exe"), "tệp nén"),
        (container("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macro"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "Office cũ"),
    ],
)
def test_anything_else_is_refused_with_a_reason(content: bytes, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_document(ContentFile(content, "quyet-dinh.pdf"))
    assert said in refused.value.messages[0]


@pytest.mark.django_db
def test_a_file_is_kept_byte_for_byte_under_the_number_of_its_document(nghe_an: Site) -> None:
    signed = factories.PDF.replace(b"\n%%EOF", b"\r\n/ByteRange [0 10 20 30]\x00\xff\n%%EOF\n\n")
    file = factories.document_file(factories.document(nghe_an, "983-QĐ/TU"), signed, "Bản KÝ số.exe")
    assert Path(file.file.path).read_bytes() == signed
    assert file.sha256 == hashlib.sha256(signed).hexdigest()
    assert (file.kind, file.size, file.original_name) == ("pdf", len(signed), "Bản KÝ số.exe")
    assert str(file.file.name).split("/")[1] == "983-qd-tu.pdf"


@pytest.mark.django_db
def test_a_pdf_is_served_as_it_is_for_frames_of_the_same_host_only(nghe_an: Site, reader: SiteClient) -> None:
    file = factories.document_file(factories.document(nghe_an))
    answer = reader.get(file.file.url)
    assert b"".join(answer.streaming_content) == Path(file.file.path).read_bytes()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_other_files_are_handed_over_for_saving(nghe_an: Site, reader: SiteClient) -> None:
    file = factories.document_file(factories.document(nghe_an), DOCX, "x.docx")
    answer = reader.get(file.file.url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
