"""Categories and articles in the read API."""

import re
from urllib.parse import urljoin

from django.db.models import Prefetch
from django.http import Http404
from django.urls import get_script_prefix
from django.utils import timezone

from galleries.sharing import as_shared
from provinces.api import (
    Mark,
    Thing,
    address,
    address_of,
    answer,
    cursor_of,
    id_of,
    limit_of,
    moment,
    page,
)
from provinces.http import SiteRequest
from provinces.metadata import absolute
from provinces.models import Site

from .lists import readable
from .metadata import modified_at
from .models import Article, Category, Contribution
from .querysets import ArticleQuerySet
from .rendering import Reading

PARTS = Prefetch("contributions", Contribution.objects.select_related("contributor"))
_ADDRESSES = re.compile(r'(?<= )(src|href|srcset)="(/[^"]*)"')


@answer
def categories(request: SiteRequest) -> Thing:
    """List the categories that readers see, in the site's order."""
    shown = Category.objects.for_site(request.site).shown()
    return {"items": [_category(one, request) | {"parent": one.parent_id} for one in shown], "next": None}


@answer
def articles(request: SiteRequest) -> Thing:
    """List what readers see now, newest first; `?category=` with those below it."""
    limit, mark = limit_of(request), cursor_of(request)
    rows = _behind(request, mark)
    chosen = id_of(request, "category")
    if chosen is not None:
        found = Category.objects.for_site(request.site).shown().filter(pk=chosen).first()
        if found is None:
            raise Http404("no such category")
        rows = rows.first_below(found, limit + 1)
    whole = rows.for_lists().select_related("department")
    shown = list(whole.prefetch_related("tags", PARTS)[: limit + 1])  # type: ignore[misc]  # a manager of taggit's
    marks: list[Mark] = [(one.published_at, one.pk) for one in shown if one.published_at]
    return page(request, [_article(one, request) for one in shown], marks, limit)


def _behind(request: SiteRequest, mark: Mark | None) -> ArticleQuerySet:
    if mark is None:
        return readable(request)
    at, number = mark
    if at > timezone.now():
        raise Http404("in the future")
    rows: ArticleQuerySet = readable(request, at).older_than(Article(pk=number, published_at=at))
    return rows


@answer
def article(request: SiteRequest, pk: int) -> Thing:
    """Return one article with its text."""
    rows = Article.objects.for_site(request.site).live(timezone.now()).speaking(request.site, request.LANGUAGE_CODE)
    whole = rows.with_body(request.LANGUAGE_CODE).select_related("category", "picture", "site", "department")
    found = whole.filter(pk=pk).prefetch_related("tags", PARTS).first() if pk < 2**63 else None  # type: ignore[misc]
    if found is None:
        raise Http404("no such article")
    body = Reading.of(found, request.LANGUAGE_CODE).body
    return _article(found, request) | {"body": with_whole_addresses(body, request.site)}


def with_whole_addresses(html: str, site: Site) -> str:
    """Return a body whose links and pictures have absolute addresses, for readers elsewhere."""
    base = site.url_for()

    def whole(found: re.Match[str]) -> str:
        parts = found[2].split(", ") if found[1] == "srcset" else [found[2]]
        return f'{found[1]}="{", ".join(urljoin(base, part) for part in parts)}"'

    return _ADDRESSES.sub(whole, html)


def _category(one: Category, request: SiteRequest) -> Thing:
    path = one.get_absolute_url().removeprefix(get_script_prefix())
    return {"id": one.pk, "name": one.name, "url": address(request, path)}


def _article(one: Article, request: SiteRequest) -> Thing:
    site, shown = request.site, one.language_in(request.LANGUAGE_CODE)
    picture = as_shared(one.picture, one.text("picture_alt", shown))
    return {
        "id": one.pk,
        "url": site.url_for(one.path_in(shown), shown),
        "api": address_of(request, "articles:api_article", one.pk),
        "language": shown,
        "translations": {code: site.url_for(one.path_in(code), code) for code in site.languages if one.speaks(code)},
        "type": one.article_type,
        "category": _category(one.category, request),
        "department": one.department.name if one.department else None,
        "kicker": one.text("kicker", shown),
        "title": one.text("title", shown) or one.text("title", "vi"),
        "lead": one.text("lead", shown),
        "published_at": moment(one.published_at),
        "modified_at": moment(modified_at(one)),
        "tags": [tag.name for tag in one.tags.all()],
        "contributors": [{"name": part.contributor.name, "role": part.role} for part in one.contributions.all()],
        "source": one.source or None,
        "source_url": one.source_url or None,
        "picture": {
            "url": absolute(site, picture.url),
            "width": picture.width,
            "height": picture.height,
            "alt": picture.alt,
            "credit": one.picture_credit or None,
        }
        if picture
        else None,
    }
