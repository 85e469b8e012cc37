"""What the statistics of a site are made of: sums of daily rows over a period."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from articles.models import Article, Category
from provinces.models import Site

from .models import ArticleDay, OriginDay, SiteDay, SiteHour

TOP = 15
MOST_DAYS = 92  # a longer period is shown by weeks
DEVICE_NAMES = {"phone": lambda: _("phones"), "tablet": lambda: _("tablets"), "desk": lambda: _("computers")}


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Row:
    """A named number, with its part of the largest one in percent."""

    label: str
    views: int
    percent: float
    url: str = ""


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
    names = ("views", "visits", "robots", "ai_robots", "own")
    rows = SiteDay.objects.for_site(site).between(period.first, period.last)
    found = rows.aggregate(**{name: Sum(name) for name in names})
    return Totals(**{name: found[name] or 0 for name in names})


def by_day(site: Site, period: Period) -> list[tuple[datetime.date, int]]:
    """Return page views day by day, or week by week (their Mondays) when the period is long; days without any too."""
    rows = SiteDay.objects.for_site(site).between(period.first, period.last)
    found = dict(rows.values_list("day", "views"))
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


def most_read(site: Site, period: Period) -> list[Row]:
    """Return the articles with the most page views."""
    rows = ArticleDay.objects.for_site(site).between(period.first, period.last).values("article")
    sums = [(row["article"], row["sum"]) for row in rows.annotate(sum=Sum("views")).order_by("-sum", "article")[:TOP]]
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


def by_origin(site: Site, period: Period, kind: OriginDay.Kind) -> list[Row]:
    """Return page views by referring host or by class of device."""
    rows = OriginDay.objects.for_site(site).between(period.first, period.last).filter(kind=kind).values("name")
    sums = rows.annotate(sum=Sum("views")).order_by("-sum", "name")[:TOP]
    named = [(row["name"], row["sum"]) for row in sums]
    if kind == OriginDay.Kind.DEVICE:
        named = [(DEVICE_NAMES[name](), number) for name, number in named if name in DEVICE_NAMES]
    return as_rows(named)


def by_site(sites: Sequence[Site], period: Period) -> list[Row]:
    """Return the page views of several sites, the most read first: one query."""
    rows = SiteDay.objects.filter(site__in=sites, day__range=(period.first, period.last)).values("site")
    sums = {row["site"]: row["sum"] for row in rows.annotate(sum=Sum("views"))}
    ordered = sorted(sites, key=lambda site: (-sums.get(site.pk, 0), site.slug))
    return as_rows((str(site), sums.get(site.pk, 0)) for site in ordered)


def as_rows(pairs: Iterable[tuple[str, int]]) -> list[Row]:
    """Return named numbers with their parts of the largest."""
    found = list(pairs)
    largest = max((number for _label, number in found), default=0) or 1
    return [Row(label, number, round(100 * number / largest, 1)) for label, number in found]
