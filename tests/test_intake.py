"""Bodies are taken in whole before their request has a turn; pages are answered all the while."""

import io
import threading
from collections.abc import Callable
from typing import Any

import pytest

from tuyengiao.intake import LARGEST, LARGEST_OF_STAFF, IntakeLayer

from .processes import wait_for


class Front:
    """The layer around an application that answers with the body that it read."""

    def __init__(self, bodies: int = 2) -> None:
        self.read: list[bytes] = []
        self.layer = IntakeLayer(self._application, bodies)

    def _application(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        self.read.append(environ["wsgi.input"].read())
        start_response("200 OK", [])
        return [b"page"]

    def ask(self, body: Any = b"", length: str | None = None, path: str = "/") -> tuple[int, dict[str, str], str]:
        """Send a request; `body` is bytes or a file. Return status, headers and text."""
        said: list[Any] = []
        file = io.BytesIO(body) if isinstance(body, bytes) else body
        environ = {"REQUEST_METHOD": "POST" if length or body else "GET", "PATH_INFO": path, "wsgi.input": file}
        if length or body:
            environ["CONTENT_LENGTH"] = str(len(body)) if length is None else length
        content = b"".join(self.layer(environ, lambda status, headers: said.append((status, dict(headers)))))
        return int(said[0][0][:3]), said[0][1], content.decode()


class Slow(io.RawIOBase):
    """A body whose sender stops after three bytes until he is let go on."""

    def __init__(self) -> None:
        self.asked, self.go_on = threading.Event(), threading.Event()

    def read(self, size: int = -1) -> bytes:
        """Return three bytes once it may go on, then the end."""
        if self.go_on.is_set():
            return b""
        self.asked.set()
        self.go_on.wait(60)
        return b"mot"


@pytest.mark.parametrize("size", [1, 1000, 70_000, 3 * 2**20])
def test_a_body_comes_whole(size: int) -> None:
    front = Front()
    assert front.ask(b"x" * size)[0] == 200
    assert front.read == [b"x" * size]


def test_only_what_was_announced_is_read() -> None:
    front = Front()
    assert front.ask(b"q=bai&them", "5")[0] == 200
    assert front.read == [b"q=bai"]


def test_a_cut_body_reaches_no_form() -> None:
    front = Front()
    assert front.ask(b"q=b", "1000")[0] == 400
    assert front.read == []


@pytest.mark.parametrize("length", ["-5", "x", "1e3", "+4", " "])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    front = Front()
    assert front.ask(b"abc", length)[0] == 400
    assert front.read == []


def test_what_is_too_large_is_refused_unread_and_staff_may_send_more() -> None:
    front = Front()
    assert front.ask(b"", str(LARGEST + 1))[0] == 413
    assert front.ask(b"", str(LARGEST + 1), "/quan-tri/nghe-an/")[0] == 400, "announced, and not sent"
    assert front.ask(b"", str(LARGEST_OF_STAFF + 1), "/quan-tri/nghe-an/")[0] == 413


def test_who_waits_for_bodies_holds_no_turn_and_one_too_many_is_told_to_come_back() -> None:
    front, slow = Front(bodies=2), [Slow(), Slow()]
    waiting = [threading.Thread(target=front.ask, args=(one, "3")) for one in slow]
    for thread, one in zip(waiting, slow, strict=True):
        thread.start()
        assert one.asked.wait(60)
    assert front.ask()[0] == 200, "a page"
    status, headers, text = front.ask(b"abc")
    assert (status, headers["Retry-After"]) == (503, "30")
    assert "Mời bạn tải lại trang sau ít phút" in text
    for one in slow:
        one.go_on.set()
    for thread in waiting:
        thread.join(60)
    assert wait_for(lambda: front.ask(b"abc")[0] == 200)
    assert front.read.count(b"mot") == 2
