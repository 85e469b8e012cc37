"""Who made an article: names, pen names, roles and shares."""

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from provinces.tenancy import SiteQuerySet
from vietnamese.folding import fold
from vietnamese.repair import repair
from vietnamese.slugs import slugify
from vietnamese.sorting import person_key

if TYPE_CHECKING:
    from provinces.models import Site


class ContributorQuerySet(SiteQuerySet["Contributor"]):
    """Contributors of a site."""

    def named(self, site: Any, name: str) -> "Contributor":
        """Return the site's contributor of this name, made when there is none."""
        clean = " ".join(repair(name).split())
        return self.get_or_create(site=site, key=fold(clean)[:120], defaults={"name": clean})[0]


class Contributor(models.Model):
    """A name under which somebody writes, takes photos or edits for a site."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="contributors", verbose_name=_("site"))
    name = models.CharField(_("name"), max_length=120, help_text=_("As it stands below articles; pen names too."))
    key = models.CharField(max_length=120, editable=False)
    sort_key = models.CharField(max_length=400, editable=False, default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributors",
        verbose_name=_("account"),
    )
    about = models.CharField(_("about"), max_length=300, blank=True)

    objects = ContributorQuerySet.as_manager()

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["sort_key", "id"]
        constraints = [models.UniqueConstraint(fields=["site", "key"], name="contributor_key_unique_per_site")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = " ".join(repair(self.name).split())
        self.key = fold(self.name)[:120]
        self.sort_key = person_key(self.name)[:400]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the path of the contributor's page inside its site."""
        return reverse("articles:contributor", args=[slugify(self.name) or "tac-gia", self.pk])

    def address_on(self, site: "Site", language: str) -> str:
        """Return the absolute address of the contributor's page in one language of its site."""
        return site.url_for(self.get_absolute_url().removeprefix(get_script_prefix()), language)


class ContributionRole(models.TextChoices):
    TEXT = "text", pgettext_lazy("byline", "text")
    PHOTO = "photo", _("photos")
    EDIT = "edit", _("editing")
    TRANSLATE = "translate", _("translation")
    COMPILED = "compiled", _("compiled")


class ContributionQuerySet(SiteQuerySet["Contribution"]):
    """Contributions to a site's articles."""

    site_path = "article__site"


class Contribution(models.Model):
    """A contributor's part in an article; `share` in percent is what royalties are reckoned from.

    `published_at` repeats the article's, so that a contributor's newest are one step in an index.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="contributions")
    contributor = models.ForeignKey(
        Contributor, models.PROTECT, related_name="contributions", verbose_name=_("contributor")
    )
    role = models.CharField(_("role"), max_length=10, choices=ContributionRole.choices, default=ContributionRole.TEXT)
    share = models.DecimalField(
        _("share, %"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(100),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    published_at = models.DateTimeField(null=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["contributor", "-published_at", "-article"], name="contribution_newest")]
        constraints = [
            models.UniqueConstraint(fields=["article", "contributor", "role"], name="contribution_once_per_role"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=100), name="contribution_share_is_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.contributor} ({self.get_role_display()})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        published: datetime.datetime | None = self.article.published_at if self.article.is_live else None
        self.published_at = published
        super().save(*args, **kwargs)
