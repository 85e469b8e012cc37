"""The navigation of a site's admin, grouped by task. Rooms add lines through their admin classes or `register()`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Task(StrEnum):
    """The groups, in their order."""

    WRITE = "write"
    REVIEW = "review"
    LIBRARY = "library"
    SITE = "site"
    STATISTICS = "statistics"
    MANAGE = "manage"


TASK_NAMES: dict[Task, Promise] = {
    Task.WRITE: _("Write"),
    Task.REVIEW: _("Review"),
    Task.LIBRARY: _("Library"),
    Task.SITE: _("Site"),
    Task.STATISTICS: _("Statistics"),
    Task.MANAGE: _("Manage"),
}


@dataclass(frozen=True)
class NavItem:
    """A line of the navigation. `order` sorts inside the group; lines of equal order by label."""

    task: Task
    label: str
    url: str
    order: int = 50


Source = Callable[[HttpRequest], Iterable[NavItem]]

_sources: dict[str, list[Source]] = {"site": [], "network": []}


def register(source: Source, level: Literal["site", "network"] = "site") -> None:
    """Add a function that returns lines for a request: pages that belong to no model's admin."""
    if source not in _sources[level]:
        _sources[level].append(source)


def registered(request: HttpRequest, level: Literal["site", "network"] = "site") -> list[NavItem]:
    """Return the lines of all functions that are registered for a level of the admin."""
    return [item for source in _sources[level] for item in source(request)]
