"""How fast a page of results is made: `DATABASE_URL=postgres://…/search_million python -m benchmarks.search_speed`.

Asks the search page of the portal (all sites) and of the largest site, as a reader does, in one process that does
nothing else: words that stand in nearly every article, common compounds, rare ones, phrases in quotes, document
numbers, with and without accents, narrowed by site, category, type and days, newest first, further pages. Prints for
each class of queries the median, p95 and the slowest of the server's time, of the processor's time (this process and
the database's, where that runs on Linux here) and of the search alone, without the page around it; fails when p95 of
the server's time is 50 ms or more. The corpus is that of search_corpus.py; each query is asked once before it is
measured, as the commonest queries are in life. A machine that does other things makes all of it slower, the
processor's time, too: the first line says how long a known piece of work takes.
"""

import io
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuyengiao.settings")
os.environ.setdefault("SECRET_KEY", "benchmark" * 7)
os.environ.setdefault("HTTPS", "off")
os.environ.setdefault("STATIC_MANIFEST", "off")
os.environ.setdefault("VISITS", "off")

PROMISED_MS = 50.0
ROUNDS = 5
COMMON = (
    "có",
    "một",
    "của",
    "và",
    "người",
    "trong",
    "được",
    "không",
    "các",
    "năm",
    "cho",
    "là",
    "những",
    "bản",
    "tinh",
)
WORDS = (
    "có một",
    "của người dân",
    "trong năm",
    "nguoi dan",
    "bảo hiểm y tế",
    "bao hiem y te",
    "nông thôn mới",
    "chuyển đổi số",
    "tuyên giáo",
    "học sinh vùng cao",
    "công tác tuyên truyền miệng",
    "đờn ca tài tử",
    "Trà Vinh",
    "hòa bình",
    "hoà bình",
    '"nông thôn mới"',
    '"của người dân"',
    '"có một"',
    "xuồng vớt rác",
    "rạch Cái Cát",
    "123/QĐ-UBND",
    "1234/qd-ubnd",
    "không có từ này zqx",
    "tuyen giaoo",
)
NARROWER: tuple[dict[str, str], ...] = (
    {"sap-xep": "moi-nhat"},
    {"loai": "article-news"},
    {"tu-ngay": "2024-01-01", "den-ngay": "2024-06-30"},
    {"trang-tin": "trang-30"},
    {"trang-tin": "trang-0", "chuyen-muc": "tin"},
    {"trang": "7"},
)


def questions() -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Return (path, query) of all that is asked, by class."""
    classes = {
        f"{name}, {where}": [(path, {"q": text}) for text in texts]
        for where, path in (("all sites", "/tim-kiem/"), ("one site", "/trang-0/tim-kiem/"))
        for name, texts in (("commonest words", COMMON), ("compounds, phrases, numbers", WORDS))
    }
    narrowed = [("/tim-kiem/", {"q": text, **more}) for more in NARROWER for text in ("có", "người dân", "năm")]
    return {**classes, "narrowed, sorted, page 7": narrowed}


@dataclass
class Spent:
    """Milliseconds for one page: on the clock, of the processor, and on the clock for the search in it."""

    server: float
    processor: float
    search: float


class Meter:
    """Asks for pages and measures what they take."""

    def __init__(self) -> None:
        from django.db import connection

        from search import views
        from tuyengiao.wsgi import application

        self.application = application
        self.in_search = 0.0
        self.backend = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
        views.search = self._timed(views.search)  # type: ignore[attr-defined]

    def _timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            start = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.in_search += time.perf_counter() - start

        return timed

    def _processor(self) -> float:
        database = int(self.backend.read_text().split()[0]) / 1e9 if self.backend and self.backend.exists() else 0.0
        return time.process_time() + database

    def page(self, path: str, query: dict[str, str]) -> Spent:
        """Return how long the answer takes."""
        self.in_search = 0.0
        processor, start = self._processor(), time.perf_counter()
        status = self._ask(path, query)
        spent = time.perf_counter() - start, self._processor() - processor, self.in_search
        if not status.startswith("200"):
            raise SystemExit(f"{path} {query}: {status}")
        return Spent(*(1_000 * seconds for seconds in spent))

    def _ask(self, path: str, query: dict[str, str]) -> str:
        answered: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": urlencode(query),
            "SERVER_NAME": "testserver", "SERVER_PORT": "80", "HTTP_HOST": "testserver", "REMOTE_ADDR": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
        }  # fmt: skip
        answer = self.application(environ, lambda status, headers, info=None: answered.append(status))
        b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return answered[0]


def known_work() -> float:
    """Return the milliseconds of processor's time for a million additions."""
    start = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number * number
    return 1_000 * (time.process_time() - start)


def line(name: str, values: Iterable[float]) -> str:
    """Return median, p95 and the slowest, as printed."""
    ordered = sorted(values)
    p95 = ordered[int(len(ordered) * 0.95)]
    return f"  {name:<10} median {statistics.median(ordered):6.1f}  p95 {p95:6.1f}  slowest {ordered[-1]:6.1f} ms"


def has_corpus() -> bool:
    """Return True when the database that the environment names holds the corpus."""
    from django.db import DatabaseError

    from articles.models import Article

    try:
        return Article.objects.filter(site__slug="trang-0", category__slug="tin").exists()
    except DatabaseError:  # not even migrated
        return False


def main(rounds: int) -> int:
    """Measure, print, and return the exit code."""
    from django.db import connection

    from articles.models import Article

    if not has_corpus():
        print("no corpus of search_corpus in this database: nothing was measured")
        return 0
    print(f"a million additions: {known_work():.0f} ms of the processor")
    meter = Meter()
    size = Article.objects.order_by("-pk").values_list("pk", flat=True)[0]
    everything: list[Spent] = []
    slowest: list[tuple[float, str]] = []
    for name, asked in questions().items():
        measured: list[Spent] = []
        for path, query in asked:
            meter.page(path, query)
            each = [meter.page(path, query) for _ in range(rounds)]
            slowest.append((statistics.median(one.processor for one in each), f"{path} {' '.join(query.values())}"))
            measured += each
        print(f"{name}: {len(asked)} queries\n{_lines(measured)}", flush=True)
        everything += measured
    print("most of the processor's time:")
    for spent, question in sorted(slowest, reverse=True)[:8]:
        print(f"  {spent:6.1f} ms  {question}")
    print(f"{connection.vendor}: {size} articles, {len(slowest)} queries asked {rounds} times\n{_lines(everything)}")
    ordered = sorted(one.server for one in everything)
    return 0 if ordered[int(len(ordered) * 0.95)] < PROMISED_MS else 1


def _lines(measured: list[Spent]) -> str:
    return "\n".join(
        [
            line("server", (one.server for one in measured)),
            line("processor", (one.processor for one in measured)),
            line("search", (one.search for one in measured)),
        ]
    )


if __name__ == "__main__":
    django.setup()
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
