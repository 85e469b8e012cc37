"""Every list that readers see is served by an index, at its place in the order: EXPLAIN of what each page asks.

SQLite: no scan of a large table, and no sort of one for a list. PostgreSQL, told to avoid both: none remains, so an
index was there to be used.
"""

import datetime
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, ArticleTag, Category, Contribution, Redirect, RelatedArticle
from provinces import hosts
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient

SignIn = Callable[[Any], SiteClient]
ROWS = 400
LARGE = ("articles_article", "articles_articletag", "articles_relatedarticle", "articles_contribution")
# The sorts that are allowed: of ids found before, and of what people set by hand for one article or one home page.
SMALL_SORTS = re.compile(
    r'(?<!NOT \()"articles_article"\."id" IN \(|"articles_relatedarticle"|FROM "articles_contribution"|'
    r'"articles_article_topics"|"articles_homepin"'
)


def _filled(site: Site) -> dict[str, str]:
    """Fill a site with some hundred articles in three levels of categories; return the addresses of its pages."""
    top = factories.category(site, "Tin tức", "tin-tuc", has_home_box=True)
    middle = factories.category(site, "Trong tỉnh", "trong-tinh", parent=top, has_home_box=True)
    leaf = factories.category(site, "Xã, phường", "xa-phuong", parent=middle)
    other = factories.category(site, "Văn hóa", "van-hoa", has_home_box=True, home_layout="cards")
    picture = factories.picture(site)
    rows = []
    for number in range(ROWS):
        category: Category = [top, middle, leaf, other][number % 4]
        rows.append(
            Article(
                site=site,
                category=category,
                section=category.section,
                picture=picture if number % 3 else None,
                title=f"Tin {number}",
                title_vi=f"Tin {number}",
                slug_vi=f"tin-{number}",
                slug=f"tin-{number}",
                is_live=number % 10 != 0,
                state="published",
                has_en=number % 5 == 1,
                has_km=number % 7 == 1,
                is_top=number % 50 == 1,
                is_pinned=number % 80 == 1,
                in_ticker=number % 60 == 1,
                published_at=factories.LONG_AGO + datetime.timedelta(minutes=number),
            )
        )
    made = Article.objects.bulk_create(rows)
    tags = [factories.tag(site, f"Từ khóa {number}") for number in range(10)]
    ArticleTag.objects.bulk_create(
        ArticleTag(tag=tags[row.pk % 10], content_object=row, published_at=row.published_at if row.is_live else None)
        for row in made
    )
    RelatedArticle.objects.bulk_create(
        RelatedArticle(article=row, related=made[(place + 7) % ROWS]) for place, row in enumerate(made)
    )
    people = [factories.contributor(site, f"Tác giả {number}") for number in range(10)]
    Contribution.objects.bulk_create(
        Contribution(
            article=row,
            contributor=people[row.pk % 10],
            role=role,
            published_at=row.published_at if row.is_live else None,
        )
        for row in made
        for role in ("text", "photo")
    )
    topics = [factories.topic(site, slug=f"chu-de-{number}") for number in range(10)]
    for number, topic in enumerate(topics):
        topic.articles.add(*made[number::20])
    Redirect.objects.bulk_create(Redirect(site=site, old_path=f"/cu/{row.pk}", article=row) for row in made)
    article = made[ROWS // 2 + 1]
    album = factories.album(site, "Bộ ảnh", 3)
    factories.page(site, "Lịch sử", "lich-su")
    base = f"/{site.path_prefix}"
    return {
        "home": f"{base}/",
        "home in English": f"{base}/en/",
        "section": f"{base}/tin-tuc/",
        "section, later page": f"{base}/tin-tuc/?trang=4",
        "section in Khmer": f"{base}/km/tin-tuc/",
        "middle category": f"{base}/trong-tinh/",
        "lowest category": f"{base}/xa-phuong/",
        "article": f"{base}/{article.category.slug}/{article.slug_vi}-{article.pk}.html",
        "tag": f"{base}/tu-khoa/{tags[2].slug}-{tags[2].pk}/",
        "tag in English": f"{base}/en/tu-khoa/{tags[2].slug}-{tags[2].pk}/",
        "albums": f"{base}/album/",
        "album": f"{base}/album/bo-anh-{album.pk}.html",
        "about": f"{base}/gioi-thieu/lich-su/",
        "site map": f"{base}/so-do/",
        "contact": f"{base}/lien-he/",
        "archive": f"{base}/luu-tru/",
        "archive in English": f"{base}/en/luu-tru/",
        "month": f"{base}/luu-tru/2026/01/",
        "month, later page": f"{base}/luu-tru/2026/01/?trang=3",
        "month in Khmer": f"{base}/km/luu-tru/2026/01/",
        "contributor": f"{base}/tac-gia/tac-gia-2-{people[2].pk}/",
        "contributor, later page": f"{base}/tac-gia/tac-gia-2-{people[2].pk}/?trang=2",
        "topic": f"{base}/chu-de/{topics[2].slug}/",
        "feed": f"{base}/rss.xml",
        "feed of a section": f"{base}/rss/tin-tuc.xml",
        "feed of a category": f"{base}/rss/xa-phuong.xml",
        "feed of a tag": f"{base}/rss/tu-khoa-{tags[2].pk}.xml",
        "sitemap": f"{base}/sitemap.xml",
        "sitemap of pages": f"{base}/sitemap-trang.xml",
        "sitemap of a month": f"{base}/sitemap-2026-01.xml",
        "old address": f"{base}/cu/{article.pk}",
        "portal": "/",
    }


PAGES = [
    "home", "home in English", "section", "section, later page", "section in Khmer", "middle category",
    "lowest category", "article", "tag", "tag in English", "albums", "album", "about", "old address", "portal",
    "site map", "contact", "archive", "archive in English", "month", "month, later page", "month in Khmer",
    "contributor", "contributor, later page", "topic", "feed", "feed of a section", "feed of a category",
    "feed of a tag", "sitemap", "sitemap of pages", "sitemap of a month",
]  # fmt: skip


@pytest.fixture
def pages(vinh_long: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A filled site whose tables the planner knows, and the addresses of its pages."""
    monkeypatch.setattr(hosts, "REFRESH_SECONDS", 1e9)
    addresses = _filled(vinh_long)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    yield addresses
    if connection.vendor == "sqlite":
        # What ANALYZE found is rolled back with the rows, but held in memory until it is read again.
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_stat1")
            cursor.execute("ANALYZE sqlite_master")


def asked(reader: SiteClient, path: str) -> list[str]:
    """Return the statements on large tables that one page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(path).status_code in {200, 301}
    return [sql for sql in (query["sql"] for query in queries) if any(f'"{table}"' in sql for table in LARGE)]


def sqlite_plan(sql: str) -> list[str]:
    """Return the steps of SQLite's plan."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}")
        return [str(row[3]) for row in cursor.fetchall()]


def postgresql_plan(sql: str) -> list[dict[str, Any]]:
    """Return the nodes of PostgreSQL's plan when it avoids sequential scans and sorts wherever it can."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql.replace('%', '%%')}")
        found = cursor.fetchone()[0]
    nodes, left = [], [entry["Plan"] for entry in (json.loads(found) if isinstance(found, str) else found)]
    while left:
        node = left.pop()
        nodes.append(node)
        left.extend(node.get("Plans", []))
    return nodes


def faults(sql: str) -> list[str]:
    """Return what is wrong with the plan of a statement; nothing when indexes serve it."""
    small = bool(SMALL_SORTS.search(sql))
    if connection.vendor == "sqlite":
        steps = sqlite_plan(sql)
        scans = [s for s in steps if re.match(rf"SCAN ({'|'.join(LARGE)})(?! USING (COVERING )?INDEX)", s)]
        sorts = [s for s in steps if "TEMP B-TREE FOR ORDER BY" in s and not small]
        return scans + sorts
    nodes = postgresql_plan(sql)
    scans = [str(n) for n in nodes if n["Node Type"] == "Seq Scan" and n.get("Relation Name") in LARGE]
    sorts = [n["Node Type"] for n in nodes if n["Node Type"] == "Sort" and not small and "LIMIT" in sql]
    return scans + sorts


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_served_by_indexes(pages: dict[str, str], reader: SiteClient, name: str) -> None:
    statements = asked(reader, pages[name])
    assert statements
    found = {sql: faults(sql) for sql in statements}
    assert not {sql: wrong for sql, wrong in found.items() if wrong}


def test_every_page_has_a_plan(pages: dict[str, str]) -> None:
    assert set(pages) == set(PAGES)


def test_a_list_without_an_index_would_be_found(pages: dict[str, str]) -> None:
    assert faults('SELECT "articles_article"."id" FROM "articles_article" ORDER BY "articles_article"."title" LIMIT 5')
    assert faults('SELECT * FROM "articles_article" WHERE "articles_article"."source" = \'a\'')


def passed_over(queryset: Any) -> int:
    """Return how many rows the database reads and throws away before it answers, as far as it tells."""
    sql, params = queryset.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            steps = [0]
            connection.connection.set_progress_handler(lambda: steps.__setitem__(0, steps[0] + 1), 10)
            try:
                cursor.execute(sql, params)
                cursor.fetchall()
            finally:
                connection.connection.set_progress_handler(None, 0)
            return steps[0]
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        return sum(int(removed) for removed in re.findall(r"Rows Removed by Filter\W+(\d+)", str(cursor.fetchone()[0])))


def test_the_way_to_an_old_month_does_not_lead_past_every_newer_article(pages: dict[str, str], vinh_long: Site) -> None:
    start = factories.LONG_AGO
    rows = Article.objects.for_site(vinh_long).live(start + datetime.timedelta(days=1))
    oldest = rows.published_in(start, start + datetime.timedelta(minutes=20))[:1]
    newest = rows[:1]
    assert passed_over(oldest) <= passed_over(newest) + 20


def test_the_desk_finds_the_few_that_wait_by_an_index(
    pages: dict[str, str], cast: Cast, vinh_long: Site, sign_in: SignIn
) -> None:
    statements = asked(sign_in(cast.superadmin), f"/quan-tri/{vinh_long.slug}/")
    found = {sql: faults(sql) for sql in statements}
    assert not {sql: wrong for sql, wrong in found.items() if wrong}
    waiting = [sql for sql in statements if "'submitted'" in sql]
    assert waiting
    if connection.vendor == "sqlite":
        assert all("article_desk_state" in " ".join(sqlite_plan(sql)) for sql in waiting)
