"""Watching: health, readiness, metrics, logs and slow statements, before a site is known and without a secret."""

import io
import json
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import override_settings
from huey.contrib.djhuey import HUEY, task

from editions import keeping
from editions import versions as page_versions
from editions.layer import OUTCOME
from provinces.hosts import SiteLayer
from tuyengiao import keeper
from tuyengiao.watching import counters, logs, notes, queue, readiness, statements
from tuyengiao.watching.layer import WatchLayer
from visits.journal import Journal, JournalLayer


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> Iterator[None]:
    """No test sees another one's notes."""
    settings.WATCH_ROOT = tmp_path / "watching"
    settings.VISITS_ROOT = tmp_path / "visits"
    readiness.forget()
    yield
    readiness.forget()
    statements.counters = None


class Front:
    """The outermost layers of an installation."""

    def __init__(self, folder: Path, inner: Callable[..., Any] | None = None) -> None:
        self.asked: list[str] = []

        def application(environ: dict[str, Any], start_response: Any) -> Any:
            self.asked.append(environ["PATH_INFO"])
            if inner is not None:
                return inner(environ, start_response)
            start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
            return [b"page"]

        journal = JournalLayer(application, Journal(folder / "visits" / "journal" / "mot"))
        self.application = WatchLayer(journal, folder / "watching" / "counters")

    def get(self, path: str, method: str = "GET", **environ: str) -> tuple[int, dict[str, str], str]:
        """Ask for a path and return status, headers and body."""
        caught: list[Any] = []
        request = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": "nobody.example", **environ}
        request.setdefault("REMOTE_ADDR", "203.0.113.9")
        body = b"".join(
            self.application(
                {"wsgi.input": io.BytesIO(), "QUERY_STRING": "", **request}, lambda *said: caught.extend(said)
            )
        )
        return int(caught[0][:3]), dict(caught[1]), body.decode()


@pytest.fixture
def front(tmp_path: Path) -> Front:
    """The layers around an application that answers everything."""
    return Front(tmp_path)


def _metric(text: str, line: str) -> float:
    (found,) = [row.rsplit(" ", 1)[1] for row in text.splitlines() if row.rsplit(" ", 1)[0] == f"tuyengiao_{line}"]
    return float(found)


def _metrics(front: Front) -> str:
    with override_settings(METRICS_TOKEN="geheim-0123456789"):
        status, _headers, text = front.get("/metrics", HTTP_AUTHORIZATION="Bearer geheim-0123456789")
    assert status == 200
    return text


def test_a_process_says_that_it_answers_on_any_host_without_database_and_application(front: Front) -> None:
    # No mark asks for a database here: pytest-django would refuse a query.
    assert front.get("/healthz")[0] == 200
    assert front.get("/healthz")[2] == "ok\n"
    assert front.get("/healthz", "HEAD")[2] == ""
    assert front.get("/healthz", "POST")[0] == 405
    assert front.asked == []


