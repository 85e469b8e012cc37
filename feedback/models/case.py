"""A reader's message to a department, from its receipt to its answer."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet
from vietnamese.folding import fold

PERSONAL = ("name", "phone", "email", "address")


class CaseKind(models.TextChoices):
    QUESTION = "question", _("question")
    SUGGESTION = "suggestion", _("comment or suggestion")


class CaseState(models.TextChoices):
    NEW = "new", _("received")
    OPEN = "open", _("being dealt with")
    ANSWERED = "answered", _("answered")
    OUTSIDE = "outside", _("outside the remit")
    SPAM = "spam", _("unwanted")


WAITING = (CaseState.NEW, CaseState.OPEN)
CLOSED = (CaseState.ANSWERED, CaseState.OUTSIDE, CaseState.SPAM)


class CaseQuerySet(SiteQuerySet["Case"]):
    """Messages to a site."""

    def wanted(self) -> Self:
        """Return all messages but the unwanted ones."""
        return self.exclude(state=CaseState.SPAM)

    def waiting(self) -> Self:
        """Return the messages that somebody still has to deal with."""
        return self.filter(state__in=WAITING)

    def overdue(self, today: datetime.date) -> Self:
        """Return the messages whose deadline is over."""
        return self.waiting().filter(due_on__lt=today)

    def due_by(self, day: datetime.date) -> Self:
        """Return the messages that have to be answered by `day`."""
        return self.waiting().filter(due_on__lte=day)

    def published(self) -> Self:
        """Return the answers that readers see, the newest first."""
        return self.filter(is_published=True).order_by("-published_at", "-id")

    def of_person(self, known: str) -> Self:
        """Return the messages of a person, known by e-mail address or telephone number."""
        key = person_key(known)
        return self.filter(Q(email_key=key) | Q(phone_key=key)) if key else self.none()

    def to_erase(self, site: Any, before: datetime.datetime) -> Self:
        """Return the closed messages of `site` that still hold personal data although they were closed by `before`."""
        return self.for_site(site).filter(state__in=CLOSED, closed_at__lt=before, erased_at=None)


def person_key(known: str) -> str:
    """Return the form in which e-mail addresses and telephone numbers are compared: small letters, +84 as 0."""
    text = fold(known).replace(" ", "")
    if "@" in text:
        return text[:254]
    digits = "".join(letter for letter in text if letter.isdecimal())
    return f"0{digits[2:]}" if digits.startswith("84") and len(digits) > 10 else digits


class Case(models.Model):
    """A message. What the sender says of themself is never shown to readers, and erased when its time is over."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="cases", verbose_name=_("site"))
    number = models.CharField(_("number"), max_length=20, editable=False)
    year = models.PositiveSmallIntegerField(editable=False)
    serial = models.PositiveIntegerField(editable=False)
    nonce = models.CharField(max_length=43, unique=True, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=CaseKind.choices, default=CaseKind.QUESTION)
    department = models.ForeignKey(
        "provinces.Department",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("department"),
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("message"), max_length=5000)
    text_key = models.CharField(max_length=64, editable=False)
    language = models.CharField(_("language"), max_length=2, default="vi")

    name = models.CharField(_("full name"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("street address"), max_length=250, blank=True)
    phone_key = models.CharField(max_length=40, blank=True, editable=False)
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    consent = models.ForeignKey(
        "feedback.ConsentText", models.PROTECT, related_name="cases", verbose_name=_("consent text")
    )
    consented_at = models.DateTimeField(_("agreed on"))
    may_publish = models.BooleanField(_("sender agrees to publication"), default=False)
    erased_at = models.DateTimeField(_("personal data erased"), null=True, blank=True, editable=False)

    state = models.CharField(_("state"), max_length=8, choices=CaseState.choices, default=CaseState.NEW)
    spam_score = models.PositiveSmallIntegerField(_("signs of spam"), default=0, editable=False)
    received_at = models.DateTimeField(_("received"))
    due_on = models.DateField(_("to be answered by"))
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dealt with by"),
    )
    progress = models.TextField(
        _("progress"), max_length=1000, blank=True, help_text=_("Shown to the sender who looks the message up.")
    )
    answer = models.TextField(_("answer"), max_length=10000, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    public_question = models.TextField(
        _("question as published"), max_length=5000, blank=True, help_text=_("Without name, phone, address.")
    )
    public_answer = models.TextField(_("answer as published"), max_length=10000, blank=True)
    is_published = models.BooleanField(_("published"), default=False, editable=False)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("message of a reader")
        verbose_name_plural = _("messages of readers")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["site", "state", "due_on"], name="case_site_due"),
            models.Index(fields=["site", "text_key", "received_at"], name="case_site_text"),
            models.Index(
                fields=["site", "-published_at", "-id"], condition=Q(is_published=True), name="case_published_newest"
            ),
            models.Index(fields=["site", "closed_at"], condition=Q(erased_at=None), name="case_to_erase"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["site", "year", "serial"], name="case_serial_unique_per_year"),
            models.CheckConstraint(
                condition=Q(is_published=False)
                | (Q(published_at__isnull=False) & ~Q(public_question="") & ~Q(public_answer="")),
                name="case_published_says_something",
            ),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(state="answered"), name="case_published_is_answered"
            ),
            models.CheckConstraint(condition=Q(may_publish=True) | Q(is_published=False), name="case_published_agreed"),
            models.CheckConstraint(
                condition=(Q(state__in=["new", "open"]) & Q(closed_at=None))
                | (Q(state__in=["answered", "outside", "spam"]) & Q(closed_at__isnull=False)),
                name="case_closed_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "outside"]) | ~Q(answer=""), name="case_answered_says_something"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(name="", phone="", email="", address="", phone_key="", email_key=""),
                name="case_erased_holds_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.phone_key, self.email_key = person_key(self.phone)[:40], person_key(self.email)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the path of the published answer inside its site."""
        return reverse("feedback:answer", args=[self.pk])

    def is_overdue(self, today: datetime.date) -> bool:
        """Return True when the deadline is over; the twin of `objects.overdue()`."""
        return self.state in WAITING and self.due_on < today


class Deed(models.TextChoices):
    RECEIVED = "received", _("received")
    TAKEN_ON = "taken_on", _("taken on")
    CHANGED = "changed", _("changed")
    ANSWERED = "answered", _("answered")
    OUTSIDE = "outside", _("declared outside the remit")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("taken away from readers")
    SPAM = "spam", _("marked as unwanted")
    EXPORTED = "exported", _("personal data exported")
    ERASED = "erased", _("personal data erased")


class CaseEventQuerySet(SiteQuerySet["CaseEvent"]):
    """Events of a site's messages."""

    site_path = "case__site"


class CaseEvent(models.Model):
    """Who did what with a message, and when. Holds no personal data of the sender."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="events", verbose_name=_("message of a reader"))
    deed = models.CharField(_("deed"), max_length=10, choices=Deed.choices)
    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("account")
    )

    objects = CaseEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a message")
        verbose_name_plural = _("events of messages")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.get_deed_display())
