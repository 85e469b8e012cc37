"""`make production-check`: does the stack of deploy/ keep its promises on the machine at hand?

    DATABASE=postgres://postgres@127.0.0.1:5432/postgres REDIS_URL=redis://127.0.0.1:6379 \
        .venv/bin/python -m scripts.production_check

Starts nginx, two nodes with their keepers, and the jobs from the files of deploy/, on ports of its own, with a
PostgreSQL database and an empty Redis database of its own; all goes in the end. PostgreSQL and Redis are asked
through relays, so that they can be taken away although others use them. Prints a line for each thing that has to hold.

Exit code 0: all held. 1: something did not. 2: a part is missing, nothing was checked.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.production import faults, front, kept, world
from scripts.production.checks import Check
from scripts.production.stack import Missing, Stack, parts_missing, running, wait_until_ready
from tests.processes import wait_for

DATABASE = "postgres://postgres@127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379"
HELD, FAILED, MISSING = 0, 1, 2
LOG, WRITTEN = "visits.log", 30.0  # seconds until nginx has written its lines and the keeper has counted them


def proofs(stack: Stack) -> Iterator[Check]:
    """Yield the lines of the report as they are found."""
    for node in stack.nodes:
        seconds = wait_until_ready(stack, node)
        yield Check(f"{node.folder.name} is ready", f"{seconds:.1f} s", right=True)
    there = world.make(stack.nodes[0])
    time.sleep(1)  # the map of hosts is read again
    yield from faults.same_edition(stack, there)
    yield from front.checks(stack)
    yield from kept.checks(stack, there)
    stack.rotate()
    yield from faults.node_killed(stack, there)
    yield from faults.node_hangs(stack, there)
    yield from faults.node_upgraded(stack, there)
    yield from faults.both_away(stack)
    yield from faults.redis_away(stack, there)
    yield from faults.database_away(stack, there)
    yield from _counted(stack)


def _counted(stack: Stack) -> Iterator[Check]:
    """Every page that came through nginx stands in the daily rows once, and no address is left once it was rotated."""
    node, answered = stack.nodes[0], stack.readers.pages.total()
    wait_for(lambda: world.counted(node) >= answered, WRITTEN)
    rows = world.counted(node)
    yield Check("every page that was answered is counted", f"{rows} counted, {answered} answered", rows == answered)
    stack.rotate()
    folder = Path(node.environment["FRONT_LOG"])
    rotated = [path for path in folder.iterdir() if path.name != LOG]
    node.stop("keeper")
    for path in rotated:
        os.utime(path, (0, 0))  # long quiet
    node.manage("keeper", "--once")
    left = sum(path.stat().st_size for path in folder.iterdir())
    packed = sum(path.stat().st_size for path in (node.folder / "visits" / "archive").rglob("*.gz"))
    text = f"{len(rotated)} rotated, {left} bytes left, {packed} packed without addresses"
    yield Check("nginx's journals are shredded once they are counted", text, bool(rotated and packed) and not left)


def main() -> int:
    """Run the check; return the exit code."""
    parser = argparse.ArgumentParser(description="Check the stack of deploy/ on this machine.")
    parser.add_argument("--keep", action="store_true", help="keep the folder with the logs")
    options = parser.parse_args()
    database, redis = os.environ.get("DATABASE", DATABASE), os.environ.get("REDIS_URL", REDIS)
    missing = parts_missing(database, redis)
    if missing:
        say("\n".join(["Not checked:", *missing]))
        return MISSING
    folder = Path(tempfile.mkdtemp(prefix="production-check-"))
    began, failed, number = time.monotonic(), 0, 0
    try:
        with running(folder, database, redis) as stack:
            for check in proofs(stack):
                number += 1
                failed += not check.right
                say(f"{time.monotonic() - began:6.1f} s  {check}")
    except Missing as problem:
        say(f"Not checked:\n{problem}")
        return MISSING
    finally:
        if options.keep:
            say(f"Logs: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    say(f"{number - failed} of {number} hold ({time.monotonic() - began:.0f} s).")
    return FAILED if failed else HELD


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
