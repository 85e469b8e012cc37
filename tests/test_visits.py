"""The visit journal and its fold: every page answered counts once, whatever is killed, cut or malformed."""

import datetime
import errno
import logging
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from articles import reads
from editions.layer import VISIT
from provinces.hosts import KEY, Entry, Mount
from provinces.models import Site
from vietnamese.dates import ZONE
from visits import archive, folding, lines, readers
from visits.journal import Journal, JournalLayer
from visits.models import ArticleDay, JournalFile, OriginDay, OwnNetwork, Presence, SiteDay, SiteHour, VisitorKey
from visits.numbers import most_read, numbers_of
from visits.scribe import Visitors

from . import factories

pytestmark = pytest.mark.django_db

CHROME = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Mobile Safari/537.36"
)
NOON = datetime.datetime(2026, 11, 25, 12, 0, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """Journals of this test only."""
    settings.VISITS_ROOT = tmp_path
    return tmp_path / "journal" / "mot"


def line(site: Site, at: datetime.datetime = NOON, **fields: Any) -> lines.Line:
    """A page for a reader with a phone."""
    values: dict[str, Any] = {
        "kind": "page",
        "number": 0,
        "visitor": "v" * 22,
        "reader": "h",
        "device": "p",
        "host": "",
    } | fields
    return lines.Line(at.timestamp(), site.pk, **values)


def write(folder: Path, *content: lines.Line | bytes, name: str = "2026112505.log") -> Path:
    """Append to a journal."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    with path.open("ab") as file:
        for part in content:
            file.write(part if isinstance(part, bytes) else lines.write(part))
    return path


def views(site: Site) -> int:
    """All page views of a site."""
    return SiteDay.objects.for_site(site).views()


def ask(
    journal: Journal,
    site: Site,
    *,
    status: str = "200 OK",
    kind: str = "text/html",
    subject: Any = None,
    **environ: str,
) -> None:
    """Let a page of `site` be answered through the journal's layer."""
    entry = Entry(site.pk, site.slug, site.is_portal, site.path_prefix, site.state, ("vi",), None)

    def application(inner: dict[str, Any], start_response: Any) -> list[bytes]:
        inner[KEY] = Mount("public", entry, "vi", "/nghe-an")
        if subject:
            inner[VISIT] = subject
        start_response(status, [("Content-Type", kind)])
        return [b"page"]

    request = {
        "REQUEST_METHOD": "GET",
        "REMOTE_ADDR": "203.0.113.7",
        "HTTP_USER_AGENT": CHROME,
        "HTTP_HOST": "testserver",
    }
    assert JournalLayer(application, journal)(request | environ, lambda *_: None) == [b"page"]


def test_a_line_reads_back_as_it_was_written(nghe_an: Site) -> None:
    written = line(nghe_an, kind="article", number=7, host="zalo.me")
    assert lines.read(lines.write(written).rstrip(b"\n")) == written


@pytest.mark.parametrize("cut", [1, 3, 20, 40])
def test_a_part_of_a_line_is_no_line(nghe_an: Site, cut: int) -> None:
    whole = lines.write(line(nghe_an)).rstrip(b"\n")
    assert lines.read(whole[:-cut]) is None
    assert lines.read(b"x" + whole) is None


def test_each_page_is_noted_once_and_nothing_else_is(folder: Path, nghe_an: Site) -> None:
    journal = Journal(folder)
    ask(journal, nghe_an, subject=(nghe_an.pk, "page", 0))
    ask(journal, nghe_an, status="304 Not Modified", subject=(nghe_an.pk, "page", 0))
    ask(journal, nghe_an)
    ask(journal, nghe_an, status="404 Not Found")
    ask(journal, nghe_an, kind="application/rss+xml")
    ask(journal, nghe_an, REQUEST_METHOD="HEAD")
    assert folding.fold(NOON) == 3
    assert views(nghe_an) == 3


def test_no_address_is_kept(folder: Path, nghe_an: Site) -> None:
    ask(Journal(folder), nghe_an)
    (file,) = folder.glob("*.log")
    assert b"203.0.113.7" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_a_visitor_cannot_be_followed_from_day_to_day() -> None:
    visitors, today = Visitors(), datetime.date(2026, 11, 25)
    first = visitors.hash("203.0.113.7", CHROME, today)
    assert visitors.hash("203.0.113.7", CHROME, today) == Visitors().hash("203.0.113.7", CHROME, today) == first
    assert visitors.hash("203.0.113.7", CHROME, today + datetime.timedelta(days=1)) != first
    folding.forget(datetime.datetime(2026, 11, 26, 0, 1, tzinfo=ZONE))
    assert list(VisitorKey.objects.values_list("day", flat=True)) == [datetime.date(2026, 11, 26)]


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        (CHROME, "h"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 coc_coc_browser/128 Chrome/122 Safari/537.36",
            "h",
        ),
        ("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 Zalo android/24", "h"),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "r"),
        ("Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)", "r"),
        ("curl/8.5.0", "r"),
        ("", "r"),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.0; +https://openai.com/gptbot)", "a"),
        ("Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)", "a"),
    ],
)
def test_people_robots_and_ai_crawlers_are_told_apart(agent: str, kind: str) -> None:
    assert readers.reader_of(agent).kind == kind


