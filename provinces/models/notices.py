"""What waits for somebody on a site: the small inbox of the admin."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet


class NoticeQuerySet(SiteQuerySet["Notice"]):
    """Notices, the newest first."""

    def editable_by(self, user: Any, site: Any) -> Self:
        """Return the notices that `user` got on `site`: an inbox is one person's, superadmins included."""
        return super().editable_by(user, site).filter(recipient=user)

    def unread(self) -> Self:
        """Return the notices that were not read yet."""
        return self.filter(read_at=None)

    def mark_read(self) -> int:
        """Note that these were read now; returns how many were not before."""
        return self.unread().update(read_at=timezone.now())

    def about(self, obj: models.Model) -> Self:
        """Return the notices about one object."""
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk)


class Notice(models.Model):
    """One sentence for one person about one object of a site; `object_type` is a model's label."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, editable=False, related_name="+", verbose_name=_("site"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, editable=False, related_name="notices", verbose_name=_("for")
    )
    title = models.CharField(_("what happened"), max_length=300, editable=False)
    detail = models.TextField(_("detail"), blank=True, editable=False)
    object_type = models.CharField(max_length=60, blank=True, editable=False)
    object_id = models.PositiveBigIntegerField(null=True, editable=False)
    object_label = models.CharField(_("about"), max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    read_at = models.DateTimeField(_("read on"), null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["recipient", "site", "-id"], name="notice_inbox"),
            models.Index(fields=["recipient", "site"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.title
