"""The statistics of a site in the admin: charts, tables, and the same as a file."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.reports import PeriodForm, presets
from articles.periods import Period
from provinces import audit, spreadsheets
from provinces.http import SiteRequest
from provinces.models import Role, Site
from provinces.permissions import at_least
from provinces.spreadsheets import Sheet
from vietnamese.dates import ZONE, short_date

from . import files, reports
from .charts import Chart, chart
from .models import OriginDay
from .numbers import numbers_of

DEFAULT_DAYS = 30

app_name = "visits-admin"


def period_form(request: HttpRequest, today: datetime.date) -> PeriodForm:
    """Return the form of the period that is asked for; the last thirty days when none is."""
    first = today - datetime.timedelta(days=DEFAULT_DAYS - 1)
    return PeriodForm({"first": short_date(first), "last": short_date(today), **request.GET.dict()})


def period_context(request: HttpRequest, form: PeriodForm, today: datetime.date) -> dict[str, Any]:
    """Return what `admin/articles/period.html` shows."""
    query = request.GET.copy()
    query["xlsx"] = "1"
    return {"form": form, "presets": presets(today), "xlsx": f"?{query.urlencode()}"}


def so_far(period: Period, today: datetime.date) -> Period:
    """Return the part of a period that has begun: no chart shows days to come. One in the future stays whole."""
    return Period(period.first, min(period.last, max(today, period.first)))


def chart_of_time(rows: Iterable[tuple[datetime.date, int]]) -> Chart:
    """Return the chart of days or weeks."""
    return chart([(short_date(day), number) for day, number in rows])


def download(
    request: HttpRequest, name: str, sheets: Iterable[Sheet], period: Period, site: Site | None
) -> HttpResponse:
    """Answer with a file and note in the audit log who took it, for which period."""
    answer = spreadsheets.answer(f"{name} {period}", sheets)
    audit.record(files.EXPORTED, user=request.user, site=site, detail=str(period))
    return answer


def statistics(request: SiteRequest) -> HttpResponse:
    """Show the page views of the site over a period, or hand them over as a file."""
    if not at_least(request.user, request.site, Role.WRITER):
        raise PermissionDenied
    site, now = request.site, timezone.now()
    today = now.astimezone(ZONE).date()
    form = period_form(request, today)
    context = {
        **admin.site.each_context(request),
        **period_context(request, form, today),
        "title": _("Page views"),
        "numbers": numbers_of(site, now),
    }
    if form.is_valid():
        if "xlsx" in request.GET:
            return download(request, "luot-xem", files.sheets_of_site(site, form.period), form.period, site)
        context |= _period_of(site, form.period, today)
    return render(request, "admin/visits/statistics.html", context)


def _period_of(site: Site, period: Period, today: datetime.date) -> dict[str, Any]:
    drawn = so_far(period, today)
    return {
        "period": period,
        "totals": reports.totals(site, period),
        "by_week": drawn.days > reports.MOST_DAYS,
        "days": chart_of_time(reports.by_day(site, drawn)),
        "hours": chart([(str(hour), number) for hour, number in reports.by_hour(site, period)], labels=24),
        "tables": [
            (_("Most read"), reports.most_read(site, period)),
            (_("Sections"), reports.by_section(site, period)),
            (_("Where readers come from"), reports.by_origin(site, period, OriginDay.Kind.HOST)),
            (_("Devices"), reports.by_origin(site, period, OriginDay.Kind.DEVICE)),
        ],
    }


urlpatterns = [path("", admin.site.admin_view(statistics), name="statistics")]
