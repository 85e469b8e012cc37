"""What the journal is folded into: daily rows, and how far each journal file was read."""

import datetime
from typing import Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from accounts.addresses import network_of
from provinces.models import Site
from provinces.tenancy import SiteQuerySet

M = TypeVar("M", bound=models.Model, covariant=True)


class DailyQuerySet(SiteQuerySet[M]):
    """Daily rows of sites."""

    def between(self, first: datetime.date, last: datetime.date) -> Self:
        """Return the rows of the days from `first` to `last`, both included."""
        return self.filter(day__range=(first, last))

    def views(self) -> int:
        """Return the sum of the page views."""
        return int(self.aggregate(sum=Sum("views"))["sum"] or 0)


class SiteDayQuerySet(DailyQuerySet["SiteDay"]):
    """Days of sites."""


class SiteDay(models.Model):
    """A day of a site, from midnight to midnight in Vietnam. Robots and the like are counted apart from `views`."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    views = models.PositiveBigIntegerField(_("page views"), default=0)
    visits = models.PositiveBigIntegerField(_("visits"), default=0)
    robots = models.PositiveBigIntegerField(_("robots"), default=0)
    ai_robots = models.PositiveBigIntegerField(_("AI crawlers"), default=0)
    own = models.PositiveBigIntegerField(_("own networks"), default=0)

    objects = SiteDayQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "day"], name="visits_site_day_once")]
        indexes = [models.Index(fields=["day"], name="visits_site_day_day")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day}"


class SiteHourQuerySet(DailyQuerySet["SiteHour"]):
    """Hours of sites."""


class SiteHour(models.Model):
    """Page views of one hour (0 to 23, in Vietnam) of a site's day."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="+")
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    views = models.PositiveBigIntegerField(default=0)

    objects = SiteHourQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "day", "hour"], name="visits_site_hour_once")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day} {self.hour}"


class ArticleDayQuerySet(DailyQuerySet["ArticleDay"]):
    """Days of articles."""


class ArticleDay(models.Model):
    """Page views of one article on one day."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="+")
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    day = models.DateField()
    views = models.PositiveBigIntegerField(default=0)

    objects = ArticleDayQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "day"], name="visits_article_day_once")]
        indexes = [models.Index(fields=["site", "day"], name="visits_article_day_site")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.day}"


class OriginDayQuerySet(DailyQuerySet["OriginDay"]):
    """Where readers came from, day by day."""


class OriginDay(models.Model):
    """Page views of one day by where readers came from (a host, never an address) or by class of device."""

    class Kind(models.TextChoices):
        HOST = "host", _("referring host")
        DEVICE = "device", _("device")

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    name = models.CharField(max_length=100)
    views = models.PositiveBigIntegerField(default=0)

    objects = OriginDayQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "day", "kind", "name"], name="visits_origin_day_once")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day} {self.name}"


class PresenceQuerySet(SiteQuerySet["Presence"]):
    """Who was seen on a site."""


class Presence(models.Model):
    """When a visitor (a keyed hash of today's key) was last seen on a site; forgotten after an hour."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="+")
    visitor = models.CharField(max_length=22)
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "visitor"], name="visits_presence_once")]
        indexes = [models.Index(fields=["site", "seen_at"], name="visits_presence_seen")]

    def __str__(self) -> str:
        return self.visitor


class JournalFile(models.Model):
    """How far a journal file was folded. `head` is a digest of its beginning: another one means another file.

    Of a file that nginx wrote, `name` is that of its copy without addresses, and `copied` the length of that.
    """

    node = models.CharField(max_length=60)
    inode = models.BigIntegerField()
    name = models.CharField(max_length=100)
    head = models.CharField(max_length=32, blank=True)
    offset = models.BigIntegerField(default=0)
    lines = models.BigIntegerField(default=0)
    faults = models.BigIntegerField(default=0)
    copied = models.BigIntegerField(default=0)
    folded_at = models.DateTimeField(auto_now=True)

    objects: "models.Manager[Any]" = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "inode", "head"], name="visits_journal_file_once")]

    def __str__(self) -> str:
        return self.name


class VisitorKey(models.Model):
    """The key of one day's visitor hashes, shared by all nodes and destroyed when the day is over."""

    day = models.DateField(primary_key=True)
    key = models.BinaryField(max_length=32)

    objects: "models.Manager[Any]" = models.Manager()

    def __str__(self) -> str:
        return str(self.day)


class OwnNetworkQuerySet(SiteQuerySet["OwnNetwork"]):
    """Networks of a site."""


class OwnNetwork(models.Model):
    """Addresses whose readers are not counted on a site: the department's own offices."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="own_networks", verbose_name=_("site"))
    network = models.CharField(
        _("network"), max_length=50, help_text=_("An address or a range: 203.0.113.0/24, 2001:db8::/48.")
    )
    note = models.CharField(_("note"), max_length=120, blank=True)

    objects = OwnNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("own network")
        verbose_name_plural = _("own networks")
        constraints = [models.UniqueConstraint(fields=["site", "network"], name="visits_own_network_once")]

    def __str__(self) -> str:
        return self.network

    def clean(self) -> None:
        super().clean()
        found = network_of(self.network)
        if found is None:
            raise ValidationError({"network": _("This is no address and no range of addresses.")})
        self.network = str(found)
