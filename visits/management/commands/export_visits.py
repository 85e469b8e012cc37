"""`manage.py export_visits`: daily rows as CSV."""

import csv
import datetime
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from provinces.models import Site
from visits.export import TABLES, rows


class Command(BaseCommand):
    """Writes a table of page views to the standard output, or to a file."""

    help = "Write page views of a period as CSV, UTF-8: days, hours, articles or origins of all sites or one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("first", type=datetime.date.fromisoformat, help="first day, as 2026-11-25")
        parser.add_argument("last", type=datetime.date.fromisoformat, help="last day")
        parser.add_argument("--table", choices=TABLES, default="days", help="default: days")
        parser.add_argument("--site", metavar="CODE", help="only this site")
        parser.add_argument("--output", metavar="FILE", help="default: the standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["first"] > options["last"]:
            raise CommandError("the first day is after the last one")
        sites = list(Site.objects.filter(slug=options["site"]) if options["site"] else Site.objects.all())
        if not sites:
            raise CommandError(f"there is no site {options['site']}" if options["site"] else "there is no site")
        found = rows(options["table"], sites, options["first"], options["last"])
        if not options["output"]:
            csv.writer(self.stdout, lineterminator="\n").writerows(found)
            return
        try:
            with open(options["output"], "w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(found)
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}") from error
