"""How good the order of results is: `python -m benchmarks.search_quality`, once for each database.

    python -m benchmarks.search_quality
    DATABASE_URL=postgres://…/any python -m benchmarks.search_quality

The demonstration's articles stand among several thousand generated ones that are made of the same words (see
search_corpus.py), on the portal, where all sites are searched. For each labelled query of `search_queries.tsv` the
place of the wanted articles is looked at. Prints MRR (the mean of one over the place of the first one) and recall at 10
(the share of the wanted ones among the first ten); fails when one is below what is promised. Uses a database of its
own, which is gone afterwards.
"""

import datetime
import os
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuyengiao.settings")
os.environ.setdefault("SECRET_KEY", "benchmark" * 7)

GENERATED = 5_000
DEMO_FROM = 10_000_000  # ids of the demonstration's articles
LEAST_MRR, LEAST_RECALL = 0.85, 0.9
QUERIES = Path(__file__).with_name("search_queries.tsv")


@dataclass(frozen=True)
class Labelled:
    """A query, and beginnings of the titles that answer it."""

    typed: str
    wanted: list[str]


def labelled() -> list[Labelled]:
    """Return the labelled queries."""
    lines = (line for line in QUERIES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return [Labelled(typed, wanted.split("|")) for typed, wanted in (line.split("\t") for line in lines)]


def index_demo(site_id: int) -> dict[int, str]:
    """Make the demonstration's articles findable and return their titles by id."""
    from benchmarks.search_corpus import CONTENT, DAYS, FIRST_DAY
    from search.indexing import Item, Text, index
    from search.models import Kind

    rows = [
        row
        for path in sorted(CONTENT.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get("articles", [])
    ]
    titles = {DEMO_FROM + place: row["title"] for place, row in enumerate(rows)}
    step = datetime.timedelta(days=DAYS / len(rows))
    dated = {pk: FIRST_DAY + place * step for place, pk in enumerate(titles)}
    index(
        [
            Item(
                Kind.ARTICLE,
                DEMO_FROM + place,
                site_id,
                dated[DEMO_FROM + place],
                None,
                {"vi": Text(row["title"], f"{row.get('lead', '')}\n{row.get('body', '')}", is_public=True)},
            )
            for place, row in enumerate(rows)
        ]
    )
    return titles


def measure(titles: dict[int, str], sites: tuple[int, ...]) -> tuple[float, float]:
    """Print the queries that are answered badly, and return MRR and recall at 10."""
    from django.utils import timezone

    from search.finding import search
    from search.queries import parse
    from search.scopes import Scope

    scope = Scope(sites, public_at=timezone.now(), language="vi")
    ranks, recalls = [], []
    for query in labelled():
        wanted = {pk for pk, title in titles.items() if title.startswith(tuple(query.wanted))}
        if len(wanted) < len(query.wanted):
            raise SystemExit(f"{query.typed}: a wanted title is not there")
        ids = search(parse(query.typed), scope).ids
        place = next((number for number, pk in enumerate(ids, 1) if pk in wanted), 0)
        recall = len(wanted & set(ids[:10])) / len(wanted)
        ranks.append(1 / place if place else 0.0)
        recalls.append(recall)
        if place != 1 or recall < 1:
            print(f"  {query.typed}: first at {place or '–'}, recall {recall:.2f}")
    return sum(ranks) / len(ranks), sum(recalls) / len(recalls)


def main() -> int:
    """Fill a database, measure, print, and return the exit code."""
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        from benchmarks.search_corpus import fill, make_sites

        fill(GENERATED)
        sites = make_sites()
        titles = index_demo(sites[0][0])
        rank, recall = measure(titles, tuple(site for site, _category in sites))
    finally:
        connection.creation.destroy_test_db(":memory:", verbosity=0)
    print(
        f"{connection.vendor}: {len(labelled())} queries over {GENERATED + len(titles)} articles,"
        f" MRR {rank:.3f}, recall at 10 {recall:.3f}"
    )
    return 0 if rank >= LEAST_MRR and recall >= LEAST_RECALL else 1


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
