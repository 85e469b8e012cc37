"""What a kept page costs through nginx beside a file of the same bytes: `python -m benchmarks.front_speed`.

nginx with one worker, the log and the proxy settings of deploy/, plain http, on one core with what is behind it:

* our home page and an article through nginx, the node writing the visit journal,
* the same with a node that does not count: nginx's log alone,
* the same bytes with the same headers as a file, with the same log.

How they are asked: benchmarks/measuring.py. Without nginx in PATH nothing is measured.
"""

import argparse
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.measuring import Server, answer, granian, pinned, rounds, row, running, say_and_write
from benchmarks.page_speed import world
from scripts.production.files import DEPLOY
from tests.processes import environment, free_port

COUNTED, UNCOUNTED, FILE = "through nginx, the node counts", "through nginx, not counted", "nginx, a file"
THROUGHPUT, COUNTING = 0.9, 1.03  # at least, at most
HOP = {"connection", "content-length", "content-type", "date", "etag", "last-modified", "server", "transfer-encoding"}


@dataclass
class Front(Server):
    """A port of nginx; what it costs is nginx and the node behind."""

    behind: Sequence[Server] = field(default_factory=list)

    def cpu(self) -> float:
        """Return the CPU seconds of both."""
        return super().cpu() + sum(one.cpu() for one in self.behind)


def server_block(port: int, inner: str) -> str:
    """Return a server of nginx on that port, with the log of deploy/."""
    log = "access_log access.log tuyengiao buffer=64k flush=1s;"
    return f"server {{ listen 127.0.0.1:{port}; keepalive_requests 10000000; server_tokens off; {log} {inner} }}"


def file_location(path: str, name: str, head: str) -> str:
    """Return the location that answers `path` with the file `name` and the headers of a page."""
    pairs = [line.split(": ", 1) for line in head.split("\r\n")[1:]]
    headers = " ".join(f"add_header {key} {_quoted(value)};" for key, value in pairs if key.lower() not in HOP)
    kind = next(value for key, value in pairs if key.lower() == "content-type")
    return f"location = {path} {{ types {{}} default_type {_quoted(kind)}; {headers} try_files /{name} =404; }}"


def _quoted(value: str) -> str:
    return '"' + value.replace('"', r"\"") + '"'


def configuration(counted: Server, uncounted: Server, ports: Sequence[int], files: Sequence[str]) -> str:
    """Return nginx's whole configuration."""
    site = (DEPLOY / "nginx" / "tuyengiao.conf").read_text()
    proxy = (DEPLOY / "nginx" / "tuyengiao-proxy.conf").read_text()
    log = re.search(r"^log_format .*?;$", site, re.MULTILINE | re.DOTALL)
    if log is None:
        raise ValueError("deploy/nginx/tuyengiao.conf has no log_format")
    parts = [log[0], "sendfile on; tcp_nopush on;"]
    for name, node, port in (("counted", counted, ports[0]), ("uncounted", uncounted, ports[1])):
        parts.append(f"upstream {name} {{ server 127.0.0.1:{node.port}; keepalive 32; }}")
        there = proxy.replace("http://tuyengiao;", f"http://{name};")
        parts.append(server_block(port, f"location / {{\n{there}\n}}"))
    parts.append(server_block(ports[2], f"root files; {' '.join(files)}"))
    inner = "\n".join(parts)
    return f"pid nginx.pid; daemon off; events {{ worker_connections 1024; }}\nhttp {{ {inner} }}\n"


@contextmanager
def nginx(folder: Path, text: str, core: int, port: int) -> Iterator[Server]:
    """Run nginx with that configuration on one core."""
    (folder / "nginx.conf").write_text(text)
    line = [shutil.which("nginx") or "nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", "nginx.conf"]
    with running("nginx", line, core, port, {}) as server:
        yield server


def measure(folder: Path, number: int, seconds: float) -> list[dict[str, Any]]:
    """Serve all three at the same time, ask them in turn, and return the rows."""
    pages, core = world(folder), pinned()
    own = environment(folder, TRUST_PROXY="on")
    (folder / "files").mkdir()
    folder.chmod(0o755)
    with (
        granian(COUNTED, "tuyengiao.wsgi:application", core, own) as counted,
        granian(UNCOUNTED, "tuyengiao.wsgi:application", core, own | {"VISITS": "off"}) as uncounted,
    ):
        files = []
        for name, path in pages.items():
            head, _, body = answer(counted, path).partition(b"\r\n\r\n")
            (folder / "files" / name).write_bytes(body)
            files.append(file_location(path, name, head.decode("latin-1")))
            print(f"  {path}: {len(body)} bytes compressed")
        ports = [free_port() for _ in range(3)]
        with nginx(folder, configuration(counted, uncounted, ports, files), core, ports[0]) as front:
            fronts = [
                Front(COUNTED, ports[0], front.process, behind=[counted]),
                Front(UNCOUNTED, ports[1], front.process, behind=[uncounted]),
                Front(FILE, ports[2], front.process),
            ]
            rounds([(server, path) for path in pages.values() for server in fronts], number, seconds)
            return rows_of(fronts, pages)


def rows_of(fronts: Sequence[Front], pages: dict[str, str]) -> list[dict[str, Any]]:
    """Return the rows of results.json."""
    counted, uncounted, file = fronts
    rows = []
    for page, path in pages.items():
        cost = counted.cost(path)
        rows += [
            row("requests a second, through nginx", page, counted.speed(path), FILE, file.speed(path), THROUGHPUT),
            row("CPU µs per request, through nginx", page, cost, FILE, file.cost(path), None),
            row("CPU µs per request, through nginx", page, cost, UNCOUNTED, uncounted.cost(path), COUNTING),
        ]
    return rows


def main() -> None:
    """Measure, print, and write; what falls short is said, not hidden."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0)
    options = parser.parse_args()
    if not shutil.which("nginx"):
        print("  nginx is not in PATH: nothing was measured")
        return
    with tempfile.TemporaryDirectory(prefix="front-") as name:
        rows = measure(Path(name), options.rounds, options.seconds)
    say_and_write(rows)


if __name__ == "__main__":
    main()
