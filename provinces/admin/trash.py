"""The recycle bin in a site's admin: deleting into it, and the page that shows it."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from provinces import trash

from .navigation import NavItem, Task
from .scope import site_of

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = object

SHOWN = 100


class DeletesIntoTrash(_ModelAdmin):
    """A model admin that deletes into the bin; it stands before the base classes of `provinces.admin.base`."""

    audits_deletions = False  # moving into the bin has a verb of its own
    delete_confirmation_template = "admin/trash_confirmation.html"
    delete_selected_confirmation_template = "admin/trash_selected_confirmation.html"

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return the rows themselves: nothing else goes with what can be brought back."""
        rows = list(objs)
        refused = {str(self.opts.verbose_name) for obj in rows if not self.has_delete_permission(request, obj)}
        return [str(obj) for obj in rows], {self.opts.verbose_name_plural: len(rows)}, refused, []

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Move a row into the bin."""
        self.delete_queryset(request, [obj])

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Move rows into the bin; what the form's object holds in memory only is left behind."""
        for obj in self.model._default_manager.filter(pk__in=[row.pk for row in queryset]):
            trash.put(obj, request.user)
        messages.info(request, _("It lies in the recycle bin and can be restored for %(days)d days.") % _days())


def _days() -> dict[str, int]:
    return {"days": settings.TRASH_DAYS}


def lines(request: HttpRequest) -> Iterator[NavItem]:
    """Yield the bin's line in the navigation."""
    if trash.kinds_for(request.user, site_of(request)):
        yield NavItem(Task.LIBRARY, _("Recycle bin"), reverse("trash"), 99)


def trash_page(request: HttpRequest) -> HttpResponse:
    """Show what lies in the bin; restore it, or delete it for good once that was confirmed."""
    site = site_of(request)
    kinds = {kind.name: kind for kind in trash.kinds_for(request.user, site)}
    if not kinds or site is None:
        raise PermissionDenied
    context = {**admin.site.each_context(request), "title": _("Recycle bin"), "days": settings.TRASH_DAYS}
    if request.method == "POST":
        obj = _chosen(request, kinds)
        if "delete" in request.POST:
            context |= {"title": _("Delete for good?"), "obj": obj, "kind": request.POST["kind"]}
            return TemplateResponse(request, "admin/provinces/trash_delete.html", context)
        _act(request, obj)
        return HttpResponseRedirect(reverse("trash"))
    chosen = request.GET.get("kind", "")
    shown = [kinds[chosen]] if chosen in kinds else list(kinds.values())
    rows = [
        (kind, obj, obj.trashed_at + datetime.timedelta(days=settings.TRASH_DAYS))
        for kind in shown
        for obj in kind.rows(request.user, site).select_related("trashed_by")[:SHOWN]
    ]
    context["rows"] = sorted(rows, key=lambda row: row[1].trashed_at, reverse=True)
    context["kinds"] = [(name, capfirst(str(kind.model._meta.verbose_name_plural))) for name, kind in kinds.items()]
    context["chosen"] = chosen if chosen in kinds else ""
    context["most"] = SHOWN
    return TemplateResponse(request, "admin/provinces/trash.html", context)


def _chosen(request: HttpRequest, kinds: dict[str, trash.Kind]) -> Any:
    kind, pk = kinds.get(request.POST.get("kind", "")), request.POST.get("pk", "")
    site = site_of(request)
    if kind is None or site is None or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise Http404
    obj = kind.rows(request.user, site).filter(pk=pk).first()
    if obj is None:
        raise Http404
    return obj


def _act(request: HttpRequest, obj: Any) -> None:
    name = str(obj)
    try:
        if "purge" in request.POST:
            trash.purge(obj, request.user)
            messages.success(request, _("“%(name)s” was deleted for good.") % {"name": name})
        elif "restore" in request.POST:
            trash.restore(obj, request.user)
            messages.success(request, _("“%(name)s” was restored.") % {"name": name})
    except trash.NotPossible as objection:
        messages.error(request, str(objection))
