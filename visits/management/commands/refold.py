"""`manage.py refold`: count days again from the kept visit journals."""

import datetime
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from visits.archive import refold


class Command(BaseCommand):
    """Counts the days of a period anew; nothing is lost when it is stopped."""

    help = "Count the visits of some days again from the archive of the visit journal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("first", type=datetime.date.fromisoformat, help="first day, as 2026-11-25")
        parser.add_argument("last", type=datetime.date.fromisoformat, help="last day")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["first"] > options["last"]:
            raise CommandError("the first day is after the last one")
        try:
            counted = refold(options["first"], options["last"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{counted} lines counted")
