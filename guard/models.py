"""What the guard has found, and how far it has looked."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet


class Kind(models.TextChoices):
    SCRIPT = "script", _("injected script")
    HIDDEN = "hidden", _("hidden text")
    GAMBLING = "gambling", _("gambling")
    REDIRECT = "redirect", _("leads to a stranger")
    DOMAIN = "domain", _("listed domain")
    FILE = "file", _("file is not what it says")
    HTTP = "http", _("part over plain http")


class State(models.TextChoices):
    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    SOLVED = "solved", _("solved")


class FindingQuerySet(SiteQuerySet["Finding"]):
    """Findings on a site; those about what belongs to the network have no site."""

    def open(self) -> Self:
        """Return the findings that somebody has to look at."""
        return self.filter(state=State.OPEN)

    def in_state(self, state: str) -> Self:
        """Return the findings in one state."""
        return self.filter(state=state)

    def about(self, object_type: str, ids: "list[int]") -> Self:
        """Return the findings about some objects of one model."""
        return self.filter(object_type=object_type, object_id__in=ids)

    def not_seen_since(self, object_type: str, moment: Any) -> Self:
        """Return the findings about objects of a model that a whole pass since `moment` has not met."""
        return self.filter(object_type=object_type, seen_at__lt=moment)

    def solve(self) -> int:
        """Mark the findings as solved; return how many were not before."""
        return self.exclude(state=State.SOLVED).update(state=State.SOLVED, solved_at=timezone.now())


class Finding(models.Model):
    """One thing that looks like an injection. `digest` is of what stands there: something else is another finding."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, null=True, related_name="+", verbose_name=_("site"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    object_type = models.CharField(max_length=60, editable=False)  # a model's label: articles.article
    object_id = models.PositiveBigIntegerField(editable=False)
    object_label = models.CharField(_("where"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=40)  # a column, or the language of all texts together
    excerpt = models.CharField(_("excerpt"), max_length=200)
    digest = models.CharField(max_length=32, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    reason = models.CharField(
        _("accepted because"), max_length=300, blank=True, help_text=_("When empty, the finding stays open.")
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    solved_at = models.DateTimeField(_("solved"), null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding of the content guard")
        verbose_name_plural = _("content safety")
        ordering = ["-id"]
        indexes = [models.Index(fields=["site", "state", "-id"], name="guard_finding_of_site")]
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id", "kind", "place", "digest"], name="guard_finding_once"
            ),
            models.CheckConstraint(condition=~Q(state="accepted") | ~Q(reason=""), name="guard_accepted_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.object_label}"


class Progress(models.Model):
    """How far a pass over one model has come; `name` is the model's label, or that of a list of changes."""

    name = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects: "models.Manager[Any]" = models.Manager()

    def __str__(self) -> str:
        return self.name