def test_robots_prefetches_and_own_networks_are_no_page_views(folder: Path, nghe_an: Site) -> None:
    OwnNetwork.objects.create(site=nghe_an, network="198.51.100.0/24")
    journal = Journal(folder)
    ask(journal, nghe_an, HTTP_USER_AGENT="Googlebot/2.1")
    ask(journal, nghe_an, HTTP_USER_AGENT="GPTBot/1.0")
    ask(journal, nghe_an, HTTP_SEC_PURPOSE="prefetch;prerender")
    ask(journal, nghe_an, REMOTE_ADDR="198.51.100.9")
    ask(journal, nghe_an)
    folding.fold(NOON)
    row = SiteDay.objects.get()
    assert (row.views, row.visits, row.robots, row.ai_robots, row.own) == (1, 1, 1, 1, 1)


def test_a_visit_ends_after_half_an_hour_of_silence(folder: Path, nghe_an: Site) -> None:
    minutes = [0, 5, 34, 65, 66]
    pages = [line(nghe_an, NOON + datetime.timedelta(minutes=number)) for number in minutes]
    write(folder, *pages[:2])
    folding.fold(NOON)
    write(folder, *pages[2:], line(nghe_an, visitor="w" * 22))
    folding.fold(NOON)
    row = SiteDay.objects.get()
    assert (row.views, row.visits) == (6, 3), "one, again after 31 minutes, and somebody else"


def test_days_and_hours_are_those_of_vietnam(folder: Path, nghe_an: Site) -> None:
    late = datetime.datetime(2026, 11, 25, 23, 59, 59, tzinfo=ZONE)
    write(folder, line(nghe_an, late), line(nghe_an, late + datetime.timedelta(seconds=2)))
    folding.fold(NOON)
    found = SiteHour.objects.order_by("day").values_list("day", "hour", "views")
    assert list(found) == [(datetime.date(2026, 11, 25), 23, 1), (datetime.date(2026, 11, 26), 0, 1)]


def test_folding_again_counts_nothing_twice(folder: Path, nghe_an: Site) -> None:
    write(folder, line(nghe_an), line(nghe_an))
    assert (folding.fold(NOON), folding.fold(NOON)) == (2, 0)
    write(folder, line(nghe_an))
    assert (folding.fold(NOON), views(nghe_an)) == (1, 3)


def test_a_fold_that_dies_in_the_middle_neither_loses_nor_counts_twice(
    folder: Path, nghe_an: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, *[line(nghe_an, visitor=f"{number:022d}") for number in range(50)])
    monkeypatch.setattr(folding, "PORTION", 1000)
    real, calls = folding.Sums.store, []

    def dying(self: folding.Sums) -> None:
        real(self)
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(folding.Sums, "store", dying)
    with pytest.raises(KeyboardInterrupt):
        folding.fold(NOON)
    assert 0 < views(nghe_an) < 50
    folding.fold(NOON)
    assert views(nghe_an) == 50


def test_half_a_line_waits_for_its_end(folder: Path, nghe_an: Site) -> None:
    whole = lines.write(line(nghe_an))
    write(folder, line(nghe_an), whole[:30])
    assert folding.fold(NOON) == 1
    write(folder, whole[30:])
    assert folding.fold(NOON) == 1


def test_malformed_lines_are_left_out_and_counted(
    folder: Path, nghe_an: Site, caplog: pytest.LogCaptureFixture
) -> None:
    write(folder, line(nghe_an), b"\xff\x00 rubbish\n", b"\n", lines.write(line(nghe_an))[:-8] + b"\n", line(nghe_an))
    with caplog.at_level(logging.WARNING):
        assert folding.fold(NOON) == 2
    assert JournalFile.objects.get().faults == 3
    assert "3 lines" in caplog.text


