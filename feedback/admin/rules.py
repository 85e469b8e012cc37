"""The rules of a site's feedback, and the versions of what readers agree to; public holidays for the network."""

from typing import Any

from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import NetworkModelAdmin, ScopedModelAdmin
from provinces.admin.navigation import NavItem, Task
from provinces.admin.scope import site_of
from provinces.models import Role

from ..models import ConsentText, FeedbackRules


@admin.register(FeedbackRules)
class FeedbackRulesAdmin(ScopedModelAdmin):
    """Deadline, retention and notices of the own site."""

    task = Task.MANAGE
    view_role = change_role = Role.SITE_ADMIN
    view_on_site = False
    fieldsets = [
        (None, {"fields": ["is_open", "answer_days", "notify_email"]}),
        (_("Personal data"), {"fields": ["keep_days"]}),
    ]

    def navigation(self, request: HttpRequest) -> list[NavItem]:
        """Return one line, which leads to the own rules."""
        if not self.has_view_permission(request):
            return []
        return [
            NavItem(Task.MANAGE, gettext("Rules of feedback"), reverse("admin:feedback_feedbackrules_changelist"), 30)
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the own rules: a list of one is no list."""
        row = FeedbackRules.objects.for_site(site_of(request)).first()
        if row is None or not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)  # type: ignore[no-any-return]  # as Django types it
        return HttpResponseRedirect(reverse("admin:feedback_feedbackrules_change", args=[row.pk]))

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the page; it has no list to go back to."""
        return super().render_change_form(request, {**context, "stands_alone": True}, *args, **kwargs)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: every site has its rules."""
        return False

    has_delete_permission = has_add_permission


@admin.register(ConsentText)
class ConsentTextAdmin(ScopedModelAdmin):
    """Versions of what readers agree to; a new one is added, an old one never changes."""

    task = Task.MANAGE
    nav_order = 31
    view_role = change_role = Role.SITE_ADMIN
    view_on_site = False
    list_display = ["version", "created_at"]
    ordering = ["-version"]
    fieldsets = [
        (
            None,
            {
                "fields": ["wording"],
                "description": _("The new version counts from now on; earlier messages keep theirs."),
            },
        )
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the present version to begin with."""
        initial = super().get_changeform_initial_data(request)
        site = site_of(request)
        current = ConsentText.objects.current(site) if site is not None else None
        if current is not None:
            for code in self.form_languages(request):
                initial.setdefault(f"wording_{code}", current.text("wording", code))
        return initial

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Give the new text the next number."""
        last = ConsentText.objects.for_site(site_of(request)).aggregate(last=Max("version"))["last"]
        obj.version = (last or 0) + 1
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for site admins."""
        return self.may(request, Role.SITE_ADMIN)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: somebody may have agreed to it."""
        return False

    has_delete_permission = has_change_permission


class HolidayAdmin(NetworkModelAdmin):
    """Public holidays and the Saturdays worked for them; deadlines of all sites count with them."""

    nav_order = 60
    list_display = ["name", "starts_on", "ends_on", "is_working", "source"]
    list_filter = ["is_working"]
    folded_search_fields = ("name",)
    fieldsets = [
        (
            None,
            {
                "fields": ["name", ("starts_on", "ends_on"), "is_working", "source"],
                "description": _("Add the days of the coming year as soon as they are announced."),
            },
        )
    ]
    empty_list_hint = _("No holiday yet. Without any, deadlines count Monday to Friday.")
