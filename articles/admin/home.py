"""Arranging the home page: the boxes by dragging or with buttons, and the articles that are pinned to places."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.chips import chip
from provinces.admin.moments import FORMAT, MOMENTS
from provinces.http import SiteRequest
from provinces.models import Role
from provinces.permissions import at_least
from vietnamese.dates import ZONE

from ..arrangement import Arrangement
from ..models import Category, HomePin
from ..models.category import HomeLayout


def arrange_home(request: SiteRequest) -> HttpResponse:
    """Show the boxes of the home page to be arranged; save them, or lead to a preview of them."""
    site = request.site
    if not at_least(request.user, site, Role.SITE_ADMIN):
        raise PermissionDenied
    if request.method == "POST":
        if not (site.is_writable or request.user.is_superuser):
            raise PermissionDenied
        if "box" not in request.POST:
            messages.error(request, gettext("Nothing was sent: please try again."))
            return HttpResponseRedirect(reverse("arrange-home"))
        arrangement = Arrangement.from_form(site, request.POST)
        if "preview" in request.POST:
            return _lead_to_preview(request, arrangement)
        arrangement.save(site, request.user)
        messages.success(request, gettext("The home page is arranged. Readers see it now."))
        return HttpResponseRedirect(reverse("arrange-home"))
    categories = list(Category.objects.for_site(site).shown().select_related("parent"))
    categories.sort(key=lambda one: (not one.has_home_box, one.home_order, one.order, one.pk))
    context = {
        **admin.site.each_context(request),
        "title": gettext("Home page"),
        "categories": categories,
        "layouts": HomeLayout.choices,
        "pins": _pins(site, request),
    }
    return render(request, "admin/articles/arrange_home.html", context)


def _pins(site: Any, request: HttpRequest) -> list[HomePin]:
    return list(HomePin.objects.for_site(site).select_related("article")[:50])


def _lead_to_preview(request: SiteRequest, arrangement: Arrangement) -> HttpResponse:
    """Lead to the preview on the site itself: by a page, because a form may not be sent on to another host."""
    address = request.site.url_for(f"xem-truoc-trang-chu/?sap-xep={arrangement.token()}")
    return render(request, "admin/articles/lead_to_preview.html", {"address": address})


@admin.register(HomePin)
class HomePinAdmin(ScopedModelAdmin):
    """Articles at places of the home page, from a moment to a moment."""

    task = None
    view_role = change_role = delete_role = Role.SITE_ADMIN
    formfield_overrides = MOMENTS
    list_display = ["article", "place", "order", "from_moment", "until_moment", "state"]
    list_select_related = ["article"]
    list_filter = ["place"]
    autocomplete_fields = ["article"]
    fieldsets = [
        (None, {"fields": ["article", ("place", "order")]}),
        (_("When"), {"fields": [("starts_at", "ends_at")]}),
    ]
    empty_list_hint = _("Nothing is pinned: the newest stands first. Pin an article that has to keep its place.")

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the field; articles are chosen here, not made."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.Field) and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    @admin.display(description=_("from"))
    def from_moment(self, pin: HomePin) -> str:
        """Return when it begins."""
        return pin.starts_at.astimezone(ZONE).strftime(FORMAT) if pin.starts_at else "–"

    @admin.display(description=_("until"))
    def until_moment(self, pin: HomePin) -> str:
        """Return when it ends."""
        return pin.ends_at.astimezone(ZONE).strftime(FORMAT) if pin.ends_at else "–"

    @admin.display(description=_("state"))
    def state(self, pin: HomePin) -> str:
        """Return a chip: shown, planned or over."""
        now = timezone.now()
        if pin.is_shown_at(now):
            return chip(_("shown"), "good")
        planned = pin.starts_at is not None and pin.starts_at > now
        return chip(_("planned"), "soon") if planned else chip(_("over"), "past")
