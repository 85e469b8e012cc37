from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet


class RevisionKind(models.TextChoices):
    SAVED = "saved", _("saved")
    IMPORTED = "imported", _("imported")


class RevisionQuerySet(SiteQuerySet["Revision"]):
    """Revisions of a site's articles."""

    site_path = "article__site"

    def kept(self) -> Self:
        """Return the revisions of articles that do not lie in the recycle bin."""
        return self.filter(article__trashed_at=None)

    def of(self, article: Any) -> Self:
        """Return the revisions of an article for a list of them, the newest first: without what they hold."""
        return self.filter(article=article.pk).select_related("created_by").defer("snapshot")

    def up_to(self, number: int | None) -> Self:
        """Return the revisions before `number`; all of them without one."""
        return self if number is None else self.filter(number__lt=number)


class Revision(models.Model):
    """A full snapshot of an article: all languages, tags, contributors, pictures, related, placement.

    `schema` numbers the form of `snapshot`; see `articles/snapshots.py`.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=RevisionKind.choices, default=RevisionKind.SAVED)
    schema = models.PositiveSmallIntegerField(default=1, editable=False)
    snapshot = models.JSONField(editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    sitting = models.CharField(max_length=40, blank=True, editable=False)  # which open form it was saved from
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("on"), auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"
