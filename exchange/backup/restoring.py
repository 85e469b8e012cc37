"""Reading an archive into an installation: everything is verified first, then all of it happens, or nothing."""

import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from provinces import audit
from provinces.models import Site
from search.engines import engine

from . import BackupRefused, archive, tables
from .numbering import Numbering
from .renaming import Renaming
from .tables import Row, Table

logger = logging.getLogger(__name__)

BATCH = 300
VARIABLES = 900  # in one statement

Step = Callable[[], None]


def restore_whole(path: Path, on_step: Step) -> archive.Manifest:
    """Fill an empty installation with an archive of a whole one; raise BackupRefused otherwise."""
    if Site.objects.exists():
        raise BackupRefused(_("This installation has sites. Restore into a new one: manage.py migrate, nothing else."))
    manifest = archive.verify(path, lambda label, row: None, on_step)
    chosen = tables.whole()
    if manifest.get("site") is not None:
        raise BackupRefused(_("This is the archive of one site: say --new or --into CODE."))
    _same_release(manifest, chosen)
    kinds = _kinds(manifest)

    def ready(table: Table, row: Row) -> Row | None:
        for place, field in enumerate(table.fields):
            if field.related_model is not None and field.related_model._meta.label == "contenttypes.ContentType":
                row[place] = kinds.get(row[place])
        return row

    with _staged() as stage, transaction.atomic():
        _empty()
        _fill(path, chosen, ready, stage, lambda name: name, on_step)
        _set_sequences(chosen)
        connection.check_constraints()
        stage.move_in()
    engine().rebuild()
    return manifest


def restore_site(path: Path, code: str | None, on_step: Step, say: Callable[[str], object] = logger.warning) -> Site:
    """Add the site of an archive to this installation, as `code` or by its own; return it.

    An empty site of that code is replaced. Rows get new numbers where theirs are taken, and with them everything that
    names them. Accounts are found by their names; who is not there is made, and may not sign in. What refers to what is
    not in the archive, such as a related article of another site, is left out: `say` is told how much of what.
    """
    numbering = Numbering(tables.of_site())
    manifest = archive.verify(path, numbering.note, on_step)
    if manifest.get("site") is None:
        raise BackupRefused(_("This is the archive of a whole installation: leave --new and --into out."))
    chosen = tables.of_site()
    _same_release(manifest, chosen)
    with _staged() as stage, transaction.atomic():
        numbering.settle(code, _kinds(manifest))
        renaming = Renaming(numbering.names_are_taken)
        own = [table for table in chosen if not table.only]

        def ready(table: Table, row: Row) -> Row | None:
            return renaming.row(table, found) if (found := numbering.row(table, row)) is not None else None

        _fill(path, own, ready, stage, renaming.name, on_step)
        _set_sequences(own)
        connection.check_constraints()
        numbering.announce()
        stage.move_in()
    if numbering.left_out:
        listed = ", ".join(f"{called} ({number})" for called, number in sorted(numbering.left_out.items()))
        say(_("Left out, for it belongs to what is not in the archive: %s") % listed)
    return Site.objects.get(pk=numbering.site)


def _same_release(manifest: archive.Manifest, chosen: list[Table]) -> None:
    if manifest.get("schema") != tables.schema(chosen):
        raise BackupRefused(
            _("The archive was made by another release. Restore it with that release, then bring it up to date.")
        )


def _kinds(manifest: archive.Manifest) -> dict[int, int]:
    """Return which content type here is which of the archive."""
    here = {label: pk for pk, label in tables.content_types().items()}
    return {int(pk): here[label] for pk, label in manifest["content_types"].items() if label in here}


def _empty() -> None:
    """Take out what an installation begins with, and what belongs to what is taken out.

    Both databases refuse to delete an entry of the audit log; emptying its table with all others is another thing.
    """
    kept = {"contenttypes.ContentType", "auth.Permission"}
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.label not in kept]
    names = [connection.ops.quote_name(model._meta.db_table) for model in models if model._meta.managed]
    with audit.emptying(connection), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            connection.check_constraints()  # none may be left for later
            cursor.execute(f"TRUNCATE {', '.join(names)}")
            return
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - our own names


def _fill(
    path: Path, chosen: list[Table], ready: Callable[[Table, Row], Row | None], stage: "Stage",
    rename: Callable[[str], str], on_step: Step,
) -> None:  # fmt: skip
    by_label = {table.label: table for table in chosen}
    for name, content in archive.entries(path):
        if name.startswith(archive.FILES):
            stage.add(rename(name.removeprefix(archive.FILES)), content)
        elif name.startswith(archive.TABLES):
            table = by_label.get(name.removeprefix(archive.TABLES).removesuffix(".jsonl"))
            if table is not None:
                _insert(table, (found for row in archive.rows_in(content) if (found := ready(table, row)) is not None))
        on_step()


def _insert(table: Table, rows: Iterator[Row]) -> None:
    """Write rows past all models: what was kept is what is stored."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in table.fields)
    fields = table.fields
    portion = max(1, min(BATCH, VARIABLES // len(fields)))
    one = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        while batch := list(islice(rows, portion)):
            values = [
                tables.stored(field, value, connection)
                for row in batch
                for field, value in zip(fields, row, strict=True)
            ]
            sql = f"INSERT INTO {quote(table.model._meta.db_table)} ({columns}) VALUES "  # noqa: S608 - our own names
            try:
                cursor.execute(sql + ", ".join([one] * len(batch)), values)
            except (IntegrityError, DataError) as error:
                raise BackupRefused(_("The database refuses rows of the table %s.") % table.label) from error


def _set_sequences(chosen: Iterable[Table]) -> None:
    with connection.cursor() as cursor:
        for table in chosen if connection.vendor == "postgresql" else ():
            name, key = table.model._meta.db_table, table.model._meta.pk.column
            sequence = f"pg_get_serial_sequence('{name}', '{key}')"
            newest = f"(SELECT MAX({key}) FROM {name})"  # noqa: S608 - names of our own tables
            cursor.execute(f"SELECT setval({sequence}, GREATEST(nextval({sequence}), {newest}))")


class Stage:
    """Files that wait beside the others until everything else is certain."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names = (folder / "names").open("w+", encoding="utf-8")
        self._count = 0
        self._moved: list[str] = []

    def add(self, name: str, content: archive.Hashing) -> None:
        """Keep a file for later."""
        with (self.folder / str(self._count)).open("wb") as out:
            while chunk := content.read(archive.CHUNK):
                out.write(chunk)
        self._names.write(name + "\n")
        self._count += 1

    def move_in(self) -> None:
        """Put the files where they belong; raise BackupRefused where another one lies. All of them, or none."""
        self._names.seek(0)
        try:
            for number, line in enumerate(self._names):
                name = line.rstrip("\n")
                if default_storage.exists(name):
                    raise BackupRefused(_("A file of this name is there already: %s") % name)
                with (self.folder / str(number)).open("rb") as content:
                    kept = default_storage.save(name, content)
                self._moved.append(kept)
                if kept != name:
                    raise BackupRefused(_("A file of this name is there already: %s") % name)
                (self.folder / str(number)).unlink()
        except BaseException:
            for name in self._moved:
                default_storage.delete(name)
            raise


class _staged:  # noqa: N801 - used as a function
    def __enter__(self) -> Stage:
        self.held = tempfile.TemporaryDirectory(prefix="restore-", dir=_beside_uploads())
        self.stage = Stage(Path(self.held.name))
        return self.stage

    def __exit__(self, *_error: object) -> None:
        self.stage._names.close()
        self.held.cleanup()


def _beside_uploads() -> Path:
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
