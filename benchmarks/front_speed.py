"""What a kept page costs through nginx beside a file of the same bytes: `python -m benchmarks.front_speed`.

nginx with one worker and the settings of deploy/, plain http, on one core with what is behind it:

* our home page and an article through nginx, which keeps them for the rest of a second and writes the visit journal,
* the same without a log,
* the same bytes with the same headers as a file, with the same log and the same cache of open files.

How they are asked: benchmarks/measuring.py. Without nginx in PATH nothing is measured.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.measuring import Server, answer, granian, pinned, rounds, row, running, say_and_write
from benchmarks.page_speed import world
from scripts.production import files
from tests.processes import environment, free_port

COUNTED, UNCOUNTED, FILE = "through nginx, counted", "through nginx, not counted", "nginx, a file"
JOURNAL = f"access_log visits.log {files.journal()}"
OPEN_FILES = "open_file_cache max=2000 inactive=2s;"
THROUGHPUT, COUNTING = 0.9, 1.03  # at least, at most
HOP = {"connection", "content-length", "content-type", "date", "etag", "last-modified", "server", "transfer-encoding"}
INNER = {"x-accel-expires", "x-visit"}  # between a node and nginx


@dataclass
class Front(Server):
    """A port of nginx; what it costs is nginx and the node behind."""

    behind: Sequence[Server] = field(default_factory=list)

    def cpu(self) -> float:
        """Return the CPU seconds of both."""
        return super().cpu() + sum(one.cpu() for one in self.behind)


def server_block(port: int, log: str, inner: str) -> str:
    """Return a server of nginx on that port."""
    return f"server {{ listen 127.0.0.1:{port}; keepalive_requests 10000000; server_tokens off; {log}; {inner} }}"


def file_location(path: str, name: str, head: str) -> str:
    """Return the location that answers `path` with the file `name` and the headers of a page."""
    pairs = [line.split(": ", 1) for line in head.split("\r\n")[1:]]
    own = {"X-Request-ID": "$request_id"}  # made for each request, as ours
    headers = " ".join(
        f"add_header {key} {_quoted(own.get(key, value))};" for key, value in pairs if key.lower() not in HOP | INNER
    )
    kind = next(value for key, value in pairs if key.lower() == "content-type")
    return f"location = {path} {{ types {{}} default_type {_quoted(kind)}; {headers} try_files /{name} =404; }}"


def _quoted(value: str) -> str:
    return '"' + value.replace('"', r"\"") + '"'


def configuration(node: Server, ports: Sequence[int], locations: Sequence[str]) -> str:
    """Return nginx's whole configuration."""
    head, inner = files.pages(node.port, "pages")
    if OPEN_FILES not in inner:
        raise ValueError("deploy/nginx/tuyengiao-pages.conf has changed: the file has to follow")
    parts = [head, "sendfile on;"]  # tcp_nopush is nothing that https could use
    for port, log in ((ports[0], f"{JOURNAL} if=$tuyengiao_visit"), (ports[1], "access_log off")):
        parts.append(server_block(port, log, f"location / {{\n{inner}\n}}"))
    parts.append(server_block(ports[2], JOURNAL, f"root files; {OPEN_FILES} {' '.join(locations)}"))
    text, user = "\n".join(parts), "user root;" if os.getuid() == 0 else ""  # the folder is nobody else's
    return f"{user} pid nginx.pid; daemon off; events {{ worker_connections 1024; }}\nhttp {{ {text} }}\n"


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
    own["FRONT_LOG"] = str(folder)
    with granian("a node", "tuyengiao.wsgi:application", core, own) as node:
        locations = []
        for name, path in pages.items():
            head, _, body = answer(node, path).partition(b"\r\n\r\n")
            (folder / "files" / name).write_bytes(body)
            locations.append(file_location(path, name, head.decode("latin-1")))
            print(f"  {path}: {len(body)} bytes compressed")
        ports = [free_port() for _ in range(3)]
        with nginx(folder, configuration(node, ports, locations), core, ports[0]) as front:
            fronts = [
                Front(COUNTED, ports[0], front.process, behind=[node]),
                Front(UNCOUNTED, ports[1], front.process, behind=[node]),
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
