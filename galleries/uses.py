"""Where pictures are used: kept true whenever an owner (article, page, album, topic) is saved or deleted.

The rooms above register their models with `track()` from their AppConfig, so that imports, commands and the admin
all keep the same account.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .models import Album, Photo, Picture, PictureUse

Places = Mapping[str, Iterable[int | None]]


def record(owner: models.Model, places: Places) -> None:
    """Make the rows of `owner` say exactly this: at each place these pictures (ids; None and unknown ids are skipped).

    Two queries when nothing changed.
    """
    wanted = {(place, pk) for place, ids in places.items() for pk in ids if pk}
    rows = _rows_of(owner)
    there = {(place, picture): pk for pk, place, picture in rows.values_list("pk", "place", "picture_id")}
    gone = [pk for key, pk in there.items() if key not in wanted]
    if gone:
        rows.filter(pk__in=gone).delete()
    missing = wanted - there.keys()
    if not missing:
        return
    known = set(Picture.objects.filter(pk__in={pk for _where, pk in missing}).values_list("pk", flat=True))
    kind = ContentType.objects.get_for_model(owner)
    PictureUse.objects.bulk_create(
        (
            PictureUse(picture_id=pk, owner_type=kind, owner_id=owner.pk, place=place)
            for place, pk in sorted(missing)
            if pk in known
        ),
        ignore_conflicts=True,
    )


def track(model: type[models.Model], places: Callable[[Any], Places]) -> None:
    """Record the pictures of every `model` row when it is saved, and forget them when it is deleted.

    Args:
        model: The owner's model.
        places: Says which pictures an owner shows where.

    """

    def saved(instance: models.Model, *, raw: bool = False, **kwargs: Any) -> None:
        if not raw:
            record(instance, places(instance))

    def deleted(instance: models.Model, **kwargs: Any) -> None:
        _rows_of(instance).delete()

    name = model._meta.label_lower
    post_save.connect(saved, sender=model, weak=False, dispatch_uid=f"uses.saved.{name}")
    post_delete.connect(deleted, sender=model, weak=False, dispatch_uid=f"uses.deleted.{name}")


def of_album(album: Album) -> Places:
    """Return the pictures of an album: its cover and its photos."""
    return {"cover": [album.cover_id], "photo": list(album.photos.values_list("picture_id", flat=True))}


def track_albums() -> None:
    """Track albums; a photo that is saved or deleted changes its album's account."""
    track(Album, of_album)

    def changed(instance: Photo, *, raw: bool = False, **kwargs: Any) -> None:
        if not raw and Album.objects.filter(pk=instance.album_id).exists():
            record(instance.album, of_album(instance.album))

    post_save.connect(changed, sender=Photo, weak=False, dispatch_uid="uses.saved.photo")
    post_delete.connect(changed, sender=Photo, weak=False, dispatch_uid="uses.deleted.photo")


def _rows_of(owner: models.Model) -> models.QuerySet[PictureUse]:
    return PictureUse.objects.filter(owner_type=ContentType.objects.get_for_model(owner), owner_id=owner.pk)


@dataclass(frozen=True)
class Use:
    """One line of "where is it used?". Nothing of other sites is named: `owner` is None there."""

    owner: models.Model | None
    place: str

    @property
    def is_in_trash(self) -> bool:
        """True when the owner lies in the recycle bin, from where it may come back with its pictures."""
        return getattr(self.owner, "trashed_at", None) is not None

    @property
    def url(self) -> str:
        """The address of the owner's form in the admin; '' for other sites and what lies in the recycle bin."""
        if self.owner is None or self.is_in_trash:
            return ""
        meta = self.owner._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.owner.pk])

    def __str__(self) -> str:
        if self.owner is None:
            return _("on another site")
        name = f"{capfirst(str(self.owner._meta.verbose_name))}: {self.owner}"
        return _("%(name)s (in the recycle bin)") % {"name": name} if self.is_in_trash else name


def uses_of(picture: Picture, site_id: int | None) -> list[Use]:
    """Return where a picture is used, as staff of the site `site_id` may know it."""
    rows = PictureUse.objects.filter(picture=picture).order_by("id").prefetch_related("owner")
    owners = [(row.owner, row.place) for row in rows if row.owner is not None]
    return [Use(owner if getattr(owner, "site_id", None) == site_id else None, place) for owner, place in owners]
