"""Pages for readers: an article, the lists of a category and of a tag, an about page."""

import re
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editions import scopes
from editions.marking import shows, shows_article
from provinces.http import SiteRequest, kept_page, numbered_kept_page
from provinces.paging import numbered_page, page_number

from . import drawn
from .bylines import byline
from .lists import PAGE_SIZE, list_context, readable
from .metadata import of_article, of_page
from .models import Article, Category, Contribution, Page, Tag
from .neighbours import neighbours_of
from .querysets import BODIES
from .redirects import old_address
from .rendering import Reading, for_readers, summary
from .sharing import Sharing

PINNED = 20
PICKED = 8

Trail = list[tuple[str, str]]

_NAME = re.compile(r"(?:.*-)?([0-9]{1,18})", re.DOTALL)


@kept_page
def article(request: SiteRequest, category: str, name: str) -> HttpResponse:
    """Show the article whose number ends the address; any other spelling of its address leads to the right one."""
    shown = _find(request, name)
    if shown.was_taken_down(timezone.now()):
        return _gone(request, shown)
    address = shown.get_absolute_url()
    if request.path != address:
        return old_address(request) or HttpResponsePermanentRedirect(address)
    shows_article(request, shown.pk)
    return render(request, "articles/article.html", article_context(request, shown))


def article_context(request: SiteRequest, shown: Article) -> dict[str, Any]:
    """Return what the page of `shown` is made of; the article has its body, tags and contributions at hand."""
    reading = Reading.of(shown, request.LANGUAGE_CODE)
    listed = readable(request).for_lists(request.LANGUAGE_CODE)
    canonical = request.site.url_for(shown.path_in(reading.language), reading.language)
    return {
        "article": shown,
        "leave_out": shown,  # of the newest articles beside it
        "reading": reading,
        "is_untranslated": reading.language != request.LANGUAGE_CODE,
        "trail": [*_way_to(shown.category), (shown.category.name, shown.category.get_absolute_url())],
        "byline": byline(shown.contributions.all()),
        "picked": list(listed.picked_for(shown)[:PICKED]),
        "neighbours": neighbours_of(
            shown, listed, readable(request, shown.published_at).for_lists(request.LANGUAGE_CODE)
        ),
        "alternates": _addresses(shown, request),
        "translations": _translations(shown, request),
        "canonical_url": canonical,
        "sharing": Sharing.of(reading.title, canonical),
        "metadata": of_article(shown, reading, canonical),
    }


@require_safe
def drawn_picture(request: SiteRequest, pk: int, digest: str) -> HttpResponse:
    """Answer with the picture drawn for an article; the name of an older one leads to that of today."""
    rows = Article.objects.for_site(request.site).live(timezone.now()).speaking(request.site, request.LANGUAGE_CODE)
    found: Article = get_object_or_404(rows.for_lists().select_related("site", "category"), pk=pk)
    card = drawn.card_of(found, found.language_in(request.LANGUAGE_CODE))
    if digest != card.digest:
        return HttpResponseRedirect(reverse("articles:drawn", args=[pk, card.digest]))
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(drawn.stored(card), "image/png", headers=headers)


def _find(request: SiteRequest, name: str) -> Article:
    number = _NAME.fullmatch(name)
    if number is None:
        raise Http404("no number in the address")
    rows = Article.everything.for_site(request.site).with_body(request.LANGUAGE_CODE)
    parts = Contribution.objects.select_related("contributor")
    found: Article = get_object_or_404(
        rows.select_related("category__parent__parent", "picture").prefetch_related(
            "tags", "correction_notes", Prefetch("contributions", parts)
        ),
        pk=int(number[1]),
    )
    found.site = request.site  # at hand, and wide
    now = timezone.now()
    known = found.was_taken_down(now) or (found.is_visible_at(now) and found.trashed_at is None)
    if not known or not found.is_shown_in(request.LANGUAGE_CODE, request.site):
        raise Http404("not to be seen")
    return found


