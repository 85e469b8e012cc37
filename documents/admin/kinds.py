"""What documents are sorted by: kinds, issuing bodies, fields."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.navigation import Task
from provinces.models import Role

from ..models import DocumentType, Issuer, Subject


@admin.register(DocumentType)
class DocumentTypeAdmin(ScopedModelAdmin):
    """Kinds of documents; a site has all that the law names, and hides those that it never issues."""

    task = Task.LIBRARY
    nav_order = 42
    view_role = Role.EDITOR
    change_role = delete_role = Role.SITE_ADMIN
    list_display = ["name", "origin", "is_shown", "order"]
    list_filter = ["origin", "is_shown"]
    folded_search_fields = ("name_vi",)
    fieldsets = [
        (None, {"fields": ["name", "origin"]}),
        (_("Where it stands"), {"classes": ["side"], "fields": ["is_shown", "order", "slug"]}),
    ]
    empty_list_hint = _("No types yet. Add “Decision”, “Plan”, “Notice”.")


@admin.register(Issuer)
class IssuerAdmin(ScopedModelAdmin):
    """Who issues documents."""

    task = Task.LIBRARY
    nav_order = 43
    list_display = ["name", "order"]
    folded_search_fields = ("name_vi",)
    fieldsets = [
        (None, {"fields": ["name", "order"], "description": _("Bodies with small numbers are offered first.")})
    ]
    empty_list_hint = _("No issuing body yet. Add the own agency and those whose documents you publish.")


@admin.register(Subject)
class SubjectAdmin(ScopedModelAdmin):
    """The fields by which readers narrow the list."""

    task = Task.LIBRARY
    nav_order = 44
    list_display = ["name", "order"]
    folded_search_fields = ("name_vi",)
    fieldsets = [
        (None, {"fields": ["name"]}),
        (_("Where it stands"), {"classes": ["side"], "fields": ["order", "slug"]}),
    ]
    empty_list_hint = _("No field yet. Add “Education”, “Health”, “Culture”.")
