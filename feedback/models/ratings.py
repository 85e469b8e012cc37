"""Whether readers find an article useful: counted, with nobody's name, and seen by staff only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.models.trash import PartQuerySet
from provinces.tenancy import SiteQuerySet


class RatingTotalQuerySet(PartQuerySet["RatingTotal"]):
    """Ratings of a site's articles."""

    site_path = "article__site"
    owner = "article"


class RatingTotal(models.Model):
    """How many readers found an article useful, and how many did not (Nghị định 224/2026/NĐ-CP, article 10.3b)."""

    article = models.OneToOneField("articles.Article", models.CASCADE, related_name="rating", verbose_name=_("article"))
    useful = models.PositiveIntegerField(_("useful"), default=0)
    not_useful = models.PositiveIntegerField(_("not useful"), default=0)
    updated_at = models.DateTimeField(_("last rating"), auto_now=True)

    objects = RatingTotalQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return str(self.article)


class RatingQuerySet(SiteQuerySet["Rating"]):
    """Today's ratings of a site's articles."""

    site_path = "article__site"


class Rating(models.Model):
    """Today's answer of one visitor, so that one counts once. Goes with the day; the total stays."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+", verbose_name=_("article"))
    visitor = models.CharField(max_length=32)
    day = models.DateField()
    is_useful = models.BooleanField()

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating of today")
        verbose_name_plural = _("ratings of today")
        indexes = [models.Index(fields=["day"], name="rating_day")]
        constraints = [
            models.UniqueConstraint(fields=["article", "day", "visitor"], name="rating_once_a_day_and_visitor")
        ]
