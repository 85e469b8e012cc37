"""The statistics of all sites side by side, for superadmins."""

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.models import Site
from vietnamese.dates import ZONE

from . import files, reports
from .comparison import compare
from .desk import chart_of_time, download, period_context, period_form, so_far


def network_statistics(request: HttpRequest, frame: AdminSite) -> HttpResponse:
    """Show the page views of every public site over a period, or hand them over as a file."""
    if not getattr(request.user, "is_superuser", False):
        raise PermissionDenied
    today = timezone.now().astimezone(ZONE).date()
    form = period_form(request, today)
    context = {
        **frame.each_context(request),
        **period_context(request, form, today),
        "title": _("Page views of all sites"),
    }
    if form.is_valid():
        drawn = so_far(form.period, today)
        made = compare(Site.objects.public(), form.period, drawn)
        if "xlsx" in request.GET:
            return download(request, "luot-xem-cac-trang", files.sheets_of_network(made), form.period, None)
        context |= {
            "made": made,
            "by_week": drawn.days > reports.MOST_DAYS,
            "chart": chart_of_time(made.by_time),
        }
    return render(request, "admin/visits/network.html", context)
