"""About pages, and where old addresses lead."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.navigation import Task
from provinces.models import Role

from ..models import Page, Redirect
from .bodies import WithBody, shown_body


@admin.register(Page)
class PageAdmin(WithBody, ScopedModelAdmin):
    """About pages: functions, structure, history, contact."""

    task = Task.SITE
    nav_order = 15
    list_display = ["title", "slug", "is_shown", "order", "updated_at"]
    folded_search_fields = ("title_vi", "title_en", "title_km")
    ordering = ["order", "id"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "body"]}),
        (
            _("Where it stands"),
            {"classes": ["side"], "fields": ["is_shown", "order"], "description": _("Small numbers stand first.")},
        ),
    ]
    empty_list_hint = _("No page yet. Begin with what the agency is and what it does.")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the pages; the list does without their texts."""
        rows = super().get_queryset(request)
        match = request.resolver_match
        if match is not None and match.url_name == "articles_page_changelist":
            return rows.defer("body", "body_vi", "body_en", "body_km")
        return rows

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fieldsets; who may only read sees the text as readers do."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (name, {**options, "fields": [_readable(field) for field in options["fields"]]})
            for name, options in fieldsets
        ]

    @admin.display(description=_("text"))
    def shown_body_vi(self, page: Page) -> str:
        """Return the Vietnamese text."""
        return shown_body(page.text("body", "vi"), page.site)

    @admin.display(description=_("text (English)"))
    def shown_body_en(self, page: Page) -> str:
        """Return the English text."""
        return shown_body(page.text("body", "en"), page.site)

    @admin.display(description=_("text (Khmer)"))
    def shown_body_km(self, page: Page) -> str:
        """Return the Khmer text."""
        return shown_body(page.text("body", "km"), page.site)


def _readable(field: Any) -> Any:
    return f"shown_{field}" if str(field).startswith("body_") else field


@admin.register(Redirect)
class RedirectAdmin(ScopedModelAdmin):
    """Addresses that are no longer used."""

    task = Task.MANAGE
    nav_order = 60
    view_role = Role.EDITOR
    list_display = ["old_path", "leads_to", "source_url", "created_at"]
    list_select_related = ["article"]
    search_fields = ["old_path", "target", "source_url"]
    ordering = ["-id"]
    autocomplete_fields = ["article"]
    fieldsets = [
        (
            None,
            {"fields": ["old_path", "article", "target"], "description": _("Choose an article, or type an address.")},
        ),
        (_("Where it comes from"), {"fields": ["source_url"]}),
    ]
    empty_list_hint = _("No old address yet. Add one when a page of the old portal should lead to a page here.")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the rows without the bodies of their articles."""
        bodies = (f"article__{name}" for name in ("body", "body_vi", "body_en", "body_km"))
        return super().get_queryset(request).defer(*bodies)

    @admin.display(description=_("leads to"))
    def leads_to(self, redirect: Redirect) -> str:
        """Return the article's title, or the address."""
        return str(redirect.article) if redirect.article_id else redirect.target
