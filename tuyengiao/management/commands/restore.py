"""`manage.py restore FILE [--new | --into CODE]`: an archive of `backup`, verified first, then all of it or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from exchange.backup import BackupRefused, restoring
from tuyengiao.progress import counted


class Command(BaseCommand):
    """A whole archive goes into an installation without sites, that of one site beside those that are there."""

    help = "Restore an archive: a whole one into an empty installation, that of one site with --new or --into CODE."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--new", action="store_true", help="one site, under its own code")
        how.add_argument("--into", metavar="CODE", help="one site, under this code")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("%(path)s is not there.") % {"path": path})
        said: list[str] = []
        try:
            with counted(self.stdout, _("Restore")) as step:
                if options["new"] or options["into"]:
                    done = str(restoring.restore_site(path, options["into"], step, said.append))
                else:
                    manifest = restoring.restore_whole(path, step)
                    done = str(sum(table["rows"] for table in manifest["tables"].values()))
        except BackupRefused as error:
            raise CommandError(_("Nothing was restored. %(reason)s") % {"reason": error}) from error
        call_command("reindex", stdout=self.stdout)
        self.stdout.write("\n".join([*said, _("Restored: %(what)s") % {"what": done}]))
