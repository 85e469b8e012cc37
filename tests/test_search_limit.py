"""Who searches without end has to wait; nobody else notices."""

import multiprocessing
import os
import time
from pathlib import Path
from typing import Any

import pytest

from provinces import limiting
from provinces.models import Site

from .conftest import SiteClient

SEARCH = "/nghe-an/tim-kiem/"


@pytest.fixture
def limit(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Three searches a minute, and a minute that does not end during the test."""
    settings.VAR_DIR, settings.SEARCHES_PER_MINUTE = tmp_path, 3
    monkeypatch.setattr(limiting.time, "time", lambda: 1_000_000_020.0)
    return 3


def _search(reader: SiteClient, address: str = "203.0.113.7", path: str = SEARCH) -> Any:
    return reader.get(path, {"q": "đường"}, REMOTE_ADDR=address)


def test_who_searches_too_often_is_told_when_to_come_back(limit: int, nghe_an: Site, reader: SiteClient) -> None:
    assert [_search(reader).status_code for _number in range(limit)] == [200] * limit
    answer = _search(reader)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "quá nhiều lượt tìm kiếm" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_other_pages_and_other_households_are_open_meanwhile(limit: int, nghe_an: Site, reader: SiteClient) -> None:
    for _number in range(limit + 1):
        _search(reader)
    assert reader.get("/nghe-an/", REMOTE_ADDR="203.0.113.7").status_code == 200
    assert reader.get(SEARCH, REMOTE_ADDR="203.0.113.7").status_code == 200
    assert _search(reader, "203.0.113.8").status_code == 200


def test_narrowing_the_documents_counts_too(limit: int, nghe_an: Site, reader: SiteClient) -> None:
    answers = [_search(reader, path="/nghe-an/van-ban/").status_code for _number in range(limit + 1)]
    assert answers == [200] * limit + [429]


def test_the_addresses_of_one_household_count_together(limit: int, nghe_an: Site, reader: SiteClient) -> None:
    answers = [_search(reader, f"2001:db8:1:2::{number}").status_code for number in range(1, limit + 2)]
    assert answers == [200] * limit + [429]
    assert _search(reader, "2001:db8:1:3::1").status_code == 200


def test_a_minute_later_everything_is_as_before(
    limit: int, nghe_an: Site, reader: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(limit + 1):
        _search(reader)
    monkeypatch.setattr(limiting.time, "time", lambda: 1_000_000_080.0)
    assert _search(reader).status_code == 200


def test_whoever_hides_behind_an_undeclared_server_is_not_locked_out(
    limit: int, nghe_an: Site, reader: SiteClient
) -> None:
    for address in ("127.0.0.1", "::1", ""):
        assert [_search(reader, address).status_code for _number in range(limit + 1)] == [200] * (limit + 1)


def test_without_a_limit_nothing_is_counted(limit: int, nghe_an: Site, reader: SiteClient, settings: Any) -> None:
    settings.SEARCHES_PER_MINUTE = 0
    assert {_search(reader).status_code for _number in range(limit + 2)} == {200}


def test_a_folder_that_cannot_be_written_keeps_nobody_from_searching(
    limit: int, nghe_an: Site, reader: SiteClient, settings: Any
) -> None:
    settings.VAR_DIR = Path(os.devnull)
    assert {_search(reader).status_code for _number in range(limit + 2)} == {200}


def test_the_limit_lets_an_office_search_at_ordinary_use(settings: Any) -> None:
    assert settings.SEARCHES_PER_MINUTE >= 60


def _ask(path: Path, times: int) -> None:
    meter = limiting.Meter(path)
    for _number in range(times):
        meter.count("203.0.113.7", 1_000_000_020.0)


def test_processes_count_together(tmp_path: Path) -> None:
    path = tmp_path / "search"
    workers = [multiprocessing.get_context("fork").Process(target=_ask, args=(path, 500)) for _number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert limiting.Meter(path).count("203.0.113.7", 1_000_000_020.0) == 1501


def test_the_file_neither_grows_nor_names_an_address(tmp_path: Path) -> None:
    meter = limiting.Meter(tmp_path / "search")
    for number in range(1000):
        meter.count(f"203.0.113.{number}", time.time())
    content = (tmp_path / "search").read_bytes()
    assert len(content) == limiting.SIZE
    assert b"203.0.113" not in content
