"""The audit log: site admins read that of their site, superadmins all of it; nobody changes it."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from provinces import audit, spreadsheets
from provinces.models import AuditEntry, Role, Site
from provinces.spreadsheets import Column, Sheet
from vietnamese.dates import ZONE

from .base import NetworkModelAdmin, ScopedModelAdmin
from .careful import CarefulModelAdmin
from .moments import FORMAT
from .navigation import Task
from .scope import site_of

MOST = 20_000  # rows of a file; who needs more exports by period
NO_SITE = "none"
PERIODS = {1: _("last 24 hours"), 7: _("last 7 days"), 30: _("last 30 days"), 365: _("last 365 days")}


class VerbFilter(admin.SimpleListFilter):
    """Entries of one verb."""

    title = _("deed")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return all verbs."""
        return audit.verbs()

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the entries of the chosen verb."""
        return queryset.of_verbs(self.value()) if self.value() else queryset


class PeriodFilter(admin.SimpleListFilter):
    """Entries of the last so many days."""

    title = _("period")
    parameter_name = "days"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the periods."""
        return [(str(days), str(name)) for days, name in PERIODS.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the entries of the chosen period."""
        days = next((days for days in PERIODS if str(days) == self.value()), 0)
        return queryset.since(timezone.now() - datetime.timedelta(days=days)) if days else queryset


class SiteFilter(admin.SimpleListFilter):
    """Entries of one site, or those that belong to none."""

    title = _("site")
    parameter_name = "site"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the sites."""
        return [(NO_SITE, gettext("the network")), *((site.slug, str(site)) for site in Site.objects.all())]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the entries of the chosen site."""
        if self.value() == NO_SITE:
            return queryset.of_network()
        return queryset.for_site(Site.objects.filter(slug=self.value()).first()) if self.value() else queryset


class AuditPages(CarefulModelAdmin):
    """Who did what, when and from where: found by words, deed and period, and handed over as an Excel file."""

    task = Task.MANAGE
    nav_order = 90
    is_large = True
    list_display = ["moment", "who", "deed", "object_label", "detail", "address"]
    list_display_links = None
    list_filter = [VerbFilter, PeriodFilter]
    search_fields = ["object_label", "user_name", "detail", "address"]
    search_help_text = _("In names, details and network addresses, with their accents.")
    ordering = ["-id"]
    sortable_by = ()
    change_list_template = "admin/provinces/audit_list.html"
    empty_list_hint = _("Nothing was done yet. Every step of an article and every other deed will stand here.")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: deeds write their own entries."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: entries are never changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: entries are never deleted."""
        return False

    def get_urls(self) -> list[Any]:
        """Return the addresses, with that of the file."""
        page = path("xuat/", self.admin_site.admin_view(require_safe(self.export)), name="provinces_auditentry_export")
        return [page, *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse:
        """Hand over what the list shows, by its search and filters, and record that it was handed over."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).queryset[:MOST]
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse(f"{self.admin_site.name}:provinces_auditentry_changelist"))
        today = timezone.now().astimezone(ZONE).date()
        answer = spreadsheets.answer(f"nhat-ky {today.isoformat()}", [self._sheet(rows)])
        audit.record(
            "export_audit", user=request.user, site=site_of(request), detail=request.META["QUERY_STRING"][:500]
        )
        return answer

    def _sheet(self, rows: Any) -> Sheet:
        columns = [
            Column(gettext("moment"), 18, "moment"),
            Column(gettext("site"), 28),
            Column(gettext("who"), 26),
            Column(gettext("deed"), 24),
            Column(gettext("object"), 44),
            Column(gettext("detail"), 44),
            Column(gettext("network address"), 20),
        ]
        return Sheet(gettext("audit log"), [], columns, _lines(rows.select_related("site")))

    @admin.display(description=_("moment"))
    def moment(self, entry: AuditEntry) -> str:
        """Return when it was done, in the time of Vietnam."""
        return entry.at.astimezone(ZONE).strftime(FORMAT)

    @admin.display(description=_("who"))
    def who(self, entry: AuditEntry) -> str:
        """Return the name as it was then."""
        return _who(entry)

    @admin.display(description=_("deed"))
    def deed(self, entry: AuditEntry) -> str:
        """Return what the verb is called."""
        return audit.name_of(entry.verb)


def _who(entry: AuditEntry) -> str:
    return entry.user_name or gettext("the system itself")


def _lines(rows: Any) -> Iterator[list[Any]]:
    for entry in rows.iterator(chunk_size=1000):
        site = str(entry.site) if entry.site else ""
        deed = audit.name_of(entry.verb)
        yield [entry.at, site, _who(entry), deed, entry.object_label, entry.detail, entry.address or ""]


@admin.register(AuditEntry)
class AuditEntryAdmin(AuditPages, ScopedModelAdmin):
    """Who did what on the site."""

    view_role = Role.SITE_ADMIN


class NetworkAuditEntryAdmin(AuditPages, NetworkModelAdmin):
    """Who did what in the whole network, and what belongs to no site: signing in, accounts, new sites."""

    list_display = ["moment", "who", "deed", "object_label", "detail", "site", "address"]
    list_filter = [*AuditPages.list_filter, SiteFilter]
    list_select_related = ["site"]
