"""What a kept page costs beside a page of the same size that is no work at all: `python -m benchmarks.page_speed`.

The embedded server (granian, one worker, the options of `manage.py serve`) answers, on a core of its own,

* our home page and an article, kept, with counting on and with counting off,
* a bare WSGI function that returns as many bytes with as many headers.

How they are asked: benchmarks/measuring.py. Writes its rows to benchmarks/results.json.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measuring import Server, answer, granian, pinned, rounds, row, say_and_write
from tests.processes import environment, manage

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
OURS, UNCOUNTED, BARE = "kept page, counting on", "kept page, counting off", "bare WSGI"
THROUGHPUT, COUNTING = 0.6, 1.15  # at least, at most


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


def sizes_of(server: Server, paths: Sequence[str]) -> str:
    """Return what `bare` is told in BARE_PAGES: path, bytes of the body and number of headers of each page."""
    sizes = []
    for path in paths:
        head, _, body = answer(server, path).partition(b"\r\n\r\n")
        headers = head.count(b"\r\n")
        sizes.append([path, str(len(body)), headers])
        print(f"  {path}: {len(body)} bytes compressed, {headers} headers")
    return json.dumps(sizes)


def world(folder: Path) -> dict[str, str]:
    """Make a small installation in `folder` and return the paths of the pages that are asked for."""
    for command in (["migrate", "--verbosity", "0"], ["shell", "--verbosity", "0", "-c", WORLD]):
        done = manage(folder, *command)
        if done.returncode:
            raise SystemExit(done.stderr)
    return {"home": "/", "article": done.stdout.split()[-1]}


def measure(folder: Path, number: int, seconds: float) -> list[dict[str, Any]]:
    """Serve all three at the same time, ask them in turn, and return the rows."""
    pages, core, own = world(folder), pinned(), environment(folder)
    with (
        granian(OURS, "tuyengiao.wsgi:application", core, own) as ours,
        granian(UNCOUNTED, "tuyengiao.wsgi:application", core, own | {"VISITS": "off"}) as uncounted,
        granian(
            BARE, "benchmarks.page_speed:bare", core, {"BARE_PAGES": sizes_of(ours, list(pages.values()))}
        ) as plain,
    ):
        rounds([(server, path) for path in pages.values() for server in (ours, uncounted, plain)], number, seconds)
        return rows_of(ours, uncounted, plain, pages)


def rows_of(ours: Server, uncounted: Server, plain: Server, pages: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rows of results.json."""
    rows = []
    for page, path in pages.items():
        rows += [
            row("requests a second, embedded server", page, ours.speed(path), BARE, plain.speed(path), THROUGHPUT),
            row("CPU µs per request", page, ours.cost(path), BARE, plain.cost(path), None),
            row("CPU µs per request", page, ours.cost(path), UNCOUNTED, uncounted.cost(path), COUNTING),
        ]
    return rows


def main() -> None:
    """Measure, print, and write; what falls short is said, not hidden."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pages-") as name:
        rows = measure(Path(name), options.rounds, options.seconds)
    say_and_write(rows)


if __name__ == "__main__":
    main()
