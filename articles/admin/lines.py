"""Lines of the navigation for pages that belong to no model: the report, royalties, the home page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from provinces.admin.navigation import NavItem, Task
from provinces.admin.scope import site_of
from provinces.models import Role
from provinces.permissions import at_least


def lines(request: HttpRequest) -> Iterator[NavItem]:
    """Yield the lines that the account may follow."""
    site = site_of(request)
    if at_least(request.user, site, Role.EDITOR):
        yield NavItem(Task.STATISTICS, _("Report"), reverse("report"), 10)
    if at_least(request.user, site, Role.SITE_ADMIN):
        yield NavItem(Task.STATISTICS, _("Royalties"), reverse("royalties"), 20)
        yield NavItem(Task.SITE, _("Home page"), reverse("arrange-home"), 5)
