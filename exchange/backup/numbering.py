"""New numbers for the rows of one site, in everything that names them: keys, bodies, snapshots, menus, the audit log.

The numbers of an archive are held as sorted arrays of eight bytes each, so that a million rows take eight megabytes.
"""

import re
import secrets
from array import array
from bisect import bisect_left
from collections import Counter
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, models
from django.utils.translation import gettext as _

from accounts.models import User
from articles.bodies import BodyField
from articles.models import Article
from editions import scopes
from editions.versions import raise_scopes
from feedback import codes
from provinces.media import HIDDEN
from provinces.models import Hostname, Province, Site

from . import BackupRefused, tables
from .tables import Row, Table

SITE = "provinces.Site"
WITH_NONCE = {"feedback.Case", "feedback.ErrorReport"}
EMBEDDED = {"album": "galleries.Album", "document": "documents.Document", "video": "articles.Video"}
IN_SNAPSHOTS = {
    "category_id": "articles.Category",
    "department_id": "provinces.Department",
    "picture_id": "galleries.Picture",
}
_PICTURE = re.compile(r'(?<=\bdata-picture=")\d{1,18}(?=")')
_ARTICLE = re.compile(r'(?<=\bdata-article=")\d{1,18}(?=")')
_EMBED = re.compile(r'(?<=\bdata-embed=")(album|document|video):(\d{1,18})(?=")')


