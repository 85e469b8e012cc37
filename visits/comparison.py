"""The sites of the network side by side: what each had in a period, in the period before, and how it went."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from articles.periods import Period
from provinces.models import Site

from .charts import course
from .models import SiteDay
from .reports import COUNTED, Totals, by_time


@dataclass(frozen=True)
class SiteLine:
    """A site's period. `percent` is its part of the largest site's page views, `share` of all of them."""

    site: Site
    totals: Totals
    before: int
    percent: float
    share: float
    course: str

    @property
    def change(self) -> float | None:
        """Page views against the period before, in percent; None when there were none before."""
        return change(self.totals.views, self.before)


@dataclass(frozen=True)
class Comparison:
    """The sites, the most read first; the sums; and the page views of all of them by day or week."""

    period: Period
    lines: list[SiteLine]
    totals: Totals
    before: int
    by_time: list[tuple[datetime.date, int]]

    @property
    def change(self) -> float | None:
        """Page views of all sites against the period before, in percent."""
        return change(self.totals.views, self.before)


def change(now: int, before: int) -> float | None:
    """Return by how much a number has grown, in percent; None when there was nothing to grow from."""
    return 100 * (now - before) / before if before else None


def compare(sites: Iterable[Site], period: Period, drawn: Period) -> Comparison:
    """Return the comparison of `sites`, two queries; `drawn` is the part of the period that the curves show."""
    chosen = list(sites)
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    days: dict[int, dict[datetime.date, int]] = defaultdict(dict)
    everything: Counter[datetime.date] = Counter()
    for row in SiteDay.objects.filter(site__in=chosen).between(period.first, period.last):
        sums[row.site_id].update({name: getattr(row, name) for name in COUNTED})
        days[row.site_id][row.day] = row.views
        everything[row.day] += row.views
    earlier = SiteDay.objects.filter(site__in=chosen).between(period.before.first, period.before.last)
    before = {row["site"]: row["sum"] for row in earlier.values("site").annotate(sum=Sum("views")).order_by()}
    largest = max((found["views"] for found in sums.values()), default=0) or 1
    total: Counter[str] = sum(sums.values(), Counter())
    lines = [
        SiteLine(
            site,
            Totals(*(sums[site.pk][name] for name in COUNTED)),
            before.get(site.pk, 0),
            round(100 * sums[site.pk]["views"] / largest, 1),
            round(100 * sums[site.pk]["views"] / (total["views"] or 1), 1),
            course([number for _day, number in by_time(days[site.pk], drawn)]),
        )
        for site in chosen
    ]
    lines.sort(key=lambda line: (-line.totals.views, line.site.slug))
    totals = Totals(*(total[name] for name in COUNTED))
    return Comparison(period, lines, totals, sum(before.values()), by_time(everything, drawn))
