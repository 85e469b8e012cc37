"""Own networks of a site, and the line that leads to its statistics."""

from collections.abc import Iterable

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.navigation import NavItem, Task
from provinces.admin.scope import site_of
from provinces.models import Role
from provinces.permissions import at_least

from .models import OwnNetwork


@admin.register(OwnNetwork)
class OwnNetworkAdmin(ScopedModelAdmin):
    """Addresses of the department itself, which are not counted."""

    task = Task.STATISTICS
    view_role = change_role = delete_role = Role.SITE_ADMIN
    list_display = ["network", "note"]
    fieldsets = [(None, {"fields": ["network", "note"]})]
    empty_list_hint = gettext_lazy("No network is left out: pages that the department itself reads are counted too.")


def navigation_lines(request: HttpRequest) -> Iterable[NavItem]:
    """Give the line of the statistics to everybody who works on the site."""
    site = site_of(request)
    if site is not None and at_least(request.user, site, Role.WRITER):
        yield NavItem(Task.STATISTICS, _("Page views"), reverse("visits-admin:statistics"), 10)


def network_lines(request: HttpRequest) -> Iterable[NavItem]:
    """Give the line of the statistics of all sites to superadmins."""
    if getattr(request.user, "is_superuser", False):
        yield NavItem(Task.STATISTICS, _("Page views"), reverse("network-statistics"), 45)
