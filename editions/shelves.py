"""Where pages are kept: a bounded shelf in the memory of each process, and one that all processes share.

The shared one is a folder, or Redis where several nodes serve. Neither is ever needed: a full disk, an unreadable file
or a dead Redis only means that a page is made again.
"""

import contextlib
import fcntl
import hashlib
import logging
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from .pages import KeptPage

logger = logging.getLogger(__name__)

LOCKS = 256  # files on which processes wait for each other's pages


class Shelf(Protocol):
    """Where kept pages are found by their key."""

    def get(self, key: str) -> KeptPage | None:
        """Return a page; None when there is none that can be read."""

    def put(self, key: str, page: KeptPage) -> None:
        """Keep a page, if possible."""

    def drop(self, key: str) -> None:
        """Forget a page."""


class MemoryShelf:
    """The pages last used, up to `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._sizes: dict[str, int] = {}
        self._lock = threading.Lock()

    def get(self, key: str) -> KeptPage | None:
        """Return a page and count it as the last used."""
        page = self.pages.get(key)
        if page is not None:
            with contextlib.suppress(KeyError):  # dropped by another thread meanwhile
                self.pages.move_to_end(key)
        return page

    def put(self, key: str, page: KeptPage) -> None:
        """Keep a page; those not used for longest go."""
        with self._lock:
            self._drop(key)
            self.pages[key] = page
            # Readers with gzip make a second body of about the same size.
            self._sizes[key] = page.size * 2
            self.size += self._sizes[key]
            while self.size > self.limit and self.pages:
                self._drop(next(iter(self.pages)))

    def drop(self, key: str) -> None:
        """Forget a page."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self.pages.clear()
            self._sizes.clear()
            self.size = 0

    def _drop(self, key: str) -> None:
        if self.pages.pop(key, None) is not None:
            self.size -= self._sizes.pop(key, 0)


class FolderShelf:
    """Pages as files that all processes of a node share; written beside and moved into place, so never half there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> KeptPage | None:
        """Return a page; a file that is missing, cut or damaged is none."""
        try:
            return KeptPage.load(self._path(key).read_bytes())
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, page: KeptPage) -> None:
        """Write a page; without room on the disk it is not kept."""
        path = self._path(key)
        beside = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(page.dump())
            beside.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)

    def drop(self, key: str) -> None:
        """Remove a page."""
        with contextlib.suppress(OSError):
            self._path(key).unlink(missing_ok=True)

    def tidy(self, limit: int, oldest: float) -> int:
        """Remove files from before `oldest` (seconds since 1970) and what exceeds `limit` bytes; return how many."""
        files = sorted(_files(self.folder), key=lambda item: item[1], reverse=True)
        removed, size = 0, 0
        for path, modified, length in files:
            size += length
            if modified < oldest or size > limit:
                with contextlib.suppress(OSError):
                    path.unlink()
                    removed += 1
        return removed

    def _path(self, key: str) -> Path:
        name = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
        return self.folder / name[:2] / name


class RedisShelf:
    """Pages in Redis, for several nodes. After a failure it is left alone for some seconds."""

    PAUSE = 5.0

    def __init__(self, client: Any) -> None:
        self.client = client
        self.failed_at = float("-inf")

    def get(self, key: str) -> KeptPage | None:
        """Return a page; none while Redis does not answer."""
        content = self._ask("get", self._name(key))
        try:
            return KeptPage.load(content) if content else None
        except (ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, page: KeptPage) -> None:
        """Keep a page until it ends."""
        self._ask("set", self._name(key), page.dump(), ex=max(1, int(page.ends_at - time.time())))

    def drop(self, key: str) -> None:
        """Remove a page."""
        self._ask("delete", self._name(key))

    def _ask(self, command: str, *arguments: Any, **options: Any) -> Any:
        if time.monotonic() - self.failed_at < self.PAUSE:
            return None
        try:
            return getattr(self.client, command)(*arguments, **options)
        except Exception as error:  # whatever the client raises, pages are made without it
            self.failed_at = time.monotonic()
            logger.warning("Redis does not answer, pages are shared no more: %s", error)
            return None

    @staticmethod
    def _name(key: str) -> str:
        return f"edition:{hashlib.blake2b(key.encode('utf-8', 'surrogatepass'), digest_size=20).hexdigest()}"


class Locks:
    """One process and thread at a time makes a page; the others wait for it, or show the old one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._threads = [threading.Lock() for _ in range(LOCKS)]

    @contextlib.contextmanager
    def held(self, key: str, seconds: float) -> Iterator[bool]:
        """Hold the lock of `key`; yields False when it could not be had within `seconds`."""
        number = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=2).digest()[0] % LOCKS
        if not self._threads[number].acquire(timeout=seconds):
            yield False
            return
        try:
            with self._across(number, seconds) as held:
                yield held
        finally:
            self._threads[number].release()

    @contextlib.contextmanager
    def _across(self, number: int, seconds: float) -> Iterator[bool]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / f"{number:02x}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:  # no room for a lock: then each process makes its own
            yield True
            return
        try:
            yield _flock(handle, seconds)
        finally:
            os.close(handle)


def _flock(handle: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.01)
        else:
            return True


def _files(folder: Path) -> Iterator[tuple[Path, float, int]]:
    for path in folder.glob("??/*"):
        with contextlib.suppress(OSError):
            known = path.stat()
            yield path, known.st_mtime, known.st_size
