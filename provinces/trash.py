"""The recycle bin of a site: what is deleted there can be brought back until the keeper empties the bin.

A row in the bin is hidden by its model's default manager, so that no list, choice, search, feed or count needs to know
of the bin. Nothing that hangs on it is touched: tags, photos, languages and revisions come back with it. What readers
saw comes back unpublished. Its files are not given out meanwhile.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import audit
from .media import hide_files, remove_files, show_files
from .models import Role
from .models.trash import IN_TRASH
from .permissions import at_least

if TYPE_CHECKING:
    from .models import Site

VERBS = {
    "trash": gettext_lazy("moved to the recycle bin"),
    "untrash": gettext_lazy("restored from the recycle bin"),
    "purge": gettext_lazy("deleted for good"),
}
BATCH = 100


class NotPossible(Exception):
    """A row cannot be restored or deleted now; the text is a sentence for the person who tried."""


@dataclass(frozen=True)
class Kind:
    """A model whose rows are deleted into the bin.

    `role` may restore them and delete them for good. `take_out` hides one from readers before it goes into the bin;
    `files` names the uploads that are its own.
    """

    model: type[models.Model]
    role: Role
    take_out: Callable[[Any, Any], None]
    files: Callable[[Any], Iterable[str]]

    @property
    def name(self) -> str:
        """The kind's code: `galleries.album`."""
        return self.model._meta.label_lower

    @property
    def label(self) -> str:
        """What one of them is called on screen."""
        return capfirst(str(self.model._meta.verbose_name))

    def rows(self, user: Any, site: "Site") -> Any:
        """Return what lies in the bin of `site` as far as `user` works on it, what was deleted last first."""
        everything: Any = self.model.everything  # type: ignore[attr-defined]  # of trashable models
        return everything.editable_by(user, site).filter(IN_TRASH).order_by("-trashed_at", "-pk")


_kinds: dict[type[models.Model], Kind] = {}


def register(
    model: type[models.Model],
    role: Role = Role.SITE_ADMIN,
    *,
    take_out: Callable[[Any, Any], None] = lambda obj, user: None,
    files: Callable[[Any], Iterable[str]] = lambda obj: (),
) -> None:
    """Make a model known whose rows are deleted into the bin."""
    _kinds[model] = Kind(model, role, take_out, files)


def kinds_for(user: Any, site: "Site | None") -> list[Kind]:
    """Return the kinds that `user` may restore on `site`; none on a site that is no longer written."""
    if site is None or not (site.is_writable or getattr(user, "is_superuser", False)):
        return []
    return [kind for kind in _kinds.values() if at_least(user, site, kind.role)]


def unpublish(obj: Any, user: Any) -> None:
    """Hide from readers what is hidden by `is_live` alone."""
    obj.is_live = False


def put(obj: Any, user: Any) -> None:
    """Move a row into the bin of its site."""
    kind = _kinds[type(obj)]
    with transaction.atomic():
        kind.take_out(obj, user)
        obj.trashed_at, obj.trashed_by = timezone.now(), user
        obj.save()
        audit.record("trash", obj, user=user)
        names = list(kind.files(obj))
        transaction.on_commit(lambda: hide_files(names))


def restore(obj: Any, user: Any) -> None:
    """Take a row out of the bin again.

    Raises:
        NotPossible: when another row has taken what must not be there twice, such as a document's number.

    """
    kind = _kinds[type(obj)]
    with transaction.atomic():
        obj.trashed_at = obj.trashed_by = None
        try:
            obj.validate_constraints()
        except ValidationError:
            raise NotPossible(
                _("“%(name)s” is there a second time by now. Delete or change that one first.") % {"name": obj}
            ) from None
        obj.save()
        audit.record("untrash", obj, user=user)
        names = list(kind.files(obj))
        transaction.on_commit(lambda: show_files(names))


def purge(obj: Any, user: Any) -> None:
    """Delete a row in the bin for good, with its files.

    Raises:
        NotPossible: when something else needs it.

    """
    with transaction.atomic():
        names = list(_kinds[type(obj)].files(obj))
        audit.record("purge", obj, user=user)
        try:
            obj.delete()
        except ProtectedError:
            raise NotPossible(_("“%(name)s” is still needed by something else.") % {"name": obj}) from None
        for name in names:
            transaction.on_commit(partial(remove_files, name))


def empty(now: datetime.datetime) -> int:
    """Delete for good what has lain in the bin for `TRASH_DAYS`. A duty of the keeper; returns how many rows went."""
    before = now - datetime.timedelta(days=settings.TRASH_DAYS)
    gone = 0
    for kind in _kinds.values():
        everything: Any = kind.model.everything  # type: ignore[attr-defined]  # of trashable models
        for obj in everything.filter(trashed_at__lte=before).order_by("trashed_at")[:BATCH]:
            try:
                purge(obj, None)
                gone += 1
            except NotPossible:
                continue
    return gone
