"""What is done through the admin's own forms goes to the audit log where the log is asked for it later."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from provinces import audit

from .scope import site_of

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

VERBS = {
    "delete": _("deleted for good"),
    "give_access": _("access given"),
    "change_access": _("access changed"),
    "export_audit": _("audit log exported"),
    "export_report": _("report exported"),
}


class LogsIntoAudit(_ModelAdmin):
    """Records what is deleted for good, and of models about people's rights what is added and changed as well."""

    #: False where deleting has verbs of its own.
    audits_deletions: ClassVar[bool] = True
    #: True where a row says who may do what.
    grants_access: ClassVar[bool] = False

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Record rows that are about to be deleted."""
        for obj in queryset if self.audits_deletions else ():
            audit.record("delete", obj, user=request.user, site=_site(request, obj), detail=_kind(obj))
        return super().log_deletions(request, queryset)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Record a new row about rights."""
        entry = super().log_addition(request, obj, message)
        if self.grants_access:
            audit.record("give_access", obj, user=request.user, site=_site(request, obj), detail=_kind(obj))
        return entry

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Record a changed row about rights; the detail names the fields."""
        entry: Any = super().log_change(request, obj, message)
        if self.grants_access:
            detail = f"{_kind(obj)} – {entry.get_change_message()}"
            audit.record("change_access", obj, user=request.user, site=_site(request, obj), detail=detail)
        return entry


def _site(request: HttpRequest, obj: Any) -> Any:
    return getattr(obj, "site", None) or site_of(request)


def _kind(obj: Any) -> str:
    """Return what a row is, and the role where it has one."""
    name = str(obj._meta.verbose_name)
    return f"{name}: {obj.get_role_display()}" if hasattr(obj, "get_role_display") else name
