"""Ours against Wagtail and plain Django, with the same content: `python -m benchmarks.peers`.

All three hold 10 sites with 12 categories and 20,000 articles (content.py) on one PostgreSQL, that of BENCH_POSTGRES;
the peers run in an environment of their own that is made from requirements.txt. What was made is used again;
`--fresh` makes it anew. Each server has one worker with one thread on the first core and is asked from the last one,
in turn with the others. Six pages of one site, each

* with nothing warm: our kept pages and shared parts switched off, their caches off
* with the site's shared blocks warm: our `{% shared %}` parts, their `{% cache %}` parts
* kept: ours counting, and not counting; wagtail-cache on gunicorn, both as documented; Django's page cache in memory
  on granian, compressed; a bare WSGI function that returns as many bytes as ours

the list of articles in the admin, and the memory of our worker when it keeps all it may. Without a PostgreSQL that
may make databases nothing is measured.
"""

import argparse
import shutil
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import quote

from benchmarks.measuring import Server, answer, granian, pinned, rounds, row, running, say_and_write
from benchmarks.page_speed import sizes_of
from benchmarks.peers import content
from benchmarks.peers.making import (
    CONTENT,
    FOLDER,
    PLAIN,
    PYTHON,
    WAGTAIL,
    Peer,
    asked,
    cookie_of,
    cookie_of_ours,
    make,
    of_ours,
    of_peer,
)
from tests.processes import free_port

SITE = 3
SLUG = f"trang-{SITE}"
HOST = f"{SLUG}.test"
OURS = "ours"
COLD, WARM = "nothing warm", "shared blocks warm"
RENDERED = {(WAGTAIL.name, COLD): 3.0, (WAGTAIL.name, WARM): 4.0, (PLAIN.name, COLD): 1.2, (PLAIN.name, WARM): 2.0}
PROMISED = ("home", "category", "article")  # the pages that those are wanted for
BARE, WAGTAIL_CACHE, PAGE_CACHE = "bare WSGI", "wagtail-cache on gunicorn", "Django's page cache"
KEPT = {BARE: 0.6, WAGTAIL_CACHE: 12.0, PAGE_CACHE: 6.0}
COUNTING = 1.15
MEMORY = 150.0  # megabytes
FILLING = 3_000  # articles, of about 14 kB each as memory is reckoned: more than 32 MB
PATIENCE = 60.0  # seconds for asking; what was made once lies in a folder, so that a second run comes further

Pages = dict[str, str]


def pages(rows: Sequence[dict[str, Any]]) -> Pages:
    """Return the path of each page that is measured."""
    known = {"home": "/", "category": "/muc-0/", "page 50": "/muc-0/?trang=50", "month": f"/luu-tru/{content.MONTH}/"}
    article = [row for row in rows if row["site"] == SITE][-300]
    return {**known, "article": path_of(article), "search": f"/tim-kiem/?q={quote('tuyên giáo')}"}


def path_of(article: dict[str, Any]) -> str:
    """Return the path of an article on its site."""
    return f"/muc-{article['category']}/{article['slug']}-{article['id']}.html"


def of(server: Server, path: str) -> str:
    """Return the path of a page on a server: in Wagtail an article ends with a slash, as all pages do."""
    return path.replace(".html", "/") if "agtail" in server.name else path


def peer_on_granian(peer: Peer, cache: str, core: int, name: str) -> Any:
    """Serve a peer as we are served."""
    environment = of_peer(peer, cache)
    return granian(name, peer.application, core, environment, python=PYTHON, folder=peer.folder, host=HOST)


@contextmanager
def gunicorn(core: int, variables: Mapping[str, str]) -> Iterator[Server]:
    """Serve Wagtail as its project template does: one worker of the plain kind."""
    port = free_port()
    command = [str(PYTHON), "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", WAGTAIL.application]
    with running(WAGTAIL_CACHE, command, core, port, variables, HOST) as server:
        yield server


def ask(servers: list[Server], shown: Pages, number: int, seconds: float, connections: int) -> None:
    """Ask all servers in turn for all pages."""
    for page, path in shown.items():
        sizes = ", ".join(f"{server.name} {len(answer(server, of(server, path)))}" for server in servers)
        print(f"  {page}: {sizes} bytes", flush=True)
    rounds([(one, of(one, path)) for path in shown.values() for one in servers], number, seconds, connections)


def measure_made(core: int, shown: Pages, number: int, seconds: float) -> list[dict[str, Any]]:
    """Return the rows of pages that are made for each request, one request at a time, not compressed."""
    shared = "benchmarks.peers.warm:application"
    states = {COLD: ("tuyengiao.wsgi:application", "off", {"EDITIONS": "off"}), WARM: (shared, "fragments", {})}
    found: dict[str, list[Server]] = {}
    for state, (application, cache, more) in states.items():
        with ExitStack() as stack:
            ours = granian(OURS, application, core, of_ours(VISITS="off", **more), host=HOST)
            peers = [peer_on_granian(peer, cache, core, peer.name) for peer in (WAGTAIL, PLAIN)]
            found[state] = [stack.enter_context(one) for one in (ours, *peers)]
            for server in found[state]:
                server.accepts = "identity"
            ask(found[state], shown, number, seconds, 1)
    rows = []
    for state, (us, *others) in found.items():
        for page, path in shown.items():
            for other, cold in zip(others, found[COLD][1:], strict=True):
                wanted = RENDERED[other.name, state] if page in PROMISED else None
                pace, their = f"pages a second, {state}", of(other, path)
                rows.append(row(pace, page, us.speed(path), f"{other.name}, {COLD}", cold.speed(their), wanted))
                if state == WARM:
                    peer = f"{other.name}, {WARM}"
                    rows.append(row(pace, page, us.speed(path), peer, other.speed(their), None))
                cost = f"CPU µs per page, {state}"
                rows.append(row(cost, page, us.cost(path), f"{other.name}, {state}", other.cost(their), None))
    return rows


