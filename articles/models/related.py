from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet


class RelatedArticleQuerySet(SiteQuerySet["RelatedArticle"]):
    """Hand-picked links between a site's articles."""

    site_path = "article__site"


class RelatedArticle(models.Model):
    """That an editor picked `related` to stand below `article`."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="related_links")
    related = models.ForeignKey("articles.Article", models.CASCADE, related_name="+", verbose_name=_("article"))
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = RelatedArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "related"], name="relatedarticle_once"),
            models.CheckConstraint(condition=~Q(article=F("related")), name="relatedarticle_not_itself"),
        ]
