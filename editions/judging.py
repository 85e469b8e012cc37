"""Is a kept page right? Going by the versions that this process knows."""

import time
from dataclasses import dataclass

from django.conf import settings

from .pages import Headers, KeptPage
from .versions import current

SLOW_LIMIT = 55.0  # seconds for which a page may be behind a change of what is slow


@dataclass
class Judged:
    """How a kept page stands: None in both means that it is right; else since when (1970) it is not."""

    fast_since: float | None = None
    slow_since: float | None = None


def judge(page: KeptPage, now: float) -> Judged:
    """Return since when a page does not show what it should, going by the versions known in this process."""
    generation = current.generation
    fast = [since for scope, token in page.fast.items() if (since := current.behind_since(scope, token)) is not None]
    if page.ends_at <= now:
        fast.append(page.ends_at)
    slow = [since for scope, token in page.slow.items() if (since := current.behind_since(scope, token)) is not None]
    if not fast and not slow:
        page.generation, page.good_until = generation, page.ends_at
    return Judged(min(fast, default=None), min(slow, default=None))


def kept_in_front(page: KeptPage) -> Headers:
    """Return the header that lets nginx keep a page until the second ends in which the database was last asked.

    So a change is in force one second after it was made at most. By nginx's own clock the page is kept for no longer
    than the second in which we were asked for it (deploy/nginx/tuyengiao.conf).
    """
    if settings.FRONT_LOG is None:
        return []
    second, now = current.second, time.time()  # read first: the page is right as of that look, or of a later one
    if second != int(now) or page.ends_at < second + 1:
        return []
    if page.generation != current.generation:
        judged = judge(page, now)
        if judged.fast_since is not None or (judged.slow_since is not None and now - judged.slow_since >= SLOW_LIMIT):
            return []
    return [("X-Accel-Expires", f"@{second}")]
