"""What stands on a site's home page; a constant number of queries however many boxes and sites there are."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from articles.arrangement import Arrangement
from articles.models import Article, Category, HomePlace
from articles.models.category import HomeLayout
from articles.querysets import ArticleQuerySet
from provinces.models import Province, Site

SIDE = 4
LATEST = 5
PER_BOX = {HomeLayout.LEAD: 5, HomeLayout.CARDS: 4, HomeLayout.LIST: 6, HomeLayout.HEADLINES: 8}
SPARE = 5  # so many more are asked for, because what stands above is not shown twice


@dataclass
class Box:
    """A category on the home page with its newest articles, in the layout that the site chose."""

    category: Category
    articles: list[Article]

    @property
    def template(self) -> str:
        """The template of the layout."""
        return f"home/box_{self.category.home_layout}.html"


@dataclass
class FrontPage:
    """The news of a home page; each article stands in one of `lead`, `side`, `latest` at most."""

    lead: Article | None = None
    side: list[Article] = field(default_factory=list)
    latest: list[Article] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def front_page(site: Site, language: str, now: datetime.datetime, arrangement: Arrangement | None = None) -> FrontPage:
    """Return the news of the home page of `site` in `language` at `now`: five queries.

    Pinned articles hold their places; `arrangement` shows the boxes as they would be, for a preview.
    """
    shown = Article.objects.for_site(site).live(now).speaking(site, language)
    newest = list(shown.for_lists(language)[: 1 + SIDE + LATEST])
    top = list(shown.top().for_lists(language)[: 1 + SIDE])
    pins = _pins(shown, language, now)
    chosen = list(dict.fromkeys([*pins[HomePlace.LEAD][:1], *pins[HomePlace.SIDE], *top, *newest]))
    above = chosen[: 1 + SIDE]
    return FrontPage(
        lead=above[0] if above else None,
        side=above[1:],
        latest=[article for article in newest if article not in above][:LATEST],
        boxes=_boxes(site, shown, language, {article.pk for article in above}, pins[HomePlace.BOX], arrangement),
    )


def _pins(shown: ArticleQuerySet, language: str, now: datetime.datetime) -> dict[str, list[Article]]:
    """Return the pinned articles of each place in their order."""
    found: dict[str, list[Article]] = {place: [] for place in HomePlace.values}
    rows: Iterable[Any] = shown.pinned_on_home(now).for_lists(language)
    for article in rows:
        found[article.pin_place].append(article)
    return found


def _boxes(
    site: Site,
    shown: ArticleQuerySet,
    language: str,
    above: set[int],
    pinned: list[Article],
    arrangement: Arrangement | None,
) -> list[Box]:
    categories = list(Category.objects.for_site(site).shown())
    if arrangement is not None:
        arrangement.apply(categories)
    below: dict[int | None, list[int]] = defaultdict(list)
    for category in categories:
        below[category.parent_id].append(category.pk)
    chosen = sorted((c for c in categories if c.has_home_box), key=lambda c: (c.home_order, c.order, c.pk))
    inside = {category.pk: [category.pk, *below[category.pk]] for category in chosen}
    branches = [shown.below(c) if c.parent_id is None else shown.in_branch(inside[c.pk]) for c in chosen]
    sizes = [PER_BOX[HomeLayout(c.home_layout)] for c in chosen]
    enough = [branch[: size + SPARE] for size, branch in zip(sizes, branches, strict=True)]
    each = Article.objects.newest_by_part(enough, max(PER_BOX.values()) + SPARE)
    ids: set[int] = set()
    for size, part in zip(sizes, each, strict=True):
        others = [pk for pk in part if pk not in above]
        ids.update((others or part)[:size])
    rows = _newest_first(Article.objects.filter(pk__in=ids).for_lists(language))
    rows = list(dict.fromkeys([*pinned, *rows]))
    boxes = []
    for category in chosen:
        own = [a for a in rows if category.pk == a.section_id or a.category_id in inside[category.pk]]
        fresh = [a for a in own if a.pk not in above] or own
        if fresh:
            boxes.append(Box(category, fresh[: PER_BOX[HomeLayout(category.home_layout)]]))
    return boxes


def _newest_first(rows: Iterable[Article]) -> list[Article]:
    return sorted(rows, key=lambda article: (article.published_at, article.pk), reverse=True)


@dataclass
class Member:
    """A province on the portal: its present unit, the former units in it, and the sites that speak for them."""

    province: Province
    formers: list[Province] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)


def members() -> list[Member]:
    """Return the provinces that have a site, in the order of their names: two queries and one for former units."""
    sites = Site.objects.members().select_related("province__successor")
    found: dict[int, Member] = {}
    for site in sites:
        if site.province is None:
            continue
        present = site.province.successor or site.province
        found.setdefault(present.pk, Member(present)).sites.append(site)
    formers = Province.objects.former().filter(successor__in=found)
    for former in formers:
        found[former.successor_id].formers.append(former)
    for member in found.values():
        member.sites.sort(key=lambda site: site.is_writable, reverse=True)
    return sorted(found.values(), key=lambda member: member.province.name_key)


def news_of_members(now: datetime.datetime, language: str, number: int = 2) -> list[Article]:
    """Return the newest `number` articles of each live sub-site, newest first: three queries."""
    sites = Site.objects.members().live().in_bulk()
    parts = []
    for site in sites.values():
        spoken = language if language in site.languages else settings.LANGUAGE_CODE
        parts.append(Article.objects.for_site(site).live(now).speaking(site, spoken))
    ids = Article.objects.newest_of_each(parts, number)
    found = _newest_first(Article.objects.filter(pk__in=set(ids)).for_lists(language))
    for article in found:
        article.site = sites[article.site_id]
    return found
