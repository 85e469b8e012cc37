"""The public numbers of a site, named as page views: online, today, yesterday, this week, this month, all."""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db.models import Sum
from django.utils import timezone

from articles.models import Article
from provinces.models import Site
from vietnamese.dates import ZONE

from .models import ArticleDay, Presence, SiteDay

MOST_READ_DAYS = 7
IN_ONE_QUERY = 500
ONLINE = datetime.timedelta(minutes=5)


@dataclass(frozen=True)
class Numbers:
    """Page views of a site; `online` are visitors seen in the last five minutes; `all` includes the opening balance."""

    online: int
    today: int
    yesterday: int
    week: int
    month: int
    all: int

    def as_dict(self) -> dict[str, int]:
        """Return the numbers by name."""
        return asdict(self)


def numbers_of(site: Site, now: datetime.datetime) -> Numbers:
    """Return the numbers of a site at `now`: six short queries. A week runs from Monday to Sunday."""
    today = timezone.localtime(now, ZONE).date()
    days = SiteDay.objects.for_site(site)
    monday = today - datetime.timedelta(days=today.weekday())
    yesterday = today - datetime.timedelta(days=1)
    return Numbers(
        online=Presence.objects.for_site(site).filter(seen_at__gt=now - ONLINE).count(),
        today=days.between(today, today).views(),
        yesterday=days.between(yesterday, yesterday).views(),
        week=days.between(monday, today).views(),
        month=days.between(today.replace(day=1), today).views(),
        all=days.views() + site.opening_views,
    )


def views_of(article: Article) -> int:
    """Return all page views of an article, those on the old portal included; one query."""
    return ArticleDay.objects.filter(article=article).views() + article.opening_views


def most_read(site: Site, now: datetime.datetime, number: int) -> list[int]:
    """Return the ids of the articles that were read most in the last seven days, the most read first."""
    today = timezone.localtime(now, ZONE).date()
    rows = ArticleDay.objects.for_site(site).between(today - datetime.timedelta(days=MOST_READ_DAYS - 1), today)
    found = rows.values("article").annotate(sum=Sum("views")).order_by("-sum", "-article")[:number]
    return [row["article"] for row in found]


def views_between(ids: Iterable[int], first: datetime.date, last: datetime.date) -> dict[int, int]:
    """Return the page views of articles from `first` to `last`; those without a view are missing. One query per 500."""
    wanted = sorted(set(ids))
    found: dict[int, int] = {}
    for start in range(0, len(wanted), IN_ONE_QUERY):
        rows = ArticleDay.objects.between(first, last).filter(article__in=wanted[start : start + IN_ONE_QUERY])
        found |= {row["article"]: row["sum"] for row in rows.values("article").annotate(sum=Sum("views")).order_by()}
    return found
