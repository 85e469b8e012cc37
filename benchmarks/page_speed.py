"""What a kept page costs beside a page of the same size that is no work at all: `python -m benchmarks.page_speed`.

The embedded server (granian, one worker, the options of `manage.py serve`) answers, on a core of its own,

* our home page and an article, kept, with counting on and with counting off,
* a bare WSGI function that returns as many bytes with as many headers.

Rounds alternate between them, so that what else the machine does falls on all; medians are taken. Requests are sent
from another core on few connections, several at once, and read by their length, so that the reader costs little. CPU
per request is that of the server's processes from /proc. Writes its rows to benchmarks/results.json.
"""

import argparse
import json
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.processes import descendants, environment, free_port, manage, wait_for

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"
WORLD = """
from provinces.models import Hostname
from tests import factories
portal = factories.portal("localhost")
for number in range(12):
    category = factories.category(portal, f"Mục {number}", f"muc-{number}", has_home_box=True)
    for _article in range(8):
        article = factories.article(category, body_vi="<p>Người dân xã vùng cao dự lễ hội.</p>" * 20)
print(article.get_absolute_url())
"""
TOGETHER, CONNECTIONS = 8, 4
AGENT = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"
OURS, UNCOUNTED, BARE = "kept page, counting on", "kept page, counting off", "bare WSGI"
THROUGHPUT, COUNTING = 0.6, 1.15  # what issue 5 asks for: at least, at most


@dataclass
class Server:
    """A server under test and what its rounds gave: requests a second, and CPU microseconds per request."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"
    speeds: dict[str, list[float]] = field(default_factory=dict)
    costs: dict[str, list[float]] = field(default_factory=dict)

    def cpu(self) -> float:
        """Return the CPU seconds that its processes have used."""
        ticks = 0
        for pid in [self.process.pid, *descendants(self.process.pid)]:
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def bare(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer with as many bytes and headers as a kept page: the bare WSGI function."""
    size, headers = _BARE.get(environ["PATH_INFO"]) or _BARE["/"]
    start_response("200 OK", headers)
    return [size]


