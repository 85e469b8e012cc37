"""The journal's writer: one line, one `write()`, for each page for readers that this deployment has answered.

The file is opened for appending and changed every hour, so that several processes write it together. What cannot be
written (a full disk) is counted and said, and the page is answered all the same.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from .lines import write
from .scribe import Environ, Scribe, Subject, subject_of

logger = logging.getLogger(__name__)

SUBJECT_HEADER = "X-Visit"


class Journal:
    """Appends lines to the file of the hour in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lost = 0
        self._name = ""
        self._handle = -1
        self._part = 0
        self._lock = threading.Lock()

    def append(self, line: bytes, now: float) -> None:
        """Write a line; one that cannot be written whole is counted as lost."""
        name = time.strftime("%Y%m%d%H", time.gmtime(now))
        try:
            if name != self._name or self._handle < 0:
                self._open(name)
            if os.write(self._handle, line) != len(line):
                # Half a line: it ends this file, and nothing is written behind it.
                self._part += 1
                self._lose("the disk is full")
                self._open(name)
        except OSError as error:
            self._lose(str(error))

    def _open(self, name: str) -> None:
        with self._lock:
            if self._handle >= 0:
                os.close(self._handle)
                self._handle = -1
            self.folder.mkdir(parents=True, exist_ok=True)
            suffix = f"-{os.getpid()}-{self._part}" if self._part else ""
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
            self._handle = os.open(self.folder / f"{name}{suffix}.log", flags, 0o600)
            self._name = name

    def _lose(self, why: str) -> None:
        self.lost += 1
        if self.lost & (self.lost - 1) == 0:  # 1, 2, 4, 8, …: not once for every page
            logger.error("the visit journal could not be written (%s): %d lines lost in this process", why, self.lost)


class JournalLayer:
    """WSGI layer, the outermost: notes each page for readers in `journal` as it is answered."""

    def __init__(self, application: Callable[..., Iterable[bytes]], journal: Journal) -> None:
        self.application, self.journal = application, journal
        self.scribe = Scribe()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        subject: Subject | None = None

        def noting(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            nonlocal subject
            subject = subject_of(environ, status, headers)
            return start_response(status, headers, *rest)

        body = self.application(environ, noting)
        if subject is not None:
            now = time.time()
            self.journal.append(write(self.scribe.line(environ, subject, now)), now)
        return body


class SubjectLayer:
    """WSGI layer, instead of `JournalLayer` behind nginx: says what each page shows, for nginx to write it down."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""

        def saying(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            subject = subject_of(environ, status, headers)
            if subject is not None:
                headers = [*headers, (SUBJECT_HEADER, "{} {} {}".format(*subject))]
            return start_response(status, headers, *rest)

        return self.application(environ, saying)
