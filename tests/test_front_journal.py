"""nginx's log as the visit journal: the same rules as the nodes' own, and no address is kept."""

import datetime
import errno
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provinces.hosts import KEY, Entry, Mount
from provinces.models import Site
from visits import archive, folding, front, lines
from visits.journal import Journal, JournalLayer, SubjectLayer
from visits.models import ArticleDay, JournalFile, OriginDay, OwnNetwork, SiteDay, VisitorKey

from . import factories
from .test_visits import CHROME, NOON, views

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.7"


@pytest.fixture(autouse=True)
def log(tmp_path: Path, settings: Any) -> Path:
    """The journal that nginx writes, in this test only."""
    settings.VISITS_ROOT = tmp_path / "visits"
    settings.FRONT_LOG = tmp_path / "nginx"
    settings.NODE = "mot"
    settings.FRONT_LOG.mkdir()
    path: Path = settings.FRONT_LOG / front.LOG
    return path


def row(site: Site | int, **fields: str) -> bytes:
    """A line as nginx writes it: a page for a reader with a phone."""
    number = site if isinstance(site, int) else site.pk
    values = {
        "at": f"{NOON.timestamp():.3f}", "subject": f"{number} page 0", "status": "200", "method": "GET",
        "completion": "OK", "address": ADDRESS, "forwarded": "-", "host": "nghe-an.example.vn", "referrer": "-",
        "purpose": "- - -", "agent": CHROME,
    } | fields  # fmt: skip
    return "\t".join([*values.values(), ".\n"]).encode()


def write(path: Path, *rows: bytes) -> None:
    with path.open("ab") as file:
        file.writelines(rows)


def copied(tmp_path: Path) -> bytes:
    """What is kept without addresses."""
    return b"".join(path.read_bytes() for path in (tmp_path / "visits" / "copies").rglob("*.log"))


def rotated(log: Path, name: str = "visits-20261125060000.log") -> Path:
    """Rotate the journal as tuyengiao-rotate.service does, some time ago."""
    path = log.rename(log.with_name(name))
    os.utime(path, (0, 0))
    return path


def test_a_page_that_nginx_sent_is_a_page_view(log: Path, nghe_an: Site) -> None:
    article = factories.article(factories.category(nghe_an))
    write(log, row(nghe_an), row(nghe_an, status="304"), row(nghe_an, subject=f"{nghe_an.pk} article {article.pk}"))
    assert folding.fold(NOON) == 3
    assert SiteDay.objects.for_site(nghe_an).get().day == NOON.date()
    assert (views(nghe_an), SiteDay.objects.get().visits) == (3, 1)
    assert list(ArticleDay.objects.values_list("article", "views")) == [(article.pk, 1)]
    assert folding.fold(NOON) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"method": "HEAD"},
        {"method": "POST"},
        {"status": "404"},
        {"status": "206"},
        {"status": "503"},
        {"completion": ""},
    ],
)
def test_what_is_no_page_that_was_sent_whole_does_not_count_and_is_no_fault(
    log: Path, nghe_an: Site, fields: dict[str, str]
) -> None:
    write(log, row(nghe_an, **fields), row(nghe_an))
    assert folding.fold(NOON) == 1
    assert JournalFile.objects.get().faults == 0


def test_robots_prefetches_and_own_networks_are_told_apart(log: Path, nghe_an: Site) -> None:
    OwnNetwork.objects.create(site=nghe_an, network="198.51.100.0/24")
    write(
        log,
        row(nghe_an, agent="Googlebot/2.1"),
        row(nghe_an, agent="-"),
        row(nghe_an, agent="GPTBot/1.0"),
        row(nghe_an, purpose="prefetch;prerender - -"),
        row(nghe_an, purpose="- - prefetch"),
        row(nghe_an, address="198.51.100.9"),
        row(nghe_an),
    )
    folding.fold(NOON)
    found = SiteDay.objects.get()
    assert (found.views, found.visits, found.robots, found.ai_robots, found.own) == (1, 1, 2, 1, 1)


