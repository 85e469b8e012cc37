"""Deadlines in working days, with the public holidays of Vietnam."""

import datetime

import pytest

from feedback.models import Holiday
from feedback.working_days import Calendar, rows

D = datetime.date


def test_weekends_do_not_count_and_the_day_itself_neither() -> None:
    assert Calendar().after(D(2026, 11, 20), 1) == D(2026, 11, 23)
    assert Calendar().after(D(2026, 11, 23), 15) == D(2026, 12, 14)
    assert Calendar().between(D(2026, 11, 20), D(2026, 11, 30)) == 6
    assert Calendar().between(D(2026, 11, 30), D(2026, 11, 20)) == -6


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (D(2025, 1, 24), 1, D(2025, 2, 3)),  # Tết Ất Tỵ
        (D(2025, 4, 25), 1, D(2025, 4, 26)),  # a Saturday that makes up for 2 May
        (D(2025, 4, 29), 1, D(2025, 5, 5)),
        (D(2026, 2, 13), 1, D(2026, 2, 23)),  # Tết Bính Ngọ
        (D(2026, 4, 24), 1, D(2026, 4, 28)),  # the Kings' day falls on a Sunday
        (D(2026, 8, 28), 1, D(2026, 9, 3)),
        (D(2026, 11, 23), 1, D(2026, 11, 25)),  # Ngày Văn hóa Việt Nam
        (D(2024, 2, 7), 2, D(2024, 2, 16)),
        (D(2027, 4, 15), 1, D(2027, 4, 19)),
    ],
)
def test_holidays_and_swapped_days_count_as_they_were_announced(start: D, number: int, end: D) -> None:
    assert Holiday.objects.calendar(start).after(start, number) == end


def test_the_table_of_days_covers_2024_to_2027_and_swaps_are_saturdays() -> None:
    years = {row["from"][:4] for row in rows()}
    assert years == {"2024", "2025", "2026", "2027"}
    for row in rows():
        first, last = D.fromisoformat(row["from"]), D.fromisoformat(row["to"])
        assert first <= last
        assert first.weekday() == 5 if row["kind"] == "work" else row["kind"] == "off"
