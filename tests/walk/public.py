"""Readers of the first site: every public address, with arguments of both sites, in every language."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from articles import previews
from articles.models import Article, Category, Contributor, Page, Redirect, Revision, Tag, Topic
from documents.models import Document
from feedback.models import Case
from feedback.views import SALT
from galleries.models import Album, Picture
from provinces.models import Department, Province, Site
from vietnamese.slugs import slugify

from ..conftest import SiteClient
from .routes import Route, routes
from .visiting import Visitor, Walk
from .world import CANARY, WORD, World, languages, rows_of

Arguments = dict[str, Any]
URLCONF: str = settings.ROOT_URLCONF


def _articles(site: Site) -> Iterator[Arguments]:
    for article in rows_of(Article, site):
        for category in rows_of(Category, site):
            yield {"category": category.slug, "name": f"{article.slug_vi}-{article.pk}"}


def _album(site: Site) -> Iterator[Arguments]:
    for album in rows_of(Album, site):
        yield {"slug": album.slug, "pk": album.pk}


def _months(site: Site) -> Iterator[Arguments]:
    for article in rows_of(Article, site):
        if article.published_at:
            yield {"year": article.published_at.year, "number": article.published_at.month}


def _previews(site: Site) -> Iterator[Arguments]:
    for revision in rows_of(Revision, site):
        link = previews.link(revision, timezone.now() + datetime.timedelta(hours=1))
        yield {"token": link.rstrip("/").rpartition("/")[2]}


def ticket(case: Case) -> str:
    """Return what stands in the address of a confirmation."""
    return signing.dumps([case.site_id, case.nonce], salt=SALT)


#: How the arguments of an address are made of a site's rows. An address that takes arguments and is not named here
#: stops the walk.
ARGUMENTS: dict[str, Callable[[Site], Iterator[Arguments]]] = {
    "articles:article": _articles,
    "api_unknown": lambda site: iter([{"rest": "khac/"}]),
    "articles:api_article": lambda site: ({"pk": row.pk} for row in rows_of(Article, site)),
    "articles:drawn": lambda site: ({"pk": row.pk, "digest": "x"} for row in rows_of(Article, site)),
    "articles:category_feed": lambda site: ({"slug": row.slug} for row in rows_of(Category, site)),
    "articles:contributor": lambda site: (
        {"slug": slugify(row.name) or "tac-gia", "pk": row.pk} for row in rows_of(Contributor, site)
    ),
    "articles:month": _months,
    "articles:category": lambda site: ({"slug": row.slug} for row in rows_of(Category, site)),
    "articles:page": lambda site: ({"slug": row.slug} for row in rows_of(Page, site)),
    "articles:preview": _previews,
    "articles:tag": lambda site: ({"slug": row.slug, "pk": row.pk} for row in rows_of(Tag, site)),
    "articles:tag_feed": lambda site: ({"pk": row.pk} for row in rows_of(Tag, site)),
    "articles:topic": lambda site: ({"slug": row.slug} for row in rows_of(Topic, site)),
    "documents:api_document": lambda site: ({"pk": row.pk} for row in rows_of(Document, site)),
    "documents:document": lambda site: ({"slug": row.slug, "pk": row.pk} for row in rows_of(Document, site)),
    "feedback:answer": lambda site: ({"pk": row.pk} for row in rows_of(Case, site) if row.is_published),
    "feedback:received": lambda site: ({"ticket": ticket(row)} for row in rows_of(Case, site)),
    "feedback:report": lambda site: ({"pk": row.pk} for row in rows_of(Article, site)),
    "feedback:useful": lambda site: ({"pk": row.pk} for row in rows_of(Article, site)),
    "visits:article": lambda site: ({"pk": row.pk} for row in rows_of(Article, site)),
    "galleries:album": _album,
    "galleries:": lambda site: ({"pk": row.pk} for row in rows_of(Album, site)),
    "media": lambda site: ({"name": row.file.name} for row in rows_of(Picture, site)),
    "provinces:colours": lambda site: iter([{"brand": site.brand_hue, "accent": site.accent_hue, "digest": "x"}]),
    "provinces:department": lambda site: ({"slug": row.slug} for row in rows_of(Department, site)),
    "provinces:province": lambda site: ({"slug": row.slug} for row in Province.objects.all()),
    "provinces:grey": lambda site: iter([{"digest": "x"}]),
    "sitemap_month": _months,
}
#: Addresses that are the same on every site by design; nobody finds one who was not told it.
SAME_EVERYWHERE = {"media"}
QUERIES: tuple[dict[str, str], ...] = ({}, {"trang": "2"}, {"q": WORD})


def mixtures(ours: list[Arguments], theirs: list[Arguments]) -> list[Arguments]:
    """Return the second site's arguments, and the first one's with each argument taken from the second site."""
    mixed = [{**one, name: other[name]} for one in ours[:2] for other in theirs for name in other]
    return [*theirs, *mixed]


def addresses(route: Route, world: World) -> tuple[list[str], list[str]]:
    """Return the paths of one address with the first site's arguments, and those with any of the second's."""
    if not route.arguments:
        return [_path(route, {})], []
    make = ARGUMENTS[route.name]
    ours, theirs = list(make(world.home)), list(make(world.abroad))
    foreign = [] if route.name in SAME_EVERYWHERE else mixtures(ours, theirs)
    return [_path(route, one) for one in ours], sorted(
        {_path(route, one) for one in foreign} - {_path(route, o) for o in ours}
    )


def _path(route: Route, arguments: Arguments) -> str:
    if route.name.endswith(":"):
        return route.route.replace("<int:pk>", str(arguments["pk"]))
    return str(reverse(route.name, URLCONF, kwargs=arguments)).lstrip("/")


def readers_walk(walk: Walk) -> None:
    """Visit every public address as a reader of the first site."""
    world = walk.world
    for language in languages():
        suffix = f"{language}/" if language != settings.LANGUAGE_CODE else ""
        reader = Visitor(walk, f"reader-{language}", None, f"/{world.home.path_prefix}/{suffix}", URLCONF)
        for route in routes(URLCONF):
            ours, theirs = addresses(route, world)
            for path in ours:
                for query in QUERIES if not route.arguments or path == ours[0] else ({},):
                    reader.get(path + (f"?{urlencode(query)}" if query else ""))
            for path in theirs:
                answer = reader.get(path)
                if answer.status_code == 200:
                    walk.note(f"{reader.name} {path}: a page of this site answers for another one's object")
        for redirect in rows_of(Redirect, world.abroad):
            reader.get(redirect.old_path.lstrip("/"))


def warm_up(walk: Walk) -> None:
    """Visit the marked site as its own readers do, so that whatever is kept for the next request holds the canary."""
    reader = SiteReader(walk)
    for route in routes(URLCONF):
        for arguments in list(ARGUMENTS[route.name](walk.world.abroad))[:3] if route.arguments else [{}]:
            reader.get(_path(route, arguments))


class SiteReader:
    """A reader of the marked site; sees its canary, as is right."""

    def __init__(self, walk: Walk) -> None:
        self.client, self.root = SiteClient(), f"/{walk.world.abroad.path_prefix}/"
        self.seen = 0

    def get(self, path: str) -> None:
        """Ask for a page."""
        answer = self.client.get(self.root + path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        self.seen += CANARY.encode() in body
