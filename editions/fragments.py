"""Parts that pages of a site share: made once, and put into each page while every version they show is the present one.

A part is right or it is made again: what a page shows of it is never older than the page itself, so that a page's own
versions stay true. It is a piece of a page, or rows that nobody changes.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar, cast

from django.utils.translation import get_language

from provinces.http import SiteRequest

from . import planned
from .marking import KEY, Edition, shows
from .versions import Tokens, current

GENERATION = "tuyengiao.generation"  # in the environ: the last look at the versions before Django was asked
MOST = 256  # parts in memory, of about 10 kB each

Name = tuple[Any, ...]
Value = TypeVar("Value")


@dataclass(frozen=True)
class Fragment:
    """A part and the versions of the scopes that it shows. `ends_at` is in seconds since 1970."""

    value: object
    fast: Tokens
    slow: Tokens
    ends_at: float

    def is_right(self, generation: int) -> bool:
        """Return True when nothing that it shows had changed by `generation`, nor has come to its planned end."""
        return (
            time.time() < self.ends_at
            and current.tokens_at(self.fast, generation) == self.fast
            and current.tokens_at(self.slow, generation) == self.slow
        )


class Fragments:
    """The parts that a process holds; those that were used longest ago go first."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.held: OrderedDict[Name, Fragment] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Name, generation: int) -> Fragment | None:
        """Return a part that is right."""
        with self._lock:
            found = self.held.get(name)
            if found is not None:
                self.held.move_to_end(name)
        return found if found is not None and found.is_right(generation) else None

    def put(self, name: Name, fragment: Fragment) -> None:
        """Hold a part."""
        with self._lock:
            self.held[name] = fragment
            self.held.move_to_end(name)
            while len(self.held) > self.most:
                self.held.popitem(last=False)

    def forget(self) -> None:
        """Hold nothing."""
        with self._lock:
            self.held.clear()


fragments = Fragments()


def part(request: SiteRequest, name: str, make: Callable[[], Value]) -> Value:
    """Return the part `name` of the site of `request`, which `make` gives when none is held that is right.

    `make` calls `shows()` for what else than the site it shows. Behind no edition layer, in the admin and while the
    database does not answer it is always called.
    """
    page: Edition | None = request.META.get(KEY)
    generation: int | None = page.generation if page is not None else request.META.get(GENERATION)
    if generation is None or current.failing_since is not None:
        return make()
    full = (request.get_host(), request.META.get("SCRIPT_NAME", ""), get_language(), request.site.pk, name)
    held = fragments.get(full, generation)
    if held is None:
        held = _made(request, generation, make)
        fragments.put(full, held)
    shows(request, *held.fast, slow=held.slow)
    return cast(Value, held.value)


def _made(request: SiteRequest, generation: int, make: Callable[[], object]) -> Fragment:
    inner = Edition(generation=generation)
    inner.keep(request.site.pk)
    outer = request.META.get(KEY)
    request.META[KEY] = inner
    try:
        value = make()
    finally:
        request.META.pop(KEY)
        if outer is not None:
            request.META[KEY] = outer
    fast, slow = inner.tokens()
    return Fragment(value, fast, slow, planned.next_end(request.site.pk, inner.started_at))