class Numbering:
    """Learns the rows of an archive while it is verified, then says what becomes of each."""

    def __init__(self, chosen: list[Table]) -> None:
        self.chosen = {table.label: table for table in chosen}
        self.old: dict[str, array[int]] = {table.label: array("q") for table in chosen if not table.only}
        self.people: dict[int, Row] = {}
        self.provinces: dict[int, Row] = {}
        self.known_people: dict[int, int] = {}
        self.known_provinces: dict[int, int] = {}
        self.first: dict[str, int | None] = {}  # None: the numbers stay
        self.kinds: dict[int, int] = {}
        self.labels: dict[int, str] = {}
        self.site_row: dict[str, Any] = {}
        self.code = ""
        self.site = 0
        self.left_out: Counter[str] = Counter()  # rows, by what they are called
        self.names_are_taken = False

    def note(self, label: str, row: Row) -> None:
        """Learn a row of the archive."""
        table = self.chosen.get(label)
        if table is None:
            return
        if table.model is User:
            self.people[row[0]] = row
        elif table.model is Province:
            self.provinces[row[0]] = row
        else:
            self.old[label].append(int(row[table.columns.index(table.model._meta.pk.attname)]))
            self.names_are_taken |= any(row[place] and _is_taken(row[place]) for place in table.files)
        if label == SITE:
            self.site_row = dict(zip(table.columns, row, strict=True))

    def settle(self, code: str | None, kinds: dict[int, int]) -> None:
        """Decide all numbers, and make the accounts that are missing. Raises BackupRefused where that cannot be."""
        self.kinds, self.labels = kinds, tables.content_types()
        self.code = code or str(self.site_row.get("slug", ""))
        self._make_room()
        self._settle_people()
        self._settle_provinces()
        for label, numbers in self.old.items():
            self.first[label] = self._first_number(self.chosen[label], numbers)
        self.site = self.number(SITE, self.site_row["id"]) or 0

    def _make_room(self) -> None:
        there = Site.objects.filter(slug=self.code).first()
        if there is not None:
            if models.QuerySet(Article).filter(site=there).exists():  # in the recycle bin too
                raise BackupRefused(_("The site %s has articles. Choose another code: --into CODE") % self.code)
            there.delete()
        if self.site_row["is_portal"] and Site.objects.filter(is_portal=True).exists():
            raise BackupRefused(_("This installation has a portal already."))
        prefix = self.site_row["path_prefix"]
        if prefix and Site.objects.filter(path_prefix=prefix).exists():
            self.site_row["path_prefix"] = self.code
            if Site.objects.filter(path_prefix=self.code).exists():
                raise BackupRefused(_("Another site answers at /%s/ already.") % self.code)

    def _settle_people(self) -> None:
        for old, (_old, username, full_name, email) in self.people.items():
            account, is_new = User.objects.get_or_create(
                username=username, defaults={"full_name": full_name, "email": email, "is_active": False}
            )
            if is_new:
                account.set_unusable_password()
                account.save(update_fields=["password"])
            self.known_people[old] = account.pk

    def _settle_provinces(self) -> None:
        for old, (_old, code, slug, valid_to) in self.provinces.items():
            found = Province.objects.filter(code=code, slug=slug, valid_to=valid_to).first()
            if found is not None:
                self.known_provinces[old] = found.pk

    def _first_number(self, table: Table, numbers: "array[int]") -> int | None:
        """Return the first new number of a table; None when nothing here lies between its own."""
        if not numbers:
            return None
        rows: Any = models.QuerySet(table.model)
        if list(numbers) != sorted(set(numbers)):
            raise BackupRefused(_("The table %s is not as the archive says.") % table.label)
        if not rows.filter(pk__gte=numbers[0], pk__lte=numbers[-1]).exists():
            return None
        last: int = rows.order_by("-pk").values_list("pk", flat=True)[0]
        if connection.vendor == "postgresql":
            # Numbers that others take meanwhile come after ours.
            name = table.model._meta.db_table
            with connection.cursor() as cursor:
                sequence = "pg_get_serial_sequence(%s, 'id')"
                sql = f"SELECT setval({sequence}, GREATEST(%s, nextval({sequence})) + %s)"
                cursor.execute(sql, [name, last, name, len(numbers)])
                return int(cursor.fetchone()[0]) - len(numbers) + 1
        return last + 1

    def number(self, label: str, old: Any) -> int | None:
        """Return the new number of a row; None when it is not in the archive."""
        numbers = self.old.get(label)
        if numbers is None or not isinstance(old, int):
            return None
        at = bisect_left(numbers, old)
        if at == len(numbers) or numbers[at] != old:
            return None
        first = self.first.get(label)
        return old if first is None else first + at

    def row(self, table: Table, row: Row) -> Row | None:
        """Return a row with its new numbers; None when it cannot stand without one that is not in the archive."""
        values = dict(zip(table.columns, row, strict=True))
        called = str(table.model._meta.verbose_name_plural)
        if not self._name_anything(table, values):
            self.left_out[called] += 1
            return None
        for field in table.fields:
            value = values[field.attname]
            if field.primary_key and field.related_model is None:
                values[field.attname] = self.number(table.label, value)
            elif field.related_model is not None and value is not None and field.attname not in _TYPES:
                values[field.attname] = self._related(field, value)
                if values[field.attname] is None and not field.null:
                    self.left_out[called] += 1
                    return None
            elif isinstance(field, BodyField):
                values[field.attname] = self.body(value)
            elif table.label == "articles.Revision" and field.name == "snapshot":
                values[field.attname] = self.snapshot(value)
        if table.label == SITE:
            values |= {"slug": self.code, "path_prefix": self.site_row["path_prefix"]}
        if table.label in WITH_NONCE:
            _renew_code(table.model, values)
        if table.label == "provinces.Hostname" and Hostname.objects.filter(host=values["host"]).exists():
            self.left_out[called] += 1
            return None
        return list(values.values())

    def _related(self, field: Any, value: Any) -> int | None:
        if field.related_model is User:
            return self.known_people.get(value)
        if field.related_model is Province:
            return self.known_provinces.get(value)
        return self.number(field.related_model._meta.label, value)

    def _name_anything(self, table: Table, values: dict[str, Any]) -> bool:
        """Give a row that names a row of any model the new number; return False when it cannot stand without one."""
        label = table.label
        if label in tables.BY_TYPE:
            kind, target = tables.BY_TYPE[label]
            values[kind] = self.kinds.get(values[kind])
            named = _label_of(self.labels.get(values[kind], ""))
            values[target] = self.number(named, values[target])
            if values[target] is None:
                values[kind] = None
                return bool(table.model._meta.get_field(target).null)
        elif label in tables.BY_LABEL:
            kind, target = tables.BY_LABEL[label]
            values[target] = self.number(_label_of(values[kind]), values[target])
        return True

    def body(self, html: Any) -> Any:
        """Return a body that names pictures, articles and embeds by their new numbers; 0 names nothing."""
        if not isinstance(html, str) or "data-" not in html:
            return html
        html = _PICTURE.sub(lambda found: self._said("galleries.Picture", found[0]), html)
        html = _ARTICLE.sub(lambda found: self._said("articles.Article", found[0]), html)
        return _EMBED.sub(lambda found: f"{found[1]}:{self._said(EMBEDDED[found[1]], found[2])}", html)

    def _said(self, label: str, old: str) -> str:
        return str(self.number(label, int(old)) or 0)

    def snapshot(self, value: Any) -> Any:
        """Return the snapshot of a revision with the new numbers."""
        if not isinstance(value, dict):
            return value
        for name, label in IN_SNAPSHOTS.items():
            if name in value:
                value[name] = self.number(label, value[name])
        for name, label in (("topics", "articles.Topic"), ("related", "articles.Article")):
            if name in value:
                value[name] = [new for old in value[name] if (new := self.number(label, old)) is not None]
        if "contributions" in value:
            for part in value["contributions"]:
                part["contributor"] = self.number("articles.Contributor", part["contributor"])
            value["contributions"] = [part for part in value["contributions"] if part["contributor"] is not None]
        for name in value:
            if name.startswith("body"):
                value[name] = self.body(value[name])
        return value

    def announce(self) -> None:
        """Say that the site is there: pages that list sites are made anew."""
        raise_scopes(scopes.NETWORK, scopes.MEMBERS, scopes.site(self.site), scopes.news(self.site))


_TYPES = {kind for kind, _target in tables.BY_TYPE.values()}


def _is_taken(name: str) -> bool:
    return default_storage.exists(name) or default_storage.exists(f"{HIDDEN}/{name}")


def _renew_code(model: Any, values: dict[str, Any]) -> None:
    """Give a message that is there already another code: a copy is not what its writer looks up."""
    if model.objects.filter(nonce=values["nonce"]).exists():
        values["nonce"] = secrets.token_urlsafe(16)[: len(values["nonce"]) + 8]
        if "code_hash" in values:
            values["code_hash"] = codes.hash_of(codes.code_of(values["nonce"]))


def _label_of(lowered: str) -> str:
    from django.apps import apps

    try:
        return apps.get_model(lowered)._meta.label if lowered else ""
    except (LookupError, ValueError):
        return ""
