"""The audit log of a site, to be read by its site admins; nobody changes it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from provinces import audit
from provinces.models import AuditEntry, Role
from vietnamese.dates import ZONE

from .base import ScopedModelAdmin
from .moments import FORMAT
from .navigation import Task


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


@admin.register(AuditEntry)
class AuditEntryAdmin(ScopedModelAdmin):
    """Who did what on the site."""

    task = Task.MANAGE
    nav_order = 90
    view_role = Role.SITE_ADMIN
    is_large = True
    list_display = ["moment", "who", "deed", "object_label", "detail", "address"]
    list_display_links = None
    list_filter = [VerbFilter]
    search_fields = ["object_label", "user_name"]
    search_help_text = _("In names of people and objects, with their accents.")
    ordering = ["-id"]
    sortable_by = ()
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

    @admin.display(description=_("moment"))
    def moment(self, entry: AuditEntry) -> str:
        """Return when it was done, in the time of Vietnam."""
        return entry.at.astimezone(ZONE).strftime(FORMAT)

    @admin.display(description=_("who"))
    def who(self, entry: AuditEntry) -> str:
        """Return the name as it was then."""
        return entry.user_name or str(_("the system itself"))

    @admin.display(description=_("deed"))
    def deed(self, entry: AuditEntry) -> str:
        """Return what the verb is called."""
        return audit.name_of(entry.verb)
