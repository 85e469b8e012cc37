from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from provinces.admin.navigation import NavItem


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = _("Import and export")
    duties = ("exchange.models.sweep",)  # of the keeper

    def ready(self) -> None:
        from provinces.admin import navigation

        navigation.register(_lines)


def _lines(request: HttpRequest) -> "Iterable[NavItem]":
    from provinces.admin.navigation import NavItem, Task
    from provinces.admin.scope import site_of
    from provinces.models import Role
    from provinces.permissions import at_least

    site = site_of(request)
    if site is not None and site.is_writable and at_least(request.user, site, Role.WRITER):
        yield NavItem(Task.WRITE, str(_("Import from Word")), reverse("import-word"), 79)
        yield NavItem(Task.WRITE, str(_("Import pages")), reverse("import-pages"), 80)
