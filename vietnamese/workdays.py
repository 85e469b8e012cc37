"""Working days of Vietnamese agencies: Monday to Friday without public holidays (`data/holidays.json`).

The lunar holidays and the days given in exchange for a weekend are known only some years ahead; later years count
without them, which makes a period too short rather than wrong by a rule.
"""

from datetime import date, timedelta

from .tables import table


def is_workday(day: date) -> bool:
    """Return True when agencies work on `day`."""
    return day.weekday() < 5 and day.strftime("%m-%d") not in table("holidays")["days"].get(str(day.year), ())


def after(day: date, number: int) -> date:
    """Return the working day that is `number` working days after `day`, which itself does not count."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_workday(day)
    return day


def until(first: date, last: date) -> int:
    """Return how many working days lie after `first` and not after `last`; 0 when `last` comes earlier."""
    return sum(is_workday(first + timedelta(days=gone)) for gone in range(1, (last - first).days + 1))
