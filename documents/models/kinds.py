"""By what documents are sorted: their kind, who issued them, the field that they are about. Each site has its own."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel
from vietnamese.folding import fold


class Origin(models.TextChoices):
    LAW = "law", _("legal act")
    STATE = "state", _("administrative document")
    PARTY = "party", _("Party document")


class DocumentTypeQuerySet(SiteQuerySet["DocumentType"]):
    """Kinds of documents of a site."""

    def offered(self) -> Self:
        """Return the kinds that staff may choose."""
        return self.filter(is_shown=True)

    def in_use(self, documents: "models.QuerySet[Any]") -> Self:
        """Return the kinds of these documents."""
        return self.filter(pk__in=documents.order_by().values("type"))


class DocumentType(TranslatedModel):
    """What a document is: a decision, a plan, an official letter."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="document_types", verbose_name=_("site"))
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=60)
    origin = models.CharField(_("sort"), max_length=6, choices=Origin.choices, default=Origin.STATE)
    is_shown = models.BooleanField(_("offered"), default=True, help_text=_("Can be chosen for new documents."))
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = DocumentTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("type of document")
        verbose_name_plural = _("types of documents")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["site", "slug"], name="documenttype_slug_unique_per_site")]

    def __str__(self) -> str:
        return self.name


class IssuerQuerySet(SiteQuerySet["Issuer"]):
    """Issuing bodies of a site."""

    def in_use(self, documents: "models.QuerySet[Any]") -> Self:
        """Return the bodies that issued these documents."""
        return self.filter(pk__in=documents.order_by().values("issuer"))


class Issuer(TranslatedModel):
    """Who issues documents (cơ quan ban hành). One name is one body, however it is typed."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="issuers", verbose_name=_("site"))
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=200, editable=False)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = IssuerQuerySet.as_manager()

    class Meta:
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["site", "key"], name="issuer_key_unique_per_site")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.key = self._key()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = self._key()
        super().save(*args, **kwargs)

    def _key(self) -> str:
        return fold(self.text("name", "vi") or self.name or "")[:200]


class SubjectQuerySet(SiteQuerySet["Subject"]):
    """Fields of a site's documents."""

    def in_use(self, documents: "models.QuerySet[Any]") -> Self:
        """Return the fields of these documents."""
        return self.filter(pk__in=documents.order_by().values("subject"))


class Subject(TranslatedModel):
    """The field that a document is about (lĩnh vực)."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="document_subjects", verbose_name=_("site"))
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=60)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("field of documents")
        verbose_name_plural = _("fields of documents")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["site", "slug"], name="subject_slug_unique_per_site")]

    def __str__(self) -> str:
        return self.name
