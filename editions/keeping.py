"""The shelves of this installation, and the keeper's part: old versions and old files go."""

import datetime
import time
from typing import Any

from django.conf import settings

from .layer import EditionLayer
from .models import Version
from .shelves import FolderShelf, Locks, MemoryShelf, RedisShelf, Shelf
from .versions import KEPT

FOLDER_LIMIT = 2 * 2**30  # bytes
TIDIED_EVERY = 600.0  # seconds
_tidied_at = float("-inf")


def folder_shelf() -> FolderShelf:
    """Return the folder that the processes of this node share."""
    return FolderShelf(settings.EDITIONS_ROOT / "pages")


def shared_shelf() -> Shelf:
    """Return Redis when it is set up, else the folder."""
    if not settings.REDIS_URL:
        return folder_shelf()
    import redis

    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.2, socket_connect_timeout=0.2)
    return RedisShelf(client)


def layer(application: Any) -> EditionLayer:
    """Return `application` behind the pages that are kept of it."""
    memory = MemoryShelf(settings.EDITIONS_MEMORY)
    return EditionLayer(application, memory, shared_shelf(), Locks(settings.EDITIONS_ROOT / "locks"))


def tidy(now: datetime.datetime) -> int:
    """Remove versions and pages that no page is compared with any more; looks every ten minutes."""
    global _tidied_at
    if time.monotonic() - _tidied_at < TIDIED_EVERY:
        return 0
    _tidied_at = time.monotonic()
    removed, _each = Version.objects.filter(changed_at__lt=now - KEPT).delete()
    return removed + folder_shelf().tidy(FOLDER_LIMIT, (now - KEPT).timestamp())