@pytest.mark.django_db
def test_a_node_that_lacks_nothing_is_ready(front: Front) -> None:
    status, headers, body = front.get("/readyz")
    assert (status, json.loads(body)) == (200, {"ready": True, "problems": {}})
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_node_without_database_is_not_ready_and_tells_no_secret(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def cursor(self) -> Any:
            raise OperationalError('connection to "db.internal" failed: password "geheim" wrong')

        def close(self) -> None:
            pass

    monkeypatch.setattr(readiness, "connection", Broken())
    status, _headers, body = front.get("/readyz")
    assert status == 503
    assert json.loads(body) == {"ready": False, "problems": {"database": "does not answer"}}


@pytest.mark.django_db
def test_a_node_with_a_migration_to_come_is_not_ready(front: Front) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'visits' AND name LIKE '0002%'")
    assert json.loads(front.get("/readyz")[2])["problems"] == {"migrations": "1 are not applied"}


@pytest.mark.django_db
def test_a_node_without_redis_disk_or_moving_queue_is_not_ready(front: Front, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.READY_DISK_MEGABYTES = 10**9
    notes.write(notes.BEAT, {"at": time.time(), "queue": {"front": "a1", "since": time.time() - 7200}})
    status, _headers, body = front.get("/readyz")
    assert status == 503
    assert set(json.loads(body)["problems"]) == {"cache", "disk", "queue"}


@pytest.mark.django_db
def test_readiness_is_looked_up_once_in_a_second(front: Front, django_assert_num_queries: Any) -> None:
    front.get("/readyz")
    with django_assert_num_queries(0):
        front.get("/readyz")


@pytest.mark.parametrize(
    ("settings_", "environ", "status"),
    [
        ({}, {"REMOTE_ADDR": "127.0.0.1"}, 404),
        ({"METRICS_TOKEN": "abc"}, {"HTTP_AUTHORIZATION": "Bearer abc"}, 200),
        ({"METRICS_TOKEN": "abc"}, {"HTTP_AUTHORIZATION": "Bearer abd"}, 404),
        ({"METRICS_TOKEN": "abc"}, {"HTTP_AUTHORIZATION": "Bearer ắ"}, 404),
        ({"METRICS_TOKEN": ""}, {"HTTP_AUTHORIZATION": "Bearer "}, 404),
        ({"METRICS_ADDRESSES": ["10.0.0.0/8"]}, {"REMOTE_ADDR": "10.1.2.3"}, 200),
        ({"METRICS_ADDRESSES": ["10.0.0.0/8"]}, {"REMOTE_ADDR": "11.1.2.3"}, 404),
        ({"METRICS_ADDRESSES": ["127.0.0.1"]}, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "8.8.8.8"}, 404),
        (
            {"METRICS_ADDRESSES": ["127.0.0.1"], "TRUST_PROXY": True, "TRUSTED_PROXIES": ["127.0.0.0/8"]},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "8.8.8.8"},
            404,
        ),
    ],
)
def test_metrics_are_for_those_who_are_named(
    front: Front, settings_: dict[str, Any], environ: dict[str, str], status: int
) -> None:
    with override_settings(**settings_):
        assert front.get("/metrics", **environ)[0] == status


def test_metrics_count_requests_by_kind_and_class_and_ask_no_database(front: Front) -> None:
    for path in ("/static/a.css", "/tep/b.pdf", "/api/articles/", "/", "/"):
        front.get(path)
    text = _metrics(front)
    assert _metric(text, 'requests_total{kind="page",status="2xx"}') == 2
    assert _metric(text, 'requests_total{kind="api",status="2xx"}') == 1
    assert _metric(text, 'requests_total{kind="static",status="2xx"}') == 1
    assert _metric(text, 'request_seconds_bucket{kind="page",le="+Inf"}') == 2
    assert _metric(text, 'request_seconds_count{kind="file"}') == 1
    assert 0 < _metric(text, 'request_seconds_sum{kind="page"}') < 5


def test_every_line_of_the_metrics_has_the_form_that_prometheus_reads(front: Front) -> None:
    notes.write(notes.BEAT, {"at": time.time(), "duties": {"visits.folding.fold": {"ok": time.time() - 7}}})
    front.get("/")
    named = set()
    for line in _metrics(front).splitlines():
        if line.startswith("# TYPE "):
            named.add(line.split()[2])
        elif not line.startswith("# HELP "):
            name, value = line.rsplit(" ", 1)
            assert float(value) >= 0
            plain = name.partition("{")[0]
            assert plain in named or plain.rsplit("_", 1)[0] in named
    assert {"tuyengiao_fold_age_seconds", "tuyengiao_queue_length", "tuyengiao_disk_free_bytes"} <= named


def test_an_application_that_breaks_counts_as_an_error(tmp_path: Path) -> None:
    def broken(_environ: Any, _start_response: Any) -> Any:
        raise ValueError("no")

    front = Front(tmp_path, broken)
    with pytest.raises(ValueError, match="no"):
        front.get("/")
    assert _metric(_metrics(front), 'requests_total{kind="other",status="5xx"}') == 1