def _gone(request: SiteRequest, article: Article) -> HttpResponse:
    """Say that an article was taken down; nothing of it is told."""
    context = {"category": article.category, "trail": [*_way_to(article.category), (_("Article taken down"), "")]}
    return render(request, "articles/withdrawn.html", context, status=410)


def _addresses(shown: Article, request: SiteRequest) -> dict[str, str]:
    """Return the article's path for each language in which the site shows it."""
    languages = (code for code in request.site.languages if shown.is_shown_in(code, request.site))
    return {code: shown.path_in(code) for code in languages}


def _translations(shown: Article, request: SiteRequest) -> dict[str, str]:
    """Return the article's path for each language in which it really stands."""
    return {code: shown.path_in(code) for code in request.site.languages if shown.speaks(code)}


def _way_to(category: Category) -> Trail:
    return [(above.name, above.get_absolute_url()) for above in reversed(category.ancestors())]


@numbered_kept_page
def category(request: SiteRequest, slug: str) -> HttpResponse:
    """Show a page of the articles of a category and of those below it; pinned ones stand first on the first page."""
    found = get_object_or_404(
        Category.objects.for_site(request.site).shown().select_related("parent__parent"), slug=slug
    )
    shows(request, scopes.category(found.pk))
    number = page_number(request)
    children = list(Category.objects.for_site(request.site).shown().filter(parent=found))
    branch = {found.pk, *(child.pk for child in children)}
    listed = readable(request).for_lists(request.LANGUAGE_CODE)
    pinned = [row for row in listed.pinned(found.section)[:PINNED] if _stands_below(row, found, branch)]
    others = listed.exclude(pk__in=[row.pk for row in pinned])

    def fetch(start: int, stop: int) -> list[Article]:
        return list(others.first_below(found, stop)[start:stop])

    page = numbered_page(fetch, number, PAGE_SIZE)
    rows = [*pinned, *page.rows] if number == 1 else list(page.rows)
    context = {"category": found, "children": children, "trail": [*_way_to(found), (found.name, "")]}
    return render(request, "articles/category.html", context | list_context(request, page, rows))


def _stands_below(row: Article, category: Category, branch: set[int]) -> bool:
    return category.parent_id is None or row.category_id in branch


@numbered_kept_page
def tag(request: SiteRequest, slug: str, pk: int) -> HttpResponse:
    """Show a page of the articles that carry a tag."""
    found = get_object_or_404(Tag.objects.for_site(request.site), pk=pk)
    if request.path != found.get_absolute_url():
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    listed = readable(request).for_lists(request.LANGUAGE_CODE).tagged(found)
    page = numbered_page(lambda start, stop: list(listed[start:stop]), page_number(request), PAGE_SIZE)
    context = {"tag": found, "trail": [(found.name, "")]}
    return render(request, "articles/tag.html", context | list_context(request, page, list(page.rows)))


@kept_page
def page(request: SiteRequest, slug: str) -> HttpResponse:
    """Show an about page beside the list of its siblings."""
    shown = Page.objects.for_site(request.site).shown()
    found = get_object_or_404(shown, slug=slug)
    translated = found.text("body", request.LANGUAGE_CODE)
    body = translated or found.text("body", settings.LANGUAGE_CODE)
    language = request.LANGUAGE_CODE if translated else settings.LANGUAGE_CODE
    path = request.path_info.lstrip("/")
    spoken = [code for code in request.site.languages if code == settings.LANGUAGE_CODE or found.text("body", code)]
    context = {
        "page": found,
        "is_untranslated": language != request.LANGUAGE_CODE,
        "canonical_url": request.site.url_for(path, language),
        "translations": dict.fromkeys(spoken, path),
        "metadata": of_page(found, language),
        "body": for_readers(body, request.site),
        "summary": summary(body),
        "siblings": list(shown.defer(*BODIES)),
        "trail": [(found.title, "")],
    }
    return render(request, "articles/page.html", context)
