"""A session of the admin ends when nobody touches the page; how long that takes is a setting."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from accounts import idle
from accounts.models import User

from .conftest import Cast, SiteClient

SignIn = Callable[[User], SiteClient]
DESK = "/quan-tri/nghe-an/"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return a function that lets seconds pass."""
    passed = [0]
    began = time.time()
    monkeypatch.setattr(idle.time, "time", lambda: began + passed[0])

    def wait(seconds: int) -> None:
        passed[0] += seconds

    return wait


def is_in(client: SiteClient, **headers: str) -> bool:
    return client.get(DESK, headers=headers).status_code == 200


def test_whoever_does_nothing_for_half_an_hour_is_signed_out(
    cast: Cast, sign_in: SignIn, clock: Callable[[int], None]
) -> None:
    client = sign_in(cast.writer)
    assert is_in(client)
    clock(29 * 60)
    assert is_in(client)
    clock(29 * 60)
    assert is_in(client)
    clock(31 * 60)
    answer = client.get(f"{DESK}articles/article/")
    assert answer.status_code == 302
    assert "/login/" in answer.headers["Location"]


def test_what_a_page_asks_for_by_itself_keeps_no_session_alive(
    cast: Cast, sign_in: SignIn, clock: Callable[[int], None]
) -> None:
    client = sign_in(cast.writer)
    assert is_in(client)
    for _minute in range(29):
        clock(60)
        assert is_in(client, **{"X-Background": "1"})
    clock(60)
    assert not is_in(client, **{"X-Background": "1"})


def test_the_time_is_a_setting(cast: Cast, sign_in: SignIn, clock: Callable[[int], None], settings: Any) -> None:
    settings.SESSION_IDLE_SECONDS = 120
    client = sign_in(cast.writer)
    page = client.get(DESK)
    assert 'data-idle="120"' in page.text
    assert 'data-warning="60"' in page.text
    clock(121)
    assert not is_in(client)


@pytest.mark.parametrize("root", [DESK, "/quan-tri/"])
def test_one_click_keeps_a_session_alive(cast: Cast, sign_in: SignIn, clock: Callable[[int], None], root: str) -> None:
    client = sign_in(cast.writer)
    assert is_in(client)
    clock(29 * 60)
    assert client.get(f"{root}session/", headers={"X-Background": "1"}).json() == {"seconds": 60}
    assert client.get(f"{root}session/").json() == {"seconds": 1800}


def test_readers_have_no_session_to_lose(cast: Cast, reader: SiteClient) -> None:
    assert not reader.get("/nghe-an/").cookies
    assert "idle.js" not in reader.get(f"{DESK}login/").text
