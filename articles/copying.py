"""What a new site takes over from a template site: categories, about pages, and roles limited to categories."""

from django.utils.translation import gettext_lazy as _

from provinces import copying
from provinces.copying import Copies
from provinces.models import Membership, Site

from .models import Category, Page


def copy_categories(template: Site, target: Site, copies: Copies) -> None:
    """Copy the tree of categories with its home boxes."""
    copies.add_tree(Category.objects.for_site(template).select_related("parent"), site=target)


def copy_pages(template: Site, target: Site, copies: Copies) -> None:
    """Copy the about pages."""
    for page in Page.objects.for_site(template):
        copies.add(page, site=target)


def limit_roles(template: Site, target: Site, copies: Copies) -> None:
    """Limit copied roles to the copies of their categories; a role whose categories are missing is taken back."""
    for membership in Membership.objects.for_site(template).prefetch_related("categories"):
        twin = copies.of(membership)
        limits = list(membership.categories.all())
        if twin is None or not limits:
            continue
        copied = [copies.of(category) for category in limits if copies.of(category) is not None]
        if copied:
            twin.categories.set(copied)
        else:
            twin.delete()


def copy_roles(template: Site, target: Site, copies: Copies) -> None:
    """Copy roles with the categories to which they are limited."""
    copying.copy_roles(template, target, copies)
    limit_roles(template, target, copies)


def register() -> None:
    """Make the parts known."""
    copying.register("categories", _("categories"), copy_categories, 10)
    copying.register("pages", _("about pages"), copy_pages, 20)
    copying.register("roles", _("roles of people"), copy_roles, 60)
