"""An article and which of a site's articles to show."""

import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import get_script_prefix, reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.bodies import BodyField
from articles.querysets import ArticleQuerySet
from provinces.models.trash import IN_TRASH, KEPT, KeptManager, TrashableModel
from provinces.translated import TranslatedModel
from vietnamese.repair import repair
from vietnamese.slugs import slugify

from .tag import ArticleTag

if TYPE_CHECKING:
    from provinces.models import Site

    from .category import Category

TEXTS = ("kicker", "title", "lead", "body", "picture_caption", "picture_alt")


class ArticleType(models.TextChoices):
    NEWS = "news", _("news")
    FEATURE = "feature", _("feature")
    INTERVIEW = "interview", _("interview")
    NOTICE = "notice", _("notice")
    PHOTO_STORY = "photo_story", _("photo story")


class ArticleState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    SENT_BACK = "sent_back", _("sent back")
    APPROVED = "approved", _("approved")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


LIVE = Q(is_live=True)


def _newest(name: str, *fields: str, condition: Q = LIVE) -> models.Index:
    return models.Index(fields=[*fields, "-published_at", "-id"], condition=condition, name=f"article_{name}")


class Article(TrashableModel, TranslatedModel):
    """An article of one site in up to three languages.

    `state` says where its newest revision is in the newsroom, `is_live` whether readers see it (`live_revision`), and
    `due_at` when `due_revision` will be what they see, of a new article or in place of what is live. `section` is the
    top category of its branch, repeated here so that a section's newest articles are one step in an index.
    """

    #: The snapshot that lies upon the row in memory (`snapshots.lay()`): such a working copy is not for saving.
    laid: dict[str, Any] | None = None

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="articles", verbose_name=_("site"))
    category = models.ForeignKey(
        "articles.Category", models.PROTECT, related_name="articles", verbose_name=_("category")
    )
    section = models.ForeignKey("articles.Category", models.PROTECT, related_name="+", editable=False)
    department = models.ForeignKey(
        "provinces.Department",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("department"),
    )
    article_type = models.CharField(_("type"), max_length=12, choices=ArticleType.choices, default=ArticleType.NEWS)
    kicker = models.CharField(_("kicker"), max_length=120, blank=True, help_text=_("A short line above the title."))
    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(_("address"), max_length=100, blank=True, editable=False)
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences that say what is new."))
    body = BodyField(_("text"), blank=True)
    picture = models.ForeignKey(
        "galleries.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    picture_caption = models.CharField(_("caption"), max_length=400, blank=True)
    picture_alt = models.CharField(_("alternative text"), max_length=250, blank=True)
    picture_credit = models.CharField(_("picture credit"), max_length=120, blank=True)

    source = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("publish on"), null=True, blank=True)
    expires_at = models.DateTimeField(_("take down on"), null=True, blank=True)
    date_is_missing = models.BooleanField(
        _("date missing"), default=False, help_text=_("Imported without a date: fill it in before publishing.")
    )

    state = models.CharField(_("state"), max_length=10, choices=ArticleState.choices, default=ArticleState.DRAFT)
    is_live = models.BooleanField(_("visible to readers"), default=False, editable=False)
    has_en = models.BooleanField(default=False, editable=False)
    has_km = models.BooleanField(default=False, editable=False)
    is_pinned = models.BooleanField(_("pinned"), default=False, help_text=_("Stands first in its category."))
    is_top = models.BooleanField(_("top story"), default=False, help_text=_("Stands large on the home page."))
    in_ticker = models.BooleanField(_("in the ticker"), default=False)
    opening_views = models.PositiveIntegerField(_("page views on the old portal"), default=0)
    import_key = models.CharField(max_length=64, blank=True, editable=False)

    tags = TaggableManager(through=ArticleTag, blank=True, verbose_name=_("tags"), help_text="")
    topics = models.ManyToManyField("articles.Topic", blank=True, related_name="articles", verbose_name=_("topics"))
    contributors = models.ManyToManyField(
        "articles.Contributor", through="articles.Contribution", related_name="articles"
    )
    related = models.ManyToManyField("self", through="articles.RelatedArticle", symmetrical=False, related_name="+")

    due_at = models.DateTimeField(_("goes out on"), null=True, editable=False)
    due_revision = models.ForeignKey("articles.Revision", models.SET_NULL, null=True, editable=False, related_name="+")
    live_revision = models.ForeignKey("articles.Revision", models.SET_NULL, null=True, editable=False, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="articles",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = KeptManager.from_queryset(ArticleQuerySet)()
    everything = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-id"]
        indexes = [
            _newest("live", "site"),
            _newest("live_en", "site", condition=LIVE & Q(has_en=True)),
            _newest("live_km", "site", condition=LIVE & Q(has_km=True)),
            _newest("section", "section"),
            _newest("section_en", "section", condition=LIVE & Q(has_en=True)),
            _newest("section_km", "section", condition=LIVE & Q(has_km=True)),
            _newest("category", "category"),
            _newest("category_en", "category", condition=LIVE & Q(has_en=True)),
            _newest("category_km", "category", condition=LIVE & Q(has_km=True)),
            _newest("top", "site", condition=LIVE & Q(is_top=True)),
            _newest("ticker", "site", condition=LIVE & Q(in_ticker=True)),
            _newest("notice", "site", condition=LIVE & Q(article_type="notice")),
            _newest("pinned", "section", condition=LIVE & Q(is_pinned=True)),
            _newest("department", "department"),
            models.Index(fields=["site", "-id"], name="article_desk"),
            models.Index(fields=["site", "-trashed_at"], condition=IN_TRASH, name="article_in_trash"),
            models.Index(fields=["site", "state", "-id"], name="article_desk_state"),
            models.Index(fields=["site", "category", "-id"], name="article_desk_category"),
            models.Index(fields=["site", "section", "-id"], name="article_desk_section"),
            models.Index(fields=["site", "article_type", "-id"], name="article_desk_type"),
            models.Index(fields=["site", "created_by", "-id"], name="article_desk_author"),
            models.Index(fields=["site", "created_by", "state", "-id"], name="article_desk_own"),
            models.Index(fields=["site", "-published_at", "-id"], name="article_desk_published"),
            models.Index(fields=["site", "-id"], condition=Q(date_is_missing=True), name="article_desk_undated"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="article_due"),
            models.Index(fields=["expires_at"], condition=LIVE & Q(expires_at__isnull=False), name="article_expiring"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(published_at=None) | Q(expires_at__gt=F("published_at")),
                name="article_expires_after_publication",
            ),
            models.CheckConstraint(
                condition=Q(is_live=False) | Q(published_at__isnull=False), name="article_live_has_date"
            ),
            models.UniqueConstraint(
                fields=["site", "import_key"], condition=~Q(import_key="") & KEPT, name="article_imported_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with everything that is derived from the texts and the category."""
        if self.laid is not None:
            raise RuntimeError("a working copy of an article is not saved: see articles.snapshots.save()")
        self.tidy_titles()
        self.section = self.category.section
        super().save(*args, **kwargs)
        seen_since = self.published_at if self.is_live else None
        self.article_tags.update(published_at=seen_since)
        self.contributions.update(published_at=seen_since)

    def tidy_titles(self) -> None:
        """Repair the titles and make the addresses that follow from them."""
        for language, _name in settings.LANGUAGES:
            title = " ".join(repair(self.text("title", language), lang=language).split())
            setattr(self, f"title_{language}", title)
            setattr(self, f"slug_{language}", slugify(title)[:100])

    def clean(self) -> None:
        super().clean()
        if self.published_at and self.expires_at and self.expires_at <= self.published_at:
            raise ValidationError({"expires_at": _("The article would be taken down before it is published.")})
        if self.category_id and self.site_id and self.category.site_id != self.site_id:
            raise ValidationError({"category": _("This category belongs to another site.")})

    def get_absolute_url(self) -> str:
        """Return the path of the article inside its site, in the active language: `/<category>/<slug>-<id>.html`."""
        slug = self.text("slug", self.language_in(get_language() or settings.LANGUAGE_CODE))
        return reverse("articles:article", args=[self.category.slug, f"{slug}-{self.pk}" if slug else str(self.pk)])

    def path_in(self, language: str) -> str:
        """Return the article's path inside its site, without leading slash, as readers of `language` have it."""
        with translation.override(language):
            return self.get_absolute_url().removeprefix(get_script_prefix())

    def is_visible_at(self, now: datetime.datetime) -> bool:
        """Return True when readers see the article at `now`; the twin of `objects.live()`."""
        return (
            self.is_live
            and self.published_at is not None
            and self.published_at <= now
            and (self.expires_at is None or self.expires_at > now)
        )

    def is_expired_at(self, now: datetime.datetime) -> bool:
        """Return True when the article's time is over at `now`."""
        return self.expires_at is not None and self.expires_at <= now

    def was_taken_down(self, now: datetime.datetime) -> bool:
        """Return True when readers have seen the article and no longer do: it was withdrawn, or its time is over."""
        if self.published_at is None or self.published_at > now or self.is_visible_at(now):
            return False
        return self.is_live or self.live_revision_id is not None or self.state == ArticleState.WITHDRAWN

    def speaks(self, language: str) -> bool:
        """Return True when the article is ready in this language; Vietnamese always is."""
        return language == settings.LANGUAGE_CODE or bool(getattr(self, f"has_{language}", False))

    def language_in(self, language: str) -> str:
        """Return the language in which a page in `language` shows the article: Vietnamese until it is ready in it."""
        return language if self.speaks(language) else settings.LANGUAGE_CODE

    def is_shown_in(self, language: str, site: "Site") -> bool:
        """Return True when `site` shows the article to readers of `language`; the twin of `objects.speaking()`."""
        return self.speaks(language) or site.untranslated == "show"

    def move_to(self, category: "Category") -> None:
        """Put the article into another category of its site and save it."""
        self.category = category
        self.save()
