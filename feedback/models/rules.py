"""By which rules a site answers: how long it takes, how long it keeps, what readers agree to; and public holidays."""

import datetime
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.working_days import Calendar, days_of
from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel

if TYPE_CHECKING:
    from provinces.models import Site


class FeedbackRulesQuerySet(SiteQuerySet["FeedbackRules"]):
    """The rules of a site."""

    def of(self, site: "Site") -> "FeedbackRules":
        """Return the rules of `site`; the usual ones where it has none."""
        return self.for_site(site).first() or FeedbackRules(site=site)


class FeedbackRules(models.Model):
    """How a site deals with what readers send. 15 working days: Nghị định 43/2011/NĐ-CP, article 17."""

    site = models.OneToOneField("provinces.Site", models.CASCADE, related_name="feedback_rules", verbose_name=_("site"))
    is_open = models.BooleanField(_("readers may send messages"), default=True)
    answer_days = models.PositiveSmallIntegerField(
        _("working days for an answer"), default=15, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    keep_days = models.PositiveSmallIntegerField(
        _("days after which personal data are erased"),
        default=365,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("Counted from the day on which a message was closed. Name, phone, e-mail and address go."),
    )
    notify_email = models.EmailField(
        _("address for notices"), blank=True, help_text=_("Beside the editors, who get a notice of every message.")
    )

    objects = FeedbackRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of feedback")
        verbose_name_plural = _("rules of feedback")
        constraints = [
            models.CheckConstraint(condition=Q(answer_days__gte=1), name="feedbackrules_answer_takes_a_day"),
            models.CheckConstraint(condition=Q(keep_days__gte=1), name="feedbackrules_kept_a_day"),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class ConsentTextQuerySet(SiteQuerySet["ConsentText"]):
    """What readers of a site agree to."""

    def current(self, site: "Site") -> "ConsentText | None":
        """Return the newest version."""
        return self.for_site(site).order_by("-version").first()


class ConsentText(TranslatedModel):
    """What readers agree to before they send anything. A version that somebody has agreed to never changes."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="consent_texts", verbose_name=_("site"))
    version = models.PositiveSmallIntegerField(_("version"), editable=False)
    wording = models.TextField(_("text"), max_length=5000)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["site", "version"], name="consenttext_version_unique_per_site")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.version}"

    def text_in(self, language: str) -> str:
        """Return the text as a reader of `language` sees it: in Vietnamese where it is not translated."""
        return self.text("wording", language) or self.text("wording", "vi")


class HolidayQuerySet(models.QuerySet["Holiday"]):
    """Days that differ from an ordinary week."""

    def touching(self, start: datetime.date, end: datetime.date) -> Self:
        """Return the rows of which a day lies between `start` and `end`."""
        return self.filter(starts_on__lte=end, ends_on__gte=start)

    def calendar(self, start: datetime.date, days: int = 180) -> Calendar:
        """Return the calendar of the days around `start`; one query."""
        span = datetime.timedelta(days=days)
        off: set[datetime.date] = set()
        work: set[datetime.date] = set()
        for row in self.touching(start - span, start + span):
            (work if row.is_working else off).update(days_of(row.starts_on, row.ends_on))
        return Calendar(off, work)


class Holiday(models.Model):
    """Days on which nobody works although it is a weekday, or everybody although it is Saturday; for all sites."""

    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    is_working = models.BooleanField(
        _("working day"), default=False, help_text=_("A Saturday on which one works for a day that was swapped.")
    )
    source = models.CharField(_("announced by"), max_length=200, blank=True)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="holiday_ends_after_start"),
            models.UniqueConstraint(fields=["starts_on"], name="holiday_once_a_day"),
        ]

    def __str__(self) -> str:
        return self.name
