"""Readers of the stack: one question at a time, or several readers who go on asking while something is killed."""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

BROWSER = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"
PATIENCE = 30.0  # seconds that a reader waits


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 when nothing whole did, and then why."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0.0
    problem: str = ""
    at: float = 0.0  # when it was asked for, in seconds since 1970

    @property
    def is_page(self) -> bool:
        """Whether the visit journal counts it."""
        is_html = self.headers.get("content-type", "").startswith("text/html")
        return self.status == 304 or (self.status == 200 and is_html)

    @property
    def is_stale(self) -> bool:
        """Whether it says so itself."""
        return self.headers.get("x-edition") == "stale"


class _Encrypted(http.client.HTTPSConnection):
    """Goes to this machine, and asks for the host by name as a browser would."""

    def __init__(self, address: str, port: int, host: str, context: ssl.SSLContext) -> None:
        super().__init__(address, port, timeout=PATIENCE, context=context)
        self.name, self.with_context = host, context

    def connect(self) -> None:
        """Open it."""
        plain = socket.create_connection((self.host, self.port), self.timeout)
        self.sock = self.with_context.wrap_socket(plain, server_hostname=self.name)


class Readers:
    """Asks nginx on a port, for a host, and counts the pages that came."""

    def __init__(self, host: str, port: int, certificate: Path) -> None:
        self.host, self.port = host, port
        self.context = ssl.create_default_context(cafile=str(certificate))
        self.pages = Counter[str]()
        self._lock = threading.Lock()

    def ask(self, path: str, *, method: str = "GET", address: str = "127.0.0.1", **headers: str) -> Answer:
        """Return one answer, on a connection of its own."""
        answer = self._asked(self.connection(address), path, method, headers)
        return self._counted(path, answer) if method == "GET" else answer

    def ask_node(self, port: int, path: str) -> Answer:
        """Return what a node itself says, past nginx, as nginx would ask it; that is no visit."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        return self._asked(connection, path, "GET", {"X-Forwarded-Proto": "https"})

    def connection(self, address: str = "127.0.0.1") -> http.client.HTTPConnection:
        """Return a connection to nginx, not opened yet."""
        return _Encrypted(address, self.port, self.host, self.context)

    def _asked(
        self, connection: http.client.HTTPConnection, path: str, method: str, more: Mapping[str, str],
        *, keep: bool = False,
    ) -> Answer:  # fmt: skip
        began, at = time.monotonic(), time.time()
        headers = {"Host": self.host, "User-Agent": BROWSER, **{n.replace("_", "-"): v for n, v in more.items()}}
        try:
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            body = response.read()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, body, time.monotonic() - began, at=at)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            return Answer(0, seconds=time.monotonic() - began, problem=f"{type(error).__name__}: {error}", at=at)
        finally:
            if not keep:
                connection.close()

    def _counted(self, path: str, answer: Answer) -> Answer:
        if answer.is_page:
            with self._lock:
                self.pages[path] += 1
        return answer

    @contextlib.contextmanager
    def asking(self, paths: Sequence[str], people: int, pause: float) -> Iterator[list[Answer]]:
        """Let so many people ask for pages while the block runs, each with a pause between; yields all answers."""
        answers: list[Answer] = []
        over = threading.Event()

        def person(number: int) -> None:
            connection = self.connection()
            while not over.is_set():
                path = paths[number % len(paths)]
                number += 1
                answers.append(self._counted(path, self._asked(connection, path, "GET", {}, keep=True)))
                over.wait(pause)
            connection.close()

        threads = [threading.Thread(target=person, args=(number,)) for number in range(people)]
        for thread in threads:
            thread.start()
        try:
            yield answers
        finally:
            over.set()
            for thread in threads:
                thread.join()
