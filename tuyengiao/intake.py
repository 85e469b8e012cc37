"""WSGI layer: takes bodies in whole before their requests get a turn, and keeps them from holding every thread.

granian hands a request over when its head is there; the thread that answers reads the body, for as long as somebody
takes to send it. So only `BODIES` threads may wait for bodies at the same time; the others are left for pages, which
have none. Who comes with a further form is told to come back: behind nginx, which takes bodies in by itself, nobody.
See docs/decisions/0028-bodies-are-taken-in-first.md.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore, Lock
from typing import IO, Any

from django.db import connection

from provinces.reserved import ADMIN_PATH

from . import away

IS_SQLITE = connection.vendor == "sqlite"
BODIES = 16 if IS_SQLITE else 4  # that a worker waits for; a thread keeps a connection, and PostgreSQL has 100
THREADS = BODIES + (1 if IS_SQLITE else 4)  # of a worker

LARGEST, LARGEST_OF_STAFF = 12 * 2**20, 310 * 2**20  # bytes, as deploy/nginx has them
IN_MEMORY = 256 * 1024  # bytes
PIECE = 64 * 1024

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


class Refused(Exception):
    """A body is not taken; `status` says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class IntakeLayer:
    """Hands `application` requests with their whole bodies, to SQLite one at a time: writers would wait in vain."""

    def __init__(self, application: Callable[[Environ, StartResponse], Iterable[bytes]], bodies: int = BODIES) -> None:
        self.application = application
        self.bodies = BoundedSemaphore(bodies)
        self.turn: AbstractContextManager[Any] = Lock() if IS_SQLITE else nullcontext()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if environ.get("CONTENT_LENGTH") in {None, "", "0"}:
            with self.turn:
                return self.application(environ, start_response)
        with SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                self._take(environ, body)
            except Refused as problem:
                return _refuse(problem.status, environ, start_response)
            environ["wsgi.input"] = body
            with self.turn:
                return self.application(environ, start_response)

    def _take(self, environ: Environ, body: IO[bytes]) -> None:
        """Copy the body of a request; raise Refused when it is too large, cut, or one too many."""
        left = _length(environ)
        if not self.bodies.acquire(blocking=False):
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            while left and (piece := environ["wsgi.input"].read(min(PIECE, left))):
                body.write(piece)
                left -= len(piece)
        finally:
            self.bodies.release()
        if left:
            raise Refused(HTTPStatus.BAD_REQUEST)
        body.seek(0)


def _length(environ: Environ) -> int:
    said = environ["CONTENT_LENGTH"]
    if not said.isdecimal():
        raise Refused(HTTPStatus.BAD_REQUEST)
    is_staff = environ["PATH_INFO"].startswith(f"/{ADMIN_PATH}/")
    if int(said) > (LARGEST_OF_STAFF if is_staff else LARGEST):
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return int(said)


def _refuse(status: HTTPStatus, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return away.answer(environ, start_response)
    content = f"{status.value} {status.phrase}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(content)))]
    headers += [("X-Content-Type-Options", "nosniff"), ("Connection", "close")]
    start_response(f"{status.value} {status.phrase}", headers)
    return [content]
