"""Which tables go into an archive, in an order in which they can be filled again, and what becomes of their values."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.fields.files import FileField

from accounts.models import User
from provinces.models import Province, Site
from provinces.tenancy import SiteQuerySet

#: In no archive: made by migrations, of this node or this moment only, secret, or made anew from the rest.
NEVER = {
    "contenttypes.ContentType", "auth.Permission", "auth.Group", "auth.Group_permissions", "taggit.Tag",
    "taggit.TaggedItem", "accounts.User_groups", "accounts.User_user_permissions", "accounts.Session",
    "accounts.SignInFailure", "editions.Version", "search.SearchEntry", "feedback.DailySecret", "feedback.Attempt",
    "articles.Presence", "visits.Presence", "visits.VisitorKey", "guard.Progress", "exchange.WordUpload",
}  # fmt: skip
#: Not in the archive of one site: of persons and moments, or found anew.
NOT_OF_A_SITE = {"provinces.Notice", "articles.Autosave", "guard.Finding", "admin.LogEntry"}
#: Columns that name a row of any model: by content type, or by a model's label.
BY_TYPE = {
    "provinces.MenuItem": ("target_type_id", "target_id"),
    "galleries.PictureUse": ("owner_type_id", "owner_id"),
}
BY_LABEL = {"provinces.AuditEntry": ("object_type", "object_id")}
#: What is told of an account in the archive of one site; enough to know it again.
PERSON = ("id", "username", "full_name", "email")
PROVINCE = ("id", "code", "slug", "valid_to")

Row = list[Any]


@dataclass(frozen=True)
class Table:
    """A table of an archive. `path` leads from a row to its site; None where rows belong to no site."""

    model: type[models.Model]
    path: str | None
    only: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The model's label."""
        return self.model._meta.label

    @property
    def fields(self) -> "list[models.Field[Any, Any]]":
        """The columns that are kept."""
        kept = self.model._meta.concrete_fields
        return [field for field in kept if not self.only or field.name in self.only]

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [field.attname for field in self.fields]

    @property
    def files(self) -> list[int]:
        """The places of the columns that name a file."""
        return [place for place, field in enumerate(self.fields) if isinstance(field, FileField)]

    def rows(self, site: Site | None, ids: Iterable[int] | None = None, also: models.Q | None = None) -> Iterator[Row]:
        """Yield the rows of a site (and those that `also` names), or all, as values that JSON holds."""
        rows: Any = models.QuerySet(self.model).order_by("pk")
        if ids is not None:
            rows = rows.filter(pk__in=list(ids))
        elif site is not None:
            own = models.Q(**{str(self.path): site.pk})
            rows = rows.filter(own | also if also is not None else own)
        for values in rows.values_list(*self.columns).iterator(chunk_size=1000):
            yield [_plain(value) for value in values]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else str(value)


def stored(field: "models.Field[Any, Any]", value: Any, connection: Any) -> Any:
    """Return a value of an archive as the database takes it; nothing is cleaned or set to now on the way."""
    if not isinstance(field, models.JSONField):
        value = field.to_python(value)
    return field.get_db_prep_value(value, connection, prepared=False)


def whole() -> list[Table]:
    """Return the tables of an installation."""
    chosen = [model for model in apps.get_models(include_auto_created=True) if model._meta.label not in NEVER]
    return [Table(model, None) for model in _in_order(chosen)]


def of_site() -> list[Table]:
    """Return the tables of one site, and accounts and provinces by what they are known by."""
    paths = {model: path for model in apps.get_models(include_auto_created=True) if (path := _path(model))}
    chosen = [model for model in paths if model._meta.label not in NEVER | NOT_OF_A_SITE]
    known = [Table(User, None, PERSON), Table(Province, None, PROVINCE)]
    return [*known, *(Table(model, paths[model]) for model in _in_order(chosen))]


def _path(model: Any) -> str:
    """Return the lookup from a row to its site; '' when it belongs to none or to several."""
    if model is Site:
        return "pk"
    if model._meta.auto_created:
        first = next(field for field in model._meta.concrete_fields if field.is_relation)
        above = _path(first.related_model)
        return f"{first.name}__{above}" if above and "__" not in above else ""
    queryset: Any = model._default_manager.all()
    if not isinstance(queryset, SiteQuerySet):
        return ""
    return "" if any(field.name == queryset.site_path for field in model._meta.many_to_many) else queryset.site_path


def _in_order(chosen: list[Any]) -> list[Any]:
    """Return the models so that what a row refers to stands before it, as far as there is such an order."""
    found: list[Any] = []
    on_the_way: set[Any] = set()

    def put(model: Any) -> None:
        if model in found or model in on_the_way:
            return
        on_the_way.add(model)
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model in chosen and not field.null:
                put(field.related_model)
        found.append(model)

    for model in sorted(chosen, key=lambda model: model._meta.label):
        put(model)
    return found


def schema(tables: list[Table]) -> str:
    """Return a digest of tables and columns: archives are read by the release that has the same ones."""
    text = repr([(table.label, table.columns) for table in tables])
    return hashlib.sha256(text.encode()).hexdigest()


def content_types() -> dict[int, str]:
    """Return the label of each content type of this installation."""
    return {kind.pk: f"{kind.app_label}.{kind.model}" for kind in ContentType.objects.all()}
