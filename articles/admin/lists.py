"""Filters of the list of articles; each is one step in an index, however many articles there are."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.localdates import month_name

from ..months import Month

MONTHS = 24


class WhoseFilter(admin.SimpleListFilter):
    """My own articles."""

    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the choices."""
        return [("mine", _("mine"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the articles of the choice."""
        return queryset.written_by(request.user) if self.value() == "mine" else queryset


class MonthFilter(admin.SimpleListFilter):
    """The month of publication; further back, the search finds more."""

    title = _("published in")
    parameter_name = "month"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the last two years, month by month."""
        month, found = Month.of(timezone.now()), []
        for _number in range(MONTHS):
            found.append((f"{month.year}-{month.month:02d}", month_name(month.first_day, "vi")))
            month = month.before()
        return found

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the articles of the month, the newest first."""
        if self.value() is None:
            return queryset
        chosen = next((key for key, _label in self.lookup_choices if key == self.value()), None)
        if chosen is None:
            return queryset.none()
        year, number = chosen.split("-")
        month = Month(int(year), int(number))
        return queryset.published_in(month.start, month.end)
