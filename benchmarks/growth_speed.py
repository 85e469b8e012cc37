"""What a page costs with 1,000,000 articles beside 20,000: `python -m benchmarks.growth_speed`.

Both corpora are those of search_corpus.py, with the same sites; every page is made, nothing is kept. The small one is
made in a database of its own on the PostgreSQL of BENCH_POSTGRES; the large one, which takes half an hour, is read
where it was made before (GROWTH_DATABASE, `search_million`). Without it nothing is measured.
"""

import argparse
import os
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from benchmarks.measuring import granian, pinned, rounds, row, say_and_write
from benchmarks.peers.making import FOLDER, address, asked, is_missing, run
from tests.processes import environment

LARGE, SMALL, ARTICLES = os.environ.get("GROWTH_DATABASE", "search_million"), "bench_growth", 20_000
SITE = "trang-0"
WANTED = 1.2  # times as long, at most
NEWEST = """
    SELECT a.slug_vi || '-' || a.id FROM articles_article a JOIN provinces_site s ON s.id = a.site_id
    WHERE s.slug = '{}' AND a.is_live ORDER BY a.published_at DESC LIMIT 1 OFFSET 300"""


def environment_of(database: str) -> dict[str, str]:
    """Return the environment of an installation on one of the two databases that keeps no page and counts nothing."""
    return environment(FOLDER / database, DATABASE_URL=address(database), EDITIONS="off", VISITS="off")


def make() -> None:
    """Make the small corpus where it is missing."""
    if is_missing(SMALL):
        print("  20,000 articles: filling …", flush=True)
        (FOLDER / SMALL).mkdir(parents=True, exist_ok=True)
        run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], environment_of(SMALL))
        run([sys.executable, "-m", "benchmarks.search_corpus", str(ARTICLES)], environment_of(SMALL))
        asked(f"COMMENT ON DATABASE {SMALL} IS 'filled'")


def pages(database: str) -> Mapping[str, str]:
    """Return the path of each page that is measured."""
    article = asked(NEWEST.format(SITE), database)[0][0]
    return {
        "home": f"/{SITE}/",
        "category": f"/{SITE}/tin/",
        "page 50": f"/{SITE}/tin/?trang=50",
        "month": f"/{SITE}/luu-tru/2020/05/",
        "article": f"/{SITE}/tin/{article}.html",
        "search": f"/{SITE}/tim-kiem/?q={quote('nông thôn mới')}",
    }


def measure(number: int, seconds: float) -> list[dict[str, Any]]:
    """Return the rows: milliseconds on the clock for a page, one request at a time."""
    core = pinned()
    with (
        granian("large", "tuyengiao.wsgi:application", core, environment_of(LARGE), host="testserver") as large,
        granian("small", "tuyengiao.wsgi:application", core, environment_of(SMALL), host="testserver") as small,
    ):
        shown = {server.name: pages(database) for server, database in ((large, LARGE), (small, SMALL))}
        for server in (large, small):
            server.accepts = "identity"
        every = [(server, shown[server.name][page]) for page in shown["large"] for server in (large, small)]
        rounds(every, number, seconds, 1)
        return [
            row(
                "ms a page, 1,000,000 articles", page, 1_000 / large.speed(path), "20,000 articles",
                1_000 / small.speed(shown["small"][page]), WANTED,
            )
            for page, path in shown["large"].items()
        ]  # fmt: skip


def main() -> None:
    """Make what is missing, measure, print, and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0)
    options = parser.parse_args()
    try:
        found = asked(f"SELECT 1 FROM pg_database WHERE datname = '{LARGE}'")
    except Exception as error:  # whatever it is, there is no PostgreSQL for us
        print(f"  no PostgreSQL that can be used (BENCH_POSTGRES), nothing was measured: {error}")
        return
    if not found:
        print(f"  no database {LARGE}, nothing was measured: see benchmarks/search_corpus.py")
        return
    make()
    say_and_write(measure(options.rounds, options.seconds))


if __name__ == "__main__":
    main()
