"""The desk: what somebody who signs in on a site sees first, each block with what is to be done next."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin.sites import site as admin_site
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import popularity, reads
from articles.models import Article, ArticleState, ArticleTemplate
from articles.querysets import ArticleQuerySet
from provinces.admin.scope import site_of
from provinces.models import Role, Site
from provinces.permissions import at_least, role_on
from vietnamese.dates import ZONE

LINES = 6
WAITING = (ArticleState.SUBMITTED, ArticleState.APPROVED)
DAYS_READ = 7


@dataclass
class Block:
    """One block of the desk: its articles, the address of all of them, and what an empty one says."""

    name: str
    title: Promise
    articles: list[Article]
    url: str = ""
    empty: Promise | str = ""
    moment: str = "updated_at"

    @property
    def has_more(self) -> bool:
        """True when the list holds more than is shown."""
        return bool(self.url) and len(self.articles) > LINES

    @property
    def shown(self) -> list[tuple[Article, datetime.datetime | None]]:
        """The articles with the moment that matters here."""
        return [(article, getattr(article, self.moment)) for article in self.articles[:LINES]]


def desk(request: HttpRequest) -> dict[str, Any]:
    """Return the desk's blocks and where to write; a constant number of queries."""
    site = site_of(request)
    admin_class = admin_site._registry.get(Article)
    may_write = admin_class is not None and admin_class.has_add_permission(request)
    return {
        "role": role_on(request.user, site) if site else None,
        "write_url": reverse("admin:articles_article_add") if may_write else "",
        "templates": list(ArticleTemplate.objects.for_site(site).offered()) if may_write else [],
        "blocks": list(_blocks(request.user, site)) if site is not None else [],
    }


def _blocks(user: Any, site: Site) -> Iterable[Block]:
    rows = Article.objects.editable_by(user, site).for_lists().select_related("created_by").order_by("-id")
    mine = rows.written_by(user)
    today = timezone.now().astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    if at_least(user, site, Role.EDITOR):
        # State by state, each from its own index: few wait among very many.
        waiting = rows.not_only_by(user, site).newest_in_states(LINES + 1, *WAITING)
        yield Block(
            "waiting",
            _("Waiting for me"),
            _first(rows.filter(pk__in=waiting)),
            _list(state=ArticleState.SUBMITTED),
            _("Nothing waits for you."),
        )
    yield Block(
        "sent_back",
        _("Sent back to me"),
        _first(mine.in_states(ArticleState.SENT_BACK)),
        _list(state=ArticleState.SENT_BACK, mine=True),
    )
    yield Block(
        "drafts",
        _("My drafts"),
        _first(mine.in_states(ArticleState.DRAFT)),
        _list(state=ArticleState.DRAFT, mine=True),
        _("No draft. What you begin to write stands here."),
    )
    yield Block("scheduled", _("Scheduled"), _first(rows.to_come()), _list(state=ArticleState.SCHEDULED), "", "due_at")
    published = rows.live(timezone.now()).published_in(today, today + datetime.timedelta(days=1))
    yield Block(
        "today",
        _("Published today"),
        _first(published),
        _list(state=ArticleState.PUBLISHED),
        _("Nothing was published today yet."),
        "published_at",
    )
    read = _most_read(site, today.date())
    if read:
        yield Block("read", _("Most read this week"), read, "", "", "published_at")


def _first(rows: ArticleQuerySet) -> list[Article]:
    return list(rows[: LINES + 1])


def _most_read(site: Site, today: datetime.date) -> list[Article]:
    """Return what readers read most, with `views`, the page views of the last seven days; [] while nobody counts."""
    found: list[Any] = popularity.most_read(site, settings.LANGUAGE_CODE, timezone.now(), LINES)
    views = reads.views_of([row.pk for row in found], today - datetime.timedelta(days=DAYS_READ - 1), today)
    for row in found:
        row.views = views.get(row.pk)
    return found


def _list(*, state: str, mine: bool = False) -> str:
    query = {"state__exact": state, **({"whose": "mine"} if mine else {})}
    return f"{reverse('admin:articles_article_changelist')}?{urlencode(query)}"