def test_what_was_kept_and_what_was_made_is_told_apart(tmp_path: Path) -> None:
    def inner(environ: dict[str, Any], start_response: Any) -> Any:
        environ[OUTCOME] = environ["PATH_INFO"][1:]
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b""]

    front = Front(tmp_path, inner)
    for path in ("/hit", "/hit", "/made"):
        front.get(path)
    text = _metrics(front)
    assert [_metric(text, f'editions_total{{outcome="{name}"}}') for name in counters.EDITIONS] == [2, 1, 0]


@pytest.mark.django_db
def test_a_page_is_made_once_and_then_kept_as_the_metrics_tell(nghe_an: Any, tmp_path: Path, settings: Any) -> None:
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    settings.EDITIONS_ROOT = tmp_path / "editions"
    front = Front(tmp_path, SiteLayer(keeping.layer(WSGIHandler())))
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    try:
        for _time in range(3):
            page_versions.current.looked_at = float("-inf")
            more = {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "SCRIPT_NAME": "", "wsgi.url_scheme": "http"}
            assert front.get("/nghe-an/", HTTP_HOST="testserver", **more)[0] == 200
    finally:
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)
    text = _metrics(front)
    assert _metric(text, 'editions_total{outcome="made"}') == 1
    assert _metric(text, 'editions_total{outcome="hit"}') == 2


