"""How far an article's text in another language is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet


class LanguageState(models.TextChoices):
    MISSING = "missing", _("not translated")
    DRAFT = "draft", _("being translated")
    READY = "ready", _("ready")
    NEEDS_UPDATE = "needs_update", _("needs update")


class ArticleLanguageQuerySet(SiteQuerySet["ArticleLanguage"]):
    """Language states of a site's articles."""

    site_path = "article__site"


class ArticleLanguage(models.Model):
    """The state of one language of an article. `source_hash` is what the Vietnamese said when it was translated."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="language_states")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=12, choices=LanguageState.choices, default=LanguageState.DRAFT)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = ArticleLanguageQuerySet.as_manager()

    class Meta:
        verbose_name = _("language of an article")
        verbose_name_plural = _("languages of articles")
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="articlelanguage_once")]
