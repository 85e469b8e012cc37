"""A reader's report of an error in an article."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from provinces.models.trash import PartQuerySet


class ReportState(models.TextChoices):
    NEW = "new", _("new")
    CORRECTED = "corrected", _("corrected")
    NO_ERROR = "no_error", _("no error")
    SPAM = "spam", _("unwanted")


class ErrorReportQuerySet(PartQuerySet["ErrorReport"]):
    """Reports of errors in a site's articles."""

    site_path = "article__site"
    owner = "article"

    def waiting(self) -> Self:
        """Return the reports that nobody has looked into."""
        return self.filter(state=ReportState.NEW)


class ErrorReport(models.Model):
    """What a reader says is wrong in an article. Nothing of the reader is kept."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="error_reports", verbose_name=_("article")
    )
    language = models.CharField(_("language"), max_length=2, default="vi")
    passage = models.CharField(_("passage"), max_length=300, blank=True)
    message = models.TextField(_("what is wrong"), max_length=1000)
    nonce = models.CharField(max_length=43, unique=True, editable=False)
    text_key = models.CharField(max_length=64, editable=False)
    spam_score = models.PositiveSmallIntegerField(_("signs of spam"), default=0, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ReportState.choices, default=ReportState.NEW)
    received_at = models.DateTimeField(_("received"))
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("dealt with by"),
    )
    handled_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["article", "state"], name="errorreport_article_state"),
            models.Index(fields=["text_key", "received_at"], name="errorreport_text"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="new", handled_at=None) | (~Q(state="new") & Q(handled_at__isnull=False)),
                name="errorreport_handled_has_date",
            )
        ]

    def __str__(self) -> str:
        return self.message[:80]
