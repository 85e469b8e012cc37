"""Writing an archive: the tables as they are at one moment, then the files that they name."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import connection, models
from django.utils import timezone

from accounts.models import User
from galleries.models import Picture, PictureUse
from provinces.media import HIDDEN
from provinces.models import Province, Site

from . import archive, tables
from .tables import Row, Table

Step = Callable[[], None]


def save(path: Path, site: Site | None, on_step: Step) -> archive.Manifest:
    """Write an archive of the installation, or of `site`; `on_step` is called after each table and file."""
    chosen = tables.of_site() if site is not None else tables.whole()
    folders: dict[str, None] = {}
    with archive.writing(path) as writer:
        with _one_moment():
            people, provinces = _referred(chosen, site) if site is not None else (set(), set())
            borrowed = _borrowed(chosen, site) if site is not None else {}
            for table in chosen:
                ids = {User: people, Province: provinces}.get(table.model) if table.only else None
                rows = table.rows(site, ids, borrowed.get(table.model))
                if table.model is Picture and site is not None:
                    rows = _owned(table, rows, site)
                writer.table(table.label, table.columns, _noting(table, rows, folders))
                on_step()
            kinds = tables.content_types()
        for name in _files() if site is None else _files_in(folders):
            with default_storage.open(name, "rb") as content:
                writer.file(name, content)
            on_step()
        manifest = {
            "made_at": timezone.now().astimezone(datetime.UTC).isoformat(),
            "site": site.slug if site is not None else None,
            "schema": tables.schema(chosen),
            "content_types": {str(pk): label for pk, label in kinds.items()},
        }
        writer.close(manifest)
        return {**manifest, "tables": writer.tables, "files": writer.files}


def _noting(table: Table, rows: Iterable[Row], folders: dict[str, None]) -> Iterator[Row]:
    """Pass rows on and note the folders of the files that they name; each upload has one of its own."""
    places = table.files
    for row in rows:
        for place in places:
            if row[place]:
                folders[str(PurePosixPath(row[place]).parent)] = None
        yield row


def _referred(chosen: list[Table], site: Site) -> tuple[set[int], set[int]]:
    """Return the accounts and the provinces to which rows of a site refer."""
    found: dict[Any, set[int]] = {User: set(), Province: set()}
    for table in chosen:
        if table.path is None:
            continue
        for field in table.fields:
            if field.related_model in found:
                rows: Any = models.QuerySet(table.model).order_by().filter(**{table.path: site.pk})
                found[field.related_model] |= set(rows.values_list(field.attname, flat=True).distinct()) - {None}
    return found[User], found[Province]


def _borrowed(chosen: list[Table], site: Site) -> dict[Any, models.Q]:
    """Return which pictures of other sites a site shows, and their uses: a site has to stand without the others."""
    shown = models.Q()
    for table in chosen:
        for field in table.fields:
            if table.path and field.related_model is Picture and table.model is not PictureUse:
                rows: Any = models.QuerySet(table.model).order_by().filter(**{table.path: site.pk})
                shown |= models.Q(pk__in=rows.exclude(**{field.attname: None}).values(field.attname))
    owners = {table.model: table for table in chosen if table.path}
    for kind in ContentType.objects.filter(pk__in=PictureUse.objects.order_by().values("owner_type")):
        model = kind.model_class()
        table_of_owner = owners.get(model) if model is not None else None
        if table_of_owner is not None:
            inside: Any = models.QuerySet(table_of_owner.model).order_by().filter(**{str(table_of_owner.path): site.pk})
            uses = PictureUse.objects.order_by().filter(owner_type=kind, owner_id__in=inside.values("pk"))
            shown |= models.Q(pk__in=uses.values("picture"))
    return {Picture: shown, PictureUse: models.Q(picture__in=models.QuerySet(Picture).filter(shown).values("pk"))}


def _owned(table: Table, rows: Iterable[Row], site: Site) -> Iterator[Row]:
    """Yield the rows as rows of a site, whosever they were."""
    place = table.columns.index("site_id")
    for row in rows:
        row[place] = site.pk
        yield row


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as it is at one moment, without keeping others from writing."""
    if connection.in_atomic_block:
        yield
        return
    level = " ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else " DEFERRED"
    with connection.cursor() as cursor:
        cursor.execute("BEGIN" + level)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _files(folder: str = "") -> Iterator[str]:
    """Yield the names of all files of the storage."""
    try:
        inside, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(inside):
        yield from _files(f"{folder}/{name}" if folder else name)


def _files_in(folders: Iterable[str]) -> Iterator[str]:
    """Yield the names of the files in some folders, those of the recycle bin too."""
    for folder in folders:
        yield from _files(folder)
        yield from _files(f"{HIDDEN}/{folder}")
