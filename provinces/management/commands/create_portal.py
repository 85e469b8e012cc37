from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from provinces.models import Hostname, Site
from provinces.models.sites import SiteState


class Command(BaseCommand):
    help = "Make the national portal, the first site of an installation; its admin is at /quan-tri/ on the same host."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--host", required=True, help="where it answers, without port: tuyengiao.vn")
        parser.add_argument("--name", required=True, help="its name in Vietnamese")
        parser.add_argument("--slug", default="cong", help="its code in the admin (default: cong)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        if Site.objects.filter(is_portal=True).exists():
            raise CommandError("There is a portal already.")
        site = Site(slug=options["slug"], name_vi=options["name"], is_portal=True, state=SiteState.LIVE)
        try:
            with transaction.atomic():
                site.full_clean(exclude=["name"])
                site.save()
                host = Hostname(site=site, host=options["host"].lower(), is_primary=True)
                host.full_clean()
                host.save()
        except ValidationError as problem:
            raise CommandError("; ".join(problem.messages)) from problem
        self.stdout.write(site.url_for("quan-tri/"))
