"""A document of the library, its files, and how it changes others."""

import datetime
import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.numbers import first_number, number_key
from documents.uploads import document_path, kind_of, validate_document
from provinces.models.trash import IN_TRASH, KEPT, KeptManager, TrashableModel
from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel
from vietnamese.slugs import slugify

if TYPE_CHECKING:
    from provinces.models import Site


class Validity(models.TextChoices):
    NOT_YET = "not_yet", _("not yet in force")
    IN_FORCE = "in_force", pgettext_lazy("document", "in force")
    PARTLY = "partly", _("partly no longer in force")
    EXPIRED = "expired", _("no longer in force")


class DocumentQuerySet(SiteQuerySet["Document"]):
    """Documents of a site."""

    def live(self, now: datetime.datetime) -> Self:
        """Return the documents that readers see at `now`, the newest day of issue first, then the highest number."""
        return self.filter(is_live=True, published_at__lte=now).order_by("-issued_on", "-number_value", "-id")

    def to_come(self, now: datetime.datetime) -> Self:
        """Return the documents that readers will see after `now`, the next one first."""
        return self.filter(is_live=True, published_at__gt=now).order_by("published_at")

    def speaking(self, site: "Site", language: str) -> Self:
        """Return what a site shows in `language`: all of it, or only what has a translated summary."""
        if language == settings.LANGUAGE_CODE or site.untranslated == "show":
            return self
        return self.exclude(**{f"summary_{language}": ""}).exclude(**{f"summary_{language}__isnull": True})

    def for_lists(self) -> Self:
        """Return rows with what a line of a list shows."""
        return self.select_related("type", "issuer").prefetch_related("files")

    def numbered_like(self, typed: str) -> Self:
        """Return the documents whose number is, or begins with, what was typed, whatever its accents and signs."""
        key = number_key(typed)
        if not key:
            return self.none()
        if key.isdecimal() and len(key) < 10:
            return self.filter(number_value=int(key))
        return self.filter(number_key__startswith=key)

    def with_keys(self, keys: "set[str]") -> Self:
        """Return the documents that have one of these number keys."""
        return self.filter(number_key__in=keys)

    def becoming_valid(self, today: datetime.date) -> Self:
        """Return the documents that are still marked as not in force although their day has come."""
        return self.filter(validity=Validity.NOT_YET, effective_on__lte=today)

    def running_out(self, today: datetime.date) -> Self:
        """Return the documents that are still marked as in force although their last day is over."""
        return self.filter(expired_on__lte=today).exclude(validity=Validity.EXPIRED)


