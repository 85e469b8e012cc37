"""Lists of things that stand below one another: shown in reading order, moved up and down among their neighbours."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provinces.trees import in_reading_order

from .base import ScopedModelAdmin


class TreeList(ChangeList):
    """A list in reading order."""

    def get_results(self, request: HttpRequest) -> None:
        """Fetch the rows and put them in reading order."""
        super().get_results(request)
        self.result_list: Any = in_reading_order(list(self.result_list))


class TreeModelAdmin(ScopedModelAdmin):
    """The admin of a model with `parent` and `order`."""

    list_per_page = 500
    list_max_show_all = 500
    sortable_by = ()
    ordering = ["order", "id"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the list in reading order."""
        return TreeList

    def get_urls(self) -> list[Any]:
        """Return the addresses, with that of moving a row."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        view = self.admin_site.admin_view(self.move_view)
        return [path("<int:pk>/move/<str:direction>/", view, name=name), *super().get_urls()]

    def move_view(self, request: HttpRequest, pk: int, direction: str) -> HttpResponse:
        """Exchange a row with its upper or lower neighbour (POST)."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        with transaction.atomic():
            row = self.get_queryset(request).filter(pk=pk).first()
            if row is None or direction not in {"up", "down"}:
                raise Http404
            if not self.has_change_permission(request, row):
                raise PermissionDenied
            neighbours = list(self.get_queryset(request).filter(parent_id=row.parent_id).order_by("order", "id"))
            here = neighbours.index(row)
            there = max(0, here - 1) if direction == "up" else min(len(neighbours) - 1, here + 1)
            neighbours.insert(there, neighbours.pop(here))
            for number, neighbour in enumerate(neighbours, start=1):
                if neighbour.order != number:
                    neighbour.order = number
                    neighbour.save()
        return HttpResponseRedirect(
            reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist")
        )

    def name_of(self, row: Any) -> str:
        """Return what a row is called in the list."""
        return str(row)

    @admin.display(description=_("name"))
    def in_tree(self, row: Any) -> str:
        """Return the row's name, indented by its level."""
        return format_html('<span class="tree-{}">{}</span>', min(getattr(row, "tree_level", 0), 2), self.name_of(row))

    @admin.display(description=_("order"))
    def moves(self, row: Any) -> str:
        """Return the buttons that move a row among its neighbours."""
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_move"
        return format_html(
            '<span class="moves"><button formaction="{}" aria-label="{}">↑</button>'
            '<button formaction="{}" aria-label="{}">↓</button></span>',
            reverse(name, args=[row.pk, "up"]),
            gettext("Move up: %(name)s") % {"name": row},
            reverse(name, args=[row.pk, "down"]),
            gettext("Move down: %(name)s") % {"name": row},
        )
