"""The leader's report: what was published in a period, by author, department, category, type or site."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.models import AuditEntry, Department, Site

from .models import Article, Category, Contribution
from .models.article import ArticleType
from .models.credits import ContributionRole
from .periods import Period
from .reads import views_of


class Grouping(models.TextChoices):
    AUTHOR = "author", _("author")
    DEPARTMENT = "department", _("department")
    CATEGORY = "category", _("category")
    TYPE = "type", _("type")
    SITE = "site", _("site")


RELEASING = ("approve", "publish", "schedule")
DECIDING = ("submit", *RELEASING)


@dataclass
class Row:
    """One published article as the report knows it. `delay` is the time from handing in to the editors' decision."""

    pk: int
    title: str
    site: str
    category: str
    department: str
    article_type: str
    published_at: datetime.datetime
    views: int
    authors: list[str] = field(default_factory=list)
    photographers: list[str] = field(default_factory=list)
    delay: datetime.timedelta | None = None

    def groups(self, by: Grouping) -> list[str]:
        """Return the names of the groups in which the article counts; '' stands for "none"."""
        single = {
            Grouping.DEPARTMENT: self.department,
            Grouping.CATEGORY: self.category,
            Grouping.TYPE: self.article_type,
            Grouping.SITE: self.site,
        }
        return [single[by]] if by in single else (self.authors or [""])


@dataclass
class Line:
    """One group: how many articles, how often read, and how long the editors took on average."""

    name: str
    articles: int = 0
    views: int = 0
    delays: list[datetime.timedelta] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Count an article."""
        self.articles += 1
        self.views += row.views
        if row.delay is not None:
            self.delays.append(row.delay)

    @property
    def hours(self) -> float | None:
        """The average delay in hours; None when no article was handed in to somebody else."""
        if not self.delays:
            return None
        return sum(self.delays, datetime.timedelta()) / len(self.delays) / datetime.timedelta(hours=1)


@dataclass
class Report:
    """The report of a period: every article, the newest first, and the groups, the largest first."""

    period: Period
    by: Grouping
    rows: list[Row]
    lines: list[Line]
    total: Line


def report(sites: Iterable[Site], period: Period, by: Grouping, now: datetime.datetime) -> Report:
    """Return what `sites` published in `period` and readers have seen by `now`: a constant number of queries."""
    rows = list(_rows(list(sites), period, now))
    lines: dict[str, Line] = {}
    total = Line("")
    for row in rows:
        total.add(row)
        for name in row.groups(by):
            lines.setdefault(name, Line(name)).add(row)
    ordered = sorted(lines.values(), key=lambda line: (-line.articles, line.name))
    return Report(period, by, rows, ordered, total)


def _rows(sites: list[Site], period: Period, now: datetime.datetime) -> Iterator[Row]:
    found = Article.objects.of_sites(sites).released(now).published_in(period.start, period.end)
    columns = (
        "pk", "title_vi", "site_id", "category_id", "department_id", "article_type", "published_at", "opening_views",
    )  # fmt: skip
    values = list(found.order_by("-published_at", "-id").values_list(*columns))
    inside = found.order_by().values("pk")
    names = {site.pk: str(site) for site in sites}
    categories = _names(Category, sites)
    departments = _names(Department, sites)
    authors, photographers = _makers(inside)
    delays = _delays(inside)
    views = views_of([row[0] for row in values], period.first, period.last)
    types = {value: str(label) for value, label in ArticleType.choices}
    for pk, title, site, category, department, kind, published, opening in values:
        yield Row(
            pk,
            title or "",
            names[site],
            categories.get(category, ""),
            departments.get(department, ""),
            types.get(kind, kind),
            published,
            opening + views.get(pk, 0),
            authors.get(pk, []),
            photographers.get(pk, []),
            delays.get(pk),
        )


def _names(model: Any, sites: list[Site]) -> dict[int | None, str]:
    return dict(model.objects.filter(site__in=sites).values_list("pk", "name_vi"))


def _makers(inside: Any) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Return the names of who wrote and of who took the photos of each article."""
    authors: dict[int, list[str]] = defaultdict(list)
    photographers: dict[int, list[str]] = defaultdict(list)
    parts = Contribution.objects.filter(article__in=inside).order_by("order", "id")
    for article, role, name in parts.values_list("article_id", "role", "contributor__name"):
        if role in {ContributionRole.TEXT, ContributionRole.COMPILED}:
            authors[article].append(name)
        elif role == ContributionRole.PHOTO:
            photographers[article].append(name)
    return authors, photographers


def _delays(inside: Any) -> dict[int, datetime.timedelta]:
    """Return how long the editors took with each article: from its last submission to the first decision after it."""
    submitted: dict[int, datetime.datetime] = {}
    found: dict[int, datetime.timedelta] = {}
    entries = AuditEntry.objects.filter(object_type=Article._meta.label_lower, object_id__in=inside)
    steps = entries.of_verbs(*DECIDING).order_by("id").values_list("object_id", "verb", "at")
    for article, verb, at in steps:
        if article is None or article in found:
            continue
        if verb == "submit":
            submitted[article] = at
        elif article in submitted:
            found[article] = at - submitted[article]
    return found
