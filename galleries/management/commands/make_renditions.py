"""`manage.py make_renditions`: derive the smaller copies of library pictures again, from the database and originals."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from galleries.models import Picture
from galleries.renditions import render
from provinces.validators import PictureRefused


class Command(BaseCommand):
    """Makes what is missing; `--all` makes everything again, after a change of sizes or of quality."""

    help = "Make the missing renditions of library pictures (--all: of all of them). Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also where there are some")
        parser.add_argument("--site", metavar="SLUG", help="of one site only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        pictures = Picture.objects.all() if options["all"] else Picture.objects.filter(renditions=[])
        if options["site"]:
            pictures = pictures.filter(site__slug=options["site"])
        made = 0
        for pk in list(pictures.order_by("pk").values_list("pk", flat=True)):
            picture = Picture.objects.get(pk=pk)
            try:
                render(picture)
            except (PictureRefused, OSError) as error:
                self.stderr.write(f"picture {pk}: {error}")
            else:
                made += 1
        self.stdout.write(f"{made} pictures rendered")
