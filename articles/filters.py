"""Categories and tags as ways to narrow a search."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from provinces.models import Site
from provinces.trees import in_reading_order
from search.scopes import Facet, facet
from search.sources import Filter, register_filter

from .models import Category, Tag
from .models.category import LEVELS

MOST_TAGS = 100


def in_category(sites: Sequence[Site], value: str) -> Facet | None:
    """Return the facets of a category and of those below it, by its address."""
    rows = [row for site in sites for row in Category.objects.for_site(site).shown()]
    chosen = {row.pk for row in rows if row.slug == value}
    for _level in range(LEVELS):
        chosen |= {row.pk for row in rows if row.parent_id in chosen}
    return tuple(facet("c", pk) for pk in sorted(chosen)) or None


def categories_of(site: Site) -> list[tuple[str, str]]:
    """Return a site's categories in reading order, set in by their level."""
    rows = Category.objects.for_site(site).shown().select_related("parent__parent")
    ordered = in_reading_order(sorted(rows, key=lambda row: (row.order, row.pk)))
    return [(row.slug, f"{'– ' * row.tree_level}{row.name}") for row in ordered]


def with_tag(sites: Sequence[Site], value: str) -> Facet | None:
    """Return the facets of the tags of this name, however it is typed."""
    tags = Tag.objects.filter(site__in=sites, key=Tag.key_of(Tag.tidy(value)))
    return tuple(facet("g", tag.pk) for tag in tags) or None


def tags_of(site: Site) -> list[str]:
    """Return names of a site's tags to propose."""
    return [tag.name for tag in Tag.objects.for_site(site)[:MOST_TAGS]]


def register() -> None:
    """Make both known to the search."""
    register_filter("chuyen-muc", Filter(_("Category"), in_category, choices=categories_of))
    register_filter("tu-khoa", Filter(_("Tag"), with_tag, suggestions=tags_of))
