"""Lists of the admin: no full count, filters whose choices are the site's own, search that forgives accents."""

from typing import Any

from django.contrib.admin import RelatedFieldListFilter
from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property

from vietnamese.folding import fold

from .scope import choices_on

CAP = 2_500


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # not subscriptable at run time
    """Counts no further than `CAP` rows and pages no deeper: staff search instead of leafing through thousands."""

    @cached_property
    def count(self) -> int:
        """Return the number of rows, at most `CAP`."""
        rows = self.object_list
        if isinstance(rows, models.QuerySet):
            return rows.order_by()[:CAP].count()
        return min(len(rows), CAP)

    @property
    def is_capped(self) -> bool:
        """True when there may be more rows than were counted."""
        return self.count >= CAP


class ScopedRelatedFilter(RelatedFieldListFilter):
    """A filter by a related object that offers the current site's objects only."""

    def field_choices(self, field: Any, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        """Return (key, name) of the related objects of the site."""
        return [(str(related.pk), str(related)) for related in choices_on(field.remote_field.model, request)]


def folded_matches(queryset: Any, fields: tuple[str, ...], term: str) -> Any:
    """Return the rows of a small table of which one of `fields` contains `term`, whatever accents were typed."""
    wanted = fold(term).split()
    found = [
        pk
        for pk, *texts in queryset.values_list("pk", *fields)
        if all(any(word in fold(str(text or "")) for text in texts) for word in wanted)
    ]
    return queryset.filter(pk__in=found)
