"""Periods of law count working days: no weekends, no public holidays, the day of the event left out."""

from datetime import date

import pytest

from vietnamese import workdays


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 13), True),
        (date(2026, 2, 14), False),  # Saturday
        (date(2026, 2, 17), False),  # Tết
        (date(2026, 4, 27), False),  # in exchange for Giỗ Tổ on a Sunday
        (date(2026, 9, 2), False),
        (date(2026, 11, 25), True),
        (date(2040, 9, 3), True),  # no table for that year: weekends only
    ],
)
def test_agencies_work_from_monday_to_friday_without_holidays(day: date, expected: bool) -> None:
    assert workdays.is_workday(day) is expected


@pytest.mark.parametrize(
    ("first", "number", "last"),
    [
        (date(2026, 11, 25), 7, date(2026, 12, 4)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # over Tết
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
    ],
)
def test_a_period_ends_on_the_working_day_that_completes_it(first: date, number: int, last: date) -> None:
    assert workdays.after(first, number) == last
    assert workdays.until(first, last) == number


def test_nothing_lies_before_its_beginning() -> None:
    assert workdays.until(date(2026, 11, 25), date(2026, 11, 20)) == 0
