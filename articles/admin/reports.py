"""The leader's report and the payment list of royalties: chosen by period, on screen and as Excel files."""

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provinces import audit, spreadsheets
from provinces.http import SiteRequest
from provinces.models import Role, Site
from provinces.permissions import at_least
from provinces.spreadsheets import Column, Sheet
from vietnamese.dates import ZONE

from ..models.credits import ContributionRole
from ..periods import LONGEST, Period
from ..reports import Grouping, Line, Report, report
from ..royalties import Payment, PaymentList, payment_list

EARLIEST, LATEST = 1990, 2200
DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]
SHOWN = 200  # articles below the table; the file has all
ALL_SITES = "all"


def _day(label: Any) -> forms.DateField:
    attrs = {"placeholder": "29/12/2022", "inputmode": "numeric", "autocomplete": "off"}
    messages = {"invalid": _("Type day, month and year: 29/12/2022.")}
    return forms.DateField(
        label=label, input_formats=DAY_FORMATS, widget=forms.DateInput(attrs, DAY_FORMATS[0]), error_messages=messages
    )


class PeriodForm(forms.Form):
    """From which to which day."""

    first = _day(_("From"))
    last = _day(_("Until"))

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data, label_suffix="")

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, and one that is too long."""
        values = super().clean() or self.cleaned_data
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        elif first and last and last - first > LONGEST:
            self.add_error("last", _("At most three years at once."))
        if first and first.year < EARLIEST:
            self.add_error("first", _("Choose a later day."))
        if last and last.year > LATEST:
            self.add_error("last", _("Choose an earlier day."))
        return values

    @property
    def period(self) -> Period:
        """The period of a valid form."""
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])


class ReportForm(PeriodForm):
    """The period, by what the articles are grouped, and for the network's people, of which sites."""

    by = forms.ChoiceField(label=_("By"), choices=Grouping.choices)
    sites = forms.ChoiceField(
        label=_("Sites"), choices=[("", _("this site")), (ALL_SITES, _("all sites"))], required=False
    )

    def __init__(self, data: dict[str, Any], *, may_see_all: bool) -> None:
        super().__init__(data)
        if not may_see_all:
            del self.fields["sites"]


def presets(today: datetime.date) -> list[tuple[Any, Period]]:
    """Return the periods that are asked for most."""
    return [
        (_("this month"), Period.month_of(today)),
        (_("last month"), Period.month_before(today)),
        (_("this quarter"), Period.quarter_of(today)),
        (_("this year"), Period.year_of(today)),
    ]


def report_page(request: SiteRequest) -> HttpResponse:
    """Show the leader's report or hand it over as a file."""
    _allow(request, Role.EDITOR)
    today = timezone.now().astimezone(ZONE).date()
    start = Period.month_of(today)
    asked = {"first": start.first, "last": start.last, "by": Grouping.AUTHOR, **request.GET.dict()}
    form = ReportForm(asked, may_see_all=request.user.is_superuser)
    context: dict[str, Any] = {"form": form, "presets": presets(today), "title": gettext("Report for leaders")}
    if form.is_valid():
        everywhere = form.cleaned_data.get("sites") == ALL_SITES
        sites = list(Site.objects.public()) if everywhere else [request.site]
        made = report(sites, form.period, Grouping(form.cleaned_data["by"]), timezone.now())
        if "xlsx" in request.GET:
            audit.record("export_report", user=request.user, site=request.site, detail=str(made.period))
            return spreadsheets.answer(f"bao-cao {made.period}", _sheets_of(made, request.site))
        context |= {"report": made, "by": Grouping(made.by).label, "articles": made.rows[:SHOWN]}
    return _page(request, "admin/articles/report.html", context)


def royalties_page(request: SiteRequest) -> HttpResponse:
    """Show the payment list of a period or hand it over as a file."""
    _allow(request, Role.SITE_ADMIN)
    today = timezone.now().astimezone(ZONE).date()
    start = Period.month_before(today)
    form = PeriodForm({"first": start.first, "last": start.last, **request.GET.dict()})
    context: dict[str, Any] = {"form": form, "presets": presets(today), "title": gettext("Royalties")}
    if form.is_valid():
        made = payment_list(request.site, form.period, timezone.now())
        if "xlsx" in request.GET:
            audit.record("export_report", user=request.user, site=request.site, detail=str(made.period))
            return spreadsheets.answer(f"nhuan-but {made.period}", _sheets_of_payments(made, request.site))
        context["payments"] = made
    return _page(request, "admin/articles/royalties.html", context)


