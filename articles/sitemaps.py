"""What search engines are told of a site's articles: those of a month, and those of the last two days."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.urls import get_script_prefix

from galleries.sharing import as_shared
from provinces.metadata import absolute
from provinces.models import Site
from provinces.sitemaps import Entry, News
from provinces.xml import xml_text
from vietnamese.dates import ZONE

from .metadata import modified_at
from .models import Article, Category
from .models.category import LEVELS
from .months import Month, months_of
from .querysets import ArticleQuerySet

MOST_OF_A_MONTH = 10_000  # over 300 a day; three languages and a picture each stay below the protocol's limits
NEWS_URLS = 1000
NEWS_HOURS = 48
PARTS = 400  # of one query; SQLite takes 500

_NEEDED = (
    "site_id", "published_at", "updated_at", "title_vi", "title_en", "title_km", "slug_vi", "slug_en", "slug_km",
    "has_en", "has_km", "category__slug", "picture__file", "picture__width", "picture__height", "picture__renditions",
    "picture__alt_vi",
)  # fmt: skip


def months(site: Site, now: datetime.datetime) -> list[Month]:
    """Return the months of which there is a sitemap, the latest first."""
    return months_of(Article.objects.for_site(site).live(now))


def of_month(site: Site, month: Month, now: datetime.datetime) -> list[Entry]:
    """Return the articles of one month, its newest `MOST_OF_A_MONTH`; one query, no bodies."""
    rows = Article.objects.for_site(site).live(now).published_in(month.start, month.end)
    return [_entry(article, site) for article in _lean(rows)[:MOST_OF_A_MONTH]]


def has_news(site: Site, now: datetime.datetime) -> bool:
    """Return True when something was published in the last two days."""
    return _recent(site, now).exists()


def recent(site: Site, now: datetime.datetime) -> list[Entry]:
    """Return what was published in the last two days, with its titles; at most 1,000 addresses."""
    return [_entry(article, site, with_news=True) for article in _lean(_recent(site, now))[: _most_news(site)]]


def _most_news(site: Site) -> int:
    return NEWS_URLS // len(site.languages)


def _recent(site: Site, now: datetime.datetime) -> ArticleQuerySet:
    rows: ArticleQuerySet = Article.objects.for_site(site).live(now)
    return rows.published_in(now - datetime.timedelta(hours=NEWS_HOURS), now)


def _lean(rows: ArticleQuerySet) -> "QuerySet[Article]":
    return rows.select_related("category", "picture").only(*_NEEDED)


def _entry(article: Article, site: Site, *, with_news: bool = False) -> Entry:
    languages = [code for code in site.languages if article.speaks(code)]
    picture = as_shared(article.picture)
    news = None
    if with_news and article.published_at:
        titles = {code: xml_text(article.text("title", code) or article.text("title", "vi")) for code in languages}
        news = News(xml_text(site.text("name", settings.LANGUAGE_CODE)), article.published_at.astimezone(ZONE), titles)
    return Entry(
        {code: site.url_for(article.path_in(code), code) for code in languages},
        modified_at(article),
        absolute(site, picture.url) if picture else "",
        news,
    )


def newest_of(sites: Sequence[Site], now: datetime.datetime) -> dict[int, datetime.datetime]:
    """Return when each site published its newest article; two queries."""
    shown = Article.objects.newest_of_each([Article.objects.for_site(site).live(now) for site in sites[:PARTS]], 1)
    rows = Article.objects.filter(pk__in=shown).values_list("site_id", "published_at")
    return {site: moment for site, moment in rows if moment}


def of_categories(site: Site, categories: Sequence[Category], now: datetime.datetime) -> list[Entry]:
    """Return the categories that hold articles, with the day of the newest: two queries, no count.

    Each stands in the languages in which it holds any.
    """
    shown = Article.objects.for_site(site).live(now)
    parts = [shown.speaking(site, code).in_branch([one.pk]) for one in categories for code in site.languages]
    fields = ("category_id", "published_at", "has_en", "has_km")
    ids = [pk for start in range(0, len(parts), PARTS) for pk in shown.newest_of_each(parts[start : start + PARTS], 1)]
    newest: dict[int, dict[str, datetime.datetime]] = defaultdict(dict)
    for article in Article.objects.filter(pk__in=ids).only(*fields):
        for code in site.languages:
            if article.is_shown_in(code, site) and article.published_at:
                dates = newest[article.category_id]
                dates[code] = max(dates.get(code, article.published_at), article.published_at)
    _count_below(categories, newest)
    return [_list_entry(site, one, newest[one.pk]) for one in categories if newest[one.pk]]


def _count_below(categories: Sequence[Category], newest: dict[int, dict[str, datetime.datetime]]) -> None:
    """Hand the dates of each category up to those above it, from the lowest level."""
    known = {one.pk: one for one in categories}

    def depth(one: Category) -> int:
        above, steps = known.get(one.parent_id or 0), 0
        while above is not None and steps < LEVELS:
            above, steps = known.get(above.parent_id or 0), steps + 1
        return steps

    for one in sorted(categories, key=depth, reverse=True):
        if one.parent_id in known:
            above = newest[one.parent_id]
            for code, date in newest[one.pk].items():
                above[code] = max(above.get(code, date), date)


def _list_entry(site: Site, one: Category, dates: dict[str, datetime.datetime]) -> Entry:
    path = one.get_absolute_url().removeprefix(get_script_prefix())
    addresses = {code: site.url_for(path, code) for code in site.languages if code in dates}
    return Entry(addresses, max(dates.values()))