def test_a_journal_that_was_cut_does_not_count_again(folder: Path, nghe_an: Site) -> None:
    path = write(folder, *[line(nghe_an) for _ in range(10)])
    folding.fold(NOON)
    os.truncate(path, path.stat().st_size // 2)
    folding.fold(NOON)
    assert (views(nghe_an), JournalFile.objects.get().faults) == (10, 1)


def test_a_file_with_the_inode_of_another_is_read_from_its_beginning(folder: Path, nghe_an: Site) -> None:
    path = write(folder, *[line(nghe_an) for _ in range(3)])
    folding.fold(NOON)
    content = lines.write(line(nghe_an, NOON + datetime.timedelta(hours=1)))
    with path.open("r+b") as file:
        file.truncate(0)
        file.write(content)
    folding.fold(NOON)
    assert views(nghe_an) == 4


def test_a_journal_that_cannot_be_read_stops_no_other(folder: Path, nghe_an: Site, tmp_path: Path) -> None:
    write(folder, line(nghe_an))
    (folder / "2026112504.log").mkdir()
    assert folding.fold(NOON) == 1


def test_a_full_disk_costs_a_number_and_no_page(
    folder: Path, nghe_an: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    journal = Journal(folder)
    ask(journal, nghe_an)
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:10]))
    ask(journal, nghe_an)
    monkeypatch.setattr(os, "write", real)
    ask(journal, nghe_an)
    assert journal.lost == 1
    assert "could not be written" in caplog.text
    assert folding.fold(NOON) == 2
    (tmp := folder.parent / "kein").write_text("a file where a folder should be")
    ask(Journal(tmp), nghe_an)


def test_the_clock_may_be_set_back(folder: Path, nghe_an: Site) -> None:
    write(folder, line(nghe_an), line(nghe_an, NOON - datetime.timedelta(hours=3)), line(nghe_an))
    folding.fold(NOON)
    row = SiteDay.objects.get()
    assert (row.views, row.visits) == (3, 1)


def test_a_clock_set_back_opens_the_hour_s_journal_again(folder: Path, nghe_an: Site) -> None:
    journal, now = Journal(folder), NOON.timestamp()
    for at in (now, now - 3600, now, now + 3600):
        journal.append(lines.write(line(nghe_an, datetime.datetime.fromtimestamp(at, ZONE))), at)
    assert sorted(path.name for path in folder.iterdir()) == ["2026112504.log", "2026112505.log", "2026112506.log"]
    assert (folding.fold(NOON), journal.lost) == (4, 0)


def test_an_hour_that_comes_again_after_it_was_packed_is_packed_beside_it(folder: Path, nghe_an: Site) -> None:
    for visitor in ("v", "w"):
        path = write(folder, line(nghe_an, visitor=visitor * 22))
        folding.fold(NOON)
        os.utime(path, (0, 0))
        assert archive.pack(NOON) == 1
    assert len(list((folder.parent.parent / "archive" / "mot").iterdir())) == 2
    assert archive.refold(NOON.date(), NOON.date()) == views(nghe_an) == 2


