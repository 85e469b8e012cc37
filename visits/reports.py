"""What the statistics of a site are made of: sums of daily rows over a period."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from articles.models import Article, Category
from articles.periods import Period
from provinces.models import Site

from .models import ArticleDay, OriginDay, SiteDay, SiteHour

TOP = 15
COUNTED = ("views", "visits", "robots", "ai_robots", "own")
MOST_DAYS = 92  # a longer period is shown by weeks
DEVICE_NAMES = {"phone": lambda: _("phones"), "tablet": lambda: _("tablets"), "desk": lambda: _("computers")}


@dataclass(frozen=True)
class Row:
    """A named number, with its part of the largest one in percent."""

    label: str
    views: int
    percent: float


@dataclass(frozen=True)
class Totals:
    """The sums of a period."""

    views: int
    visits: int
    robots: int
    ai_robots: int
    own: int


def totals(site: Site, period: Period) -> Totals:
    """Return the sums of a site's period: one query."""
    rows = SiteDay.objects.for_site(site).between(period.first, period.last)
    found = rows.aggregate(**{name: Sum(name) for name in COUNTED})
    return Totals(**{name: found[name] or 0 for name in COUNTED})


def day_lines(site: Site, period: Period) -> list[tuple[datetime.date, Totals]]:
    """Return what was counted on each day that has a row."""
    rows = SiteDay.objects.for_site(site).between(period.first, period.last).order_by("day")
    return [(row.day, Totals(*(getattr(row, name) for name in COUNTED))) for row in rows]


def by_day(site: Site, period: Period) -> list[tuple[datetime.date, int]]:
    """Return page views day by day, or week by week (their Mondays) when the period is long; days without any too."""
    rows = SiteDay.objects.for_site(site).between(period.first, period.last)
    return by_time(dict(rows.values_list("day", "views")), period)


def by_time(found: Mapping[datetime.date, int], period: Period) -> list[tuple[datetime.date, int]]:
    """Return the numbers of a period by day, or by week when it is long; 0 where nothing was found."""
    every_day = [period.first + datetime.timedelta(days=number) for number in range(period.days)]
    if period.days <= MOST_DAYS:
        return [(day, found.get(day, 0)) for day in every_day]
    weeks: dict[datetime.date, int] = {}
    for day in every_day:
        monday = day - datetime.timedelta(days=day.weekday())
        weeks[monday] = weeks.get(monday, 0) + found.get(day, 0)
    return list(weeks.items())


def by_hour(site: Site, period: Period) -> list[tuple[int, int]]:
    """Return the page views of each hour of the day over a period."""
    rows = SiteHour.objects.for_site(site).between(period.first, period.last)
    found = {row["hour"]: row["sum"] for row in rows.values("hour").annotate(sum=Sum("views"))}
    return [(hour, found.get(hour, 0)) for hour in range(24)]


def most_read(site: Site, period: Period, most: int = TOP) -> list[Row]:
    """Return the articles with the most page views."""
    rows = ArticleDay.objects.for_site(site).between(period.first, period.last).values("article")
    sums = [(row["article"], row["sum"]) for row in rows.annotate(sum=Sum("views")).order_by("-sum", "article")[:most]]
    articles = (
        Article.objects.for_site(site).select_related("category").for_lists("vi").in_bulk([pk for pk, _n in sums])
    )
    return as_rows((articles[pk].text("title", "vi"), number) for pk, number in sums if pk in articles)


def by_section(site: Site, period: Period) -> list[Row]:
    """Return the page views of articles by top category."""
    rows = ArticleDay.objects.for_site(site).between(period.first, period.last).values("article__section")
    sums = rows.annotate(sum=Sum("views")).order_by("-sum")
    names = Category.objects.for_site(site).in_bulk()
    known = ((names[row["article__section"]], row["sum"]) for row in sums if row["article__section"] in names)
    return as_rows((category.text("name", "vi"), number) for category, number in known)


def by_origin(site: Site, period: Period, kind: OriginDay.Kind, most: int = TOP) -> list[Row]:
    """Return page views by referring host or by class of device."""
    rows = OriginDay.objects.for_site(site).between(period.first, period.last).filter(kind=kind).values("name")
    sums = rows.annotate(sum=Sum("views")).order_by("-sum", "name")[:most]
    named = [(row["name"], row["sum"]) for row in sums]
    if kind == OriginDay.Kind.DEVICE:
        named = [(DEVICE_NAMES[name](), number) for name, number in named if name in DEVICE_NAMES]
    return as_rows(named)


def as_rows(pairs: Iterable[tuple[str, int]]) -> list[Row]:
    """Return named numbers with their parts of the largest."""
    found = list(pairs)
    largest = max((number for _label, number in found), default=0) or 1
    return [Row(label, number, round(100 * number / largest, 1)) for label, number in found]
