"""Lists of the admin: no full count, filters whose choices are the site's own, search that forgives accents."""

from typing import Any

from django.contrib.admin import RelatedFieldListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property

from vietnamese.folding import fold

from .scope import choices_on

CAP = 2_500
DEEPEST = 50


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # not subscriptable at run time
    """Counts no further than `CAP` rows and pages no deeper: staff search instead of leafing through thousands."""

    @cached_property
    def count(self) -> int:
        """Return the number of rows, at most `CAP`."""
        rows = self.object_list
        if isinstance(rows, models.QuerySet):
            return rows.order_by().values("pk")[:CAP].count()  # without what its lines show besides
        return min(len(rows), CAP)

    @property
    def is_capped(self) -> bool:
        """True when there may be more rows than were counted."""
        return self.count >= CAP


class UncountedPages(Paginator):  # type: ignore[type-arg]  # not subscriptable at run time
    """The pages of an uncounted list as far as they are known: those before, this one, and the next if there is one."""

    is_uncounted = True


class UncountedList(ChangeList):
    """A list of a table of any size: one query for a page and one row more, none that counts.

    `result_count` is the number of rows as far as they were seen; `has_more` says that there are others. Nobody leafs
    deeper than `DEEPEST` pages: who looks for something that old searches or filters.
    """

    has_more = False

    def get_results(self, request: HttpRequest) -> None:
        """Fetch the rows of the page."""
        size, page = self.list_per_page, self.page_num
        if not 1 <= page <= DEEPEST:
            raise IncorrectLookupParameters
        start = (page - 1) * size
        rows = list(self.queryset[start : start + size + 1])
        if not rows and page > 1:
            raise IncorrectLookupParameters
        self.has_more = len(rows) > size
        self.result_list: Any = rows[:size]
        self.result_count = min(start + len(rows), DEEPEST * size)
        self.full_result_count = None
        self.show_full_result_count = False
        self.show_admin_actions = True
        self.can_show_all = False
        self.multi_page = page > 1 or self.has_more
        self.paginator = UncountedPages(range(self.result_count), size)


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
