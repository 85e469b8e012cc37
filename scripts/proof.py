"""`make proof`: is a count a count? Kills web workers and the fold with SIGKILL while pages are asked for, then counts.

    .venv/bin/python -m scripts.proof --requests 100000 --workers 4

An installation is made in a folder of its own and served as in production. Each request carries an id in its
User-Agent, so that its line in the journal can be told from every other line by the keyed hash; people, robots and AI
crawlers are among them. In the first quarter only the fold is killed, afterwards web workers too. In the end:

* every page that was answered whole stands in the journal exactly once,
* every line more than that was in flight when a worker was killed,
* while only the fold was killed, every page was answered and nothing was written more,
* the daily rows hold what the journal holds, number by number,
* all workers have come back.

Prints a table; the exit code is 1 when one of these is not so.
"""

import argparse
import datetime
import http.client
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.processes import (
    FOREIGN,
    alive,
    descendants,
    environment,
    fetch,
    free_port,
    manage,
    read_until,
    serving,
    wait_for,
)

WORLD = """
from provinces.models import Hostname
from tests import factories
portal = factories.portal("localhost")
category = factories.category(portal, "Tin", "tin")
print(category.get_absolute_url(), *(factories.article(category).get_absolute_url() for _article in range(5)))
"""
FOLD_AGAIN = """
import time, django
django.setup()
from django.utils import timezone
from visits.folding import fold
while True:
    fold(timezone.now())
    time.sleep(0.05)
"""
AGENTS = {
    "h": "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 n{}",
    "r": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) n{}",
    "a": "Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com) n{}",
}
ADDRESS = "127.0.0.1"
MIXTURE = "hhhhhhhhhhhhhhhrrrra"  # of twenty requests
AFTER_A_KILL = 2.0  # seconds in which a killed process' connections are all closed, on a busy machine too
PATIENCE = 120.0  # seconds that a request waits
STEADY = 6.0  # granian ends, to be started again, when a worker dies sooner after it came back
SETTING_UP = 600.0  # seconds until the server answers; a busy machine is no lie


@dataclass(frozen=True)
class Asked:
    """A request: its id, who asked, when (seconds of the monotonic clock), and whether the page came whole."""

    number: int
    reader: str
    began: float
    ended: float
    whole: bool
    kills_of_workers: bool = True


@dataclass(frozen=True)
class Check:
    """A line of the table; one that was not `right` is a lie."""

    name: str
    value: str
    right: bool = True


@dataclass
class Found:
    """What the installation says afterwards: lines of the journal by id, and the sums of the daily rows."""

    lines: Counter[int] = field(default_factory=Counter)
    strange: int = 0
    by_reader: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)


def judge(asked: Sequence[Asked], kills: Sequence[float], found: Found) -> list[Check]:
    """Return the table; `kills` are the moments at which web workers were killed."""
    whole = [one for one in asked if one.whole]
    missing = [one.number for one in whole if not found.lines[one.number]]
    twice = [number for number, times in found.lines.items() if times > 1]
    more = [one for one in asked if not one.whole and found.lines[one.number]]
    unexplained = [one.number for one in more if not _in_flight(one, kills)]
    rough = sum(one.kills_of_workers for one in whole)
    calm = [one for one in asked if not one.kills_of_workers]
    calm_lies = [one.number for one in calm if not one.whole or found.lines[one.number] != 1]
    checks = [
        Check("pages asked for", f"{len(asked)}"),
        Check("answered whole", f"{len(whole)}"),
        Check("answered whole while web workers were killed", f"{rough}", rough > 0),
        Check("lines in the journal", f"{sum(found.lines.values()) + found.strange}"),
        Check("answered, but not in the journal", _list(missing), not missing),
        Check("in the journal twice", _list(twice), not twice),
        Check("lines of nobody who asked", f"{found.strange}", not found.strange),
        Check("written, not answered whole, in flight at a kill", f"{len(more) - len(unexplained)}"),
        Check("written, not answered whole, at no kill", _list(unexplained), not unexplained),
        Check(
            f"only the fold killed: of {len(calm)} pages not answered and written once", _list(calm_lies), not calm_lies
        ),
    ]
    names = {"h": "page views", "r": "robots", "a": "AI crawlers"}
    for reader, name in names.items():
        counted, written = found.rows[reader], found.by_reader[reader]
        checks.append(Check(f"daily rows: {name}", f"{counted} of {written} lines", counted == written and written > 0))
    for row in ("visits", "hours", "devices"):
        counted, written = found.rows[row], found.by_reader["h"]
        checks.append(Check(f"daily rows: {row}", f"{counted} of {written}", counted == written))
    counted, written = found.rows["articles"], found.by_reader["articles"]
    checks.append(Check("daily rows: page views of articles", f"{counted} of {written}", counted == written))
    return checks


def _in_flight(one: Asked, kills: Iterable[float]) -> bool:
    return any(one.began <= at + AFTER_A_KILL and one.ended >= at for at in kills)


def _list(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:5]))
    return f"{len(numbers)} ({shown}{', …' if len(numbers) > 5 else ''})" if numbers else "0"


