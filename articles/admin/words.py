"""Words that the text care accepts on a site."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.forms import ScopedForm
from provinces.admin.navigation import Task
from provinces.models import Role

from ..models import AcceptedWord


@admin.register(AcceptedWord)
class AcceptedWordAdmin(ScopedModelAdmin):
    """Names, words of minorities' languages, loans: who may write may accept them; editors take them back."""

    form = ScopedForm
    task = Task.WRITE
    nav_order = 90
    add_role = Role.WRITER
    list_display = ["word", "added_by", "created_at"]
    list_select_related = ["added_by"]
    search_fields = ["key"]
    ordering = ["key"]
    fieldsets = [
        (
            None,
            {
                "fields": ["word"],
                "description": _("The text care no longer marks this word, in capitals or small letters."),
            },
        )
    ]
    empty_list_hint = _("No word yet. Words that are accepted beside an article stand here, too.")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save with who accepted it."""
        if not change:
            obj.added_by = request.user
        super().save_model(request, obj, form, change)
