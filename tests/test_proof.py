"""The proof of honesty: it finds every kind of lie, and a small one of it holds on this machine."""

import shutil
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from scripts.proof import Asked, Found, judge
from scripts.proof_front import judge_front

from .processes import ROOT

SMALL = "--requests 1200 --workers 2 --threads 4 --seconds 24 --pause 1.5"


def asked(number: int, *, whole: bool = True, at: float = 10.0, calm: bool = False) -> Asked:
    return Asked(number, "h", at, at + 0.1, whole, not calm)


def found(*numbers: int, strange: int = 0, **rows: int) -> Found:
    """An installation whose rows are those of its lines, but for `rows`."""
    total = len(numbers)
    right = {"h": total, "r": 1, "a": 1, "visits": total, "hours": total, "devices": total, "articles": 0}
    return Found(Counter(numbers), strange, Counter(h=total, r=1, a=1), Counter({**right, **rows}))


def lies(*arguments: Any) -> list[str]:
    return [check.name for check in judge(*arguments) if not check.right]


def test_what_is_right_is_called_right() -> None:
    assert lies([asked(1), asked(2, calm=True)], [], found(1, 2)) == []


def test_a_page_more_that_was_in_flight_at_a_kill_is_no_lie() -> None:
    assert lies([asked(1), asked(2, whole=False)], [10.05], found(1, 2)) == []
    assert lies([asked(1), asked(2, whole=False)], [10.05], found(1)) == []


@pytest.mark.parametrize(
    ("requests", "kills", "there", "name"),
    [
        ([asked(1), asked(2)], [10.05], found(1), "answered, but not in the journal"),
        ([asked(1)], [10.05], found(1, 1), "in the journal twice"),
        ([asked(1)], [], found(1, strange=1), "lines of nobody who asked"),
        ([asked(1), asked(2, whole=False)], [10.2], found(1, 2), "written, not answered whole, at no kill"),
        ([asked(1), asked(2, whole=False)], [7.0], found(1, 2), "written, not answered whole, at no kill"),
        ([asked(1)], [], found(1, h=2), "daily rows: page views"),
        ([asked(1)], [], found(1, h=0), "daily rows: page views"),
        ([asked(1)], [], found(1, r=2), "daily rows: robots"),
        ([asked(1)], [], found(1, a=0), "daily rows: AI crawlers"),
        ([asked(1)], [], found(1, visits=2), "daily rows: visits"),
        ([asked(1)], [], found(1, hours=0), "daily rows: hours"),
        ([asked(1)], [], found(1, devices=0), "daily rows: devices"),
        ([asked(1)], [], found(1, articles=1), "daily rows: page views of articles"),
    ],
)
def test_every_lie_is_found(requests: list[Asked], kills: list[float], there: Found, name: str) -> None:
    assert lies(requests, kills, there) == [name]


def test_a_page_lost_while_only_the_fold_was_killed_is_a_lie() -> None:
    (name,) = lies([asked(1), asked(2, whole=False, calm=True)], [], found(1))
    assert name.startswith("only the fold killed")


def test_every_page_is_counted_once_whatever_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.proof", *SMALL.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Every count is right" in done.stdout


def front_lies(*arguments: Any) -> list[str]:
    return [check.name for check in judge_front(*arguments) if not check.right]


def test_what_a_killed_worker_of_nginx_had_not_written_is_counted_and_no_lie() -> None:
    checks = judge_front([asked(1), asked(2)], [10.9], found(1))
    assert [check.name for check in checks if not check.right] == []
    assert checks[-1].value.startswith("1, at most")


def test_a_line_that_is_missing_at_no_kill_is_a_lie() -> None:
    assert front_lies([asked(1), asked(2)], [30.0], found(1)) == ["answered, but not in the journal"]
    assert front_lies([asked(1), asked(2)], [], found(1)) == ["answered, but not in the journal"]


def test_more_than_a_buffer_for_each_kill_is_a_lie() -> None:
    many = [asked(number) for number in range(200)]
    (name,) = front_lies([*many, asked(1000, at=50.0)], [10.5], found(1000))
    assert name.startswith("answered besides")


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not in PATH")
def test_every_page_through_nginx_is_counted_once_whatever_is_killed() -> None:
    small = "--requests 1000 --threads 4 --seconds 20 --pause 1.5"
    done = subprocess.run(
        [sys.executable, "-m", "scripts.proof_front", *small.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Every count is right" in done.stdout
