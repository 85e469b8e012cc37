"""Albums beside the news."""

from django import template
from django.template import Context
from django.utils import timezone

from galleries.covers import with_covers
from galleries.models import Album, Picture

register = template.Library()


@register.simple_tag(takes_context=True)
def newest_albums(context: Context, number: int = 3) -> list[tuple[Album, Picture]]:
    """Return the site's newest albums that have a picture, each with the one that stands for it."""
    albums = with_covers(Album.objects.for_site(context["site"]).live(timezone.now())[:number])
    return [(album, picture) for album, picture in albums if picture is not None]
