"""RSS of a site's documents: the newest by day of issue, each with its first file."""

import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.feedgenerator import Enclosure
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from provinces.http import SiteRequest
from provinces.metadata import absolute
from provinces.xml import xml_text
from vietnamese.dates import ZONE

from .metadata import MEDIA_TYPES
from .models import Document

NUMBER = 20

if TYPE_CHECKING:
    BaseFeed = Feed[Document, Any]
else:
    BaseFeed = Feed  # generic for the type checker only


class DocumentFeed(BaseFeed):
    """The newest documents. An instance serves one request: `request` is set before it answers."""

    request: SiteRequest
    item_guid_is_permalink = False

    def title(self, obj: Any) -> str:
        """Return the name of the feed."""
        heading = _("Documents")
        return xml_text(f"{heading} – {self.request.site.name}")

    def description(self, obj: Any) -> str:
        """Return what the feed holds."""
        return self.title(obj)

    def link(self, obj: Any) -> str:
        """Return the absolute address of the list for people."""
        return self._url("van-ban/")

    def feed_url(self, obj: Any) -> str:
        """Return the absolute address of the feed."""
        return self._url(self.request.path_info.lstrip("/"))

    def items(self, obj: Any) -> list[Document]:
        """Return the documents with their files; two queries."""
        site = self.request.site
        rows = Document.objects.for_site(site).live(timezone.now()).speaking(site, self.request.LANGUAGE_CODE)
        return list(rows.for_lists()[:NUMBER])

    def item_title(self, item: Document) -> str:
        """Return kind and number."""
        return xml_text(item.name)

    def item_description(self, item: Document) -> str:
        """Return what the document is about."""
        return xml_text(item.summary)

    def item_link(self, item: Document) -> str:
        """Return the absolute address."""
        return self._url(item.get_absolute_url().removeprefix(get_script_prefix()))

    def item_guid(self, item: Document) -> str:
        """Return what stays the same when number or host change."""
        return f"document-{item.pk}-{self.request.LANGUAGE_CODE}"

    def item_pubdate(self, item: Document) -> datetime.datetime | None:
        """Return the moment at which the document came into the library, in the time of Vietnam."""
        return item.published_at.astimezone(ZONE) if item.published_at else None

    def item_author_name(self, item: Document) -> str:
        """Return who issued it."""
        return xml_text(item.issuer.name)

    def item_enclosures(self, item: Document) -> list[Enclosure]:
        """Return the first file."""
        first = next(iter(item.files.all()), None)
        if first is None:
            return []
        return [Enclosure(absolute(self.request.site, first.file.url), str(first.size), MEDIA_TYPES[first.kind])]

    def _url(self, path: str) -> str:
        return self.request.site.url_for(path, self.request.LANGUAGE_CODE)


@require_safe
@cache_control(public=True, no_cache=True, max_age=0)
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """Answer with the feed; asked for again each time, 304 while nothing has changed."""
    answering = DocumentFeed()
    answering.request = request  # type: ignore[assignment]  # as SiteMiddleware leaves it
    answering.language = answering.request.LANGUAGE_CODE
    response = answering(request)
    # A withdrawal changes the feed without a newer document: only its ETag can tell.
    response.headers.pop("Last-Modified", None)
    return response
