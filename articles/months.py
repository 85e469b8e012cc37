"""The months in which a site published something."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from vietnamese.dates import ZONE

from .models import Article
from .querysets import ArticleQuerySet

MOST = 400  # over thirty years; one part of a query each, and SQLite takes 500


@dataclass(frozen=True, order=True)
class Month:
    """A month in the time of Vietnam."""

    year: int
    month: int

    @classmethod
    def of(cls, moment: datetime.datetime) -> Self:
        """Return the month in which a moment lies."""
        local = moment.astimezone(ZONE)
        return cls(local.year, local.month)

    @property
    def first_day(self) -> datetime.date:
        """The month's first day."""
        return datetime.date(self.year, self.month, 1)

    @property
    def start(self) -> datetime.datetime:
        """The month's first moment."""
        return datetime.datetime(self.year, self.month, 1, tzinfo=ZONE)

    @property
    def end(self) -> datetime.datetime:
        """The first moment of the month after it."""
        year, month = (self.year, self.month + 1) if self.month < 12 else (self.year + 1, 1)
        return datetime.datetime(year, month, 1, tzinfo=ZONE)

    def before(self) -> "Month":
        """Return the month before this one."""
        return Month(self.year, self.month - 1) if self.month > 1 else Month(self.year - 1, 12)

    def get_absolute_url(self) -> str:
        """Return the path of the month's page inside the site that is mounted."""
        return reverse("articles:month", args=[self.year, self.month])


def months_of(rows: ArticleQuerySet) -> list[Month]:
    """Return the months in which `rows` (newest first) were published, the latest first: four queries, no count.

    Goes back at most `MOST` months from the newest article.
    """
    newest = rows.values_list("published_at", flat=True).first()
    oldest = rows.reverse().values_list("published_at", flat=True).first()
    if newest is None or oldest is None:
        return []
    first, months = Month.of(oldest), [Month.of(newest)]
    while months[-1] > first and len(months) < MOST:
        months.append(months[-1].before())
    found = rows.newest_of_each([rows.published_in(month.start, month.end) for month in months], 1)
    dates = Article.objects.filter(pk__in=found).values_list("published_at", flat=True)
    return sorted({Month.of(moment) for moment in dates if moment}, reverse=True)
