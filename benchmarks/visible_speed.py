"""How long it takes from saving an article until every node shows it: `python -m benchmarks.visible_speed`.

Two nodes with a folder each keep the article's page; it is saved beside them, as the admin does, and both are asked
until they answer with the new text: with a Redis that is shared, and after that Redis was killed. The clock begins
before saving. Uses the installation of `benchmarks.peers`, whose PostgreSQL is needed; Redis where it is installed.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from benchmarks.measuring import Server, answer, granian, pinned, row, say_and_write
from benchmarks.peers.making import FOLDER, asked, make_ours, of_ours
from tests.processes import free_port

MEDIAN, WORST = 500.0, 1_000.0  # milliseconds, at most
PATIENCE = 30.0  # seconds
HOST = "trang-3.test"


@contextmanager
def redis() -> Iterator[tuple[str, "subprocess.Popen[bytes] | None"]]:
    """Run a Redis that keeps nothing; yields its address, or '' when there is no Redis here."""
    program = shutil.which("redis-server")
    if program is None:
        yield "", None
        return
    port = free_port()
    line = [program, "--port", str(port), "--save", "", "--appendonly", "no", "--daemonize", "no"]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0", process
    finally:
        process.kill()
        process.wait()


def save_and_wait(nodes: Sequence[Server], article: Any, lead: str) -> float:
    """Save the article with a new lead and return the milliseconds until the last of the nodes shows it."""
    path = article.get_absolute_url()
    for node in nodes:
        answer(node, path)  # so that the page is kept
    setattr(article, "lead_vi", lead)  # noqa: B010 - a column with a language exists at run time only
    began = time.perf_counter()
    article.save()
    waiting = list(nodes)
    while waiting:
        time.sleep(0.01)
        waiting = [node for node in waiting if lead.encode() not in answer(node, path)]
        if time.perf_counter() - began > PATIENCE:
            raise SystemExit(f"{waiting[0].name} did not show the article within {PATIENCE:.0f} s")
    return 1_000 * (time.perf_counter() - began)


def rows_of(case: str, spent: Sequence[float]) -> list[dict[str, Any]]:
    """Return the rows of one case."""
    measure = "ms from saving to visible"
    return [
        row(measure, f"{case}, median", statistics.median(spent), "at most", MEDIAN, 1.0),
        row(measure, f"{case}, worst", max(spent), "at most", WORST, 1.0),
    ]


def measure(times: int) -> list[dict[str, Any]]:
    """Save so many times in each case and return the rows."""
    core = pinned()
    with redis() as (shared, process):
        nodes = [of_ours(VISITS="off", REDIS_URL=shared), of_ours(VISITS="off", REDIS_URL=shared)]
        nodes[1]["VAR_DIR"] = str(FOLDER / "second")
        application = "tuyengiao.wsgi:application"
        with (
            granian("first", application, core, nodes[0], host=HOST) as first,
            granian("second", application, core, nodes[1], host=HOST) as second,
        ):
            os.environ |= nodes[0] | {"DJANGO_SETTINGS_MODULE": "tuyengiao.settings"}
            import django

            django.setup()
            from articles.models import Article

            first.accepts = second.accepts = "identity"
            article = Article.objects.filter(site__hostnames__host=HOST).select_related("category")[0]
            before = article.text("lead", "vi")
            rows = []
            cases = [("one node", [first]), ("two nodes", [first, second])]
            for case, asked in [*cases, *([("two nodes, Redis dead", [first, second])] if process else [])]:
                if "dead" in case and process is not None:
                    process.kill()
                    process.wait()
                rows += rows_of(case, [save_and_wait(asked, article, f"{case} {turn}.") for turn in range(times)])
            setattr(article, "lead_vi", before)  # noqa: B010
            article.save()
            return rows


def main() -> None:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    try:
        asked("SELECT 1")
    except Exception as error:  # whatever it is, there is no PostgreSQL for us
        print(f"  no PostgreSQL that can be used (BENCH_POSTGRES), nothing was measured: {error}")
        return
    make_ours()
    say_and_write(measure(options.times))


if __name__ == "__main__":
    main()
