"""`manage.py keeper`: apply what is due, every few seconds."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tuyengiao import keeper


class Command(BaseCommand):
    """Runs until SIGINT or SIGTERM; `serve` keeps it alive."""

    help = "Apply what is due (scheduled articles, expiries, ...), every few seconds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="apply what is due now, and end")
        parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help="default: 5")

    def handle(self, *args: Any, **options: Any) -> None:
        duties = keeper.duties()
        if options["once"]:
            self._fulfil(duties)
            return
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        names = ", ".join(f"{duty.__module__}.{duty.__qualname__}" for duty in duties)
        self.stdout.write(f"every {options['every']:g} s: {names}")
        while not stopped.is_set():
            self._fulfil(duties)
            stopped.wait(options["every"])

    def _fulfil(self, duties: list[keeper.Duty]) -> None:
        changed = keeper.fulfil(timezone.now(), duties)
        if changed:
            self.stdout.write(f"{changed} changes applied")
