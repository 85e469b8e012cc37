"""Pages for readers: the albums of a site, and one album."""

from django.db.models import Count
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.http import SiteRequest, kept_page, numbered_kept_page
from provinces.paging import numbered_page, page_number

from .covers import with_covers
from .models import Album, Photo, Picture
from .renditions import nearest

PAGE_SIZE = 12
LARGE = 1600


@numbered_kept_page
def albums(request: SiteRequest) -> HttpResponse:
    """Show a page of the site's albums, newest first."""
    live = Album.objects.for_site(request.site).live(timezone.now()).annotate(number_of_photos=Count("photos"))

    def fetch(start: int, stop: int) -> list[tuple[Album, Picture | None]]:
        return with_covers(live[start:stop])

    page = numbered_page(fetch, page_number(request), PAGE_SIZE)
    path = request.site.url_for(request.path_info.lstrip("/"), request.LANGUAGE_CODE)
    context = {
        "page": page,
        "trail": [(_("Photo albums"), "")],
        "canonical_url": path if page.number == 1 else f"{path}?trang={page.number}",
    }
    return render(request, "galleries/albums.html", context)


@kept_page
def album(request: SiteRequest, slug: str, pk: int) -> HttpResponse:
    """Show the photos of an album; each leads to its large file."""
    live = Album.objects.for_site(request.site).live(timezone.now())
    found = get_object_or_404(live, pk=pk)
    if request.path != found.get_absolute_url():
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    photos = Photo.objects.filter(album=found).select_related("picture")
    context = {
        "album": found,
        "photos": [(photo, nearest(photo.picture, LARGE)) for photo in photos],
        "trail": [(_("Photo albums"), reverse("galleries:albums")), (found.title, "")],
        "others": [(other, cover) for other, cover in with_covers(live.exclude(pk=found.pk)[:4]) if cover],
    }
    return render(request, "galleries/album.html", context)
