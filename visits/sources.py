"""The files of the visit journal on this machine: what nodes wrote themselves, and what nginx wrote for them."""

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from django.conf import settings

from . import front, lines
from .lines import Line

HEAD = 32  # bytes by which a file is known: the moment and more of its first line


class Source(NamedTuple):
    """A file and how it is read: `parsed` returns the lines in whole rows, and how many rows are malformed.

    Where the file holds addresses, `copies` is the folder for what is kept of it without them.
    """

    path: Path
    node: str
    parsed: Callable[[bytes], tuple[list[Line], int]]
    copies: Path | None = None

    def identity(self, file: BinaryIO) -> dict[str, Any] | None:
        """Return by what an open file is known in the database; None while it is too short to tell it from another."""
        file.seek(0)
        beginning = file.read(HEAD)
        if len(beginning) < HEAD:
            return None
        head = hashlib.blake2b(beginning, digest_size=16).hexdigest()
        return {"node": self.node, "inode": os.fstat(file.fileno()).st_ino, "head": head}

    def name(self, file: BinaryIO) -> str:
        """Return by which name an open file is known: one of nginx's by the hour (UTC) of its first line."""
        if self.copies is None:
            return self.path.name
        file.seek(0)
        first = file.read(10)
        hour = time.gmtime(int(first) if first.isdigit() else time.time())
        return f"{time.strftime('%Y%m%d%H', hour)}-{os.fstat(file.fileno()).st_ino}.log"


def sources() -> list[Source]:
    """Return all files; of each node the oldest first."""
    return [*map(own, journal_files(settings.VISITS_ROOT / "journal")), *map(of_nginx, front_files())]


def own(path: Path) -> Source:
    """Return a file that a node wrote."""
    return Source(path, path.parent.name, lines.parsed)


def of_nginx(path: Path) -> Source:
    """Return a file that nginx wrote."""
    return Source(path, f"{settings.NODE}/nginx", front.parsed, settings.VISITS_ROOT / "copies" / settings.NODE)


def journal_files(folder: Path) -> list[Path]:
    """Return the journal files below `folder`, the oldest hour first."""
    return sorted(folder.glob("*/*.log"), key=lambda path: (path.name, path.parent.name))


def front_files() -> list[Path]:
    """Return the journals that nginx wrote and that are not destroyed yet; the one in which it writes is the last."""
    return sorted(settings.FRONT_LOG.glob("*.log")) if settings.FRONT_LOG is not None else []
