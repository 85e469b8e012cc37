"""Further ways to articles: by month, by contributor, by topic."""

from itertools import groupby

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from galleries.sharing import as_shared
from provinces.http import SiteRequest, kept_page, numbered_kept_page
from provinces.localdates import month_name
from provinces.metadata import Metadata
from provinces.paging import NumberedPage, numbered_page, page_number

from .lists import PAGE_SIZE, list_context, readable
from .models import Article, Contributor, Topic
from .months import Month, months_of
from .querysets import ArticleQuerySet


def _page_of(request: SiteRequest, rows: ArticleQuerySet) -> NumberedPage[Article]:
    """Return the page that `request` asks for; a list without any article has none."""
    page = numbered_page(lambda start, stop: list(rows[start:stop]), page_number(request), PAGE_SIZE)
    if not page.rows:
        raise Http404("no articles")
    return page


@kept_page
def archive(request: SiteRequest) -> HttpResponse:
    """Show the months in which the site published something, year by year."""
    months = months_of(readable(request))
    years = [(year, list(found)) for year, found in groupby(months, key=lambda month: month.year)]
    return render(request, "articles/archive.html", {"years": years, "trail": [(_("Archive"), "")]})


@numbered_kept_page
def month(request: SiteRequest, year: int, number: int) -> HttpResponse:
    """Show a page of the articles of one month."""
    if not (1 <= number <= 12 and 1900 <= year <= 9000):
        raise Http404("no such month")
    shown = Month(year, number)
    page = _page_of(request, readable(request).published_in(shown.start, shown.end).for_lists(request.LANGUAGE_CODE))
    name = month_name(shown.first_day, request.LANGUAGE_CODE)
    context = {"month": shown, "name": name, "trail": [(_("Archive"), reverse("articles:archive")), (name, "")]}
    return render(request, "articles/month.html", context | list_context(request, page, list(page.rows)))


@numbered_kept_page
def contributor(request: SiteRequest, slug: str, pk: int) -> HttpResponse:
    """Show a page of the articles in which somebody had a part."""
    found = get_object_or_404(Contributor.objects.for_site(request.site), pk=pk)
    if request.path != found.get_absolute_url():
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    page = _page_of(request, readable(request).for_lists(request.LANGUAGE_CODE).by(found))
    context = {"contributor": found, "trail": [(found.name, "")]}
    return render(request, "articles/contributor.html", context | list_context(request, page, list(page.rows)))


@numbered_kept_page
def topic(request: SiteRequest, slug: str) -> HttpResponse:
    """Show a page of the articles of a topic."""
    shown = Topic.objects.for_site(request.site).shown().select_related("picture")
    found = get_object_or_404(shown, slug=slug)
    listed = readable(request).for_lists(request.LANGUAGE_CODE).on_topic(found)
    page = numbered_page(lambda start, stop: list(listed[start:stop]), page_number(request), PAGE_SIZE)
    context = {
        "topic": found,
        "trail": [(found.title, "")],
        "metadata": Metadata(picture=as_shared(found.picture)),
    }
    return render(request, "articles/topic.html", context | list_context(request, page, list(page.rows)))
