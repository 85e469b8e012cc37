"""The production check: its relays really cut, and what is missing is never green."""

import http.server
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from scripts.production.checks import Check
from scripts.production.files import ROOT
from scripts.production.readers import Answer
from scripts.production.relay import Relay


class _Hello(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def relay() -> Iterator[Relay]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Hello)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made = Relay("127.0.0.1", server.server_address[1])
    yield made
    made.cut()
    server.shutdown()
    server.server_close()


def _connection(relay: Relay) -> socket.socket:
    return socket.create_connection(("127.0.0.1", relay.port), 5)


def _ask(connection: socket.socket) -> bytes:
    connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    found = b""
    while not found.endswith(b"hello") and (piece := connection.recv(1000)):
        found += piece
    return found[-5:]


def test_a_relay_passes_on(relay: Relay) -> None:
    with _connection(relay) as connection:
        assert _ask(connection) == b"hello"
        assert _ask(connection) == b"hello"


def test_a_relay_that_is_cut_ends_what_is_open_and_takes_nothing_new(relay: Relay) -> None:
    with _connection(relay) as connection:
        _ask(connection)
        relay.cut()
        assert connection.recv(1) == b""
    with pytest.raises(ConnectionRefusedError):
        _connection(relay)


def test_a_relay_that_is_silent_takes_connections_and_answers_nothing(relay: Relay) -> None:
    relay.silence()
    with _connection(relay) as connection:
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            _ask(connection)


@pytest.mark.parametrize("fault", ["cut", "silence"])
def test_a_relay_that_is_mended_passes_on_at_the_same_port(relay: Relay, fault: str) -> None:
    port = relay.port
    getattr(relay, fault)()
    relay.mend()
    assert relay.port == port
    with _connection(relay) as connection:
        assert _ask(connection) == b"hello"


def test_pages_are_what_the_journal_counts() -> None:
    assert Answer(200, {"content-type": "text/html; charset=utf-8"}).is_page
    assert not Answer(404, {"content-type": "text/html; charset=utf-8"}).is_page
    assert not Answer(200, {"content-type": "application/json"}).is_page
    assert Answer(200, {"x-edition": "stale"}).is_stale


def test_a_line_of_the_report_says_whether_it_holds() -> None:
    assert str(Check("a node", "answers", right=True)) == "holds  a node: answers"
    assert str(Check("a node", "is silent", right=False)) == "FAILS  a node: is silent"


def test_a_missing_part_is_exit_code_2_and_a_sentence() -> None:
    nowhere = {"PATH": "/nowhere", "DATABASE": "postgres://x@127.0.0.1:1/x", "REDIS_URL": "redis://127.0.0.1:1"}
    done = subprocess.run(
        [sys.executable, "-m", "scripts.production_check"],
        cwd=ROOT,
        env=nowhere,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert "nginx is not in PATH." in done.stdout
    assert "PostgreSQL does not answer" in done.stdout
    assert "Redis does not answer" in done.stdout
