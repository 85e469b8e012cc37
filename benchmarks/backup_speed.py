"""How long backup, restore and guard take, and in how much memory: `python -m benchmarks.backup_speed`.

Makes an installation of ten sites with articles of 4 kB, a revision of each and their daily rows, writes its archive,
restores that into a second installation, and lets the guard look through articles for a minute; each as a process of
its own, whose time and greatest memory are printed. `--articles 100000` for more. Fails when a row is missing, when one
of `PAGES` pages of both installations differs, or a process takes more memory than `MOST_MEMORY`. On SQLite in a folder
of its own.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SITES = 10
PORTION = 1_000
PAGES = 200
MINUTE = re.compile(rb'<p class="statistics-moment">.*?</p>', re.DOTALL)  # at which visits were counted
MOST_MEMORY = 300.0  # megabytes
ROOT = Path(__file__).resolve().parent.parent
SENTENCE = "Sáng nay, Ban Tuyên giáo và Dân vận Tỉnh ủy tổ chức hội nghị tổng kết công tác năm tại thành phố Vinh. "


def fill(articles: int) -> None:
    """Make the first installation."""
    from django.core.management import call_command
    from django.utils import timezone

    from articles.models import Article, Revision
    from tests import factories
    from visits.models import ArticleDay

    call_command("migrate", verbosity=0)
    factories.portal()
    today = timezone.localdate()
    body = f"<p>{SENTENCE * 30}</p>"
    for _site in range(SITES):
        category = factories.category(factories.site())
        for start in range(0, articles // SITES, PORTION):
            made = Article.objects.bulk_create(
                Article(
                    site=category.site,
                    category=category,
                    section=category,
                    title_vi=f"Bài số {number}",
                    slug_vi=f"bai-so-{number}",
                    body_vi=body,
                    is_live=True,
                    state="published",
                    published_at=timezone.now(),
                )
                for number in range(start, min(start + PORTION, articles // SITES))
            )
            Revision.objects.bulk_create(
                Revision(article=one, number=1, snapshot={"body_vi": body, "category_id": category.pk}) for one in made
            )
            ArticleDay.objects.bulk_create(
                ArticleDay(site=category.site, article=one, day=today, views=3) for one in made
            )


def print_pages() -> None:
    """Print address, status and SHA-256 of `PAGES` pages: home pages, categories, and articles by even steps."""
    from articles.models import Article, Category
    from provinces.models import Site
    from tests.conftest import SiteClient

    number, last = PAGES - 2 * SITES, Article.objects.latest("pk").pk
    chosen = Article.objects.filter(pk__in=[last * (one + 1) // number for one in range(number)])
    paths = [f"/{site.slug}/" for site in Site.objects.members().order_by("pk")]
    paths += [f"/{row.site.slug}/{row.slug}/" for row in Category.objects.select_related("site").order_by("pk")]
    paths += [f"/{row.site.slug}/{row.path_in('vi')}" for row in chosen.select_related("site", "category")]
    client = SiteClient()
    for path in paths:
        answer = client.get(path)
        print(path, answer.status_code, hashlib.sha256(MINUTE.sub(b"", answer.content)).hexdigest())


def pages(folder: Path) -> list[str]:
    """Return what `print_pages` says of an installation."""
    asked = [sys.executable, "-m", "benchmarks.backup_speed", "--pages"]
    environment = {**os.environ, "VAR_DIR": str(folder), "STATIC_MANIFEST": "off", "HTTPS": "off"}
    return subprocess.run(asked, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout.split(
        "\n"
    )


def run(folder: Path, *arguments: str) -> float:
    """Run a command in an installation, print its time and memory, and return the memory in megabytes."""
    started = time.perf_counter()
    environment = {**os.environ, "VAR_DIR": str(folder)}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *arguments], env=environment, stdout=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds, memory = time.perf_counter() - started, usage.ru_maxrss / 1024
    print(f"{arguments[0]}: {seconds:.1f} s, {usage.ru_utime + usage.ru_stime:.1f} s of CPU, {memory:.0f} MB at most")
    if process.returncode:
        raise SystemExit(f"{arguments[0]} ended with {process.returncode}")
    return memory


def measure(articles: int, folder: Path) -> int:
    """Fill, save, restore, look through; return the exit code."""
    import sqlite3

    first, second, archive = folder / "first", folder / "second", folder / "backup.tar.gz"
    subprocess.run([sys.executable, "-m", "benchmarks.backup_speed", "--fill", str(articles)], cwd=ROOT, check=True)
    memory = [run(first, "backup", str(archive))]
    print(f"archive: {archive.stat().st_size / 2**20:.1f} MB for {articles:,} articles")
    run(second, "migrate", "--verbosity", "0")
    memory.append(run(second, "restore", str(archive)))
    memory.append(run(second, "guard", "--only", "articles.article", "--minutes", "1"))
    counts = []
    for name in (first, second):
        with sqlite3.connect(name / "tuyengiao.sqlite3") as database:
            tables = ("articles_article", "articles_revision", "visits_articleday", "provinces_site")
            counts.append([database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables])
    print(f"rows: {counts[0]} and {counts[1]}")
    shown = [[line for line in pages(one) if " 200 " in line] for one in (first, second)]
    print(f"pages: {len(shown[0])} and {len(shown[1])}, {len(set(shown[0]) ^ set(shown[1])) // 2} of them differ")
    is_same = counts[0] == counts[1] and shown[0] == shown[1] and len(shown[0]) == PAGES
    return 0 if is_same and max(memory) < MOST_MEMORY else 1


def main() -> int:
    """Prepare two installations and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--pages", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill or options.pages:
        import django

        django.setup()
        fill(options.fill) if options.fill else print_pages()
        return 0
    with tempfile.TemporaryDirectory(prefix="backup-") as name:
        for one in ("first", "second"):
            (Path(name) / one).mkdir()
        os.environ |= {
            "VAR_DIR": f"{name}/first",
            "SECRET_KEY": "benchmark" * 7,
            "DJANGO_SETTINGS_MODULE": "tuyengiao.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        return measure(options.articles, Path(name))


if __name__ == "__main__":
    sys.exit(main())
