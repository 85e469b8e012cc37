"""Answers about many documents at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from .models import DocumentLink
from .models.document import REVERSED, Relation

if TYPE_CHECKING:
    from .models import Document


def years_of(documents: "QuerySet[Document]") -> list[int]:
    """Return the years in which these documents were issued, the latest first."""
    return list(documents.order_by("-year").values_list("year", flat=True).distinct())


def relations_of(document: "Document") -> list[tuple[str, "Document"]]:
    """Return what a document replaces, amends or explains and what does so with it, as (relation, document); 2 queries.

    Only documents that readers see are named.
    """
    now = timezone.now()
    out = DocumentLink.objects.filter(source=document).select_related("target__type")
    into = DocumentLink.objects.filter(target=document).select_related("source__type")
    found = [(str(Relation(link.relation).label), link.target) for link in out]
    found += [(str(REVERSED[Relation(link.relation)]), link.source) for link in into]
    return [(relation, other) for relation, other in found if other.is_visible_at(now)]


def still_in_force(links: "Sequence[DocumentLink]") -> list["Document"]:
    """Return the documents that are replaced by these links although they are marked as in force."""
    return [
        link.target
        for link in links
        if link.relation == Relation.REPLACES and link.target.validity in {"in_force", "not_yet"}
    ]
