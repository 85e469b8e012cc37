"""Pages for superadmins in the network's admin: the state of the installation, and the sites at a glance."""

from collections.abc import Iterable

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from provinces.admin.navigation import NavItem, Task

from . import health
from .overview import SILENT_DAYS, STALE_DAYS, WAITING_DAYS, overview


@require_safe
def health_page(request: HttpRequest, frame: AdminSite) -> HttpResponse:
    """Show the state of the installation."""
    _only_superadmins(request)
    now = timezone.now()
    lines = health.lines(now)
    context = {
        **frame.each_context(request),
        "title": _("State of the system"),
        "lines": lines,
        "to_do": sum(line.tone in {"warn", "bad"} for line in lines),
        "failed": health.failed_jobs(now)[: health.FAILURES_SHOWN],
        "now": now,
    }
    return render(request, "admin/watching/health.html", context)


@require_safe
def overview_page(request: HttpRequest, frame: AdminSite) -> HttpResponse:
    """Show the sites at a glance."""
    _only_superadmins(request)
    context = {
        **frame.each_context(request),
        "title": _("Overview of the network"),
        "made": overview(timezone.now()),
        "limits": {"silent": SILENT_DAYS, "stale": STALE_DAYS, "waiting": WAITING_DAYS},
    }
    return render(request, "admin/watching/overview.html", context)


def network_lines(request: HttpRequest) -> Iterable[NavItem]:
    """Give the lines of both pages to superadmins."""
    if getattr(request.user, "is_superuser", False):
        yield NavItem(Task.STATISTICS, _("Overview of the network"), reverse("network-overview"), 5)
        yield NavItem(Task.MANAGE, _("State of the system"), reverse("network-health"), 90)


def _only_superadmins(request: HttpRequest) -> None:
    if not getattr(request.user, "is_superuser", False):
        raise PermissionDenied
