"""Messages of readers: by state and deadline, each with its sender, its course and what can be done next."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.chips import Tone, chip
from provinces.admin.forms import ScopedForm
from provinces.admin.navigation import Task
from provinces.admin.scope import site_of
from provinces.models import Role
from vietnamese.dates import ZONE, short_date

from .. import handling
from ..models import Case, CaseState
from ..models.case import CLOSED, WAITING, person_key
from . import actions
from .figures import figures

TONES: dict[str, Tone] = {
    CaseState.NEW: "warn",
    CaseState.OPEN: "soon",
    CaseState.ANSWERED: "good",
    CaseState.OUTSIDE: "past",
    CaseState.SPAM: "bad",
}
VERBS = {
    "take_on": (_("Deal with it"), handling.take_on),
    "answer": (_("Answer it"), handling.answer),
    "decline": (_("Outside our remit (say above who is responsible)"), handling.decline),
    "set_aside": (_("Unwanted message"), handling.set_aside),
    "publish": (_("Publish question and answer"), handling.publish),
    "withdraw": (_("Take the published answer away from readers"), handling.withdraw),
}
SOON = 3  # working days


def possible(case: Case) -> list[str]:
    """Return the verbs that can be said of a message now."""
    if case.state == CaseState.SPAM:
        return ["take_on"]
    if case.state == CaseState.NEW:
        return ["take_on", "answer", "decline", "set_aside"]
    if case.state == CaseState.OPEN:
        return ["answer", "decline", "set_aside"]
    if case.is_published:
        return ["withdraw"]
    return ["publish", "take_on"] if case.state == CaseState.ANSWERED and case.may_publish else ["take_on"]


class CaseForm(ScopedForm):
    """What staff write on a message, and the verb that they choose."""

    verb = forms.ChoiceField(label=_("Next step"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verb: Any = self.fields["verb"]
        verb.choices = [("", _("Save only")), *((name, VERBS[name][0]) for name in possible(self.instance))]

    def clean(self) -> dict[str, Any] | None:
        """Refuse an answer without words."""
        cleaned = super().clean()
        values: dict[str, Any] = self.cleaned_data if cleaned is None else cleaned
        if values.get("verb") in {"answer", "decline"} and not str(values.get("answer") or "").strip():
            self.add_error("answer", _("Write the answer first."))
        return values


class DueFilter(admin.SimpleListFilter):
    """Messages by how pressing they are."""

    title = _("deadline")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the choices."""
        return [("waiting", _("waiting")), ("overdue", _("overdue")), ("week", _("within seven days"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the rows of the choice."""
        today = timezone.now().astimezone(ZONE).date()
        if self.value() == "waiting":
            return queryset.waiting()
        if self.value() == "overdue":
            return queryset.overdue(today)
        if self.value() == "week":
            return queryset.due_by(today + 7 * handling.ONE_DAY)
        return queryset


@admin.register(Case)
class CaseAdmin(ScopedModelAdmin):
    """Messages of readers; they are never typed in here and never deleted, but erased."""

    form = CaseForm
    task = Task.REVIEW
    nav_order = 60
    view_role = Role.EDITOR
    list_display = ["number", "subject", "state_chip", "due", "department", "assigned_to", "received_at"]
    list_select_related = ["department", "assigned_to"]
    list_filter = [DueFilter, "state", "department", "is_published"]
    folded_search_fields = ("number", "subject")
    search_help_text = _("Number, words of the subject, or the sender's whole e-mail address or telephone number.")
    ordering = ["-id"]
    view_on_site = False
    actions = [actions.take_on, actions.set_aside, actions.export, actions.erase]
    readonly_fields = ["message", "sender", "course", "deadline", "state_chip"]
    fieldsets = [
        (None, {"fields": ["message", "answer", "progress"]}),
        (
            _("For readers"),
            {
                "fields": ["public_question", "public_answer"],
                "description": _("Left empty, both are proposed when you publish, without names and numbers."),
            },
        ),
        (
            _("Handling"),
            {"classes": ["side"], "fields": ["verb", "state_chip", "deadline", "department", "assigned_to"]},
        ),
        (_("Sender"), {"classes": ["side"], "fields": ["sender"]}),
        (_("Course"), {"classes": ["side"], "fields": ["course"]}),
    ]
    empty_list_hint = _("No message yet. What readers send stands here, the newest first.")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: messages come from readers."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: personal data are erased, the message stays countable."""
        return False

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Return the messages found; a whole e-mail address or telephone number finds all of a person."""
        key = person_key(search_term)
        if "@" in key or len(key) > 7:
            return queryset.of_person(search_term), False
        return super().get_search_results(request, queryset, search_term)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Return the list, with its figures above."""
        return super().changelist_view(request, {"figures": figures(site_of(request)), **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save what was written, then do what was chosen."""
        chosen = form.cleaned_data.get("verb")
        if chosen:
            VERBS[chosen][1](obj, request.user)
        else:
            handling.change(obj, request.user)

    @admin.display(description=_("state"), ordering="state")
    def state_chip(self, case: Case) -> str:
        """Return the state as a chip; a published answer says so."""
        if case.is_published:
            return chip(_("answered and published"), "good")
        return chip(case.get_state_display(), TONES[case.state])

    @admin.display(description=_("deadline"), ordering="due_on")
    def due(self, case: Case) -> str:
        """Return the deadline of what waits: red when it is over, yellow when it is near."""
        if case.state in CLOSED:
            return "–"
        today = timezone.now().astimezone(ZONE).date()
        tone: Tone = "bad" if case.is_overdue(today) else "warn" if (case.due_on - today).days <= SOON else "plain"
        return chip(short_date(case.due_on), tone)

    @admin.display(description=_("deadline"))
    def deadline(self, case: Case) -> str:
        """Return the deadline with the state of affairs in words."""
        today = timezone.now().astimezone(ZONE).date()
        if case.is_overdue(today):
            return format_html("{} {}", short_date(case.due_on), chip(_("overdue"), "bad"))
        return short_date(case.due_on) if case.state in WAITING else f"{short_date(case.due_on)} ✓"

    @admin.display(description=_("message"))
    def message(self, case: Case) -> str:
        """Return what was sent."""
        return render_to_string("admin/feedback/message.html", {"case": case})

    @admin.display(description=_("sender"))
    def sender(self, case: Case) -> str:
        """Return who sent it, and what they agreed to."""
        return render_to_string("admin/feedback/sender.html", {"case": case})

    @admin.display(description=_("course"))
    def course(self, case: Case) -> str:
        """Return who did what, and when."""
        events = case.events.select_related("actor")
        return render_to_string("admin/feedback/course.html", {"events": events})
