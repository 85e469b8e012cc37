"""The keeper's duties: every room's are found, and one that fails stops no other."""

import datetime
import logging

import pytest

from articles import publishing
from tuyengiao import keeper

NOW = datetime.datetime(2026, 11, 22, 9, 5, tzinfo=datetime.UTC)


def test_what_is_due_in_the_newsroom_is_among_the_duties() -> None:
    assert publishing.apply_due in keeper.duties()


@pytest.mark.django_db
def test_every_duty_can_be_run_at_any_time_and_again() -> None:
    assert keeper.fulfil(NOW, keeper.duties()) >= 0
    assert keeper.fulfil(NOW, keeper.duties()) == 0


@pytest.mark.django_db
def test_a_duty_that_fails_is_logged_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[datetime.datetime] = []

    def broken(_now: datetime.datetime) -> int:
        raise ValueError("no")

    def sound(now: datetime.datetime) -> int:
        seen.append(now)
        return 3

    with caplog.at_level(logging.ERROR):
        assert keeper.fulfil(NOW, [sound, broken, sound]) == 6
    assert seen == [NOW, NOW]
    assert "broken failed" in caplog.text
