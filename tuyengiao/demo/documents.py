"""Documents and messages of readers for the demonstration."""

import datetime
import tomllib
from functools import cache
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from documents.models import Document, DocumentFile, DocumentLink, DocumentType, Issuer, Subject, Validity
from feedback import handling
from feedback.models import Case, CaseKind, ConsentText
from provinces.models import Department, Site
from vietnamese.dates import ZONE, document_date
from vietnamese.slugs import slugify

from . import papers
from .load import CONTENT, LANGUAGES, Row

RELATIONS = ("replaces", "amends", "guides")
ENDED = datetime.date(2025, 7, 1)  # the frozen sites issued nothing from this day


@cache
def _content() -> Row:
    return tomllib.loads((CONTENT / "van-ban.toml").read_text(encoding="utf-8"))


def rows_for(site: Site, kind: str) -> list[Row]:
    """Return the rows of the content file for a site."""
    chosen = [
        row for row in _content()[kind] if row["for"] == site.slug or (row["for"] == "sub" and not site.is_portal)
    ]
    return [row for row in chosen if site.is_writable or "issued" not in row or row["issued"] < ENDED]


def fill(site: Site, facts: dict[str, Any]) -> None:
    """Write the documents of a site and the links between them; `facts` are the site's own."""
    made: dict[str, Document] = {}
    issuer = Issuer.objects.create(site=site, name_vi=facts["name"])
    for row in rows_for(site, "documents"):
        document = _document(site, issuer, row, facts)
        made[row["number"]] = document
        for relation in RELATIONS:
            older = made.get(row.get(relation, ""))
            if older is not None:
                DocumentLink.objects.create(source=document, target=older, relation=relation)


def _document(site: Site, issuer: Issuer, row: Row, facts: dict[str, Any]) -> Document:
    name = row["subject"]
    subject, _new = Subject.objects.get_or_create(site=site, slug=slugify(name), defaults={"name_vi": name})
    province = str(site.province or "")
    issued = row["issued"]
    signer = facts.get("responsible", "").removeprefix("Ông ").removeprefix("Bà ")
    document = Document(
        site=site,
        type=DocumentType.objects.get(site=site, slug=row["type"]),
        issuer=issuer,
        subject=subject,
        number=row["number"],
        issued_on=issued,
        effective_on=row.get("effective", issued),
        expired_on=row.get("expired"),
        validity=_validity(row),
        signer=signer,
        signer_title_vi="Trưởng ban",
        is_live=True,
        published_at=datetime.datetime.combine(issued, datetime.time(15, 30), ZONE) + datetime.timedelta(days=1),
    )
    for code in LANGUAGES:
        key = "summary" if code == "vi" else f"summary_{code}"
        setattr(document, f"summary_{code}", row.get(key, "").replace("{tinh}", province))
    document.save()
    content = papers.pdf(
        issuer=issuer.text("name", "vi"),
        number=row["number"],
        place_and_day=f"{province or 'Hà Nội'}, {document_date(issued)}",
        kind=document.type.text("name", "vi"),
        summary=document.text("summary", "vi"),
        points=row["points"],
        signer=signer,
    )
    DocumentFile.objects.create(document=document, file=ContentFile(content, "van-ban.pdf"))
    return document


def _validity(row: Row) -> Validity:
    today = timezone.now().astimezone(ZONE).date()
    if "expired" in row and row["expired"] <= today:
        return Validity.EXPIRED
    return Validity.NOT_YET if row.get("effective", today) > today else Validity.IN_FORCE


def ask(site: Site) -> None:
    """Write messages of readers: some answered and published, some waiting."""
    consent = ConsentText.objects.current(site)
    department = Department.objects.for_site(site).order_by("order")[1:2].first()
    for number, row in enumerate(rows_for(site, "cases")):
        case = Case(
            site=site,
            kind=row.get("kind", CaseKind.QUESTION),
            department=department,
            subject=row["subject"],
            body=row["body"],
            name="Nguyễn Thị Bạn Đọc",
            may_publish=row.get("published", False),
            consent=consent,
            text_key=str(number),
        )
        handling.receive(case, nonce=f"{site.slug}-{number}", score=0)
        if "answer" in row:
            case.answer = row["answer"]
            handling.answer(case, None)
        if row.get("published"):
            handling.publish(case, None)
