"""A period of whole days in the time of Vietnam, for reports and payment lists."""

import datetime
from dataclasses import dataclass
from typing import Self

from vietnamese.dates import ZONE, short_date

LONGEST = datetime.timedelta(days=3 * 366)


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both counted in."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def month_of(cls, day: datetime.date) -> Self:
        """Return the month in which `day` lies."""
        first = day.replace(day=1)
        return cls(first, _month_after(first) - datetime.timedelta(days=1))

    @classmethod
    def month_before(cls, day: datetime.date) -> Self:
        """Return the month before that of `day`."""
        return cls.month_of(day.replace(day=1) - datetime.timedelta(days=1))

    @classmethod
    def quarter_of(cls, day: datetime.date) -> Self:
        """Return the quarter in which `day` lies."""
        first = day.replace(month=day.month - (day.month - 1) % 3, day=1)
        return cls(first, _month_after(_month_after(_month_after(first))) - datetime.timedelta(days=1))

    @classmethod
    def year_of(cls, day: datetime.date) -> Self:
        """Return the year in which `day` lies."""
        return cls(datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31))

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Self:
        """The period of the same length that ends on the day before it."""
        length = datetime.timedelta(days=self.days)
        return type(self)(self.first - length, self.last - length)

    @property
    def start(self) -> datetime.datetime:
        """The first moment."""
        return datetime.datetime.combine(self.first, datetime.time(), ZONE)

    @property
    def end(self) -> datetime.datetime:
        """The first moment after it."""
        return datetime.datetime.combine(self.last + datetime.timedelta(days=1), datetime.time(), ZONE)

    def __str__(self) -> str:
        return f"{short_date(self.first)} – {short_date(self.last)}"


def _month_after(first: datetime.date) -> datetime.date:
    return (first + datetime.timedelta(days=31)).replace(day=1)
