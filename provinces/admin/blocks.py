"""The admin of what stands around the news: hotlines, links, banners."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from provinces.models import Banner, Hotline, LinkGroup, WebLink
from vietnamese.phones import tel_uri

from .base import ScopedModelAdmin, ScopedStackedInline
from .chips import chip
from .forms import ScopedForm
from .moments import MOMENTS
from .navigation import Task


class HotlineForm(ScopedForm):
    """A hotline; its phone is a number that can be called."""

    def clean_phone(self) -> str:
        """Refuse what holds no digit."""
        phone = str(self.cleaned_data["phone"])
        if not tel_uri(phone):
            raise ValidationError(_("Type a number that can be called, such as 0238 3 123 456."))
        return phone


@admin.register(Hotline)
class HotlineAdmin(ScopedModelAdmin):
    """Phone numbers that readers may call."""

    task = Task.SITE
    nav_order = 30
    form = HotlineForm
    list_display = ["label", "phone", "is_shown", "order"]
    folded_search_fields = ("label_vi", "phone")
    fieldsets = [
        (None, {"fields": ["label", "phone", "note"]}),
        (_("Where it stands"), {"fields": ["is_shown", "order"], "description": _("Small numbers stand first.")}),
    ]
    empty_list_hint = _("No hotline yet. Add the number that readers should call first.")


class WebLinkInline(ScopedStackedInline):
    """The links of a group."""

    model = WebLink
    fields = ["title", "url", "order"]
    verbose_name = _("link")
    verbose_name_plural = _("links")


@admin.register(LinkGroup)
class LinkGroupAdmin(ScopedModelAdmin):
    """Groups of links to other web sites."""

    task = Task.SITE
    nav_order = 40
    list_display = ["name", "links_in_it", "order"]
    folded_search_fields = ("name_vi",)
    fieldsets = [(None, {"fields": ["name", "order"], "description": _("A heading; its links stand below it.")})]
    inlines = [WebLinkInline]
    empty_list_hint = _("No links yet. Add a group such as “Agencies of the province”, then its links.")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the groups with their links."""
        return super().get_queryset(request).prefetch_related("links")

    @admin.display(description=_("links"))
    def links_in_it(self, group: LinkGroup) -> str:
        """Return the names of the first links."""
        names = [link.title for link in group.links.all()]
        return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")


@admin.register(Banner)
class BannerAdmin(ScopedModelAdmin):
    """Pictures with a link, at a place, from a day to a day."""

    task = Task.SITE
    nav_order = 50
    list_display = ["thumbnail", "title", "place", "starts_at", "ends_at", "state"]
    list_display_links = ["title"]
    list_filter = ["place"]
    folded_search_fields = ("title_vi",)
    fieldsets = [
        (None, {"fields": ["title", "picture", "url"]}),
        (
            _("Place and dates"),
            {
                "fields": ["place", "order", "starts_at", "ends_at"],
                "description": _("Without dates a banner stands until you take it away."),
            },
        ),
    ]
    formfield_overrides = MOMENTS
    empty_list_hint = _("No banner yet. Add a picture, its place and the days on which it is shown.")

    @admin.display(description=_("picture"))
    def thumbnail(self, banner: Banner) -> str:
        """Return the picture, small."""
        return format_html('<img class="thumbnail" src="{}" alt="">', banner.picture.url) if banner.picture else "–"

    @admin.display(description=_("state"))
    def state(self, banner: Banner) -> str:
        """Return a chip: shown, planned or over."""
        now = timezone.now()
        if banner.is_shown_at(now):
            return chip(_("shown"), "good")
        planned = banner.starts_at is not None and banner.starts_at > now
        return chip(_("planned"), "soon") if planned else chip(_("over"), "past")
