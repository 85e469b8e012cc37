"""How the benchmarks ask servers and keep what they found; nothing is measured here by itself.

A server stands on one core, what asks it on another. Requests are sent one at a time on each of a few connections, as
browsers do, and read by their length, so that the reader costs little. Speeds are requests a second on the clock; CPU
is that of the server's processes from /proc. Rounds alternate between the servers, so that what else the machine does
falls on all of them, and medians are taken.
"""

import json
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.processes import descendants, free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"
CONNECTIONS = 8
AGENT = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"


@dataclass
class Server:
    """A server under test and what its rounds gave: requests a second, and CPU microseconds per request."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"
    host: str = "localhost"
    accepts: str = "gzip, br"
    cookie: str = ""
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

    def memory(self) -> float:
        """Return the megabytes (PSS) of the largest of its processes: the worker that answers."""
        sizes = [0]
        for pid in [self.process.pid, *descendants(self.process.pid)]:
            try:
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            except OSError:
                continue
            sizes += [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
        return max(sizes) / 1024

    def speed(self, path: str) -> float:
        """Return the median of the requests a second; the first round has only warmed up."""
        return statistics.median(self.speeds[path][1:])

    def cost(self, path: str) -> float:
        """Return the median of the CPU microseconds per request; the first round has only warmed up."""
        return statistics.median(self.costs[path][1:])


@contextmanager
def running(
    name: str, command: Sequence[str], core: int, port: int, variables: Mapping[str, str], host: str = "localhost"
) -> Iterator[Server]:
    """Run a server on one core until the block ends."""
    process = subprocess.Popen(
        command, env={**os.environ, **variables}, preexec_fn=lambda: os.sched_setaffinity(0, {core}), cwd=ROOT
    )
    try:
        if not wait_for(lambda: process.poll() is not None or _opens(port), 90) or process.poll() is not None:
            raise SystemExit(f"{name} does not answer")
        yield Server(name, port, process, host)
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


@contextmanager
def granian(
    name: str,
    application: str,
    core: int,
    variables: Mapping[str, str],
    *,
    python: Path = Path(sys.executable),
    folder: Path = ROOT,
    host: str = "localhost",
) -> Iterator[Server]:
    """Serve a WSGI application as `manage.py serve` does, with one worker on one core."""
    port = free_port()
    command = [str(python), "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--workers", "1"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "17"]
    command += ["--backlog", "1024", "--backpressure", "1024"]
    command += ["--log-level", "warning", "--working-dir", str(folder), application]
    with running(name, command, core, port, variables, host) as server:
        yield server


def _opens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def request(server: Server, path: str) -> bytes:
    """Return the bytes of a request as a browser sends it."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {server.host}:{server.port}", f"User-Agent: {AGENT}"]
    lines += [f"Accept-Encoding: {server.accepts}", "Accept: text/html", "Accept-Language: vi"]
    lines += [f"Cookie: {server.cookie}"] if server.cookie else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def connect(server: Server) -> socket.socket:
    """Return a connection to a server."""
    return socket.create_connection(("127.0.0.1", server.port), 60)


def answer(server: Server, path: str) -> bytes:
    """Return one whole answer, head and body; anything but 200 ends the benchmark."""
    with connect(server) as connection:
        connection.sendall(request(server, path))
        data = b""
        while b"\r\n\r\n" not in data:
            got = connection.recv(65_536)
            if not got:
                raise SystemExit(f"{server.name} {path}: no answer")
            data += got
        head, _, body = data.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{server.name} {path}: {head.decode(errors='replace')}")
        size = next(int(row[15:]) for row in head.lower().split(b"\r\n") if row.startswith(b"content-length:"))
        while len(body) < size:
            body += connection.recv(65_536)
        return head + b"\r\n\r\n" + body


def round_of(server: Server, path: str, seconds: float, connections: int = CONNECTIONS) -> None:
    """Ask for so many seconds, one request at a time on each connection, and note speed and cost.

    A server that closes each connection (gunicorn's plain worker) is asked on new ones. All answers are as long as the
    first one, dates and versions apart that are as long each time.
    """
    first = answer(server, path)
    closes = b"\r\nconnection: close\r\n" in first.lower()
    asked, size, done, buffer = request(server, path), len(first), 0, bytearray(2**20)
    lines = [connect(server) for _ in range(1 if closes else connections)]
    before, began = server.cpu(), time.perf_counter()
    for line in lines:
        line.sendall(asked)
    while (spent := time.perf_counter() - began) < seconds:
        line = lines[done % len(lines)]
        missing = size
        while missing:
            got = line.recv_into(buffer, missing)
            if not got:
                raise SystemExit(f"{server.name} has closed a connection")
            missing -= got
        done += 1
        if closes:
            line.close()
            lines[0] = line = connect(server)
        line.sendall(asked)
    used = server.cpu() - before
    for line in lines:
        line.close()
    server.speeds.setdefault(path, []).append(done / spent)
    server.costs.setdefault(path, []).append(used / done * 1_000_000)


def rounds(asked: Sequence[tuple[Server, str]], number: int, seconds: float, connections: int = CONNECTIONS) -> None:
    """Ask each (server, path) in turn, in that order and backwards; a first, shorter round warms up."""
    for turn in range(number + 1):
        for server, path in asked if turn % 2 else asked[::-1]:
            round_of(server, path, seconds if turn else seconds / 2, connections)


def pinned() -> int:
    """Put this process on the last core and return the first one, for the servers."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    return cores[0]


def row(measure: str, page: str, ours: float, peer: str, theirs: float, wanted: float | None) -> dict[str, Any]:
    """Return a row of results.json; `wanted` is the ratio asked for: speeds at least, all else at most."""
    return {
        "measure": measure,
        "page": page,
        "ours": round(ours, 1),
        "peer": peer,
        "theirs": round(theirs, 1),
        "ratio": round(ours / theirs, 3),
        "wanted": wanted,
    }


def kept(row: Mapping[str, Any]) -> bool:
    """Return True for a row that is as wanted: speeds at least so, costs at most so."""
    if row["wanted"] is None:
        return True
    fast = row["measure"].startswith(("requests", "pages"))
    return bool(row["ratio"] >= row["wanted"] if fast else row["ratio"] <= row["wanted"])


def say_and_write(rows: Sequence[dict[str, Any]]) -> None:
    """Print the rows, what falls short as such, and write them."""
    for row in rows:
        wanted = "" if row["wanted"] is None else f" (wanted {row['wanted']}{'' if kept(row) else ', FALLS SHORT'})"
        print(
            f"  {row['page']:<8} {row['measure']:<44} {row['ours']:>9} against {row['theirs']:>9} {row['peer']}:"
            f" {row['ratio']}{wanted}",
            flush=True,
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