@pytest.mark.parametrize(
    ("address", "forwarded", "is_own"),
    [
        ("2001:db8::9", "-", True),
        ("::ffff:198.51.100.9", "-", True),
        ("203.0.113.7", "198.51.100.9", False),  # anybody may write that
        ("10.0.0.1", "198.51.100.9", True),  # a server of ours before nginx
        ("10.0.0.1", "198.51.100.9, 203.0.113.7", False),
    ],
)
def test_whose_address_it_is_is_found_as_nodes_find_it(
    log: Path, nghe_an: Site, settings: Any, address: str, forwarded: str, is_own: bool
) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.0/8", "10.0.0.0/8"]
    for network in ("198.51.100.0/24", "2001:db8::/32"):
        OwnNetwork.objects.create(site=nghe_an, network=network)
    write(log, row(nghe_an, address=address, forwarded=forwarded))
    folding.fold(NOON)
    assert SiteDay.objects.get().own == int(is_own)


def test_a_line_says_the_same_as_the_one_a_node_would_have_written(
    log: Path, nghe_an: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = 'Mozilla/5.0 (Linux; Android 14; "Việt\\Nam"; Pixel 8) Mobile'.encode().decode("latin-1")
    escaped = "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\x{ord(c):02X}" for c in agent)
    entry = Entry(nghe_an.pk, "nghe-an", nghe_an.is_portal, "", "live", ("vi",), None)
    asked = {
        "REQUEST_METHOD": "GET", "REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": agent, "HTTP_HOST": "nghe-an.example.vn",
        "HTTP_REFERER": "https://www.zalo.me/x?y", KEY: Mount("public", entry, "vi", ""),
    }  # fmt: skip

    def application(_environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b""]

    monkeypatch.setattr("visits.journal.time.time", lambda: NOON.timestamp())
    JournalLayer(application, Journal(tmp_path / "own"))(asked, lambda *_: None)
    (written,) = [path.read_bytes() for path in (tmp_path / "own").iterdir()]
    write(log, row(nghe_an, agent=escaped, referrer="https://www.zalo.me/x?y"))
    folding.fold(NOON)
    assert copied(tmp_path) == written
    assert list(OriginDay.objects.filter(kind="host").values_list("name", flat=True)) == ["zalo.me"]


def test_nothing_that_is_kept_holds_an_address(log: Path, nghe_an: Site, tmp_path: Path) -> None:
    write(log, row(nghe_an), row(nghe_an, agent="Googlebot/2.1"))
    folding.fold(NOON)
    path = rotated(log)
    assert ADDRESS.encode() in path.read_bytes()
    assert archive.pack(NOON) == 1
    assert not path.exists()
    (packed,) = (tmp_path / "visits" / "archive" / "mot").iterdir()
    assert packed.name.startswith("2026112505-"), "the hour in London of its first line"
    kept = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert kept == [packed]
    assert archive.refold(NOON.date(), NOON.date()) == 2
    assert (views(nghe_an), SiteDay.objects.get().robots) == (1, 1)


