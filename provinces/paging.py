"""Numbered pages of a list (`?trang=2`), to page 50 and without counting the list."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import Http404, HttpRequest

PARAMETER = "trang"
LAST = 50
_NUMBER = re.compile(r"[1-9][0-9]?", re.ASCII)

T = TypeVar("T")


@dataclass(frozen=True)
class NumberedPage(Generic[T]):
    """One page of a list and whether another one follows; `components/pagination.html` shows it."""

    number: int
    rows: Sequence[T]
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """True on every page but the first."""
        return self.number > 1

    @property
    def previous_page_number(self) -> int:
        """The number of the page before this one."""
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        """The number of the page after this one."""
        return self.number + 1


def page_number(request: HttpRequest) -> int:
    """Return the page that `request` asks for; raises Http404 for anything but 1 to 50."""
    asked = request.GET.get(PARAMETER, "1")
    if not _NUMBER.fullmatch(asked) or int(asked) > LAST:
        raise Http404(f"no page {asked!r}")
    return int(asked)


def numbered_page(fetch: Callable[[int, int], Sequence[T]], number: int, size: int) -> NumberedPage[T]:
    """Return page `number` of the rows that `fetch(start, stop)` gives; one row more tells of a further page.

    Raises Http404 for a page behind the end; the first page of an empty list is there, and empty.
    """
    start = (number - 1) * size
    rows = fetch(start, start + size + 1)
    if not rows and number > 1:
        raise Http404(f"no page {number}")
    return NumberedPage(number, rows[:size], has_next=len(rows) > size and number < LAST)
