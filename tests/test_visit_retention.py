"""How long journals and rows of visits are kept, and how they leave the installation as CSV."""

import csv
import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from provinces.models import Site
from vietnamese.dates import ZONE
from visits import archive, folding, retention
from visits.models import ArticleDay, JournalFile, OriginDay, Presence, SiteDay, SiteHour

from . import factories
from .test_visits import NOON, folder, line, write

__all__ = ["folder"]  # a fixture
pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _no_day_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_done_on", datetime.date.min)


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def packed(tmp_path: Path, name: str) -> Path:
    """A packed journal."""
    path = tmp_path / "archive" / "mot" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    return path


def test_packed_journals_go_by_whole_days_of_vietnam(tmp_path: Path, settings: Any) -> None:
    settings.VISITS_ARCHIVE_DAYS = 10
    names = {"2026111416": True, "2026111417": False, "2026112505": False}  # 17 h in London is midnight in Vietnam
    paths = {packed(tmp_path, f"{name}.log.gz"): gone for name, gone in names.items()}
    packed(tmp_path, "khong-ro.gz")
    assert retention.remove(NOON) == 1
    assert {path: not path.exists() for path in paths} == paths


def test_hours_and_origins_go_after_their_time_and_daily_rows_stay(nghe_an: Site, settings: Any) -> None:
    settings.VISITS_HOURS_DAYS, settings.VISITS_ORIGINS_DAYS = 30, 60
    article = factories.article(factories.category(nghe_an))
    for days in (0, 30, 31, 60, 61, 4000):
        SiteDay.objects.create(site=nghe_an, day=ago(days), views=1)
        SiteHour.objects.create(site=nghe_an, day=ago(days), hour=5, views=1)
        OriginDay.objects.create(site=nghe_an, day=ago(days), kind=OriginDay.Kind.DEVICE, name="phone", views=1)
        ArticleDay.objects.create(site=nghe_an, article=article, day=ago(days), views=1)
    assert retention.remove(NOON) == 4 + 2
    assert set(SiteHour.objects.values_list("day", flat=True)) == {ago(0), ago(30)}
    assert set(OriginDay.objects.values_list("day", flat=True)) == {ago(0), ago(30), ago(31), ago(60)}
    assert SiteDay.objects.for_site(nghe_an).views() == 6, "the public numbers are their sum"
    assert ArticleDay.objects.count() == 6
    assert retention.remove(NOON) == 0


def test_the_keeper_looks_once_a_day(nghe_an: Site, settings: Any) -> None:
    settings.VISITS_HOURS_DAYS = 30
    SiteHour.objects.create(site=nghe_an, day=ago(31), hour=5, views=1)
    assert retention.forget_old(NOON) == 1
    SiteHour.objects.create(site=nghe_an, day=ago(31), hour=5, views=1)
    assert retention.forget_old(NOON + datetime.timedelta(hours=11)) == 0
    assert retention.forget_old(NOON + datetime.timedelta(hours=13)) == 1


def test_the_row_of_a_journal_that_was_taken_away_goes_too(folder: Path, nghe_an: Site, settings: Any) -> None:
    settings.VISITS_ARCHIVE_DAYS = 10
    write(folder, line(nghe_an))
    folding.fold(NOON)
    for days, left in ((9, 1), (11, 0)):
        JournalFile.objects.update(folded_at=NOON - datetime.timedelta(days=days))
        retention.remove(NOON)
        assert JournalFile.objects.count() == left


@pytest.mark.parametrize(("minutes", "kept"), [(60, [10, 45]), (120, [10, 45, 100]), (5, [10])])
def test_visitors_are_forgotten_after_the_time_that_is_set_but_not_within_a_visit(
    nghe_an: Site, settings: Any, minutes: int, kept: list[int]
) -> None:
    settings.VISITS_PRESENCE_MINUTES = minutes
    for number in (10, 45, 100, 130):
        at = NOON - datetime.timedelta(minutes=number)
        Presence.objects.create(site=nghe_an, visitor=str(number), seen_at=at)
    folding.forget(NOON)
    assert sorted(int(row.visitor) for row in Presence.objects.all()) == kept


def test_days_whose_journals_are_gone_are_not_counted_again(folder: Path, nghe_an: Site) -> None:
    SiteDay.objects.create(site=nghe_an, day=ago(1), views=1000)
    with pytest.raises(ValueError, match="no journal"):
        archive.refold(ago(1), TODAY)
    write(folder, line(nghe_an))
    folding.fold(NOON)
    with pytest.raises(CommandError, match="2026-11-25"):
        call_command("refold", ago(1).isoformat(), TODAY.isoformat())
    assert SiteDay.objects.get(day=ago(1)).views == 1000
    assert archive.refold(TODAY, TODAY) == 1


def exported(*arguments: str) -> list[list[str]]:
    out = io.StringIO()
    call_command("export_visits", *arguments, stdout=out)
    return list(csv.reader(io.StringIO(out.getvalue())))


def test_every_table_can_be_exported(nghe_an: Site, vinh_long: Site, tmp_path: Path) -> None:
    article = factories.article(factories.category(nghe_an))
    SiteDay.objects.create(site=nghe_an, day=TODAY, views=7, visits=3, robots=2, ai_robots=1, own=4)
    SiteDay.objects.create(site=vinh_long, day=TODAY, views=9)
    SiteDay.objects.create(site=nghe_an, day=ago(9), views=5)
    SiteHour.objects.create(site=nghe_an, day=TODAY, hour=5, views=7)
    ArticleDay.objects.create(site=nghe_an, article=article, day=TODAY, views=6)
    OriginDay.objects.create(site=nghe_an, day=TODAY, kind=OriginDay.Kind.HOST, name="=cmd|x", views=2)
    days = (ago(1).isoformat(), TODAY.isoformat())
    head = ["site", "day", "views", "visits", "robots", "ai_robots", "own"]
    ours, theirs = (["nghe-an", days[1], "7", "3", "2", "1", "4"], ["vinh-long", days[1], "9", "0", "0", "0", "0"])
    assert exported(*days) == [head, ours, theirs]
    assert exported(*days, "--site", "nghe-an") == [head, ours]
    assert exported(*days, "--table", "hours")[1] == ["nghe-an", days[1], "5", "7"]
    assert exported(*days, "--table", "articles")[1] == ["nghe-an", days[1], str(article.pk), "6"]
    assert exported(*days, "--table", "origins")[1] == ["nghe-an", days[1], "host", "'=cmd|x", "2"]
    call_command("export_visits", *days, "--output", str(tmp_path / "x.csv"))
    assert (tmp_path / "x.csv").read_text().splitlines()[1] == ",".join(ours)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["2026-02-01", "2026-01-01"], "after the last"),
        (["2026-01-01", "2026-02-01", "--site", "khong-co"], "khong-co"),
        (["2026-01-01", "2026-02-01", "--output", "/khong-co/x.csv"], "khong-co"),
    ],
)
def test_an_export_that_cannot_be_says_why(nghe_an: Site, arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("export_visits", *arguments)


def test_midnight_in_vietnam_parts_the_days_of_journals() -> None:
    assert retention.day_of(Path("2026112416.log")) == datetime.date(2026, 11, 24)
    assert retention.day_of(Path("2026112417-12-1.log.gz")) == datetime.datetime(2026, 11, 25, tzinfo=ZONE).date()
