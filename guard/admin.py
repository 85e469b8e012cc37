"""Findings in the admin: site admins see those of their site, superadmins all; accepting one takes a reason."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from provinces import audit
from provinces.admin.base import NetworkModelAdmin, ScopedModelAdmin
from provinces.admin.careful import CarefulModelAdmin
from provinces.admin.chips import Tone, chip
from provinces.admin.navigation import Task
from provinces.models import Role
from provinces.reserved import ADMIN_PATH

from .models import Finding, State

ACCEPTED, REOPENED = "accept_finding", "reopen_finding"
TONES: dict[str, Tone] = {State.OPEN: "bad", State.ACCEPTED: "plain", State.SOLVED: "good"}
SHOWN: list[Any] = ["kind_name", "where", "place", "excerpt", "first_seen_at", "seen_at", "state_chip"]


class StateFilter(admin.SimpleListFilter):
    """Findings in one state."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the states."""
        return [(state.value, str(state.label)) for state in State]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the findings in the chosen state."""
        return queryset.in_state(self.value()) if self.value() in State.values else queryset


class FindingPages(CarefulModelAdmin):
    """What both admins share: nothing is added or deleted by hand, and only the reason is written."""

    task = Task.MANAGE
    is_large = True
    list_display = ["kind_name", "where", "excerpt", "first_seen_at", "state_chip"]
    list_display_links = ["kind_name"]
    list_filter = [StateFilter, "kind"]
    search_fields = ["object_label", "excerpt"]
    ordering = ["-id"]
    sortable_by = ()
    readonly_fields = [*SHOWN, "accepted_by"]
    fieldsets = [
        (None, {"fields": SHOWN}),
        (
            _("Is it right as it is?"),
            {
                "fields": ["reason", "accepted_by"],
                "description": _("Otherwise mend it where it stands: the finding is solved by itself a moment later."),
            },
        ),
    ]
    empty_list_hint = _("Nothing was found. Texts, links and files are looked at when they change, and every night.")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: the guard writes findings."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: a finding goes by being solved or accepted."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Accept a finding that was given a reason, open one again that lost it."""
        obj.reason = " ".join(obj.reason.split())
        if "reason" in form.changed_data and obj.state != State.SOLVED:
            obj.state = State.ACCEPTED if obj.reason else State.OPEN
            obj.accepted_by = request.user if obj.reason else None
            audit.record(ACCEPTED if obj.reason else REOPENED, obj, user=request.user, detail=obj.reason)
        obj.save()

    @admin.display(description=_("kind"))
    def kind_name(self, finding: Finding) -> str:
        """Return what was found."""
        return finding.get_kind_display()

    @admin.display(description=_("state"))
    def state_chip(self, finding: Finding) -> str:
        """Return the state as a chip."""
        return chip(finding.get_state_display(), TONES[finding.state])

    @admin.display(description=_("where"))
    def where(self, finding: Finding) -> str:
        """Return what the object is, and a link to its page in the admin where it has one."""
        model = apps.get_model(finding.object_type)
        text = f"{model._meta.verbose_name}: {finding.object_label}"
        address = self.address_of(finding)
        return format_html('<a href="{}">{}</a>', address, text) if address else text

    def address_of(self, finding: Finding) -> str:
        """Return the path of the object's page in this admin; '' when it has none."""
        try:
            return reverse(f"admin:{finding.object_type.replace('.', '_')}_change", args=[finding.object_id])
        except NoReverseMatch:
            return ""


@admin.register(Finding)
class FindingAdmin(FindingPages, ScopedModelAdmin):
    """Findings on the site."""

    nav_order = 85
    view_role = change_role = delete_role = Role.SITE_ADMIN


class NetworkFindingAdmin(FindingPages, NetworkModelAdmin):
    """Findings on all sites."""

    nav_order = 85
    list_display = ["kind_name", "site", *FindingPages.list_display[1:]]
    list_filter = [*FindingPages.list_filter, "site"]
    list_select_related = ["site"]
    fieldsets = [(None, {"fields": ["site", *SHOWN]}), *FindingPages.fieldsets[1:]]
    readonly_fields = ["site", *FindingPages.readonly_fields]
    has_add_permission = FindingPages.has_add_permission
    has_delete_permission = FindingPages.has_delete_permission

    def address_of(self, finding: Finding) -> str:
        """Return the path of the object's page in its site's admin."""
        site = finding.site
        if site is None:
            return super().address_of(finding)
        return f"/{ADMIN_PATH}/{site.slug}/{finding.object_type.replace('.', '/')}/{finding.object_id}/change/"