def _allow(request: SiteRequest, role: Role) -> None:
    if not at_least(request.user, request.site, role):
        raise PermissionDenied


def _page(request: SiteRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    query = request.GET.copy()
    query["xlsx"] = "1"
    return render(request, template, {**admin.site.each_context(request), "xlsx": f"?{query.urlencode()}", **context})


# The files


def _sheets_of(made: Report, site: Site) -> Iterator[Sheet]:
    period = gettext("Period: %(period)s") % {"period": made.period}
    nobody = gettext("(none)")

    def line(one: Line, name: str) -> list[Any]:
        return [name, one.articles, one.views, one.hours]

    yield Sheet(
        gettext("Summary"),
        [gettext("REPORT ON PUBLISHED ARTICLES"), str(site), period],
        [
            Column(Grouping(made.by).label.capitalize(), 40),
            Column(gettext("Number of articles"), 12, "count"),
            Column(gettext("Page views"), 14, "count"),
            Column(gettext("Average time until approval (hours)"), 22, "hours"),
        ],
        [line(one, one.name or nobody) for one in made.lines],
        line(made.total, gettext("Total")),
    )
    yield Sheet(
        gettext("Articles"),
        [gettext("LIST OF ARTICLES"), str(site), period],
        [
            Column(gettext("No."), 6, "count"),
            Column(gettext("Published"), 17, "moment"),
            Column(gettext("Title"), 60),
            Column(gettext("Type"), 16),
            Column(gettext("Category"), 24),
            Column(gettext("Department"), 28),
            Column(gettext("Authors"), 28),
            Column(gettext("Photos by"), 22),
            Column(gettext("Site"), 24),
            Column(gettext("Page views"), 12, "count"),
            Column(gettext("Time until approval (hours)"), 16, "hours"),
        ],
        (
            [
                number,
                row.published_at,
                row.title,
                row.article_type,
                row.category,
                row.department,
                ", ".join(row.authors),
                ", ".join(row.photographers),
                row.site,
                row.views,
                row.delay / datetime.timedelta(hours=1) if row.delay is not None else None,
            ]
            for number, row in enumerate(made.rows, start=1)
        ),
    )


def _sheets_of_payments(made: PaymentList, site: Site) -> Iterator[Sheet]:
    period = gettext("Period: %(period)s") % {"period": made.period}
    yield Sheet(
        gettext("Payment list"),
        [gettext("ROYALTY PAYMENT LIST"), str(site), period],
        [
            Column(gettext("No."), 6, "count"),
            Column(gettext("Full name"), 36),
            Column(gettext("Number of articles"), 10, "count"),
            Column(gettext("Amount (đồng)"), 18, "count"),
            Column(gettext("Signature"), 24),
        ],
        ([number, payee.name, payee.articles, payee.amount, None] for number, payee in enumerate(made.payees, start=1)),
        [None, gettext("Total"), None, made.amount, None],
    )
    yield Sheet(
        gettext("Details"),
        [gettext("DETAILS OF ROYALTIES"), str(site), period],
        _details(),
        (_detail(payment) for payee in made.payees for payment in payee.payments),
        [None] * 6 + [gettext("Total"), None, None, made.amount],
    )
    if made.unreckoned:
        yield Sheet(
            gettext("Without a rate"),
            [gettext("PARTS WITHOUT A RATE"), str(site), period],
            _details(),
            (_detail(payment) for payment in made.unreckoned),
        )


def _details() -> list[Column]:
    return [
        Column(gettext("Full name"), 30),
        Column(gettext("Published"), 12, "day"),
        Column(gettext("Article"), 60),
        Column(gettext("Type"), 16),
        Column(gettext("Role"), 14),
        Column(gettext("Share (%)"), 10, "decimal"),
        Column(gettext("Coefficient"), 10, "decimal"),
        Column(gettext("Times"), 8, "count"),
        Column(gettext("Value of a unit (đồng)"), 16, "count"),
        Column(gettext("Amount (đồng)"), 16, "count"),
    ]


def _detail(payment: Payment) -> list[Any]:
    part = payment.part
    return [
        part.contributor.name,
        payment.day,
        part.article.text("title", "vi"),
        part.article.get_article_type_display(),
        str(ContributionRole(part.role).label),
        part.share,
        payment.coefficient.coefficient if payment.coefficient else None,
        payment.times,
        payment.unit.value if payment.unit else None,
        payment.amount,
    ]