COUNTING = """
import os, pathlib, signal, sys
from tuyengiao.watching.counters import Counters
own = Counters(pathlib.Path(sys.argv[1]))
for _time in range(100):
    own.add((("requests", "page", "2xx"), 1))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_has_counted_stays_counted_and_once(tmp_path: Path) -> None:
    own = counters.Counters(tmp_path)
    own.add((("requests", "page", "2xx"), 5))
    for _process in range(2):
        ended = subprocess.run([sys.executable, "-c", COUNTING, str(tmp_path)], check=False)
        assert ended.returncode == -signal.SIGKILL
    for _time in range(3):
        assert counters.totals(tmp_path)["requests", "page", "2xx"] == 205
    own.add((("requests", "page", "2xx"), 1))
    assert counters.totals(tmp_path)["requests", "page", "2xx"] == 206
    assert len(list(tmp_path.glob("*.counts"))) == 1


def test_counters_of_another_release_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "1-a.counts").write_bytes(b"x" * 100)
    (tmp_path / counters.ENDED).write_bytes(b"y" * counters.SIZE)
    assert set(counters.totals(tmp_path).values()) == {0.0}


def test_pages_for_watchers_are_no_visits(front: Front, tmp_path: Path) -> None:
    for path in ("/healthz", "/metrics"):
        front.get(path)
    assert list((tmp_path / "visits").rglob("*.log")) == []


def test_each_request_has_a_number_of_its_own_that_nobody_outside_chooses(front: Front) -> None:
    numbers = {front.get("/", HTTP_X_REQUEST_ID="chosen-by-me")[1]["X-Request-ID"] for _time in range(2)}
    assert len(numbers) == 2
    assert "chosen-by-me" not in numbers


def test_a_server_of_our_own_numbers_requests_and_nonsense_is_not_taken(front: Front, settings: Any) -> None:
    settings.TRUST_PROXY = True
    assert front.get("/", HTTP_X_REQUEST_ID="a1b2c3d4e5")[1]["X-Request-ID"] == "a1b2c3d4e5"
    assert front.get("/", HTTP_X_REQUEST_ID="a\r\nSet-Cookie: b")[1]["X-Request-ID"].isalnum()


def _record(message: str, *args: Any, **more: Any) -> logging.LogRecord:
    record = logging.LogRecord("tuyengiao", logging.WARNING, "x.py", 1, message, args, None)
    record.__dict__.update(more)
    return record


def test_a_line_of_json_holds_the_request_the_message_and_the_exception() -> None:
    try:
        raise ValueError("hỏng\nhai dòng")
    except ValueError:
        failed = sys.exc_info()
    with logs.numbered() as number:
        text = logs.JsonLines().format(_record("Đã ghi %d\ndòng", 2, exc_info=failed, fields={"ms": 7}))
    assert "\n" not in text
    found = json.loads(text)
    assert (found["request"], found["message"], found["level"], found["ms"]) == (number, "Đã ghi 2\ndòng", "WARNING", 7)
    assert "ValueError: hỏng" in found["exception"]
    assert "request" not in json.loads(logs.JsonLines().format(_record("x")))


def test_a_line_for_people_holds_the_request() -> None:
    with logs.numbered() as number:
        assert f"WARNING tuyengiao [{number}] Xin chào" in logs.Lines().format(_record("Xin %s", "chào"))
    assert "WARNING tuyengiao Xin chào" in logs.Lines().format(_record("Xin chào"))


@pytest.mark.django_db
def test_a_slow_statement_is_logged_without_its_parameters(caplog: pytest.LogCaptureFixture, settings: Any) -> None:
    settings.SLOW_QUERY_MS = 0.0001
    with caplog.at_level(logging.WARNING, "tuyengiao.statements"), connection.cursor() as cursor:
        cursor.execute("SELECT  %s, 'mat-khau-b'", ["mat-khau-a"])
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.endswith("SELECT %s, '…'")


@pytest.mark.django_db
@pytest.mark.parametrize("limit", [0, 60_000])
def test_a_fast_statement_is_not_logged_and_none_when_that_is_off(
    caplog: pytest.LogCaptureFixture, settings: Any, limit: int
) -> None:
    settings.SLOW_QUERY_MS = limit
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert caplog.records == []


@pytest.mark.django_db
def test_time_at_the_database_is_counted(front: Front) -> None:
    front.get("/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    text = _metrics(front)
    assert _metric(text, "database_statements_total") == 1
    assert _metric(text, "database_seconds_total") > 0


@task()  # type: ignore[untyped-decorator]  # huey ships no types
def _failing_job() -> None:
    raise ValueError("Nguyễn Văn A, 0912 345 678")


def test_a_job_that_fails_for_good_is_noted_without_what_it_was_about() -> None:
    HUEY.immediate = True
    _failing_job()
    (note,) = notes.failures(time.time() - 60)
    assert (note["error"], note["job"]) == ("ValueError", "_failing_job")
    assert "Nguyễn" not in (notes._folder() / notes.FAILURES).read_text()
    assert notes.failures(time.time() + 60) == []


def test_a_job_that_is_tried_again_is_not_noted_as_failed() -> None:
    class Task:
        retries, name = 2, "mail"

    notes.on_job_failed("error", Task(), ValueError())
    assert notes.failures(0) == []


def test_the_list_of_failed_jobs_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "FAILURES_LIMIT", 2_000)
    for number in range(200):
        notes.add_failure(f"job{number}", "ValueError")
    found = notes.failures(0)
    assert found[0]["job"] == "job199"
    assert (notes._folder() / notes.FAILURES).stat().st_size < 2_200


@pytest.mark.django_db
def test_the_keeper_notes_each_round_who_fails_and_since_when() -> None:
    from django.utils import timezone

    def broken(_now: Any) -> int:
        raise ValueError("no")

    keeper.fulfil(timezone.now(), [broken])
    first = notes.read(notes.BEAT)
    (duty,) = first["duties"].values()
    assert duty["error"] == "ValueError"
    keeper.fulfil(timezone.now(), [broken])
    (again,) = notes.read(notes.BEAT)["duties"].values()
    assert again["failing"] == duty["failing"]
    assert notes.read(notes.BEAT)["at"] >= first["at"]


def test_the_first_job_s_age_is_counted_from_when_it_came_to_the_front() -> None:
    notes.Round().end(lambda: "a")
    since = notes.read(notes.BEAT)["queue"]["since"]
    notes.Round().end(lambda: "a")
    assert notes.read(notes.BEAT)["queue"]["since"] == since
    notes.Round().end(lambda: "b")
    assert notes.read(notes.BEAT)["queue"]["since"] > since


def test_an_empty_queue_has_no_front() -> None:
    assert (queue.length(), queue.front()) == (0, None)


def test_a_note_that_is_rubbish_is_no_note(settings: Any) -> None:
    settings.WATCH_ROOT.mkdir(parents=True)
    (settings.WATCH_ROOT / "keeper.json").write_text("{")
    assert notes.read(notes.BEAT) == {}
    assert notes.age("gestern") is None
