"""A real installation in a folder of its own, and its processes as the operating system sees them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]
KEY = "a-key-of-tests-0123456789-abcdefghijklmnopqrstuvwxyz"
COMMAND_SECONDS = 600  # a busy machine is no failure
FOREIGN = {"DATABASE_URL", "MEDIA_ROOT", "ADMIN_HOST", "TRUST_PROXY", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of an installation in `folder`; an empty value of `more` takes a variable away."""
    own = {
        "VAR_DIR": str(folder),
        "SECRET_KEY": KEY,
        "HTTPS": "off",
        "DEMO": "off",
        "DEBUG": "off",
        "STATIC_MANIFEST": "off",
        "LANGUAGE": "C",
    }
    inherited = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {name: value for name, value in {**inherited, **own, **more}.items() if value}


def manage(folder: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run a management command to its end."""
    return subprocess.run(
        [*MANAGE, *arguments],
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        timeout=COMMAND_SECONDS,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int, workers: int = 1, **more: str) -> Iterator["subprocess.Popen[str]"]:
    """Run `manage.py serve` until the block ends; nothing of it is left then, whatever happened."""
    process = subprocess.Popen(
        [*MANAGE, "serve", "--port", str(port), "--workers", str(workers)],
        env=environment(folder, **more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        left = descendants(process.pid)
        if process.poll() is None:
            process.kill()
        for pid in left:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
        process.communicate()


def read_until(process: "subprocess.Popen[str]", words: str, seconds: float = 120) -> str:
    """Return the output up to the line with `words`; fail when the process ends or the time is over before."""
    deadline, lines = time.monotonic() + seconds, ""
    assert process.stdout is not None
    while time.monotonic() < deadline:
        line = process.stdout.readline()
        lines += line
        if words in line:
            return lines
        if not line:
            break
    raise AssertionError(f"{words!r} was not printed:\n{lines}")


def wait_for(condition: Callable[[], object], seconds: float = 60) -> bool:
    """Return True as soon as the condition holds, False when it did not within that time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def fetch(address: str) -> tuple[int, bytes]:
    """Return status and body of a page; (0, b"") when nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


def descendants(pid: int) -> dict[int, str]:
    """Return the processes below `pid`, with their command lines."""
    rows = [line.split(None, 2) for line in _ps("-eo", "pid=,ppid=,args=").splitlines()]
    found: dict[int, str] = {}
    parents = {pid}
    while parents:
        level = {int(row[0]): row[2] for row in rows if int(row[1]) in parents}
        found |= level
        parents = set(level)
    return found


def alive(pid: int) -> bool:
    """Return True while a process runs; one that has ended and waits to be noticed does not."""
    return _ps("-o", "stat=", "-p", str(pid)).strip()[:1] not in {"", "Z"}


def _ps(*arguments: str) -> str:
    return subprocess.run(["ps", "-ww", *arguments], capture_output=True, text=True, check=False).stdout
