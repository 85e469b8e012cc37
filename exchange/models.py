"""Documents between being read and being confirmed."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.media import upload_path
from provinces.tenancy import SiteQuerySet

KEPT = datetime.timedelta(hours=24)


class WordUploadQuerySet(SiteQuerySet["WordUpload"]):
    """Uploaded documents of a site."""

    def stale(self, now: datetime.datetime) -> Self:
        """Return the documents that nobody confirmed within a day."""
        return self.filter(created_at__lt=now - KEPT)


class WordUpload(models.Model):
    """A Word document that somebody looks at before it becomes a draft; it goes when it did, or after a day."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="word_uploads", verbose_name=_("site"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("uploaded by"))
    file = models.FileField(_("file"), upload_to=upload_path)
    name = models.CharField(_("name of the uploaded file"), max_length=255)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = WordUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded document")
        verbose_name_plural = _("uploaded documents")
        indexes = [models.Index(fields=["created_at"], name="wordupload_age")]

    def __str__(self) -> str:
        return self.name

    def discard(self) -> None:
        """Delete the row and its file."""
        self.file.delete(save=False)
        self.delete()


def sweep(now: datetime.datetime) -> int:
    """Delete what nobody confirmed; a duty of the keeper. Returns how many there were."""
    stale = list(WordUpload.objects.stale(now)[:50])
    for upload in stale:
        upload.discard()
    return len(stale)
