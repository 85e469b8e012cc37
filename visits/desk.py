"""The statistics of a site in the admin: charts, tables, and the same as a file."""

import datetime

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.http import SiteRequest
from provinces.models import Role
from provinces.permissions import at_least
from vietnamese.dates import ZONE, short_date

from . import reports
from .charts import chart
from .models import OriginDay
from .numbers import numbers_of
from .reports import Period

DEFAULT_DAYS = 30
LONGEST = 3 * 366

app_name = "visits-admin"


class PeriodForm(forms.Form):
    """The days that are looked at."""

    first = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label=gettext_lazy("to"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def clean(self) -> dict[str, datetime.date]:
        """Refuse a period that is upside down or longer than three years."""
        values = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day is before the first one."))
        elif first and last and (last - first).days > LONGEST:
            self.add_error("first", _("At most three years at a time."))
        return values


def statistics(request: SiteRequest) -> HttpResponse:
    """Show the page views of the site over a period."""
    if not at_least(request.user, request.site, Role.WRITER):
        raise PermissionDenied
    today = timezone.localtime(timezone.now(), ZONE).date()
    period = Period(today - datetime.timedelta(days=DEFAULT_DAYS - 1), today)
    asked = request.GET if "first" in request.GET or "last" in request.GET else None
    form = PeriodForm(asked, initial={"first": period.first, "last": period.last})
    if form.is_bound and form.is_valid():
        period = Period(form.cleaned_data["first"], form.cleaned_data["last"])
    site = request.site
    days = reports.by_day(site, period)
    context = {
        **admin.site.each_context(request),
        "title": _("Page views"),
        "form": form,
        "period": period,
        "numbers": numbers_of(site, timezone.now()),
        "totals": reports.totals(site, period),
        "by_week": period.days > reports.MOST_DAYS,
        "days": chart([(short_date(day), number) for day, number in days]),
        "hours": chart([(str(hour), number) for hour, number in reports.by_hour(site, period)], labels=24),
        "tables": [
            (_("Most read"), reports.most_read(site, period)),
            (_("Sections"), reports.by_section(site, period)),
            (_("Where readers come from"), reports.by_origin(site, period, OriginDay.Kind.HOST)),
            (_("Devices"), reports.by_origin(site, period, OriginDay.Kind.DEVICE)),
        ],
    }
    return render(request, "admin/visits/statistics.html", context)


urlpatterns = [path("", admin.site.admin_view(statistics), name="statistics")]
