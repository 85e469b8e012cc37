"""Articles that a site's admin puts at a place of the home page, from a moment to a moment."""

import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from provinces.models.trash import PartQuerySet


class HomePlace(models.TextChoices):
    LEAD = "lead", _("the large story")
    SIDE = "side", _("beside the large story")
    BOX = "box", _("first in the box of its category")


class HomePinQuerySet(PartQuerySet["HomePin"]):
    """Pins of a site's home page."""

    owner = "article"

    def shown_at(self, now: datetime.datetime) -> Self:
        """Return the pins whose time it is at `now`; `starts_at` counts in, `ends_at` out."""
        return self.filter(Q(starts_at=None) | Q(starts_at__lte=now), Q(ends_at=None) | Q(ends_at__gt=now))

    def moments_after(self, now: datetime.datetime) -> list[tuple[datetime.datetime, int]]:
        """Return (moment, id of the site) of every beginning and end after `now`, the next one first."""
        begin = self.filter(starts_at__gt=now).values_list("starts_at", "site")
        end = self.filter(ends_at__gt=now).values_list("ends_at", "site")
        return sorted((moment, site) for moment, site in [*begin, *end] if moment is not None)


class HomePin(models.Model):
    """That an article stands at a place of the home page, whatever is newer. Small numbers stand first."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="home_pins", verbose_name=_("site"))
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="home_pins", verbose_name=_("article"))
    place = models.CharField(_("place"), max_length=4, choices=HomePlace.choices, default=HomePlace.LEAD)
    order = models.PositiveIntegerField(_("order"), default=0)
    starts_at = models.DateTimeField(_("from"), null=True, blank=True, help_text=_("Empty: from now on."))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("Empty: until you take it away."))

    objects = HomePinQuerySet.as_manager()

    class Meta:
        verbose_name = _("pin of the home page")
        verbose_name_plural = _("pins of the home page")
        ordering = ["place", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "place"], name="homepin_once_per_place"),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="homepin_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()}: {self.article}"

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end lies before the beginning.")})

    def is_shown_at(self, now: datetime.datetime) -> bool:
        """Return True when the pin holds at `now`; the twin of `objects.shown_at()`."""
        return (self.starts_at is None or self.starts_at <= now) and (self.ends_at is None or self.ends_at > now)
