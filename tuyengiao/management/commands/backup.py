"""`manage.py backup [--site CODE] FILE`: the whole installation, or one site, in one archive."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from exchange.backup import saving
from provinces.models import Site
from tuyengiao.progress import counted
from tuyengiao.watching import notes


class Command(BaseCommand):
    """Others go on working meanwhile; the archive shows one moment."""

    help = "Write an archive with checksums: content, files, roles and statistics."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="for example backup-2026-11-25.tar.gz")
        parser.add_argument("--site", metavar="CODE", help="one site only")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.exists():
            raise CommandError(_("%(path)s is there already.") % {"path": path})
        if not path.absolute().parent.is_dir():
            raise CommandError(_("The folder %(path)s is not there.") % {"path": path.absolute().parent})
        site = None
        if options["site"]:
            site = Site.objects.filter(slug=options["site"]).first()
            if site is None:
                raise CommandError(_("No site has the code %(code)s.") % {"code": options["site"]})
        with counted(self.stdout, _("Backup")) as step:
            manifest = saving.save(path, site, step)
        rows = sum(table["rows"] for table in manifest["tables"].values())
        size = path.stat().st_size
        self.stdout.write(f"{path}: {rows} rows, {manifest['files']} files, {size / 2**20:.1f} MB")
        if site is None:
            notes.write(notes.BACKUP, {"at": time.time(), "bytes": size})