def test_what_is_shredded_is_overwritten_first(log: Path, nghe_an: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    write(log, row(nghe_an) * 3)
    length = log.stat().st_size
    beside = log.with_name("same")
    beside.hardlink_to(log)
    archive.shred(log)
    assert not log.exists()
    assert beside.stat().st_size >= length
    assert not beside.read_bytes().strip(b"\0")


def test_a_link_is_not_followed_when_something_is_shredded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("kept")
    (tmp_path / "link").symlink_to(secret)
    with pytest.raises(OSError, match="symbolic"):
        archive.shred(tmp_path / "link")
    assert secret.read_text() == "kept"


def test_the_journal_in_which_nginx_writes_is_never_shredded(log: Path, nghe_an: Site) -> None:
    write(log, row(nghe_an))
    folding.fold(NOON)
    os.utime(log, (0, 0))
    assert archive.pack(NOON) == 0
    assert log.exists()


def test_what_is_not_counted_yet_is_not_shredded(log: Path, nghe_an: Site) -> None:
    write(log, row(nghe_an))
    path = rotated(log)
    assert archive.pack(NOON) == 0
    assert path.exists()
    assert folding.fold(NOON) == 1
    assert archive.pack(NOON) == 1


def test_the_number_of_a_file_that_was_shredded_may_come_again(log: Path, nghe_an: Site) -> None:
    """A row that a killed keeper left behind is not taken for the new file with the same inode."""
    write(log, row(nghe_an))
    path = rotated(log)
    node = "mot/nginx"
    JournalFile.objects.create(node=node, inode=path.stat().st_ino, name="x", head="of another", offset=0)
    assert archive.pack(NOON) == 0
    assert path.exists()


def test_rotation_loses_no_line(log: Path, nghe_an: Site) -> None:
    write(log, row(nghe_an))
    folding.fold(NOON)
    write(log, row(nghe_an))
    handle = log.open("ab")
    rotated(log)
    handle.write(row(nghe_an))  # a worker that has not gone over yet
    handle.close()
    write(log, row(nghe_an, at=f"{NOON.timestamp() + 9:.3f}"))
    folding.fold(NOON)
    assert views(nghe_an) == 4


def test_half_a_line_waits_for_its_end(log: Path, nghe_an: Site) -> None:
    whole = row(nghe_an)
    write(log, whole, whole[:60])
    assert folding.fold(NOON) == 1
    write(log, whole[60:])
    assert folding.fold(NOON) == 1
    assert JournalFile.objects.get().faults == 0


def test_a_journal_that_ends_with_half_a_line_is_shredded_all_the_same(
    log: Path, nghe_an: Site, caplog: pytest.LogCaptureFixture
) -> None:
    write(log, row(nghe_an), row(nghe_an)[:60])
    folding.fold(NOON)
    rotated(log)
    with caplog.at_level(logging.WARNING):
        assert archive.pack(NOON) == 1
    assert "half a line" in caplog.text
    assert views(nghe_an) == 1


@pytest.mark.parametrize("cut", [1, 9, 14, 15, 60, -3])
def test_a_whole_line_behind_half_a_one_counts(log: Path, nghe_an: Site, cut: int) -> None:
    write(log, row(nghe_an), row(nghe_an)[:cut], row(nghe_an), row(nghe_an))
    assert folding.fold(NOON) == 3
    assert JournalFile.objects.get().faults == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda site: b"\xff\x00 rubbish\n",
        lambda site: b"\n",
        lambda site: row(site)[:-3] + b"\n",
        lambda site: row(site, at="-"),
        lambda site: row(site, at="nan"),
        lambda site: row(site, at="99999999999.0"),
        lambda site: row(site, subject="-"),
        lambda site: row(site, subject="0 page 0"),
        lambda site: row(site, subject=f"{site.pk} film 3"),
        lambda site: row(site, subject=f"{site.pk} page"),
        lambda site: row(site, subject="٣ page 0"),
    ],
)
def test_malformed_lines_are_left_out_and_counted(log: Path, nghe_an: Site, make: Callable[[Site], bytes]) -> None:
    write(log, row(nghe_an), make(nghe_an), row(nghe_an))
    assert folding.fold(NOON) == 2
    assert JournalFile.objects.get().faults == 1


def test_a_page_of_a_site_that_is_gone_counts_nowhere(log: Path, nghe_an: Site) -> None:
    write(log, row(999_999), row(nghe_an))
    folding.fold(NOON)
    assert SiteDay.objects.count() == 1


