"""Counters of all web processes of this node: each counts in a mapped file of its own, whoever asks adds them up.

A process that was killed leaves its file behind; its numbers are added to those of the ended ones by the next who asks,
so that a counter never falls. A file is locked by its process while that lives.
"""

import array
import contextlib
import fcntl
import hashlib
import mmap
import os
import secrets
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

KINDS = ("page", "api", "admin", "file", "static", "other")
CLASSES = ("2xx", "3xx", "4xx", "5xx")
BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)  # seconds
EDITIONS = ("hit", "made", "stale")

Name = tuple[str, ...]


def _names() -> Iterator[Name]:
    for kind in KINDS:
        yield from (("requests", kind, found) for found in CLASSES)
        yield from (("within", kind, str(limit)) for limit in BUCKETS)
        yield ("seconds", kind)
    yield from (("editions", outcome) for outcome in EDITIONS)
    yield from (("database", "seconds"), ("database", "statements"), ("database", "slow"))


SERIES = tuple(_names())
PLACES = {name: place for place, name in enumerate(SERIES)}
LAYOUT = hashlib.blake2b(repr(SERIES).encode(), digest_size=8).digest()
SIZE = 8 * (len(SERIES) + 1)
ENDED = "ended"


class Counters:
    """The counters of one process, in a file in `folder`; opened when the first is counted, after a fork anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process = 0
        self._view: memoryview[float] | None = None
        self._lock = threading.Lock()

    def add(self, *counted: tuple[Name, float]) -> None:
        """Add numbers to series. Where no file can be made, nothing is counted."""
        with self._lock:
            if self._process != os.getpid():
                self._process, self._view = os.getpid(), None
                with contextlib.suppress(OSError):
                    self._view = self._opened()
            if self._view is not None:
                for name, number in counted:
                    self._view[PLACES[name] + 1] += number

    def _opened(self) -> "memoryview[float]":
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f".{os.getpid()}-{secrets.token_hex(4)}"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)  # held until this process ends, however it does
        os.write(handle, LAYOUT + bytes(SIZE - 8))
        view = memoryview(mmap.mmap(handle, SIZE)).cast("d")
        path.rename(path.with_name(f"{path.name[1:]}.counts"))
        return view


def totals(folder: Path) -> dict[Name, float]:
    """Return the sums over all processes that count, or have counted, in `folder`."""
    sums = [0.0] * len(SERIES)
    with contextlib.suppress(OSError), _only_one(folder):
        ended = _numbers(folder / ENDED)
        gone: list[Path] = []
        for path in sorted(folder.glob("*.counts")):
            found = _numbers(path)
            if _is_left_behind(path):
                ended = [one + other for one, other in zip(ended, found, strict=True)]
                gone.append(path)
            else:
                sums = [one + other for one, other in zip(sums, found, strict=True)]
        if gone:
            _store(folder / ENDED, ended)
            for path in gone:
                path.unlink(missing_ok=True)
        sums = [one + other for one, other in zip(sums, ended, strict=True)]
    return dict(zip(SERIES, sums, strict=True))


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _numbers(path: Path) -> Sequence[float]:
    """Return the numbers in a file; zeros when it is of another release, or gone."""
    content = path.read_bytes() if path.exists() else b""
    if len(content) != SIZE or content[:8] != LAYOUT:
        return [0.0] * len(SERIES)
    return memoryview(content[8:]).cast("d").tolist()


def _is_left_behind(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # its process lives, or somebody else has cleared it away
        return False
    return True


def _store(path: Path, numbers: Sequence[float]) -> None:
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.write(LAYOUT)
        file.write(array.array("d", numbers))
    new.replace(path)
