"""What many pages of a site share, made once where somebody holds it: a room above, which registers itself here."""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

#: Takes a request, a name and how to make what has that name on the request's site and in its language.
Holder = Callable[[Any, str, Callable[[], Any]], Any]

_holders: list[Holder] = []


def register(holder: Holder) -> None:
    """Say who holds things; the last one counts."""
    _holders[:] = [holder]


def held(request: Any, name: str, make: Callable[[], T]) -> T:
    """Return what `make` gives, from now or from before as long as it is right; nobody may change what is returned."""
    if not _holders or getattr(request, "site", None) is None:
        return make()
    found: T = _holders[0](request, name, make)
    return found