class Document(TrashableModel, TranslatedModel):
    """A document as Nghị định 43/2011, article 10, names its parts; the number is kept as it is written."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="documents", verbose_name=_("site"))
    type = models.ForeignKey(
        "documents.DocumentType", models.PROTECT, related_name="documents", verbose_name=_("type of document")
    )
    issuer = models.ForeignKey(
        "documents.Issuer", models.PROTECT, related_name="documents", verbose_name=_("issuing body")
    )
    number = models.CharField(
        _("number and symbol"), max_length=60, help_text=_("As it stands on the document: 123/QĐ-UBND, 983-QĐ/TU.")
    )
    number_value = models.PositiveIntegerField(null=True, editable=False)
    number_key = models.CharField(max_length=80, editable=False)
    summary = models.TextField(_("summary"), max_length=1000, help_text=_("What the document is about (trích yếu)."))
    slug = models.SlugField(_("address"), max_length=100, blank=True, editable=False)
    issued_on = models.DateField(_("issued on"))
    year = models.PositiveSmallIntegerField(editable=False)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    expired_on = models.DateField(
        _("no longer in force from"), null=True, blank=True, help_text=_("The first day on which it no longer holds.")
    )
    validity = models.CharField(_("validity"), max_length=8, choices=Validity.choices, default=Validity.IN_FORCE)
    subject = models.ForeignKey(
        "documents.Subject",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("field of documents"),
    )
    signer = models.CharField(_("signed by"), max_length=120, blank=True)
    signer_title = models.CharField(_("position of the signer"), max_length=200, blank=True)
    is_live = models.BooleanField(_("published"), default=False)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = KeptManager.from_queryset(DocumentQuerySet)()
    everything = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-issued_on", "-number_value", "-id"]
        indexes = [
            models.Index(
                fields=["site", "-issued_on", "-number_value", "-id"],
                condition=Q(is_live=True),
                name="document_live_newest",
            ),
            models.Index(fields=["site", "number_key"], name="document_site_key"),
            models.Index(fields=["site", "-trashed_at"], condition=IN_TRASH, name="document_in_trash"),
            models.Index(fields=["site", "number_value"], name="document_site_number"),
            models.Index(fields=["effective_on"], condition=Q(validity="not_yet"), name="document_becoming_valid"),
            models.Index(fields=["expired_on"], condition=~Q(validity="expired"), name="document_running_out"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "issuer", "year", "number_key"],
                condition=KEPT,
                name="document_number_once_per_issuer_and_year",
            ),
            models.CheckConstraint(
                condition=Q(is_live=False) | Q(published_at__isnull=False), name="document_live_has_date"
            ),
            models.CheckConstraint(
                condition=Q(expired_on=None) | Q(expired_on__gte=F("issued_on")), name="document_ends_after_issue"
            ),
            models.CheckConstraint(
                condition=Q(expired_on=None) | Q(effective_on=None) | Q(expired_on__gte=F("effective_on")),
                name="document_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(number_key=""), name="document_has_a_number"),
        ]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        super().clean()
        self._derive()
        if self.number and not self.number_key:
            raise ValidationError({"number": _("Type the number as it stands on the document: 123/QĐ-UBND.")})
        if self.expired_on and self.issued_on and self.expired_on < (self.effective_on or self.issued_on):
            raise ValidationError({"expired_on": _("The end lies before the beginning.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._derive()
        super().save(*args, **kwargs)

    def _derive(self) -> None:
        self.number = " ".join((self.number or "").split())
        self.number_key = number_key(self.number)
        self.number_value = first_number(self.number)
        self.slug = slugify(self.number)[:100]
        if self.issued_on:
            self.year = self.issued_on.year

    def get_absolute_url(self) -> str:
        """Return the path of the document inside its site."""
        return reverse("documents:document", args=[self.slug or "van-ban", self.pk])

    def is_visible_at(self, now: datetime.datetime) -> bool:
        """Return True when readers see the document at `now`; the twin of `objects.live()`."""
        return self.is_live and self.published_at is not None and self.published_at <= now

    def speaks(self, language: str) -> bool:
        """Return True when the summary stands in `language`."""
        return language == settings.LANGUAGE_CODE or bool(self.text("summary", language))

    @property
    def name(self) -> str:
        """The document as one calls it: 'Quyết định 123/QĐ-UBND'."""
        return f"{self.type} {self.number}"


class DocumentFileQuerySet(SiteQuerySet["DocumentFile"]):
    """Files of a site's documents."""

    site_path = "document__site"


class DocumentFile(TranslatedModel):
    """A file of a document, kept byte for byte as it was uploaded: a scan may carry a signature."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="files", verbose_name=_("document"))
    file = models.FileField(_("file"), upload_to=document_path, max_length=200, validators=[validate_document])
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("For annexes; empty: the document itself.")
    )
    kind = models.CharField(max_length=4, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    original_name = models.CharField(_("name of the uploaded file"), max_length=255, blank=True, editable=False)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = DocumentFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of documents")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "sha256"], name="documentfile_once_per_document"),
        ]

    def __str__(self) -> str:
        return self.title or PurePosixPath(str(self.file.name)).name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a newly uploaded file is described (name, kind, size, hash), never changed."""
        if self.file and not self.file._committed:  # type: ignore[attr-defined]  # the stubs leave it out
            self.describe()
        super().save(*args, **kwargs)

    def describe(self) -> None:
        """Note what the file is, from its content."""
        content = self.file.file
        self.original_name = PurePosixPath(str(self.file.name).replace("\\", "/")).name[:255]
        self.size = self.file.size
        self.kind = kind_of(content)
        content.seek(0)
        self.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        content.seek(0)

    @property
    def is_pdf(self) -> bool:
        """True for a file that a browser can show in the page."""
        return self.kind == "pdf"


class Relation(models.TextChoices):
    REPLACES = "replaces", _("replaces")
    AMENDS = "amends", _("amends")
    GUIDES = "guides", _("gives guidance on")


#: The same relations, said of the older document.
REVERSED = {
    Relation.REPLACES: _("replaced by"),
    Relation.AMENDS: _("amended by"),
    Relation.GUIDES: _("guided by"),
}


class DocumentLinkQuerySet(SiteQuerySet["DocumentLink"]):
    """Links between a site's documents."""

    site_path = "source__site"


class DocumentLink(models.Model):
    """That a document replaces, amends or explains an older one; shown on both."""

    source = models.ForeignKey(Document, models.CASCADE, related_name="links", verbose_name=_("document"))
    relation = models.CharField(_("relation"), max_length=8, choices=Relation.choices, default=Relation.REPLACES)
    target = models.ForeignKey(Document, models.CASCADE, related_name="linked_from", verbose_name=_("older document"))

    objects = DocumentLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to an older document")
        verbose_name_plural = _("links to older documents")
        ordering = ["relation", "id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="documentlink_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="documentlink_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_relation_display()} {self.target}"
