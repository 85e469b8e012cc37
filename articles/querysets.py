"""Which articles? Every answer is a named method here."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import connections, models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When

from provinces.permissions import membership_on
from provinces.tenancy import SiteQuerySet

if TYPE_CHECKING:
    from provinces.models import Site

    from .models import Article, Category, Contributor, Tag, Topic

# What the templates of lists show; whatever is not named here would cost a query for each row.
LISTED = (
    "site", "section", "published_at", *(f"has_{code}" for code, _name in settings.LANGUAGES[1:]), "category__slug",
    "picture__file", "picture__renditions", "picture__width", "picture__height", "picture__focal_x", "picture__focal_y",
)  # fmt: skip
LISTED_TEXTS = ("kicker", "title", "slug", "lead", "picture_alt", "picture__alt")
BODIES = ("body", *(f"body_{language}" for language, _name in settings.LANGUAGES))


class ArticleQuerySet(SiteQuerySet["Article"]):
    """Articles; the order is newest first unless a method says otherwise."""

    def editable_by(self, user: Any, site: "Site | None") -> Self:
        """Return the articles of `site` on which `user` works: by role, own articles only, assigned categories.

        The twin of `rights.may_edit()`.
        """
        rows = super().editable_by(user, site)
        membership = membership_on(user, site) if site is not None and not user.is_superuser else None
        if membership is None:
            return rows
        if membership.own_only:
            rows = rows.filter(created_by=user)
        assigned = [category.pk for category in membership.categories.all()]
        return rows.filter(Q(category__in=assigned) | Q(section__in=assigned)) if assigned else rows

    def of_sites(self, sites: "Iterable[Site]") -> Self:
        """Return the articles of several sites; for the portal's pages, which show all that its members publish."""
        return self.filter(site__in=list(sites))

    def live(self, now: datetime.datetime, until: datetime.datetime | None = None) -> Self:
        """Return what readers see at `now`: published, not yet expired, newest first.

        With `until`, a moment that is not later than `now`, only what was published by then: one bound instead of two,
        because SQLite walks an index from the first bound it is given, not from the narrower one.
        """
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=now), is_live=True, published_at__lte=until or now
        ).order_by("-published_at", "-id")

    def speaking(self, site: "Site", language: str) -> Self:
        """Return what a site shows in `language`: all of it, or only what is translated, as the site decides."""
        if language == settings.LANGUAGE_CODE or site.untranslated == "show":
            return self
        return self.filter(**{f"has_{language}": True})

    def below(self, category: "Category") -> Self:
        """Return the articles of a category and of those below it."""
        if category.parent_id is None:
            return self.filter(section=category)
        inside = list(type(category).objects.filter(parent=category).values_list("pk", flat=True))
        return self.filter(category__in=[category.pk, *inside]) if inside else self.filter(category=category)

    def in_branch(self, categories: Iterable[int]) -> Self:
        """Return the articles of these categories (ids); for those who hold the whole tree already."""
        return self.filter(category__in=list(categories))

    def for_lists(self, language: str | None = None, *, naming_categories: bool = False) -> Self:
        """Return rows with what a list shows (category, picture), without the bodies.

        With a language: only the columns from which a list for readers of that language is made; the names of
        categories only where it shows them.
        """
        rows = self.select_related("category", "picture")
        if language is None:
            return rows.defer(*BODIES)
        spoken = {language, settings.LANGUAGE_CODE}
        texts = (*LISTED_TEXTS, "category__name") if naming_categories else LISTED_TEXTS
        return rows.only(*LISTED, *(f"{name}_{code}" for name in texts for code in spoken))

    def due(self, now: datetime.datetime) -> Self:
        """Return the articles of which a revision is scheduled and its time has come, the earliest first."""
        return self.filter(due_at__lte=now).order_by("due_at", "id")

    def expired(self, now: datetime.datetime) -> Self:
        """Return the live articles whose time is over."""
        return self.filter(is_live=True, expires_at__isnull=False, expires_at__lte=now).order_by("expires_at")

    def to_come(self) -> Self:
        """Return the articles of which a revision is scheduled, the next one first; those that are overdue too."""
        return self.filter(due_at__isnull=False).order_by("due_at")

    def to_go(self) -> Self:
        """Return the live articles that are planned to be taken down, the next one first."""
        return self.filter(is_live=True, expires_at__isnull=False).order_by("expires_at")

    def released(self, now: datetime.datetime) -> Self:
        """Return what readers have seen by `now`, be it withdrawn since."""
        return self.filter(Q(is_live=True) | Q(live_revision__isnull=False), published_at__lte=now)

    def in_states(self, *states: str) -> Self:
        """Return the articles of which the newest revision is in one of these states."""
        return self.filter(state__in=states)

    def newest_in_states(self, number: int, *states: str) -> list[int]:
        """Return the ids of the newest `number` articles in each of these states, each state by its own index."""
        return self.newest_of_each([self.filter(state=state).order_by("-id") for state in states], number)

    def written_by(self, user: Any) -> Self:
        """Return the articles that `user` began."""
        return self.filter(created_by=user)

    def not_only_by(self, user: Any, site: "Site") -> Self:
        """Return what `user` may check: where nobody publishes their own articles, those of others."""
        return self.exclude(created_by=user) if site.four_eyes else self

    def pinned_on_home(self, now: datetime.datetime) -> Self:
        """Return the articles that hold a place of the home page at `now`, with `pin_place`, in the order of the pins.

        An article with two places comes twice.
        """
        begun = Q(home_pins__starts_at=None) | Q(home_pins__starts_at__lte=now)
        standing = Q(home_pins__ends_at=None) | Q(home_pins__ends_at__gt=now)
        rows = self.filter(begun, standing, home_pins__isnull=False).annotate(pin_place=F("home_pins__place"))
        return rows.order_by("home_pins__order", "home_pins__pk")

    def with_body(self, language: str) -> Self:
        """Return rows with `shown_body`, the body in the language that readers of `language` get, and no other body."""
        body: Any = F("body_vi")
        if language != settings.LANGUAGE_CODE:
            translated = Q(**{f"has_{language}": True}) & ~Q(**{f"body_{language}": ""})
            body = Case(
                When(translated, then=F(f"body_{language}")), default=F("body_vi"), output_field=models.TextField()
            )
        return self.defer(*BODIES).annotate(shown_body=body)

    def tagged(self, tag: "Tag") -> Self:
        """Return the articles that carry `tag`, newest first by the index of its own rows."""
        return self.filter(article_tags__tag=tag, article_tags__published_at__isnull=False).order_by(
            "-article_tags__published_at", "-article_tags__content_object_id"
        )

    def by(self, contributor: "Contributor") -> Self:
        """Return the articles in which `contributor` had a part, each once, newest first by the index of the parts."""
        from .models import Contribution

        above = Contribution.objects.filter(
            contributor=contributor, article=OuterRef("pk"), pk__lt=OuterRef("contributions__pk")
        )
        return self.filter(
            ~Exists(above), contributions__contributor=contributor, contributions__published_at__isnull=False
        ).order_by("-contributions__published_at", "-contributions__article_id")

    def on_topic(self, topic: "Topic") -> Self:
        """Return the articles that editors put under `topic`."""
        return self.filter(topics=topic)

    def published_in(self, start: datetime.datetime, end: datetime.datetime) -> Self:
        """Return the articles published from `start` to before `end`.

        The period stands before what was asked already: of two upper bounds (`live` has one too) SQLite walks the index
        from the first, and would pass every newer article on its way to an old month.
        """
        period: Any = self.model._default_manager.using(self.db).filter(published_at__gte=start, published_at__lt=end)
        both: Self = period & self
        # What joining two querysets forgets: which columns, relations and rows beside them were asked for.
        both.query.deferred_loading = self.query.deferred_loading
        both.query.select_related = self.query.select_related
        return both.prefetch_related(*self._prefetch_related_lookups)  # type: ignore[attr-defined]  # not in the stubs

    def picked_for(self, article: "Article") -> Self:
        """Return the articles that an editor picked to stand below `article`, in the editor's order."""
        from .models import RelatedArticle

        picks = RelatedArticle.objects.filter(article=article)
        place = Subquery(picks.filter(related=OuterRef("pk")).values("order")[:1])
        return self.filter(pk__in=picks.values("related")).annotate(place=place).order_by("place", "pk")

    def first_below(self, category: "Category", number: int) -> Self:
        """Return at least the first `number` articles of a category and of those below it, still to be cut.

        A section has an index of its own. Of a category in the middle of the tree, the newest of each category below
        it are found first, so that no branch is sorted as a whole; one more query.
        """
        if category.parent_id is None:
            return self.filter(section=category)
        branch = [category.pk, *type(category).objects.filter(parent=category).values_list("pk", flat=True)]
        return self.filter(pk__in=self.newest_of_each([self.filter(category=pk) for pk in branch], number))

    def pinned(self, section: "Category") -> Self:
        """Return the pinned articles of a top category's whole branch."""
        return self.filter(section=section, is_pinned=True)

    def top(self) -> Self:
        """Return the top stories."""
        return self.filter(is_top=True)

    def in_ticker(self) -> Self:
        """Return the articles whose headlines stand in the ticker."""
        return self.filter(in_ticker=True)

    def notices(self) -> Self:
        """Return the announcements of the agency."""
        return self.filter(article_type="notice")

    def newer_than(self, article: "Article") -> Self:
        """Return the articles published after `article`, the next one first."""
        after = Q(published_at__gt=article.published_at) | Q(published_at=article.published_at, pk__gt=article.pk)
        return self.filter(after, published_at__gte=article.published_at).order_by("published_at", "id")

    def older_than(self, article: "Article") -> Self:
        """Return the articles published before `article`, the nearest first; on rows that end with its own moment."""
        before = Q(published_at__lt=article.published_at) | Q(published_at=article.published_at, pk__lt=article.pk)
        return self.filter(before).order_by("-published_at", "-id")

    def newest_of_each(self, querysets: "Iterable[models.QuerySet[Article]]", number: int) -> list[int]:
        """Return the ids of the first `number` rows of each queryset, in one query however many there are."""
        return [pk for part in self.newest_by_part(querysets, number) for pk in part]

    def newest_by_part(self, querysets: "Iterable[models.QuerySet[Article]]", number: int) -> list[list[int]]:
        """Return what `newest_of_each` does, apart for each queryset."""
        parts: list[str] = []
        params: list[Any] = []
        for place, queryset in enumerate(querysets):
            sql, values = queryset.values("pk")[:number].query.sql_with_params()
            parts.append(f"SELECT {place}, part{place}.* FROM ({sql}) AS part{place}")  # noqa: S608 - compiled by Django, values apart
            params.extend(values)
        if not parts:
            return []
        found: list[list[int]] = [[] for _part in parts]
        with connections[self.db].cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            for place, pk in cursor.fetchall():
                found[place].append(pk)
        return found

    def keep_sections(self, category: "Category") -> None:
        """Make the articles below `category` name the top category of their branch after it moved."""
        section = category.section
        branch = [category.pk, *_below(category)]
        self.filter(category__in=branch).exclude(section=section).update(section=section)


def _below(category: "Category") -> list[int]:
    children = list(type(category).objects.filter(parent=category))
    return [pk for child in children for pk in (child.pk, *_below(child))]
