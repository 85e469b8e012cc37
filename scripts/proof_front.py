"""`make proof`, behind nginx: is its log a count? Kills workers of nginx and the fold while pages are asked for.

    .venv/bin/python -m scripts.proof_front --requests 100000

nginx stands before an installation with the settings of deploy/ for keeping pages and writing the journal, over plain
http. In the first quarter only the fold is killed, afterwards workers of nginx too. A killed worker takes the lines
with it that it has not written yet: those of a second, and no more than its buffer holds. They are counted and printed;
else the same has to hold as without nginx (`scripts.proof`). Without nginx in PATH nothing is proven: exit code 2.
"""

import argparse
import contextlib
import datetime
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.production import files
from scripts.proof import (
    ADDRESS,
    AFTER_A_KILL,
    SETTING_UP,
    WORLD,
    Asked,
    Check,
    Folder,
    Found,
    Killer,
    Load,
    judge,
    keys_of,
    look,
    say,
    told,
)
from tests.processes import descendants, fetch, free_port, read_until, serving, wait_for

FLUSH = 1.0  # seconds after which nginx writes its lines
BUFFER, SHORTEST = 16 * 1024, 150  # bytes: nginx's buffer, and less than any line of this proof has
WORKERS = 2
MISSING = 2


def lost_with(asked: Sequence[Asked], kills: Sequence[float], found: Found) -> list[Asked]:
    """Return the pages that were answered and whose lines a killed worker of nginx had not written yet."""
    missing = [one for one in asked if one.whole and not found.lines[one.number]]
    return [
        one
        for one in missing
        if any(one.ended - AFTER_A_KILL <= at <= one.ended + FLUSH + AFTER_A_KILL for at in kills)
    ]


def judge_front(asked: Sequence[Asked], kills: Sequence[float], found: Found) -> list[Check]:
    """Return the table; `kills` are the moments at which workers of nginx were killed."""
    lost = lost_with(asked, kills, found)
    gone = {one.number for one in lost}
    rest = judge([one for one in asked if one.number not in gone], kills, found)
    bound = len(kills) * (BUFFER // SHORTEST)
    text = f"{len(lost)}, at most {bound} in {len(kills)} kills"
    return [
        *rest,
        Check("answered besides, lost with the buffer of a killed worker of nginx", text, len(lost) <= bound),
    ]


@contextlib.contextmanager
def nginx(folder: Path, port: int, node: int) -> Iterator[int]:
    """Run nginx on that port before a node; yields its process."""
    head, inner = files.pages(node, str(folder / "pages"))
    log = f"access_log {folder}/nginx/visits.log {files.journal()} if=$tuyengiao_visit;"
    server = f"server {{ listen {ADDRESS}:{port}; {log} location / {{\n{inner}\n}} }}"
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""  # the folder is nobody else's
    (folder / "nginx.conf").write_text(
        f"{user} pid {folder}/nginx.pid; daemon off; worker_processes {WORKERS};\n"
        f"events {{ worker_connections 1024; }}\n"
        f"http {{ {places}\n{head}\n{server} }}\n"
    )
    line = [shutil.which("nginx") or "nginx", "-e", str(folder / "nginx.log"), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(line, stdin=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=60)


def run(options: argparse.Namespace, folder: Path) -> list[Check]:
    """Serve, ask, kill, and return the table."""
    told(folder, "migrate", "--verbosity", "0")
    paths = ["/", *told(folder, "shell", "--verbosity", "0", "-c", WORLD).split()]
    node, port = free_port(), free_port()
    (folder / "nginx").mkdir()
    variables = {"FRONT_LOG": str(folder / "nginx"), "TRUST_PROXY": "on", "NODE": "proof"}
    os.environ |= variables  # the second fold is told by it
    with serving(folder, node, workers=2) as process, nginx(folder, port, node) as front:
        read_until(process, "Ctrl-C", SETTING_UP)
        threading.Thread(target=lambda: [None for _ in process.stdout or ()], daemon=True).start()
        load = Load(port, paths)
        for path in paths:
            if not wait_for(lambda path=path: fetch(f"http://localhost:{port}{path}")[0] == 200, SETTING_UP):  # type: ignore[misc]
                raise SystemExit(f"{path} is not answered")
        keys, fold = keys_of(folder), Folder(folder)
        of_fold = Killer((options.pause / 2, options.pause), options.seed)
        of_workers = Killer((options.pause, 2 * options.pause), options.seed + 1)
        try:
            of_fold.start(fold.pids)
            calm = options.requests // 4
            load.run(calm, options.seconds / 4, options.threads, kills_of_workers=False)
            of_workers.start(lambda: [pid for pid, line in descendants(front).items() if "worker process" in line])
            load.run(options.requests - calm, options.seconds * 3 / 4, options.threads, kills_of_workers=True)
        finally:
            of_workers.stop()
            of_fold.stop()
            fold.stop()
        answers = wait_for(lambda: fetch(f"http://localhost:{port}/")[0] == 200, 60)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    told(folder, "keeper", "--once")
    found = look(folder, load.asked, keys | keys_of(folder), "copies")
    return [
        *judge_front(load.asked, of_workers.moments, found),
        Check("kills of the fold", str(len(of_fold.moments)), len(of_fold.moments) > 0),
        Check("kills of workers of nginx", str(len(of_workers.moments)), len(of_workers.moments) > 0),
        Check("nginx answers", "yes" if answers else "no", answers),
    ]


def main() -> int:
    """Run the proof and print its table."""
    parser = argparse.ArgumentParser(description="Prove that nginx's log counts every page that was answered once.")
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--threads", type=int, default=8, help="readers at a time")
    parser.add_argument("--seconds", type=float, default=180, help="the least time that it takes")
    parser.add_argument("--pause", type=float, default=3, help="seconds between two kills of the fold, about")
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    if not shutil.which("nginx"):
        print("nginx is not in PATH: nothing was proven")  # noqa: T201 - a command
        return MISSING
    began = datetime.datetime.now(datetime.UTC)
    with tempfile.TemporaryDirectory(prefix="proof-front-") as name:
        checks = run(options, Path(name))
    return say(checks, began)


if __name__ == "__main__":
    sys.exit(main())
