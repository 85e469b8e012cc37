"""Which picture stands for an album in a list."""

from django.db.models import OuterRef, QuerySet, Subquery

from .models import Album, Photo, Picture


def with_covers(albums: QuerySet[Album]) -> list[tuple[Album, Picture | None]]:
    """Return each album with its cover, or its first photo's picture; two queries however many there are."""
    first = Photo.objects.filter(album=OuterRef("pk")).order_by("order", "id").values("picture")[:1]
    rows = list(albums.annotate(first_picture=Subquery(first)))
    chosen = {album.pk: album.cover_id or album.first_picture for album in rows}
    pictures = Picture.objects.in_bulk([pk for pk in chosen.values() if pk])
    return [(album, pictures.get(chosen[album.pk])) for album in rows]
