"""Progress of long commands: a bar on a terminal, plain lines elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def steps(out: Any, label: str, total: int) -> Iterator[Callable[[], None]]:
    """Yield a function to be called after each of `total` steps; shows a bar, or a line at each quarter."""
    if out.isatty():
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(file=out)) as progress:
            task = progress.add_task(label, total=total)
            yield lambda: progress.advance(task)
        return
    done = 0

    def advance() -> None:
        nonlocal done
        done += 1
        if done == total or done * 4 // total > (done - 1) * 4 // total:
            out.write(f"{label}: {done}/{total}\n")
            out.flush()

    yield advance


@contextmanager
def counted(out: Any, label: str) -> Iterator[Callable[[], None]]:
    """Yield a function to be called after each step of work without a known end; shows how many were done."""
    if out.isatty():
        count = TextColumn("{task.completed:.0f}")
        columns = (TextColumn("{task.description}"), BarColumn(), count, TimeElapsedColumn())
        with Progress(*columns, console=Console(file=out)) as progress:
            task = progress.add_task(label, total=None)
            yield lambda: progress.advance(task)
        return
    done = 0

    def advance() -> None:
        nonlocal done
        done += 1
        if done % 1000 == 0:
            out.write(f"{label}: {done}\n")
            out.flush()

    yield advance