def test_a_journal_that_was_cut_does_not_count_again(log: Path, nghe_an: Site) -> None:
    write(log, *[row(nghe_an)] * 10)
    folding.fold(NOON)
    os.truncate(log, log.stat().st_size // 2)
    folding.fold(NOON)
    assert (views(nghe_an), JournalFile.objects.get().faults) == (10, 1)


def test_a_clock_that_was_set_back_counts_all_the_same(log: Path, nghe_an: Site) -> None:
    write(log, *(row(nghe_an, at=f"{NOON.timestamp() - seconds:.3f}") for seconds in (0, 7200, 0)))
    folding.fold(NOON)
    assert (views(nghe_an), SiteDay.objects.get().visits) == (3, 1)


def test_a_fold_that_dies_neither_loses_nor_counts_nor_copies_twice(
    log: Path, nghe_an: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(log, *[row(nghe_an, address=f"203.0.113.{number}") for number in range(50)])
    monkeypatch.setattr(folding, "PORTION", 2000)
    real, calls = folding._copy, []

    def dying(*arguments: Any) -> int:
        length = real(*arguments)
        calls.append(length)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return length

    monkeypatch.setattr(folding, "_copy", dying)
    with pytest.raises(KeyboardInterrupt):
        folding.fold(NOON)
    assert 0 < views(nghe_an) < 50
    folding.fold(NOON)
    assert views(nghe_an) == 50
    kept = [lines.read(raw) for raw in copied(tmp_path).splitlines()]
    assert len({line.visitor for line in kept if line is not None}) == len(kept) == 50
    assert archive.refold(NOON.date(), NOON.date()) == 50


def test_a_full_disk_while_copying_counts_nothing_and_later_everything(
    log: Path, nghe_an: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write(log, row(nghe_an), row(nghe_an))

    def full(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(folding, "_copy", full)
        assert folding.fold(NOON) == 0
    assert "cannot be read" in caplog.text
    assert (views(nghe_an), JournalFile.objects.count()) == (0, 0)
    assert (folding.fold(NOON), views(nghe_an), len(copied(tmp_path).splitlines())) == (2, 2, 2)


def test_a_keeper_that_is_killed_between_packing_and_shredding_packs_once(
    log: Path, nghe_an: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(log, row(nghe_an))
    folding.fold(NOON)
    path = rotated(log)

    def killed(_path: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(archive, "shred", killed)
        with pytest.raises(KeyboardInterrupt):
            archive.pack(NOON)
    assert path.exists()
    assert folding.fold(NOON) == 0
    assert archive.pack(NOON) == 1
    assert not path.exists()
    assert len(list((tmp_path / "visits" / "archive").rglob("*.gz"))) == 1
    assert archive.refold(NOON.date(), NOON.date()) == 1


def test_the_key_of_the_day_is_that_of_the_line_and_is_destroyed(log: Path, nghe_an: Site) -> None:
    midnight = NOON.replace(hour=0) + datetime.timedelta(days=1)
    write(log, *(row(nghe_an, at=f"{midnight.timestamp() + late:.3f}") for late in (-1, 1)))
    folding.fold(midnight)
    assert VisitorKey.objects.count() == 2
    folding.forget(midnight + datetime.timedelta(seconds=5))
    assert list(VisitorKey.objects.values_list("day", flat=True)) == [midnight.date()]


@pytest.mark.parametrize(
    ("method", "status", "kind", "said"),
    [
        ("GET", "200 OK", "text/html; charset=utf-8", "{} page 0"),
        ("GET", "404 Not Found", "text/html; charset=utf-8", None),
        ("POST", "200 OK", "text/html; charset=utf-8", None),
        ("GET", "200 OK", "application/rss+xml", None),
    ],
)
def test_behind_nginx_a_node_says_what_it_shows_and_writes_nothing(
    nghe_an: Site, method: str, status: str, kind: str, said: str | None
) -> None:
    entry = Entry(nghe_an.pk, "nghe-an", nghe_an.is_portal, "", "live", ("vi",), None)
    caught: list[tuple[str, str]] = []

    def application(_environ: Any, start_response: Any) -> list[bytes]:
        start_response(status, [("Content-Type", kind)])
        return [b"page"]

    environ = {"REQUEST_METHOD": method, KEY: Mount("public", entry, "vi", "")}
    body = SubjectLayer(application)(environ, lambda _status, headers: caught.extend(headers))
    assert body == [b"page"]
    assert dict(caught).get("X-Visit") == (said.format(nghe_an.pk) if said else None)
