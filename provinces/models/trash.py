"""Rows that are deleted into a recycle bin first."""

from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet

IN_TRASH = models.Q(trashed_at__isnull=False)
KEPT = models.Q(trashed_at=None)


M = TypeVar("M", bound=models.Model, covariant=True)


class KeptManager(models.Manager[M]):
    """Rows that do not lie in the bin. As the default manager of a model it is what lists, choices and searches see."""

    def get_queryset(self) -> models.QuerySet[M]:
        """Return all rows but those in the bin."""
        return super().get_queryset().filter(KEPT)


class PartQuerySet(SiteQuerySet[M]):
    """Rows that belong to one that can lie in the bin: those of a site are without what hangs on something there."""

    #: The relation to that row.
    owner: ClassVar[str]

    def for_site(self, site: Any) -> Self:
        """Return the rows of `site`, without those that hang on something in the bin."""
        return super().for_site(site).filter(**{f"{self.owner}__trashed_at": None})


class TrashableModel(models.Model):
    """A row that can lie in the bin (`provinces.trash`).

    `objects` has to be a `KeptManager`; a second manager, `everything`, has the rows in the bin as well.
    """

    trashed_at = models.DateTimeField(_("deleted"), null=True, editable=False)
    trashed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("deleted by"),
    )

    class Meta:
        abstract = True
