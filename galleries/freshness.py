"""Makes pages new whose albums or pictures change: raises the versions of `editions`."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from editions import scopes
from editions.versions import raise_scopes

from .models import Album, Photo, Picture, PictureUse


def track() -> None:
    """Begin to follow albums, their photos, and pictures that are in use."""
    for model, changed in ((Album, _album_changed), (Photo, _photo_changed)):
        for signal in (post_save, post_delete):
            signal.connect(changed, sender=model, dispatch_uid=f"galleries.freshness.{model.__name__}.{id(signal)}")
    post_save.connect(_picture_changed, sender=Picture, dispatch_uid="galleries.freshness.Picture")


def picture_changed(picture: Picture) -> None:
    """Raise the sites on which a picture is used: its file, its focal point or its copies have changed."""
    uses = PictureUse.objects.filter(picture=picture).prefetch_related("owner")
    sites = {getattr(use.owner, "site_id", None) for use in uses}
    raised = {scopes.site(pk) for pk in sites if pk is not None}
    if raised:
        raise_scopes(*raised)


def _picture_changed(sender: Any, instance: Picture, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if not created and not raw:
        picture_changed(instance)


def _album_changed(sender: Any, instance: Album, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        raise_scopes(scopes.site(instance.site_id))


def _photo_changed(sender: Any, instance: Photo, raw: bool = False, **kwargs: Any) -> None:
    site = Album.objects.filter(pk=instance.album_id).values_list("site", flat=True).first()
    if site is not None and not raw:
        raise_scopes(scopes.site(site), scopes.album(instance.album_id))
