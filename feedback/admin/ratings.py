"""Whether readers find articles useful; for staff only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.navigation import Task
from provinces.models import Role

from ..models import RatingTotal


@admin.register(RatingTotal)
class RatingTotalAdmin(ScopedModelAdmin):
    """Ratings; nobody can change them."""

    task = Task.STATISTICS
    nav_order = 40
    view_role = Role.EDITOR
    list_display = ["article", "useful", "not_useful", "share", "updated_at"]
    list_select_related = ["article"]
    list_display_links = None
    ordering = ["-updated_at"]
    folded_search_fields = ("article__title_vi",)
    readonly_fields = ["article", "useful", "not_useful", "share", "updated_at"]
    fieldsets = [(None, {"fields": ["article", "useful", "not_useful", "share", "updated_at"]})]
    view_on_site = False
    empty_list_hint = _("No rating yet. Readers are asked below each article.")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: ratings come from readers."""
        return False

    has_change_permission = has_delete_permission = has_add_permission

    @admin.display(description=_("find it useful"))
    def share(self, total: RatingTotal) -> str:
        """Return the share of readers who found the article useful."""
        number = total.useful + total.not_useful
        return f"{round(100 * total.useful / number)}%" if number else "–"
