"""What a superadmin puts on all sites or on chosen ones for a time: emergency, mourning, Tết, planned downtime."""

import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel
from vietnamese import workdays
from vietnamese.dates import ZONE, short_date

#: Nghị định 224/2026/NĐ-CP, Điều 13: planned downtime is announced that many working days ahead.
DOWNTIME_AHEAD = 7


class NetworkQuerySet(SiteQuerySet[models.Model]):
    """What is meant for all sites, or for chosen ones."""

    site_path = "sites"

    def for_site(self, site: object) -> Self:
        """Return what is meant for `site`, by itself or among all; none without a site."""
        chosen = super().for_site(site)  # type: ignore[arg-type]  # a site, its id or None
        return self.filter(Q(for_all=True) | Q(pk__in=chosen.order_by().values("pk"))) if site is not None else chosen


class NetworkModeQuerySet(NetworkQuerySet):
    """Modes by time."""

    def in_force(self, now: datetime.datetime) -> Self:
        """Return the modes whose time it is at `now`; `starts_at` counts in, `ends_at` out."""
        return self.filter(starts_at__lte=now, ends_at__gt=now)

    def moments_after(self, now: datetime.datetime) -> list[datetime.datetime]:
        """Return the moments after `now` at which modes begin or end, the next one first."""
        pairs = self.filter(ends_at__gt=now).values_list("starts_at", "ends_at")
        return sorted(moment for pair in pairs for moment in pair if moment > now)


class ModeKind(models.TextChoices):
    EMERGENCY = "emergency", _("emergency announcement")
    MOURNING = "mourning", _("national mourning (grey)")
    TET = "tet", _("Tết")


class Level(models.TextChoices):
    NOTICE = "notice", _("notice")
    WARNING = "warning", _("warning")
    DANGER = "danger", _("danger")


class NetworkRow(TranslatedModel):
    """A row for all sites or chosen ones, from a moment to a moment."""

    for_all = models.BooleanField(_("for all sites"), default=True)
    sites = models.ManyToManyField(
        "provinces.Site", blank=True, related_name="+", verbose_name=_("only for these sites")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end lies before the beginning.")})


class NetworkMode(NetworkRow):
    """An announcement or a look that begins and ends by the clock; nobody has to be there to switch it."""

    kind = models.CharField(_("mode"), max_length=10, choices=ModeKind.choices, default=ModeKind.EMERGENCY)
    level = models.CharField(
        _("level"),
        max_length=8,
        choices=Level.choices,
        default=Level.WARNING,
        help_text=_("Of an emergency announcement: its colour and the word before it."),
    )
    message = models.CharField(
        _("message"), max_length=300, blank=True, help_text=_("One or two sentences that stand on top of every page.")
    )
    url = models.URLField(_("more about it at"), max_length=500, blank=True)

    objects = NetworkModeQuerySet.as_manager()

    class Meta:
        verbose_name = _("network mode")
        verbose_name_plural = _("network modes")
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["ends_at"], name="networkmode_ends")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="networkmode_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.message or self.get_kind_display()

    def clean(self) -> None:
        super().clean()
        if self.kind == ModeKind.EMERGENCY and not self.text("message", "vi"):
            raise ValidationError({"message": _("An announcement needs a message in Vietnamese.")})

    def is_in_force(self, now: datetime.datetime) -> bool:
        """Return True when it is the mode's time at `now`; the twin of `objects.in_force()`."""
        return self.starts_at <= now < self.ends_at


class DowntimeQuerySet(NetworkQuerySet):
    """Planned downtimes by time."""

    def announced(self, now: datetime.datetime) -> Self:
        """Return the downtimes that readers are told of: from the day they are planned until they are over."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "id")

    def moments_after(self, now: datetime.datetime) -> list[datetime.datetime]:
        """Return the moments after `now` at which readers need not be told any more, the next one first."""
        return list(self.announced(now).order_by("ends_at").values_list("ends_at", flat=True))


class Downtime(NetworkRow):
    """Works during which sites cannot be reached; told to readers at least seven working days ahead."""

    reason = models.CharField(_("reason"), max_length=200, blank=True)
    meanwhile = models.CharField(
        _("meanwhile"),
        max_length=300,
        blank=True,
        help_text=_("Where readers find what they need until then: a hotline, another site."),
    )
    announced_at = models.DateTimeField(_("announced"), default=timezone.now, editable=False)

    objects = DowntimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned downtime")
        verbose_name_plural = _("planned downtimes")
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["ends_at"], name="downtime_ends")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="downtime_ends_after_start"),
        ]

    def __str__(self) -> str:
        return short_date(self.starts_at)

    def clean(self) -> None:
        super().clean()
        first = workdays.after(self.announced_at.astimezone(ZONE).date(), DOWNTIME_AHEAD)
        if self.starts_at and self.starts_at.astimezone(ZONE).date() < first:
            message = _("Planned downtime is announced at least 7 working days ahead: not before %(day)s.")
            raise ValidationError({"starts_at": message % {"day": short_date(first)}})
