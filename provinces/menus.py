"""The menu of a site, and the register of the sections that a menu may lead to.

A room registers its sections from its AppConfig: `register("albums", _("Photo albums"), "galleries:albums")`. Menu
items name them in `module`; the admin offers `choices()`.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from .models import MenuItem, Site

Label = str | Promise


@dataclass(frozen=True)
class Section:
    """A part of every site that has its own address."""

    label: Label
    url_name: str


@dataclass
class Line:
    """A line of the menu as a template shows it."""

    label: str
    url: str
    opens_new_tab: bool = False
    is_current: bool = False
    children: list["Line"] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """True when this line or one below it leads to the page that is shown."""
        return self.is_current or any(child.is_open for child in self.children)


_sections: dict[str, Section] = {}
_targets: list[Callable[[], QuerySet[Any]]] = []


def register(name: str, label: Label, url_name: str) -> None:
    """Make a section known under `name` (a MenuItem's `module`); `url_name` takes no arguments."""
    _sections[name] = Section(label, url_name)


def register_target(rows: Callable[[], "QuerySet[Any]"]) -> None:
    """Say how a kind of target is fetched for menus, so that a menu does not load what it does not show."""
    _targets.append(rows)


def choices() -> list[tuple[str, Label]]:
    """Return the (module, label) pairs that a menu item may name."""
    return [(name, section.label) for name, section in _sections.items()]


def section_label(name: str) -> str:
    """Return what a section is called in the active language; its own name when no room has registered it."""
    return str(_sections[name].label) if name in _sections else name


def section_url(name: str) -> str:
    """Return the path of a section in the site that is mounted; '' when no room has registered it."""
    section = _sections.get(name)
    if section is None:
        return ""
    try:
        return reverse(section.url_name)
    except NoReverseMatch:
        return ""


def tree(site: Site) -> list[Line]:
    """Return the menu of `site`, at most three levels; no line is the current one.

    Lines that lead nowhere (a hidden category, another site's page, an unknown section) are left out with what stands
    below them. One query for the lines and one for each kind of target, however long the menu is.
    """
    targets = [rows() for rows in _targets]
    items = list(MenuItem.objects.for_site(site).shown().prefetch_related(GenericPrefetch("target", targets)))
    below: dict[int | None, list[MenuItem]] = defaultdict(list)
    for item in items:
        below[item.parent_id].append(item)
    return _lines(below, None, site)


def marked(lines: list[Line], path: str) -> list[Line]:
    """Return the lines anew; the one that leads to `path` is the current one."""
    return [
        replace(line, is_current=bool(line.url) and line.url == path, children=marked(line.children, path))
        for line in lines
    ]


def _lines(below: dict[int | None, list[MenuItem]], parent: int | None, site: Site) -> list[Line]:
    lines = []
    # Each item is taken out once, so that a loop in the data cannot hang a page.
    for item in below.pop(parent, []):
        children = _lines(below, item.pk, site)
        label, url = _meaning(item, site)
        if label and (url or children):
            lines.append(Line(label, url, item.opens_new_tab, children=children))
    return lines


def _meaning(item: MenuItem, site: Site) -> tuple[str, str]:
    """Return the label and address of an item; ('', '') when it leads nowhere."""
    if item.target_id is not None:
        target: Any = item.target
        if target is None or target.site_id != site.pk or not getattr(target, "is_shown", True):
            return "", ""
        return item.label or str(target), target.get_absolute_url()
    if item.module:
        section = _sections.get(item.module)
        url = section_url(item.module)
        return (item.label or str(section.label), url) if section and url else ("", "")
    return item.label or item.url, item.url
