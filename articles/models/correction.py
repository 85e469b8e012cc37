"""What was corrected in an article after readers had seen it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel


class CorrectionNoteQuerySet(SiteQuerySet["CorrectionNote"]):
    """Public notes of a site's corrections."""

    site_path = "article__site"


class CorrectionNote(TranslatedModel):
    """A sentence for readers, `note`, that says what was wrong and is right now: `article.correction_notes.all()`.

    Stands below the article's text with its day, the newest first; written by `publishing.correct()` only.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="correction_notes", verbose_name=_("article")
    )
    note = models.TextField(_("correction"), max_length=1000)
    revision = models.ForeignKey("articles.Revision", models.SET_NULL, null=True, editable=False, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("on"), default=timezone.now, editable=False)

    objects = CorrectionNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.note
