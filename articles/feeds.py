"""RSS of a site, of a category, of a tag: the newest articles without their bodies."""

import datetime
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from django.contrib.syndication.views import Feed
from django.core.files.storage import Storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import get_script_prefix
from django.utils.feedgenerator import Enclosure
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from galleries.models import Picture
from provinces.http import SiteRequest, conditional, keep, kept_page
from provinces.metadata import absolute, several
from provinces.xml import xml_text
from vietnamese.dates import ZONE

from .lists import readable
from .metadata import modified_at, people_of
from .models import Article, Category, Tag
from .querysets import ArticleQuerySet

NUMBER = 20
PICTURE_WIDTH = 640
SHOWN = ("tags", "contributions__contributor")
TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif"}

P = ParamSpec("P")


if TYPE_CHECKING:
    BaseFeed = Feed[Article, Any]
else:
    BaseFeed = Feed  # generic for the type checker only


class ArticleFeed(BaseFeed):
    """The newest articles of a list. An instance serves one request: `request` is set before it answers."""

    request: SiteRequest

    def rows(self, obj: Any) -> ArticleQuerySet:
        """Return the articles of the list, newest first."""
        return readable(self.request)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Return what the list is of; raises Http404."""
        return self.request.site

    def title(self, obj: Any) -> str:
        """Return the name of the feed."""
        site = self.request.site
        return xml_text(str(site.name) if obj == site else f"{obj} – {site.name}")

    def description(self, obj: Any) -> str:
        """Return what the feed holds."""
        site = self.request.site
        return xml_text(" ".join(f"{site.slogan} {site.name}".split()) if obj == site else self.title(obj))

    def link(self, obj: Any) -> str:
        """Return the absolute address of the list for people."""
        path = "" if obj == self.request.site else obj.get_absolute_url().removeprefix(get_script_prefix())
        return self._url(path)

    def feed_url(self, obj: Any) -> str:
        """Return the absolute address of the feed."""
        return self._url(self.request.path_info.lstrip("/"))

    def feed_copyright(self, obj: Any) -> str:
        """Return who publishes."""
        return xml_text(self.request.site.name)

    def items(self, obj: Any) -> list[Article]:
        """Return the articles with what an item shows; four queries."""
        rows = self.rows(obj).for_lists()[:NUMBER]
        return list(rows.prefetch_related(*SHOWN))

    def item_title(self, item: Article) -> str:
        """Return the title, as text."""
        return xml_text(item.text("title", self._shown(item)) or item.text("title", "vi"))

    def item_description(self, item: Article) -> str:
        """Return the lead, as text."""
        return xml_text(item.text("lead", self._shown(item)))

    def item_link(self, item: Article) -> str:
        """Return the absolute address."""
        return self._url(item.get_absolute_url().removeprefix(get_script_prefix()))

    def item_guid(self, item: Article) -> str:
        """Return what stays the same when title, category or host of an article change."""
        return f"article-{item.pk}-{self.request.LANGUAGE_CODE}"

    item_guid_is_permalink = False

    def item_author_name(self, item: Article) -> str | None:
        """Return the names of those who wrote the article, None when nobody is named."""
        authors, _others = people_of(item.contributions.all())
        return xml_text(several(author.name for author in authors)) or None

    def item_pubdate(self, item: Article) -> datetime.datetime | None:
        """Return the moment of publication in the time of Vietnam."""
        return item.published_at.astimezone(ZONE) if item.published_at else None

    def item_updateddate(self, item: Article) -> datetime.datetime:
        """Return the moment of the last change."""
        return modified_at(item)

    def item_categories(self, item: Article) -> list[str]:
        """Return category and tags."""
        return [xml_text(str(name)) for name in dict.fromkeys([item.category.name, *(t.name for t in item.tags.all())])]

    def item_enclosures(self, item: Article) -> list[Enclosure]:
        """Return the picture in a size for lists, with its true length."""
        found = enclosure(item.picture) if item.picture else None
        return [Enclosure(absolute(self.request.site, found[0]), str(found[1]), found[2])] if found else []

    def _shown(self, item: Article) -> str:
        return item.language_in(self.request.LANGUAGE_CODE)

    def _url(self, path: str) -> str:
        return self.request.site.url_for(path, self.request.LANGUAGE_CODE)


class CategoryFeed(ArticleFeed):
    """The newest articles of a category and of those below it."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Category:
        """Return the category."""
        shown = Category.objects.for_site(self.request.site).shown().select_related("parent__parent")
        found: Category = get_object_or_404(shown, slug=kwargs["slug"])
        return found

    def rows(self, obj: Category) -> ArticleQuerySet:
        """Return the articles of the category."""
        return readable(self.request).first_below(obj, NUMBER)


class TagFeed(ArticleFeed):
    """The newest articles that carry a tag."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Tag:
        """Return the tag."""
        found: Tag = get_object_or_404(Tag.objects.for_site(self.request.site), pk=kwargs["pk"])
        return found

    def rows(self, obj: Tag) -> ArticleQuerySet:
        """Return the articles of the tag."""
        return readable(self.request).tagged(obj)


def enclosure(picture: Picture) -> tuple[str, int, str] | None:
    """Return address, length in bytes and type of a copy of a picture; None when its file is gone."""
    storage: Storage = picture.file.storage
    sizes = picture.renditions
    chosen = next((size for size in sizes if size["width"] >= PICTURE_WIDTH), sizes[-1] if sizes else None)
    path = chosen["path"] if chosen else str(picture.file.name)
    try:
        length = storage.size(path)
    except OSError:
        return None
    kind = TYPES.get(path.rsplit(".", 1)[-1].lower())
    return (storage.url(path), length, kind) if kind else None


def _served(feed: type[ArticleFeed]) -> Callable[..., HttpResponse]:
    """Return the view of a feed: asked for again each time, answered with 304 while nothing has changed."""

    @require_safe
    @cache_control(public=True, no_cache=True, max_age=0)
    @conditional
    @wraps(feed, updated=())
    def answer(request: SiteRequest, **kwargs: Any) -> HttpResponse:
        keep(request)
        answering = feed()
        answering.request = request
        answering.language = request.LANGUAGE_CODE
        response = answering(request, **kwargs)
        # A correction or a withdrawal changes the feed without a newer article: only its ETag can tell.
        response.headers.pop("Last-Modified", None)
        return response

    view: Any = answer
    view.kept = True
    made: Callable[..., HttpResponse] = view
    return made


site_feed = _served(ArticleFeed)
category_feed = _served(CategoryFeed)
tag_feed = _served(TagFeed)


@kept_page
def directory(request: SiteRequest) -> HttpResponse:
    """Show the addresses of the site's feeds to people."""
    categories = Category.objects.for_site(request.site).shown()
    return render(request, "articles/feeds.html", {"categories": categories, "trail": [("RSS", "")]})
