"""The sites of the network at a glance: what each publishes and is read, and what somebody should look after."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, ArticleState, Category
from articles.periods import Period
from feedback.models import Case
from guard.models import Finding
from provinces.models import Membership, Role, Site
from vietnamese.dates import ZONE
from visits.models import SiteDay

SILENT_DAYS = 14  # without an article
STALE_DAYS = 90  # a section without an article
WAITING_DAYS = 3  # an article that was handed in


@dataclass(frozen=True)
class SiteLine:
    """A site: `last` is the moment of its last article, `stale` the names of sections without a new one."""

    site: Site
    last: datetime.datetime | None
    articles: int
    views: int
    stale: list[str]
    problems: list[str]


@dataclass(frozen=True)
class Overview:
    """All sites; how many are in which state; the sums of this month."""

    month: Period
    states: list[tuple[str, str, int]]
    lines: list[SiteLine]
    articles: int
    views: int
    problems: int


def overview(now: datetime.datetime) -> Overview:
    """Return the overview at a moment; a constant number of queries, however many sites there are."""
    month = Period.month_of(now.astimezone(ZONE).date())
    live = Article.objects.live(now)
    newest = live.filter(site=OuterRef("pk")).values("published_at")[:1]
    sites = list(Site.objects.select_related("province").annotate(last=Subquery(newest)))
    articles = _per_site(live.published_in(month.start, month.end))
    days = SiteDay.objects.between(month.first, month.last).order_by().values("site").annotate(number=Sum("views"))
    views = {row["site"]: row["number"] for row in days}
    problems = _Problems(now)
    stale = _stale_sections(now)
    lines = [
        SiteLine(
            site,
            last := getattr(site, "last", None),
            articles[site.pk],
            views.get(site.pk, 0),
            stale[site.pk] if site.is_writable and not site.is_template else [],
            list(problems.of(site, last)),
        )
        for site in sites
    ]
    names = Counter((site.state, site.get_state_display()) for site in sites)
    return Overview(
        month,
        [(state, name, number) for (state, name), number in names.most_common()],
        sorted(lines, key=lambda line: (-len(line.problems), not line.site.is_portal, line.site.slug)),
        sum(line.articles for line in lines),
        sum(line.views for line in lines),
        sum(bool(line.problems) for line in lines),
    )


class _Problems:
    """What somebody should look after, asked for all sites at once."""

    def __init__(self, now: datetime.datetime) -> None:
        self.now = now
        self.overdue = _per_site(Case.objects.overdue(now.astimezone(ZONE).date()))
        before = now - datetime.timedelta(days=WAITING_DAYS)
        self.waiting = _per_site(Article.objects.in_states(ArticleState.SUBMITTED).filter(updated_at__lt=before))
        self.findings = _per_site(Finding.objects.open())
        self.led = _per_site(Membership.objects.of_roles(Role.SITE_ADMIN).filter(user__is_active=True))

    def of(self, site: Site, last: datetime.datetime | None) -> Iterator[str]:
        """Yield the problems of a site in words."""
        if not site.is_writable or site.is_template:
            return
        if not self.led[site.pk]:
            yield _("no site admin")
        if site.is_public and (last is None or last < self.now - datetime.timedelta(days=SILENT_DAYS)):
            yield _("no article for %(days)d days") % {"days": SILENT_DAYS} if last else _("no article yet")
        if number := self.findings[site.pk]:
            yield ngettext("%(number)d finding of content safety", "%(number)d findings of content safety", number) % {
                "number": number
            }
        if number := self.overdue[site.pk]:
            yield ngettext("%(number)d message overdue", "%(number)d messages overdue", number) % {"number": number}
        if number := self.waiting[site.pk]:
            yield ngettext(
                "%(number)d article has waited for days", "%(number)d articles have waited for days", number
            ) % {"number": number}


def _stale_sections(now: datetime.datetime) -> dict[int, list[str]]:
    """Return per site the shown top categories whose last article is older than `STALE_DAYS`."""
    newest = Article.objects.live(now).filter(section=OuterRef("pk")).values("published_at")[:1]
    rows = Category.objects.shown().filter(parent=None).annotate(last=Subquery(newest)).order_by("site", "order", "id")
    limit = now - datetime.timedelta(days=STALE_DAYS)
    found: dict[int, list[str]] = defaultdict(list)
    for category in rows:
        last = getattr(category, "last", None)
        if last is None or last < limit:
            found[category.site_id].append(category.text("name", "vi"))
    return found


def _per_site(rows: Any) -> Counter[int]:
    found = rows.order_by().values("site").annotate(number=Count("pk"))
    return Counter({row["site"]: row["number"] for row in found})
