"""What search engines are told: robots.txt of each host, and the sitemaps of each site.

A site's index names one sitemap of its lists and pages, one of each month's articles, and one of the last two days.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import ParamSpec

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils import timezone

from articles import sitemaps as articles
from articles.models import Article, Category, Page, Topic
from articles.months import Month
from documents.models import Document
from feedback.models import Case
from galleries.models import Album
from provinces import sitemaps
from provinces.http import SiteRequest, kept_page
from provinces.models import Department, Site
from provinces.reserved import ADMIN_PATH
from provinces.sitemaps import Entry
from tuyengiao.front_page import members
from vietnamese.dates import ZONE

MOST_ALBUMS = 2000
MOST_DOCUMENTS = 5000
MOST_ANSWERS = 2000

P = ParamSpec("P")


def _once_per_site(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Make `view` answer below a site's own address only: its sitemaps speak of all its languages."""

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request: SiteRequest = args[0]  # type: ignore[assignment]  # a view's first argument
        if request.LANGUAGE_CODE != settings.LANGUAGE_CODE:
            raise Http404("one for all languages")
        return view(*args, **kwargs)

    return kept_page(checked)


@kept_page
def robots(request: SiteRequest) -> HttpResponse:
    """Answer for a whole host: only its admin is closed; the portal's names the sitemaps of the sites below it too."""
    if get_script_prefix() != "/":
        raise Http404("one for the whole host")
    lines = ["User-agent: *"]
    has_admin = request.site.is_portal and not settings.ADMIN_HOST
    lines.append(f"Disallow: /{ADMIN_PATH}/" if has_admin else "Disallow:")
    sites = [request.site]
    if request.site.is_portal:
        sites += Site.objects.members().without_host()
    lines += ["", *(f"Sitemap: {site.url_for('sitemap.xml')}" for site in sites)]
    return HttpResponse("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@_once_per_site
def index(request: SiteRequest) -> HttpResponse:
    """Name the sitemaps of a site that hold anything."""
    now, site = timezone.now(), request.site
    names = [reverse("sitemap_pages")]
    if articles.has_news(site, now):
        names.append(reverse("sitemap_news"))
    names += [reverse("sitemap_month", args=[month.year, month.month]) for month in articles.months(site, now)]
    return sitemaps.index(_address(site, name) for name in names)


@_once_per_site
def month(request: SiteRequest, year: int, number: int) -> HttpResponse:
    """List the articles of one month."""
    if not (1 <= number <= 12 and 1900 <= year <= 9000):
        raise Http404("no such month")
    return sitemaps.urlset(articles.of_month(request.site, Month(year, number), timezone.now()))


@_once_per_site
def news(request: SiteRequest) -> HttpResponse:
    """List what was published in the last two days, as news search reads it."""
    return sitemaps.urlset(articles.recent(request.site, timezone.now()))


@_once_per_site
def pages(request: SiteRequest) -> HttpResponse:
    """List all else: home page, categories, topics, pages, departments, albums, documents, answers, provinces."""
    return sitemaps.urlset(_pages(request.site, timezone.now()))


def _pages(site: Site, now: datetime.datetime) -> Iterator[Entry]:
    newest = Article.objects.for_site(site).live(now).values_list("published_at", flat=True).first()
    yield _everywhere(site, reverse("home"), newest)
    yield from articles.of_categories(site, list(Category.objects.for_site(site).shown()), now)
    for topic in Topic.objects.for_site(site).shown():
        yield _where(site, topic, "title")
    for page in Page.objects.for_site(site).shown():
        yield _where(site, page, "body", page.updated_at)
    yield from _departments(site, now.astimezone(ZONE).date())
    for album in Album.objects.for_site(site).live(now)[:MOST_ALBUMS]:
        yield _where(site, album, "title", album.updated_at)
    documents = Document.objects.for_site(site).live(now)[:MOST_DOCUMENTS]
    for number, document in enumerate(documents):
        if not number:
            yield _everywhere(site, reverse("documents:documents"), document.updated_at)
        yield _where(site, document, "summary", document.updated_at)
    yield _everywhere(site, reverse("contact"))
    for case in Case.objects.for_site(site).published()[:MOST_ANSWERS]:
        yield _entry(site, case.get_absolute_url(), [case.language], case.published_at)
    if newest:
        yield _everywhere(site, reverse("articles:archive"), newest)
    if site.is_portal:
        yield from _provinces(site, now)


def _provinces(portal: Site, now: datetime.datetime) -> Iterator[Entry]:
    """Yield the provinces that have a site, and what they were made of, with the day of their newest article."""
    found = members()
    newest = articles.newest_of([site for member in found for site in member.sites], now)
    for member in found:
        dates = [newest[site.pk] for site in member.sites if site.pk in newest]
        # A new province and a former one may share a name, and with it their page.
        for slug in dict.fromkeys(unit.slug for unit in (member.province, *member.formers)):
            yield _everywhere(portal, reverse("provinces:province", args=[slug]), max(dates, default=None))


def _departments(site: Site, today: datetime.date) -> Iterator[Entry]:
    departments = list(Department.objects.for_site(site).in_force(today))
    if departments:
        yield _everywhere(site, reverse("provinces:departments"), max(one.updated_at for one in departments))
    for one in departments:
        yield _everywhere(site, reverse("provinces:department", args=[one.slug]), one.updated_at)


def _address(site: Site, path: str, language: str = settings.LANGUAGE_CODE) -> str:
    return site.url_for(path.removeprefix(get_script_prefix()), language)


def _everywhere(site: Site, path: str, modified: datetime.datetime | None = None) -> Entry:
    """Return a page that stands in every language of the site."""
    return _entry(site, path, site.languages, modified)


def _where(
    site: Site, row: "Topic | Page | Album | Document", field: str, modified: datetime.datetime | None = None
) -> Entry:
    """Return the page of a row in Vietnamese and in the languages in which its `field` is translated."""
    spoken = [code for code in site.languages if code == settings.LANGUAGE_CODE or row.text(field, code)]
    return _entry(site, row.get_absolute_url(), spoken, modified)


def _entry(site: Site, path: str, languages: Iterable[str], modified: datetime.datetime | None) -> Entry:
    return Entry({code: _address(site, path, code) for code in languages}, modified)
