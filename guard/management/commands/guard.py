"""`manage.py guard`: look through everything that readers may see for what was injected."""

import math
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guard.models import Finding
from guard.scanning import lists, scan
from guard.sources import sources


class Command(BaseCommand):
    """Goes on where it was stopped; the exit code is 1 while findings are open."""

    help = "Look for injected scripts, hidden text, gambling, foreign redirects and unsafe files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--minutes", type=float, help="stop after so long; the next run goes on from there")
        parser.add_argument("--only", metavar="MODEL", help="one kind of rows, e.g. articles.article")

    def handle(self, *args: Any, **options: Any) -> None:
        found = sources()
        if options["only"]:
            if options["only"].lower() not in found:
                raise CommandError(_("Known are: %(names)s") % {"names": ", ".join(sorted(found))})
            found = {options["only"].lower(): found[options["only"].lower()]}
        until = time.monotonic() + options["minutes"] * 60 if options["minutes"] else math.inf
        known = lists()
        for name, source in found.items():
            seen = 0

            def count(number: int) -> None:
                nonlocal seen
                seen += number

            is_over, new = scan(source, until, known, count)
            self.stdout.write(f"{name}: {seen} rows, {new} new findings{'' if is_over else ', to be continued'}")
            if not is_over:
                return
        number = Finding.objects.open().count()
        text = ngettext("%(number)d finding is open.", "%(number)d findings are open.", number) % {"number": number}
        self.stdout.write(text)
        if number:
            raise SystemExit(1)
