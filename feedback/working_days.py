"""Deadlines in working days: Monday to Friday without public holidays, with the Saturdays that make up for a swap.

The days come from the table `Holiday`, which superadmins keep; it begins with data/days.csv (2024 to 2027).
"""

import csv
import datetime
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "data" / "days.csv"
SATURDAY = 5
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which days differ from an ordinary week."""

    off: Collection[datetime.date] = frozenset()
    work: Collection[datetime.date] = frozenset()

    def is_working(self, day: datetime.date) -> bool:
        """Return True when agencies work on `day`."""
        return day in self.work or (day.weekday() < SATURDAY and day not in self.off)

    def after(self, day: datetime.date, number: int) -> datetime.date:
        """Return the `number`th working day after `day`, which does not count (Bộ luật Dân sự 2015, article 147)."""
        left = number
        while left > 0:
            day += ONE_DAY
            left -= self.is_working(day)
        return day

    def between(self, day: datetime.date, last: datetime.date) -> int:
        """Return how many working days lie after `day` up to and with `last`; negative when `last` is over."""
        if last < day:
            return -self.between(last, day)
        return sum(self.is_working(day + ONE_DAY * number) for number in range(1, (last - day).days + 1))


def days_of(start: datetime.date, end: datetime.date) -> list[datetime.date]:
    """Return the days from `start` to `end`, both of them included."""
    return [start + ONE_DAY * number for number in range((end - start).days + 1)]


def rows() -> list[dict[str, str]]:
    """Return the rows with which the table begins."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