_BARE: dict[str, tuple[bytes, list[tuple[str, str]]]] = {
    path: (b"x" * int(size), [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", size)]
           + [(f"X-Header-{number}", "a" * 24) for number in range(int(headers) - 2)])
    for path, size, headers in json.loads(os.environ.get("BARE_PAGES", "[]"))
}  # fmt: skip


@contextmanager
def granian(name: str, application: str, core: int, **variables: str) -> Iterator[Server]:
    """Serve a WSGI application as `manage.py serve` does, with one worker on one core."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--workers", "1"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "17"]
    command += ["--backlog", "1024", "--backpressure", "1024"]
    command += ["--log-level", "warning", "--working-dir", str(ROOT), application]
    process = subprocess.Popen(command, env=os.environ | variables, preexec_fn=lambda: os.sched_setaffinity(0, {core}))
    try:
        if not wait_for(lambda: _opens(port), 90):
            raise SystemExit(f"{name} does not answer")
        yield Server(name, port, process)
    finally:
        left = descendants(process.pid)
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


def _opens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def request(port: int, path: str) -> bytes:
    """Return the bytes of a request as a browser sends it."""
    lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}", f"User-Agent: {AGENT}", "Accept-Encoding: gzip, br"]
    return ("\r\n".join([*lines, "Accept: text/html", "Accept-Language: vi"]) + "\r\n\r\n").encode()


def answer(port: int, path: str) -> bytes:
    """Return one whole answer, head and body."""
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        connection.sendall(request(port, path))
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(65_536)
        head, _, body = data.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{path}: {head.decode(errors='replace')}")
        size = next(int(row[15:]) for row in head.lower().split(b"\r\n") if row.startswith(b"content-length:"))
        while len(body) < size:
            body += connection.recv(65_536)
        return head + b"\r\n\r\n" + body


def round_of(server: Server, path: str, requests: int) -> None:
    """Ask `requests` times and note speed and cost."""
    size = len(answer(server.port, path))
    together = request(server.port, path) * TOGETHER
    batches = requests // TOGETHER
    connections = [socket.create_connection(("127.0.0.1", server.port), 30) for _ in range(CONNECTIONS)]
    buffer = bytearray(2**20)
    before, began = server.cpu(), time.perf_counter()
    for connection in connections:
        connection.sendall(together)
    sent, read = CONNECTIONS, 0
    while read < batches:
        connection = connections[read % CONNECTIONS]
        missing = size * TOGETHER
        while missing:
            got = connection.recv_into(buffer, min(missing, len(buffer)))
            if not got:
                raise SystemExit(f"{server.name} has closed a connection")
            missing -= got
        read += 1
        if sent < batches:
            connection.sendall(together)
            sent += 1
    spent = time.perf_counter() - began
    used = server.cpu() - before
    for connection in connections:
        connection.close()
    server.speeds.setdefault(path, []).append(batches * TOGETHER / spent)
    server.costs.setdefault(path, []).append(used / (batches * TOGETHER) * 1_000_000)


def measure(folder: Path, rounds: int, requests: int) -> list[dict[str, Any]]:
    """Serve all three at the same time, ask them in turn, and return the rows."""
    for command in (["migrate", "--verbosity", "0"], ["shell", "--verbosity", "0", "-c", WORLD]):
        done = manage(folder, *command)
        if done.returncode:
            raise SystemExit(done.stderr)
    pages = {"home": "/", "article": done.stdout.split()[-1]}
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    own = environment(folder)
    with (
        granian(OURS, "tuyengiao.wsgi:application", cores[0], **own) as ours,
        granian(UNCOUNTED, "tuyengiao.wsgi:application", cores[0], **own, VISITS="off") as uncounted,
    ):
        sizes = []
        for path in pages.values():
            head, _, body = answer(ours.port, path).partition(b"\r\n\r\n")
            headers = head.count(b"\r\n")
            sizes.append([path, str(len(body)), headers])
            print(f"  {path}: {len(body)} bytes compressed, {headers} headers")
        with granian(BARE, "benchmarks.page_speed:bare", cores[0], BARE_PAGES=json.dumps(sizes)) as plain:
            servers = [ours, uncounted, plain]
            for number in range(rounds + 1):
                for path in pages.values():
                    for server in servers if number % 2 else servers[::-1]:
                        round_of(server, path, requests if number else requests // 4)
            return rows_of(servers, pages)


def rows_of(servers: Sequence[Server], pages: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rows of results.json; the first round has only warmed up."""
    ours, uncounted, plain = servers

    def speed(server: Server, path: str) -> float:
        return statistics.median(server.speeds[path][1:])

    def cost(server: Server, path: str) -> float:
        return statistics.median(server.costs[path][1:])

    rows = []
    for page, path in pages.items():
        rows += [
            row("requests a second, embedded server", page, speed(ours, path), BARE, speed(plain, path), THROUGHPUT),
            row("CPU µs per request", page, cost(ours, path), BARE, cost(plain, path), None),
            row("CPU µs per request", page, cost(ours, path), UNCOUNTED, cost(uncounted, path), COUNTING),
        ]
    return rows


def row(measure: str, page: str, ours: float, peer: str, theirs: float, wanted: float | None) -> dict[str, Any]:
    """Return a row of results.json."""
    return {
        "measure": measure,
        "page": page,
        "ours": round(ours, 1),
        "peer": peer,
        "theirs": round(theirs, 1),
        "ratio": round(ours / theirs, 3),
        "wanted": wanted,
    }


def kept(row: dict[str, Any]) -> bool:
    """Return True for a row that is as wanted: speeds at least so, costs at most so."""
    if row["wanted"] is None:
        return True
    fast = row["measure"].startswith("requests")
    return bool(row["ratio"] >= row["wanted"] if fast else row["ratio"] <= row["wanted"])


def say_and_write(rows: Sequence[dict[str, Any]]) -> None:
    """Print the rows, what falls short as such, and write them."""
    for row in rows:
        wanted = "" if row["wanted"] is None else f" (wanted {row['wanted']}{'' if kept(row) else ', FALLS SHORT'})"
        print(
            f"  {row['page']:<8} {row['measure']:<36} {row['ours']:>9} against {row['theirs']:>9} {row['peer']}:"
            f" {row['ratio']}{wanted}"
        )
    write_results(rows)


def write_results(rows: Sequence[dict[str, Any]]) -> None:
    """Replace the rows of these measures in results.json and say on which commit and machine they were made."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    found = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"rows": []}
    measures = {row["measure"] for row in rows}
    others = [row for row in found["rows"] if row["measure"] not in measures]
    made = {
        "commit": commit.stdout.strip(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "rows": [*others, *rows],
    }
    RESULTS.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n")


def main() -> None:
    """Measure, print, and write; what falls short is said, not hidden."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=8_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pages-") as name:
        rows = measure(Path(name), options.rounds, options.requests)
    say_and_write(rows)


if __name__ == "__main__":
    main()
