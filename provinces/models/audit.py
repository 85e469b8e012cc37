"""Who did what, when and from where: rows that are added and never changed."""

import datetime
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet


class Immutable(Exception):
    """Somebody tried to change or delete what may only be added to."""


class AuditEntryQuerySet(SiteQuerySet["AuditEntry"]):
    """Entries of a site; those of the network have no site."""

    def about(self, obj: models.Model) -> Self:
        """Return the entries about one object, the newest first."""
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk).order_by("-id")

    def of_verbs(self, *verbs: str) -> Self:
        """Return the entries that name one of these verbs."""
        return self.filter(verb__in=verbs)

    def since(self, moment: datetime.datetime) -> Self:
        """Return the entries from a moment on."""
        return self.filter(at__gte=moment)

    def of_network(self) -> Self:
        """Return the entries that belong to no site."""
        return self.filter(site=None)

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: entries are never changed. (Django itself empties links to what is deleted, past this method.)"""
        raise Immutable("audit entries are never changed")

    def delete(self) -> NoReturn:
        """Refuse: entries are never deleted."""
        raise Immutable("audit entries are never deleted")


class AuditEntry(models.Model):
    """One deed. Names are repeated as they were at that moment, so that a deleted account or object stays readable."""

    site = models.ForeignKey(
        "provinces.Site", models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("site")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("account"),
    )
    user_name = models.CharField(_("name"), max_length=120, blank=True, editable=False)
    verb = models.CharField(_("deed"), max_length=40, editable=False)
    object_type = models.CharField(max_length=60, blank=True, editable=False)  # a model's label: articles.article
    object_id = models.PositiveBigIntegerField(null=True, editable=False)
    object_label = models.CharField(_("object"), max_length=300, blank=True, editable=False)
    detail = models.TextField(_("detail"), blank=True, editable=False)
    address = models.GenericIPAddressField(_("network address"), null=True, editable=False)
    at = models.DateTimeField(_("moment"), default=timezone.now, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["site", "-id"], name="auditentry_of_site"),
            models.Index(fields=["object_type", "object_id", "-id"], name="auditentry_of_object"),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.object_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable("audit entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: entries are never deleted."""
        raise Immutable("audit entries are never deleted")