class Load:
    """Asks for pages from several threads; each request has a number of its own."""

    def __init__(self, port: int, paths: Sequence[str]) -> None:
        self.port, self.paths = port, paths
        self.asked: list[Asked] = []
        self._lock = threading.Lock()
        self._next = 0

    def run(self, requests: int, seconds: float, threads: int, *, kills_of_workers: bool) -> None:
        """Send `requests` in not less than `seconds`; return when all were answered or have failed."""
        first, start = self._next, time.monotonic()
        end = first + requests

        def ask() -> None:
            connection: http.client.HTTPConnection | None = None
            while True:
                with self._lock:
                    number = self._next
                    if number >= end:
                        return
                    self._next += 1
                early = start + seconds * (number - first) / requests - time.monotonic()
                if early > 0:
                    time.sleep(early)
                connection, one = self._ask(connection, number, kills_of_workers)
                with self._lock:
                    self.asked.append(one)

        workers = [threading.Thread(target=ask) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def _connected(self) -> http.client.HTTPConnection:
        """Return a connection; while nobody listens, nothing was asked and it is tried again."""
        deadline = time.monotonic() + PATIENCE
        while True:
            connection = http.client.HTTPConnection(ADDRESS, self.port, timeout=PATIENCE)
            try:
                connection.connect()
            except ConnectionRefusedError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
            else:
                return connection

    def _ask(
        self, connection: http.client.HTTPConnection | None, number: int, kills_of_workers: bool
    ) -> tuple[http.client.HTTPConnection | None, Asked]:
        reader = MIXTURE[number % len(MIXTURE)]
        began, whole = time.monotonic(), False
        try:
            connection = connection or self._connected()
            headers = {"Host": f"localhost:{self.port}", "User-Agent": AGENTS[reader].format(number)}
            connection.request("GET", self.paths[number % len(self.paths)], headers=headers)
            response = connection.getresponse()
            response.read()
            whole = response.status == 200
        except (OSError, http.client.HTTPException):
            if connection is not None:
                connection.close()
            connection = None
            time.sleep(0.05)
        return connection, Asked(number, reader, began, time.monotonic(), whole, kills_of_workers)


class Killer:
    """Kills one of the processes that `choose` names, again and again after a random pause."""

    def __init__(self, pauses: tuple[float, float], seed: int) -> None:
        self.pauses, self.random = pauses, random.Random(seed)  # noqa: S311 - no secret
        self.moments: list[float] = []
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, choose: Callable[[], list[int]]) -> None:
        """Begin."""

        def kill() -> None:
            while not self._over.wait(self.random.uniform(*self.pauses)):
                candidates = choose()
                if candidates:
                    self.moments.append(time.monotonic())
                    try:
                        os.kill(self.random.choice(candidates), signal.SIGKILL)
                    except ProcessLookupError:
                        self.moments.pop()

        self._thread = threading.Thread(target=kill)
        self._thread.start()

    def stop(self) -> None:
        """Kill nobody any more."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()


class Chooser:
    """Returns the processes below the supervisor that have a word in their command line."""

    def __init__(self, supervisor: int, word: str, *, below: bool) -> None:
        self.supervisor, self.word, self.below = supervisor, word, below

    def __call__(self) -> list[int]:
        """Return the processes with the word, or with `below` those that they have started."""
        named = [pid for pid, command in descendants(self.supervisor).items() if self.word in command]
        if not self.below:
            return named
        main = named[:1]
        return [pid for one in main for pid in descendants(one) if alive(pid) and _works(pid)]


def _works(pid: int) -> bool:
    """Return True for a web worker; Python's own resource tracker is none."""
    try:
        return b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


