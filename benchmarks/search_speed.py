"""How fast a page of results is made: `DATABASE_URL=postgres://…/search_million python -m benchmarks.search_speed`.

Asks the search page of the portal (all sites) and of the largest site, as a reader does, in one process that does
nothing else: words that stand in nearly every article, common compounds, rare ones, phrases in quotes, document
numbers, with and without accents, narrowed by site, category, type and days, newest first, further pages. Prints the
median, p95 and the slowest of the server's time, and fails when p95 is 50 ms or more. The corpus is that of
search_corpus.py; each query is asked once before it is measured, as the commonest queries are in life.
"""

import os
import statistics
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuyengiao.settings")
os.environ.setdefault("SECRET_KEY", "benchmark" * 7)

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


def questions() -> list[tuple[str, dict[str, str]]]:
    """Return (path, query) of all that is asked."""
    asked = [(path, {"q": text}) for path in ("/tim-kiem/", "/trang-0/tim-kiem/") for text in (*COMMON, *WORDS)]
    return asked + [("/tim-kiem/", {"q": text, **more}) for more in NARROWER for text in ("có", "người dân", "năm")]


def milliseconds(client: Any, path: str, query: dict[str, str]) -> float:
    """Return how long the answer takes."""
    start = time.perf_counter()
    response = client.get(path, query)
    spent = (time.perf_counter() - start) * 1_000
    if response.status_code != 200:
        raise SystemExit(f"{path} {query}: {response.status_code}")
    return spent


def main() -> int:
    """Measure, print, and return the exit code."""
    from django.db import connection

    from articles.models import Article
    from tests.conftest import SiteClient

    client = SiteClient()
    size = Article.objects.order_by("-pk").values_list("pk", flat=True)[0]
    times: dict[str, list[float]] = {}
    for path, query in questions():
        milliseconds(client, path, query)
        name = f"{path} {' '.join(query.values())}"
        times[name] = [milliseconds(client, path, query) for _ in range(ROUNDS)]
    everything = sorted(spent for each in times.values() for spent in each)
    for name, each in sorted(times.items(), key=lambda one: -statistics.median(one[1]))[:12]:
        print(f"  {statistics.median(each):6.1f} ms  {name}")
    p95 = everything[int(len(everything) * 0.95)]
    print(
        f"{connection.vendor}: {size} articles, {len(times)} queries asked {ROUNDS} times: median"
        f" {statistics.median(everything):.1f} ms, p95 {p95:.1f} ms, slowest {everything[-1]:.1f} ms"
    )
    return 0 if p95 < PROMISED_MS else 1


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
