"""Skeletons from which a writer starts: a notice of a meeting, a report of a visit."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.bodies import BodyField
from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel

from .article import ArticleType


class ArticleTemplateQuerySet(SiteQuerySet["ArticleTemplate"]):
    """Templates of a site."""

    def offered(self) -> Self:
        """Return the templates that writers are offered."""
        return self.filter(is_offered=True)


class ArticleTemplate(TranslatedModel):
    """What an empty form begins with when a writer chooses this template; nothing links them afterwards."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="article_templates", verbose_name=_("site"))
    name = models.CharField(_("name"), max_length=120, help_text=_("What writers choose it by: Thông báo cuộc họp."))
    article_type = models.CharField(_("type"), max_length=12, choices=ArticleType.choices, default=ArticleType.NEWS)
    category = models.ForeignKey(
        "articles.Category", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    kicker = models.CharField(_("kicker"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    lead = models.TextField(_("lead"), blank=True)
    body = BodyField(_("text"), blank=True)
    tag_names = models.CharField(_("tags"), max_length=300, blank=True, help_text=_("With commas between."))
    is_offered = models.BooleanField(_("offered to writers"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = ArticleTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("article template")
        verbose_name_plural = _("article templates")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name
