"""The kinds of documents with which a site begins: 29 administrative ones, legal acts, and those of the Party.

The administrative ones are those of Nghị định 30/2020/NĐ-CP, article 7. Each site keeps a table of its own, because
an agency of the Party and one of the state do not issue the same.
"""

import csv
from pathlib import Path
from typing import Any

from django.utils.translation import override

from provinces.models import Site

from .models import DocumentType

FILE = Path(__file__).parent / "data" / "types.csv"


def fill_types(site: Site) -> int:
    """Add the kinds that `site` lacks, and return how many; what staff renamed or hid stays as it is."""
    known = set(DocumentType.objects.for_site(site).values_list("slug", flat=True))
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(enumerate(csv.DictReader(file)))
    made = [_made(site, order, row) for order, row in rows if row["slug"] not in known]
    with override("vi"):  # in bulk, modeltranslation fills the language that is active
        DocumentType.objects.bulk_create(made)
    return len(made)


def _made(site: Site, order: int, row: dict[str, str]) -> DocumentType:
    names = {f"name_{code}": row[f"name_{code}"] for code in ("vi", "en", "km")}
    return DocumentType(site=site, slug=row["slug"], origin=row["origin"], order=order, **names)


def fill_new_site(instance: Site, *, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Give a site that has just been made its table."""
    if created and not raw:
        fill_types(instance)
