"""The inbox: what waits for the account on this site."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from provinces.models import Notice, Role
from provinces.notices import path_of
from vietnamese.dates import ZONE

from .base import ScopedModelAdmin
from .chips import chip
from .moments import FORMAT


@admin.action(description=_("Mark as read"))
def mark_read(model_admin: Any, request: HttpRequest, queryset: Any) -> None:
    """Note that the chosen notices were read."""
    queryset.mark_read()


@admin.register(Notice)
class NoticeAdmin(ScopedModelAdmin):
    """The notices of the account that looks, nobody else's."""

    task = None
    view_role = Role.WRITER
    is_large = True
    list_display = ["news", "sentence", "about", "moment"]
    list_display_links = None
    ordering = ["-id"]
    sortable_by = ()
    actions = [mark_read]
    empty_list_hint = _("No notice yet. What waits for you will stand here, and reach you by e-mail.")

    def get_urls(self) -> list[Any]:
        """Return the addresses, with those that open a notice and mark all as read."""
        view, every = self.admin_site.admin_view(self.open_view), self.admin_site.admin_view(self.read_all_view)
        return [
            path("<int:pk>/open/", view, name="provinces_notice_open"),
            path("read-all/", every, name="provinces_notice_read_all"),
            *super().get_urls(),
        ]

    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mark a notice as read and lead to what it is about (POST)."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        found = self.get_queryset(request).filter(pk=pk)
        notice = found.first()
        if notice is None:
            raise Http404
        found.mark_read()
        return HttpResponseRedirect(reverse("admin:index") + path_of(notice))

    def read_all_view(self, request: HttpRequest) -> HttpResponse:
        """Mark everything as read (POST)."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self.get_queryset(request).mark_read()
        return HttpResponseRedirect(reverse("admin:provinces_notice_changelist"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: notices are written by deeds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for the list, whose action marks as read; no notice has a form."""
        return obj is None and self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: read notices harm nobody."""
        return False

    @admin.display(description=_("state"))
    def news(self, notice: Notice) -> str:
        """Return a chip for what was not read yet."""
        return chip(_("new"), "soon") if notice.read_at is None else ""

    @admin.display(description=_("what happened"))
    def sentence(self, notice: Notice) -> str:
        """Return the sentence as a button that opens what it is about."""
        address = reverse("admin:provinces_notice_open", args=[notice.pk])
        detail = format_html('<span class="quiet">{}</span>', notice.detail) if notice.detail else ""
        return format_html('<button class="as-link" formaction="{}">{}</button>{}', address, notice.title, detail)

    @admin.display(description=_("about"))
    def about(self, notice: Notice) -> str:
        """Return the name of the object."""
        return notice.object_label

    @admin.display(description=_("on"))
    def moment(self, notice: Notice) -> str:
        """Return when it came, in the time of Vietnam."""
        return notice.created_at.astimezone(ZONE).strftime(FORMAT)