class Folder:
    """A second fold beside the keeper, without pauses, so that kills meet it at work; what is killed starts again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._over = folder, threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        variables = environment(self.folder, DJANGO_SETTINGS_MODULE="tuyengiao.settings", LOG_LEVEL="CRITICAL")
        while not self._over.is_set():
            self.process = subprocess.Popen([sys.executable, "-c", FOLD_AGAIN], env=variables)
            self.process.wait()

    def pids(self) -> list[int]:
        """Return the process, while it runs."""
        return [self.process.pid] if self.process is not None and self.process.poll() is None else []

    def stop(self) -> None:
        """End it."""
        self._over.set()
        for pid in self.pids():
            os.kill(pid, signal.SIGKILL)
        self._thread.join()


def told(folder: Path, *command: str) -> str:
    done = manage(folder, *command)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def run(options: argparse.Namespace, folder: Path) -> list[Check]:
    """Serve, ask, kill, and return the table."""
    told(folder, "migrate", "--verbosity", "0")
    paths = ["/", *told(folder, "shell", "--verbosity", "0", "-c", WORLD).split()]
    port = free_port()
    with serving(folder, port, workers=options.workers) as process:
        read_until(process, "Ctrl-C", SETTING_UP)
        threading.Thread(target=lambda: [None for _ in process.stdout or ()], daemon=True).start()
        load = Load(port, paths)
        for path in load.paths:
            status, _body = fetch(f"http://localhost:{port}{path}")
            if status != 200:
                raise SystemExit(f"{path}: {status}")
        keys = keys_of(folder)
        fold, keeper = Folder(folder), Chooser(process.pid, " keeper", below=False)
        workers = Chooser(process.pid, "granian", below=True)
        of_fold = Killer((options.pause / 2, options.pause), options.seed)
        of_workers = Killer((STEADY, STEADY + options.pause), options.seed + 1)
        try:
            of_fold.start(lambda: [*fold.pids(), *keeper()])
            calm = options.requests // 4
            load.run(calm, options.seconds / 4, options.threads, kills_of_workers=False)
            of_workers.start(lambda: [] if len(found := workers()) < 2 else found)
            load.run(options.requests - calm, options.seconds * 3 / 4, options.threads, kills_of_workers=True)
        finally:
            of_workers.stop()
            of_fold.stop()
            fold.stop()
        back = wait_for(lambda: len(workers()) >= options.workers, 90)
        answers = wait_for(lambda: fetch(f"http://localhost:{port}/static/none")[0] == 404, 60)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    told(folder, "keeper", "--once")
    checks = judge(load.asked, of_workers.moments, look(folder, load.asked, keys | keys_of(folder)))
    return [
        *checks,
        Check("kills of the fold", str(len(of_fold.moments)), len(of_fold.moments) > 0),
        Check("kills of web workers", str(len(of_workers.moments)), len(of_workers.moments) > 0),
        Check("web workers that are back", "all" if back else f"fewer than {options.workers}", back),
        Check("the node answers", "yes" if answers else "no", answers),
    ]


def keys_of(folder: Path) -> dict[datetime.date, bytes]:
    """Return the keys of the visitor hashes by day; that of a day that ends meanwhile is destroyed."""
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ.update(environment(folder, DJANGO_SETTINGS_MODULE="tuyengiao.settings"))
    import django

    django.setup()
    from visits.models import VisitorKey

    return {day: bytes(key) for day, key in VisitorKey.objects.values_list("day", "key")}


def look(folder: Path, asked: Sequence[Asked], keys: Mapping[datetime.date, bytes], journals: str = "journal") -> Found:
    """Read the journals (the folder of that name) and the daily rows of the installation."""
    from django.db.models import Sum

    from visits.lines import read
    from visits.models import ArticleDay, OriginDay, SiteDay, SiteHour
    from visits.scribe import visitor_of

    numbers: dict[str, int] = {}
    ours = set()  # those of this script's own, without an id
    for key in keys.values():
        numbers |= {visitor_of(ADDRESS, AGENTS[one.reader].format(one.number), key): one.number for one in asked}
        ours.add(visitor_of(ADDRESS, f"Python-urllib/{sys.version_info.major}.{sys.version_info.minor}", key))
    found = Found()
    for path in sorted((folder / "visits" / journals).glob("*/*.log")):
        for raw in path.read_bytes().splitlines():
            line = read(raw)
            number = numbers.get(line.visitor) if line is not None else None
            if number is not None:
                found.lines[number] += 1
            elif line is None or line.visitor not in ours:
                found.strange += 1
            if line is not None:
                found.by_reader[line.reader] += 1
                found.by_reader["articles"] += line.reader == "h" and line.kind == "article"
    rows = SiteDay.objects.aggregate(h=Sum("views"), r=Sum("robots"), a=Sum("ai_robots"), visits=Sum("visits"))
    found.rows.update({name: number or 0 for name, number in rows.items()})
    found.rows["articles"] = ArticleDay.objects.aggregate(sum=Sum("views"))["sum"] or 0
    found.rows["hours"] = SiteHour.objects.aggregate(sum=Sum("views"))["sum"] or 0
    devices = OriginDay.objects.filter(kind=OriginDay.Kind.DEVICE)
    found.rows["devices"] = devices.aggregate(sum=Sum("views"))["sum"] or 0
    return found


def main() -> int:
    """Run the proof and print its table."""
    parser = argparse.ArgumentParser(description="Prove that every page that was answered is counted once.")
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=4, help="web processes")
    parser.add_argument("--threads", type=int, default=8, help="readers at a time")
    parser.add_argument("--seconds", type=float, default=180, help="the least time that it takes")
    parser.add_argument("--pause", type=float, default=3, help="seconds between two kills of the fold, about")
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    began = datetime.datetime.now(datetime.UTC)
    with tempfile.TemporaryDirectory(prefix="proof-") as name:
        checks = run(options, Path(name))
    return say(checks, began)


def say(checks: Sequence[Check], began: datetime.datetime) -> int:
    """Print the table; return the exit code."""
    width = max(len(check.name) for check in checks)
    for check in checks:
        print(  # noqa: T201 - a command
            f"{check.name:<{width}}  {check.value}{'' if check.right else '   <-- A LIE'}"
        )
    lies = sum(not check.right for check in checks)
    seconds = (datetime.datetime.now(datetime.UTC) - began).total_seconds()
    print(  # noqa: T201 - a command
        f"{'Every count is right' if not lies else f'{lies} lines are wrong'} ({seconds:.0f} s)."
    )
    return 1 if lies else 0


if __name__ == "__main__":
    sys.exit(main())
