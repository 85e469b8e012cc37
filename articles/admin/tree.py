"""Categories in reading order: in filters and in choices."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from provinces.admin.scope import site_of
from provinces.models import Site
from provinces.permissions import membership_on
from provinces.trees import in_reading_order

from ..models import Category

INDENT = "— "


def tree_choices(categories: Iterable[Category]) -> list[tuple[str, str]]:
    """Return (key, name) of categories in reading order, set in by their level."""
    rows = in_reading_order(sorted(categories, key=lambda category: (category.order, category.pk)))
    return [(str(category.pk), f"{INDENT * category.tree_level}{category}") for category in rows]


def writable_categories(user: Any, site: Site | None) -> Any:
    """Return the categories into which `user` may put articles: the assigned ones with their branches, or all."""
    rows = Category.objects.for_site(site).select_related("parent__parent")
    membership = membership_on(user, site) if site is not None and not user.is_superuser else None
    assigned = set(membership.categories.values_list("pk", flat=True)) if membership is not None else set()
    if not assigned:
        return rows
    inside = [category.pk for category in rows if category.pk in assigned or category.section.pk in assigned]
    return rows.filter(pk__in=inside)


class BranchFilter(admin.SimpleListFilter):
    """Articles of a category and of those below it."""

    title = _("category")
    parameter_name = "category"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the site's categories in reading order."""
        return tree_choices(Category.objects.for_site(site_of(request)))

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the articles of the chosen branch."""
        value = self.value()
        if value is None:
            return queryset
        category = Category.objects.for_site(site_of(request)).filter(pk=value).first() if value.isdigit() else None
        return queryset.below(category) if category is not None else queryset.none()
