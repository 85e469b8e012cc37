"""How a site orders what it publishes: categories, topics, about pages, and where old addresses lead."""

from typing import Any, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.bodies import BodyField
from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel

LEVELS = 3


class HomeLayout(models.TextChoices):
    LEAD = "lead", _("one large, then headlines")
    CARDS = "cards", _("four cards in a row")
    LIST = "list", _("small pictures and headlines")
    HEADLINES = "headlines", _("headlines with dates")


class CategoryQuerySet(SiteQuerySet["Category"]):
    """Categories of a site."""

    def shown(self) -> Self:
        """Return the categories that readers see."""
        return self.filter(is_shown=True)

    def home_boxes(self) -> Self:
        """Return the categories with a box on the home page, in its order."""
        return self.shown().filter(has_home_box=True).order_by("home_order", "order", "id")


class Category(TranslatedModel):
    """A heading under which articles stand; a tree of at most three levels per site."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="categories", verbose_name=_("site"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("below")
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=80, help_text=_("Part of the address of its articles."))
    description = models.CharField(_("description"), max_length=300, blank=True)
    is_shown = models.BooleanField(_("shown"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    has_home_box = models.BooleanField(_("box on the home page"), default=False)
    home_layout = models.CharField(_("layout of the box"), max_length=10, choices=HomeLayout.choices, default="lead")
    home_order = models.PositiveIntegerField(_("order of the box"), default=0)
    assigned = models.ManyToManyField(
        "provinces.Membership",
        blank=True,
        related_name="categories",
        verbose_name=_("only for"),
        help_text=_("Roles that are limited to this category."),
    )
    menu_items = GenericRelation("provinces.MenuItem", "target_id", "target_type")

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["site", "order"], name="category_site_order")]
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="category_slug_unique_per_site"),
            models.UniqueConstraint(fields=["id", "site"], name="category_id_and_site"),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("id")), name="category_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        from .article import Article

        Article.objects.keep_sections(self)

    def clean(self) -> None:
        super().clean()
        chain = self.ancestors()
        if any(above.pk == self.pk and self.pk for above in chain):
            raise ValidationError({"parent": _("A category cannot stand below itself.")})
        if len(chain) >= LEVELS:
            raise ValidationError({"parent": _("Categories have at most three levels.")})
        if any(above.site_id != self.site_id for above in chain):
            raise ValidationError({"parent": _("The category above belongs to another site.")})

    def get_absolute_url(self) -> str:
        """Return the path of the category inside its site."""
        return reverse("articles:category", args=[self.slug])

    def ancestors(self) -> list["Category"]:
        """Return the categories above this one, nearest first; stops at a loop."""
        chain: list[Category] = []
        above = self.parent
        while above is not None and above not in chain:
            chain.append(above)
            above = above.parent
        return chain

    @property
    def section(self) -> "Category":
        """The top category of this branch, itself if it is one."""
        chain = self.ancestors()
        return chain[-1] if chain else self


class TopicQuerySet(SiteQuerySet["Topic"]):
    """Topics of a site."""

    def shown(self) -> Self:
        """Return the topics that readers see."""
        return self.filter(is_shown=True)


class Topic(TranslatedModel):
    """Articles about one event or theme, across categories."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="topics", verbose_name=_("site"))
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    picture = models.ForeignKey(
        "galleries.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    is_shown = models.BooleanField(_("shown"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["order", "-id"]
        constraints = [models.UniqueConstraint(fields=["site", "slug"], name="topic_slug_unique_per_site")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the path of the topic's page inside its site."""
        return reverse("articles:topic", args=[self.slug])


class PageQuerySet(SiteQuerySet["Page"]):
    """About pages of a site."""

    def shown(self) -> Self:
        """Return the pages that readers see."""
        return self.filter(is_shown=True)


class Page(TranslatedModel):
    """An about page: functions, structure, history, contact."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="pages", verbose_name=_("site"))
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100)
    body = BodyField(_("text"), blank=True)
    is_shown = models.BooleanField(_("shown"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    updated_at = models.DateTimeField(_("updated on"), auto_now=True)
    menu_items = GenericRelation("provinces.MenuItem", "target_id", "target_type")

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("about page")
        verbose_name_plural = _("about pages")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["site", "slug"], name="page_slug_unique_per_site")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the path of the page inside its site."""
        return reverse("articles:page", args=[self.slug])


class RedirectQuerySet(SiteQuerySet["Redirect"]):
    """Old addresses of a site."""


class Redirect(models.Model):
    """An address that is no longer used, here or on the portal that this site replaces."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="redirects", verbose_name=_("site"))
    old_path = models.CharField(_("old path"), max_length=500, help_text=_("With the slash in front: /tin-tuc/123"))
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, blank=True, related_name="redirects", verbose_name=_("article")
    )
    target = models.CharField(_("new address"), max_length=500, blank=True)
    source_url = models.URLField(_("address on the old portal"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]
        constraints = [
            models.UniqueConstraint(fields=["site", "old_path"], name="redirect_old_path_unique_per_site"),
            models.CheckConstraint(condition=Q(article__isnull=False) | ~Q(target=""), name="redirect_leads_somewhere"),
            models.CheckConstraint(condition=Q(old_path__startswith="/"), name="redirect_old_path_has_slash"),
        ]

    def __str__(self) -> str:
        return self.old_path