def test_a_journal_that_was_packed_but_not_removed_is_not_packed_twice(
    folder: Path, nghe_an: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(folder, line(nghe_an))
    folding.fold(NOON)
    os.utime(path, (0, 0))

    def killed(_path: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            archive.pack(NOON)
    assert path.exists()
    assert archive.pack(NOON) == 1
    assert not path.exists()
    assert archive.refold(NOON.date(), NOON.date()) == 1


def test_a_full_disk_while_packing_keeps_the_journal(
    folder: Path, nghe_an: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = write(folder, line(nghe_an))
    folding.fold(NOON)
    os.utime(path, (0, 0))

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("shutil.copyfileobj", full)
        assert archive.pack(NOON) == 0
    assert "cannot be packed" in caplog.text
    assert path.exists()
    assert list((folder.parent.parent / "archive").rglob("*.*")) == [], "no half of a file"
    assert archive.pack(NOON) == 1


def test_a_full_disk_while_folding_counts_nothing_and_later_everything(
    folder: Path, nghe_an: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, line(nghe_an), line(nghe_an))
    real = folding.Sums.store

    def full(self: folding.Sums) -> None:
        real(self)
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(folding.Sums, "store", full)
        with pytest.raises(OperationalError):
            folding.fold(NOON)
    assert (views(nghe_an), JournalFile.objects.count()) == (0, 0)
    assert (folding.fold(NOON), views(nghe_an)) == (2, 2)


def test_a_disk_that_refuses_every_write_costs_numbers_and_no_page(
    folder: Path, nghe_an: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(folder)

    def full(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        for _time in range(3):
            ask(journal, nghe_an)
    ask(journal, nghe_an)
    assert (journal.lost, folding.fold(NOON)) == (3, 1)


def test_a_journal_that_is_renamed_is_read_on_and_not_again(folder: Path, nghe_an: Site) -> None:
    path = write(folder, line(nghe_an))
    folding.fold(NOON)
    write(folder, line(nghe_an))
    path.rename(folder / "2026112505-xoay.log")
    write(folder, line(nghe_an, NOON + datetime.timedelta(seconds=1)))
    folding.fold(NOON)
    assert views(nghe_an) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_journal_without_the_right_to_read_stops_no_other(
    folder: Path, nghe_an: Site, caplog: pytest.LogCaptureFixture
) -> None:
    write(folder, line(nghe_an), name="2026112504.log").chmod(0)
    write(folder, line(nghe_an))
    assert folding.fold(NOON) == 1
    assert "cannot be read" in caplog.text


def test_articles_origins_and_devices_have_daily_rows(folder: Path, nghe_an: Site) -> None:
    article = factories.article(factories.category(nghe_an))
    read = line(nghe_an, kind="article", number=article.pk, host="zalo.me")
    write(folder, read, read, line(nghe_an, kind="article", number=999_999, device="d"))
    folding.fold(NOON)
    assert list(ArticleDay.objects.values_list("article", "views")) == [(article.pk, 2)]
    found = set(OriginDay.objects.values_list("kind", "name", "views"))
    assert found == {("host", "zalo.me", 2), ("device", "phone", 2), ("device", "desk", 1)}
    assert most_read(nghe_an, NOON, 5) == [article.pk]
    assert reads.views_of([article.pk, 1], NOON.date(), NOON.date()) == {article.pk: 2}
    assert reads.views_of([article.pk], NOON.date() - datetime.timedelta(days=2), NOON.date()) == {article.pk: 2}
    tomorrow = NOON.date() + datetime.timedelta(days=1)
    assert reads.views_of([article.pk], tomorrow, tomorrow) == {}


def test_what_was_packed_can_be_folded_again_and_gives_the_same(folder: Path, nghe_an: Site) -> None:
    article = factories.article(factories.category(nghe_an))
    old = write(folder, *[line(nghe_an, visitor=f"{n:022d}", kind="article", number=article.pk) for n in range(20)])
    write(folder, line(nghe_an, NOON + datetime.timedelta(hours=1)), name="2026112506.log")
    folding.fold(NOON)
    os.utime(old, (0, 0))
    before = {
        model: list(model.objects.order_by("pk").values("day", "views")) for model in (SiteDay, SiteHour, ArticleDay)
    }
    assert archive.pack(NOON) == 1
    assert not old.exists()
    write(folder, line(nghe_an, NOON + datetime.timedelta(hours=1)), name="2026112506.log")
    assert archive.refold(NOON.date(), NOON.date()) == 21, "what was not folded yet comes with the next fold"
    after = {
        model: list(model.objects.order_by("pk").values("day", "views")) for model in (SiteDay, SiteHour, ArticleDay)
    }
    assert after == before
    assert folding.fold(NOON) == 1


def test_the_public_numbers_are_sums_of_daily_rows(folder: Path, nghe_an: Site) -> None:
    nghe_an.opening_views = 40_991_386
    days = {0: 5, 1: 4, 2: 3, 9: 2, 40: 1}  # 25 November 2026 is a Wednesday
    for ago, number in days.items():
        SiteDay.objects.create(site=nghe_an, day=NOON.date() - datetime.timedelta(days=ago), views=number)
    for number, minutes in enumerate((1, 4, 6)):
        Presence.objects.create(site=nghe_an, visitor=str(number), seen_at=NOON - datetime.timedelta(minutes=minutes))
    found = numbers_of(nghe_an, NOON)
    assert found.as_dict() == {
        "online": 2, "today": 5, "yesterday": 4, "week": 12, "month": 14, "all": 40_991_401,
    }  # fmt: skip
