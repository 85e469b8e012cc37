"""How fast journals are folded, and in how little memory: `python -m benchmarks.fold_speed --lines 4000000`.

Writes journals of one day as a network of 60 sites and 20 000 articles would (people, robots, referrers, most visitors
several pages long), folds them hour by hour as the keeper does, and prints lines a second, the memory of the process
after each quarter, and what a journal of 41 million lines would take at this speed. Fails when memory grows by more
than a tenth after the first quarter, or when a line is not counted. On SQLite in a folder of its own.
"""

import argparse
import datetime
import os
import random
import sys
import tempfile
import time
from pathlib import Path

SITES, ARTICLES, HOURS = 60, 20_000, 24
ALL_LINES = 41_000_000
WANTED_GROWTH = 1.1
PAGES_OF_A_VISITOR = 4


def write_journals(folder: Path, lines: int, articles: list[tuple[int, int]], midnight: datetime.datetime) -> int:
    """Write `lines` over the hours of a day; return their bytes."""
    from visits.lines import Line, write

    rng, size = random.Random(41), 0
    hosts = ["", "", "", "google.com", "facebook.com", "zalo.me", "coccoc.com"]
    folder.mkdir(parents=True)
    for hour in range(HOURS):
        at = (midnight + datetime.timedelta(hours=hour)).timestamp()
        number = lines * (hour + 1) // HOURS - lines * hour // HOURS
        name = time.strftime("%Y%m%d%H", time.gmtime(at))
        with (folder / f"{name}.log").open("wb") as file:
            for line in range(number):
                site, article = articles[min(int(rng.paretovariate(0.6)), len(articles)) - 1]
                visitor = f"{hour:02}{rng.randrange(max(1, number // PAGES_OF_A_VISITOR)):020}"
                reader, kind = rng.choice("hhhhhhhr"), rng.choice(("article", "article", "page"))
                is_article = kind == "article"
                made = Line(
                    at + 3600 * line / number,
                    site,
                    kind,
                    article if is_article else 0,
                    visitor,
                    reader,
                    rng.choice("ppd"),
                    rng.choice(hosts),
                )
                size += file.write(write(made))
    return size


def articles_of_sites() -> list[tuple[int, int]]:
    """Make the sites and articles and return (site, article)."""
    from articles.models import Article
    from tests import factories

    factories.portal()
    made = []
    for _number in range(SITES):
        category = factories.category(factories.site())
        pages = (
            Article(site=category.site, category=category, section=category, title_vi=f"Bài {number}")
            for number in range(ARTICLES // SITES)
        )
        made += [(category.site_id, article.pk) for article in Article.objects.bulk_create(pages)]
    random.Random(7).shuffle(made)
    return made


def resident() -> float:
    """Return the memory of this process in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure(lines: int, folder: Path) -> int:
    """Write, fold, print, and return the exit code."""
    from django.core.management import call_command
    from django.db.models import Sum

    from vietnamese.dates import ZONE
    from visits import folding, sources
    from visits.models import JournalFile, SiteDay

    call_command("migrate", verbosity=0)
    midnight = datetime.datetime(2026, 11, 24, tzinfo=ZONE)
    size = write_journals(folder / "visits" / "journal" / "bench", lines, articles_of_sites(), midnight)
    memory, folded, spent = [], 0, 0.0
    for hour, source in enumerate(sources.sources()):
        began = time.perf_counter()
        folded += folding.fold_file(source)
        folding.forget(midnight + datetime.timedelta(hours=hour + 1))
        spent += time.perf_counter() - began
        memory.append(resident())
    counted = SiteDay.objects.aggregate(people=Sum("views"), robots=Sum("robots"))
    rows = sum(number or 0 for number in counted.values())
    faults = JournalFile.objects.aggregate(sum=Sum("faults"))["sum"]
    quarters = [memory[HOURS * part // 4 - 1] for part in (1, 2, 3, 4)]
    print(f"{folded:,} lines ({size / 2**20:.0f} MB) folded in {spent:.1f} s: {folded / spent:,.0f} lines a second")
    print(f"41 million lines at this speed: {ALL_LINES / folded * spent / 60:.1f} minutes")
    print("memory of the process after each quarter: " + ", ".join(f"{one:.0f} MB" for one in quarters))
    right = folded == rows == lines and not faults
    if not right:
        print(f"{lines} lines were written, {rows} are in the daily rows, {faults} were malformed")
    return 0 if right and max(quarters) <= WANTED_GROWTH * quarters[0] else 1


def main() -> int:
    """Prepare an installation and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=400_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fold-") as name:
        os.environ |= {"VAR_DIR": name, "SECRET_KEY": "benchmark" * 7, "DJANGO_SETTINGS_MODULE": "tuyengiao.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        return measure(options.lines, Path(name))


if __name__ == "__main__":
    sys.exit(main())
