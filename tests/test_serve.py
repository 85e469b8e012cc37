"""`manage.py serve` as an operator sees it: real processes on a free port."""

import contextlib
import os
import shutil
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from .processes import alive, descendants, fetch, free_port, manage, read_until, serving, wait_for

PORTAL = (
    "from provinces.models import Hostname, Site; "
    "site = Site.objects.create(slug='cong', name_vi='Cổng trung ương', is_portal=True, state='live'); "
    "Hostname.objects.create(site=site, host='localhost', is_primary=True)"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with a portal on `localhost`."""
    path = tmp_path_factory.mktemp("installation")
    for command in (["migrate", "--verbosity", "0"], ["shell", "--verbosity", "0", "-c", PORTAL]):
        done = manage(path, *command)
        assert done.returncode == 0, done.stderr
    return path


def test_all_parts_run_come_back_and_end_together(folder: Path) -> None:
    port = free_port()
    with serving(folder, port, PORT_SUFFIX=f":{port}") as process:
        said = read_until(process, "Ctrl-C")
        assert f"http://localhost:{port}/ " in said
        assert f"http://localhost:{port}/quan-tri/ " in said
        assert fetch(f"http://localhost:{port}/")[0] == 200
        assert fetch(f"http://127.0.0.1:{port}/")[0] == 404, "a host that no site has"

        parts = descendants(process.pid)
        for word in ("granian", " keeper", "run_huey"):
            assert any(word in command for command in parts.values()), f"{word} does not run: {parts}"

        keeper = next(pid for pid, command in parts.items() if " keeper" in command)
        os.kill(keeper, signal.SIGKILL)
        read_until(process, "keeper | ended (SIGKILL)")
        assert wait_for(
            lambda: any(" keeper" in command for pid, command in descendants(process.pid).items() if pid != keeper)
        )
        assert fetch(f"http://localhost:{port}/")[0] == 200, "the site went on meanwhile"

        parts = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        assert [command for pid, command in parts.items() if alive(pid)] == []


def test_a_web_worker_that_was_killed_comes_back(folder: Path) -> None:
    port = free_port()
    with serving(folder, port) as process:
        read_until(process, "Ctrl-C")
        server = next(pid for pid, command in descendants(process.pid).items() if "granian" in command)
        for worker in descendants(server):
            os.kill(worker, signal.SIGKILL)
        assert wait_for(lambda: fetch(f"http://localhost:{port}/")[0] == 200)


def test_nothing_is_left_when_the_supervisor_itself_is_killed(folder: Path) -> None:
    port = free_port()
    with serving(folder, port) as process:
        read_until(process, "Ctrl-C")
        parts = descendants(process.pid)
        assert len(parts) >= 4, "server, its worker, keeper, jobs"
        process.kill()
        process.wait()
        assert wait_for(lambda: not any(alive(pid) for pid in parts)), [
            command for pid, command in parts.items() if alive(pid)
        ]
        assert fetch(f"http://localhost:{port}/") == (0, b"")


def test_a_port_in_use_is_said_in_one_line(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = manage(folder, "serve", "--port", str(port))
    assert done.returncode == 1
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_not_migrated_is_refused(tmp_path: Path) -> None:
    done = manage(tmp_path, "serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert "manage.py migrate" in done.stderr


def test_style_sheets_that_are_not_collected_are_refused(folder: Path) -> None:
    done = manage(folder, "serve", "--port", str(free_port()), STATIC_MANIFEST="on")
    assert done.returncode == 1
    assert "manage.py collectstatic" in done.stderr


def test_the_keeper_can_run_once(folder: Path) -> None:
    done = manage(folder, "keeper", "--once")
    assert done.returncode == 0, done.stderr


def test_a_node_starts_without_its_database_and_comes_to_life_when_that_is_there(folder: Path) -> None:
    port, place = free_port(), folder / "elsewhere"
    place.mkdir()
    for part in folder.glob("tuyengiao.sqlite3*"):
        shutil.copy(part, place)
    away = place.rename(folder / "away")
    address = f"http://localhost:{port}"
    with serving(folder, port, DATABASE_URL=f"sqlite:///{place}/tuyengiao.sqlite3") as process:
        read_until(process, "Ctrl-C")
        status, page = fetch(f"{address}/")
        assert (status, "Trang tạm thời gián đoạn" in page.decode()) == (503, True)
        assert fetch(f"{address}/healthz")[0] == 200
        assert fetch(f"{address}/readyz")[0] == 503
        away.rename(place)
        assert wait_for(lambda: fetch(f"{address}/")[0] == 200)
        assert wait_for(lambda: fetch(f"{address}/readyz")[0] == 200)


HALF_SENT = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "


def test_two_hundred_half_sent_requests_keep_nobody_from_a_page(folder: Path) -> None:
    port = free_port()
    with serving(folder, port) as process, contextlib.ExitStack() as stack:
        read_until(process, "Ctrl-C")
        for _number in range(200):
            slow = stack.enter_context(socket.create_connection(("localhost", port), timeout=10))
            slow.sendall(HALF_SENT)
        answers = [fetch(f"http://localhost:{port}/")[0] for _number in range(5)]
        assert answers == [200] * 5


HALF_A_FORM = b"POST /tim-kiem/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nq="


def test_two_hundred_half_sent_forms_keep_nobody_from_a_page_and_forms_are_taken_again_afterwards(
    folder: Path,
) -> None:
    port = free_port()
    with serving(folder, port) as process:
        read_until(process, "Ctrl-C")
        with contextlib.ExitStack() as stack:
            for _number in range(200):
                slow = stack.enter_context(socket.create_connection(("localhost", port), timeout=10))
                slow.sendall(HALF_A_FORM)
            answers = [fetch(f"http://localhost:{port}/")[0] for _number in range(5)]
            assert answers == [200] * 5
            assert b" 503 " in slow.recv(100), "who is one too many is told so at once"
        assert wait_for(lambda: _sign_in(port) == 403), "without a token, but read"


def _sign_in(port: int) -> int:
    form = urllib.request.Request(f"http://localhost:{port}/quan-tri/login/", data=b"username=a&password=b")
    try:
        return urllib.request.urlopen(form, timeout=30).status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
