"""What may come in as a document's file: decided from its content, never from its name; kept as it came."""

import zipfile
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from provinces.media import upload_path

MAX_BYTES = 50 * 2**20
HEAD = 1024
TAIL = 2048
MOST_MEMBERS = 5_000
LONGEST_TYPE = 100
#: What each kind of OpenDocument and Office file holds inside its ZIP container.
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OPEN = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
KINDS = ("pdf", *OFFICE, *OPEN)
#: What a browser is told to offer.
ACCEPT = ",".join(f".{kind}" for kind in KINDS)


class DocumentRefused(ValueError):
    """A file of a kind that we do not take; the message says what to do, for staff."""


def document_path(instance: Any, filename: str) -> str:
    """Return `<random>/<number>.<ext>` for a file: named after its document, the extension after its content."""
    document = instance.document
    name = f"{document.number or PurePosixPath(filename).stem}.{instance.kind}"
    return upload_path(document, name.replace("/", "-"))


def kind_of(file: IO[bytes]) -> str:
    """Return 'pdf', 'docx', 'xlsx', 'pptx', 'odt' or 'ods'; raises DocumentRefused. `file` is rewound."""
    file.seek(0)
    try:
        head = file.read(HEAD)
        if b"%PDF-" in head:
            return _pdf(file)
        if head.startswith(b"PK\x03\x04"):
            return _container(file)
    finally:
        file.seek(0)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentRefused(_("Save this old Office file as PDF or DOCX first."))
    raise DocumentRefused(_("This is not a file of a kind that we take (PDF, DOCX, XLSX, PPTX, ODT, ODS)."))


def _pdf(file: IO[bytes]) -> str:
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    if b"%%EOF" not in file.read():
        raise DocumentRefused(_("The file is damaged or was not sent to its end."))
    return "pdf"


def _container(file: IO[bytes]) -> str:
    """Look into a ZIP container without unpacking more than its type."""
    try:
        with zipfile.ZipFile(file) as container:
            names = set(container.namelist())
            if len(names) > MOST_MEMBERS:
                raise DocumentRefused(_("The file is damaged or was not sent to its end."))
            if any(PurePosixPath(name).name.lower() == "vbaproject.bin" for name in names):
                raise DocumentRefused(_("The file holds macros. Save it without them, or as PDF."))
            for kind, part in OFFICE.items():
                if part in names and "[Content_Types].xml" in names:
                    return kind
            info = container.getinfo("mimetype") if "mimetype" in names else None
            said = container.read(info).strip() if info and info.file_size <= LONGEST_TYPE else b""
    except DocumentRefused:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise DocumentRefused(_("The file is damaged or was not sent to its end.")) from error
    for kind, mimetype in OPEN.items():
        if said == mimetype:
            return kind
    raise DocumentRefused(_("Archives are not taken: upload the files themselves."))


def validate_document(file: Any) -> None:
    """Raise ValidationError unless `file` is a document of a kind that we take; a stored one was examined before."""
    if getattr(file, "_committed", False):
        return
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 50 MB."), code="document_too_large")
    try:
        kind_of(getattr(file, "file", file))
    except DocumentRefused as error:
        raise ValidationError(str(error), code="document_refused") from error
