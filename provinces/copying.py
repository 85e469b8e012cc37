"""What a new site takes over from a template site. Rooms register what they can copy, from their AppConfig."""

import copy
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Hotline, LinkGroup, Membership, MenuItem, Site


@dataclass
class Copies:
    """Which row became which: asked by later copiers, such as the menu for the categories that it leads to."""

    made: dict[tuple[type[models.Model], Any], Any] = field(default_factory=dict)

    def of(self, row: Any) -> Any:
        """Return the copy of `row`, None when it was not copied (or is None)."""
        return self.made.get((type(row), row.pk)) if row is not None else None

    def add(self, row: Any, **changes: Any) -> Any:
        """Save and return a copy of `row` with `changes`; all languages, same files."""
        twin = copy.copy(row)
        twin._state = models.base.ModelState()
        twin.__dict__.pop("_prefetched_objects_cache", None)
        twin.pk = None
        for name, value in changes.items():
            setattr(twin, name, value)
        twin.save()
        self.made[type(row), row.pk] = twin
        return twin

    def add_tree(self, rows: Iterable[Any], **changes: Any) -> None:
        """Copy rows that stand below one another, upper ones first; whatever stands below a missing row is left out."""
        waiting = list(rows)
        while waiting:
            ready = [row for row in waiting if row.parent_id is None or self.of(row.parent) is not None]
            if not ready:
                return
            for row in ready:
                self.add(row, parent=self.of(row.parent), **changes)
            waiting = [row for row in waiting if row not in ready]


Copy = Callable[[Site, Site, Copies], None]


@dataclass(frozen=True)
class Part:
    """Something that can be copied. Parts are copied by `order`."""

    name: str
    label: str | Promise
    copy: Copy
    order: int


_parts: dict[str, Part] = {}


def register(name: str, label: str | Promise, copier: Copy, order: int) -> None:
    """Make a part known: `copier(template, new_site, copies)` copies it."""
    _parts[name] = Part(name, label, copier, order)


def parts() -> list[Part]:
    """Return all parts in the order in which they are copied."""
    return sorted(_parts.values(), key=lambda part: part.order)


def copy_parts(template: Site, target: Site, names: Collection[str]) -> Copies:
    """Copy the named parts of `template` to `target`, all or nothing; returns which row became which."""
    copies = Copies()
    with transaction.atomic():
        for part in parts():
            if part.name in names:
                part.copy(template, target, copies)
    return copies


def copy_menu(template: Site, target: Site, copies: Copies) -> None:
    """Copy the menu; lines to something that was not copied are left out."""
    items = MenuItem.objects.for_site(template).prefetch_related("target").select_related("parent")
    kept = [item for item in items if item.target_id is None or copies.of(item.target) is not None]
    copies.add_tree(kept, site=target)
    for item in kept:
        twin = copies.of(item)
        if twin is not None and item.target_id is not None:
            twin.target = copies.of(item.target)
            twin.save()


def copy_links(template: Site, target: Site, copies: Copies) -> None:
    """Copy the groups of links with their links."""
    for group in LinkGroup.objects.for_site(template).prefetch_related("links"):
        twin = copies.add(group, site=target)
        for link in group.links.all():
            copies.add(link, group=twin)


def copy_hotlines(template: Site, target: Site, copies: Copies) -> None:
    """Copy the hotlines."""
    for hotline in Hotline.objects.for_site(template):
        copies.add(hotline, site=target)


def copy_roles(template: Site, target: Site, copies: Copies) -> None:
    """Give everybody with a role on the template the same role on the new site."""
    for membership in Membership.objects.for_site(template):
        copies.add(membership, site=target)


register("menu", _("menu"), copy_menu, 30)
register("links", _("links"), copy_links, 40)
register("hotlines", _("hotlines"), copy_hotlines, 50)
register("roles", _("roles of people"), copy_roles, 60)