def measure_kept(core: int, shown: Pages, number: int, seconds: float) -> list[dict[str, Any]]:
    """Return the rows of kept pages; a search is kept by none."""
    shown = {page: path for page, path in shown.items() if page != "search"}
    shutil.rmtree(FOLDER / "wagtail-cache", ignore_errors=True)
    with ExitStack() as stack:
        us = stack.enter_context(granian(OURS, "tuyengiao.wsgi:application", core, of_ours(), host=HOST))
        silent = of_ours(VISITS="off")
        uncounted = stack.enter_context(granian("not counted", "tuyengiao.wsgi:application", core, silent, host=HOST))
        bytes_of = {"BARE_PAGES": sizes_of(us, list(shown.values()))}
        others = [
            stack.enter_context(granian(BARE, "benchmarks.page_speed:bare", core, bytes_of, host=HOST)),
            stack.enter_context(gunicorn(core, of_peer(WAGTAIL, "pages"))),
            stack.enter_context(peer_on_granian(PLAIN, "pages", core, PAGE_CACHE)),
        ]
        ask([us, uncounted, *others], shown, number, seconds, 8)
    rows = []
    for page, path in shown.items():
        for other in others:
            pace, their = "requests a second, kept", of(other, path)
            rows.append(row(pace, page, us.speed(path), other.name, other.speed(their), KEPT[other.name]))
            rows.append(row("CPU µs per request, kept", page, us.cost(path), other.name, other.cost(their), None))
        rows.append(row("CPU µs per request, kept", page, us.cost(path), "not counted", uncounted.cost(path), COUNTING))
    return rows


def measure_memory(core: int, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the memory of our worker once it has been asked for more articles than it may keep."""
    with granian(OURS, "tuyengiao.wsgi:application", core, of_ours(), host=HOST) as us:
        kept, until = 0, time.monotonic() + PATIENCE
        for article in rows[-FILLING:]:
            if time.monotonic() < until:
                us.host = f"trang-{article['site']}.test"
                answer(us, path_of(article))
                kept += 1
        print(f"  {kept} articles asked for", flush=True)
        return [row("MB of a worker (PSS), pages kept", "article", us.memory(), "at most", MEMORY, 1.0)]


def measure_desk(core: int, number: int) -> list[dict[str, Any]]:
    """Return the rows of the first page of the list of articles in the admin, for a superuser who is signed in."""
    (category,) = asked(f"SELECT id FROM wagtailcore_page WHERE url_path = '/{SLUG}-vi/muc-0/'", WAGTAIL.database)[0]
    lists = {
        OURS: f"/quan-tri/{SLUG}/articles/article/",
        WAGTAIL.name: f"/admin/pages/{category}/",
        PLAIN.name: "/admin/news/article/",
    }
    with ExitStack() as stack:
        ours = granian(OURS, "tuyengiao.wsgi:application", core, of_ours(), host="cong.test")
        peers = [peer_on_granian(peer, "off", core, peer.name) for peer in (WAGTAIL, PLAIN)]
        us, *others = [stack.enter_context(one) for one in (ours, *peers)]
        for server, cookie in zip((us, *others), (cookie_of_ours(), *map(cookie_of, (WAGTAIL, PLAIN))), strict=True):
            server.accepts, server.cookie = "identity", cookie
        spent: dict[str, list[float]] = {name: [] for name in lists}
        for _turn in range(number + 1):
            for server in (us, *others):
                began = time.perf_counter()
                answer(server, lists[server.name])
                spent[server.name].append(1_000 * (time.perf_counter() - began))
    ms = {name: statistics.median(times[1:]) for name, times in spent.items()}
    return [row("ms a page, signed in", "admin list", ms[OURS], one.name, ms[one.name], None) for one in others]


def main() -> None:
    """Make, measure, print, and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=0.6, help="for each page of each server in a round")
    parser.add_argument("--fresh", action="store_true", help="make environment, content and databases anew")
    options = parser.parse_args()
    try:
        asked("SELECT 1")
    except Exception as error:  # whatever it is, there is no PostgreSQL for us
        print(f"  no PostgreSQL that can be used (BENCH_POSTGRES), nothing was measured: {error}")
        return
    make(fresh=options.fresh)
    articles = content.read(CONTENT)
    shown, core = pages(articles), pinned()
    say_and_write(measure_made(core, shown, options.rounds, options.seconds))
    say_and_write(measure_kept(core, shown, options.rounds, options.seconds))
    say_and_write(measure_desk(core, 3 * options.rounds))
    say_and_write(measure_memory(core, articles))


if __name__ == "__main__":
    main()
