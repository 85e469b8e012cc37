"""Who asked for a page: a person with some device, a robot, an AI crawler, or a program that looked ahead."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from crawleruseragents import CRAWLER_USER_AGENTS_DATA

PERSON, ROBOT, AI, AHEAD, OWN = "h", "r", "a", "p", "o"
PHONE, TABLET, DESK = "p", "t", "d"


class Reader(NamedTuple):
    """`kind` is one of PERSON, ROBOT, AI; `device` one of PHONE, TABLET, DESK."""

    kind: str
    device: str


def _pattern(*, ai: bool) -> re.Pattern[str]:
    rows = [row for row in CRAWLER_USER_AGENTS_DATA if ("ai-crawler" in row.get("tags", [])) == ai]
    return re.compile("|".join(row["pattern"] for row in rows))


_AI = _pattern(ai=True)
_ROBOT = _pattern(ai=False)
_TABLET = re.compile(r"iPad|Tablet|Android(?!.*Mobile)")


@lru_cache(maxsize=4096)
def reader_of(agent: str) -> Reader:
    """Return who a User-Agent belongs to; without one nobody is there but a program."""
    device = TABLET if _TABLET.search(agent) else PHONE if "Mobi" in agent else DESK
    if _AI.search(agent):
        return Reader(AI, device)
    if not agent.strip() or _ROBOT.search(agent):
        return Reader(ROBOT, device)
    return Reader(PERSON, device)


def looks_ahead(environ: Mapping[str, object]) -> bool:
    """Return True when a browser fetches a page that nobody has asked for yet."""
    purpose = f"{environ.get('HTTP_SEC_PURPOSE', '')} {environ.get('HTTP_PURPOSE', '')} {environ.get('HTTP_X_MOZ', '')}"
    return "prefetch" in purpose or "preview" in purpose
