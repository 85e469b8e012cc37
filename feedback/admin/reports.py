"""Reports of errors in articles."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.chips import Tone, chip
from provinces.admin.forms import ScopedForm
from provinces.admin.navigation import Task
from provinces.models import Role

from ..models import ErrorReport, ReportState

TONES: dict[str, Tone] = {
    ReportState.NEW: "warn",
    ReportState.CORRECTED: "good",
    ReportState.NO_ERROR: "past",
    ReportState.SPAM: "bad",
}


class ErrorReportForm(ScopedForm):
    """What became of a report."""

    def clean(self) -> dict[str, Any] | None:
        """Date what was decided."""
        cleaned = super().clean()
        values: dict[str, Any] = self.cleaned_data if cleaned is None else cleaned
        is_new = values.get("state") == ReportState.NEW
        self.instance.handled_at = None if is_new else self.instance.handled_at or timezone.now()
        return values


@admin.register(ErrorReport)
class ErrorReportAdmin(ScopedModelAdmin):
    """What readers say is wrong."""

    form = ErrorReportForm
    task = Task.REVIEW
    nav_order = 70
    view_role = Role.EDITOR
    list_display = ["short_message", "of_article", "state_chip", "received_at"]
    list_select_related = ["article"]
    list_filter = ["state"]
    ordering = ["-id"]
    folded_search_fields = ("message", "passage")
    readonly_fields = ["of_article", "passage", "message", "received_at", "handled_by"]
    fieldsets = [
        (None, {"fields": ["of_article", "passage", "message"]}),
        (_("Handling"), {"classes": ["side"], "fields": ["state", "received_at", "handled_by"]}),
    ]
    view_on_site = False
    empty_list_hint = _("No report yet. Below each article readers can say what is wrong in it.")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: reports come from readers."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Remember who decided."""
        obj.handled_by = None if obj.state == ReportState.NEW else request.user
        super().save_model(request, obj, form, change)

    @admin.display(description=_("what is wrong"))
    def short_message(self, report: ErrorReport) -> str:
        """Return the first words."""
        return report.message if len(report.message) <= 100 else f"{report.message[:98]} …"

    @admin.display(description=_("article"))
    def of_article(self, report: ErrorReport) -> str:
        """Return the article as a link to where it is corrected."""
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:articles_article_change", args=[report.article_id]), report.article
        )

    @admin.display(description=_("state"), ordering="state")
    def state_chip(self, report: ErrorReport) -> str:
        """Return the state as a chip."""
        return chip(report.get_state_display(), TONES[report.state])
