"""Administrative units and departments. What was true on a day stays true: a renamed unit is a new row with a date."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from provinces.media import upload_path
from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel
from provinces.validators import validate_picture
from vietnamese.sorting import sort_key

from .pictured import PicturedModel


class UnitType(models.TextChoices):
    PROVINCE = "province", pgettext_lazy("unit type", "province")
    CITY = "city", _("centrally-run city")


class ValidityQuerySet(models.QuerySet["Province"]):
    """Units with dates of validity."""

    def in_force(self, on: datetime.date) -> Self:
        """Return the units that exist on the day `on`: `valid_from` is the first day, `valid_to` the last."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))

    def present(self) -> Self:
        """Return the units that have no end."""
        return self.filter(valid_to=None)

    def former(self) -> Self:
        """Return the units that have ended."""
        return self.filter(valid_to__isnull=False)


class Province(TranslatedModel):
    """A unit directly under the centre, from its first to its last day.

    Official codes are given again to other units (24 was Bắc Giang and is Bắc Ninh), so a code is a key only together
    with dates. Units come from `provinces/data/provinces.csv`.
    """

    code = models.CharField(_("code"), max_length=2)
    name = models.CharField(_("name"), max_length=80)
    name_key = models.CharField(max_length=300, editable=False, default="")
    slug = models.SlugField(_("address"), max_length=80)
    region = models.CharField(_("region"), max_length=80, blank=True)
    ethnic_languages = models.CharField(_("minority languages"), max_length=200, blank=True)
    phone_area = models.CharField(_("area code"), max_length=4, blank=True)
    portal_domain = models.CharField(_("portal"), max_length=100, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True, help_text=_("Empty: before our records."))
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("merged into")
    )

    objects = ValidityQuerySet.as_manager()

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ["name_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="province_present_code_unique"),
            models.UniqueConstraint(fields=["slug"], condition=Q(valid_to=None), name="province_present_slug_unique"),
            models.UniqueConstraint(fields=["code", "valid_to"], name="province_former_code_unique"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="province_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(valid_to__isnull=False), name="province_with_successor_has_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = sort_key(self.text("name", "vi") or self.name)[:300]
        super().save(*args, **kwargs)

    @property
    def is_former(self) -> bool:
        """True when the unit has ended."""
        return self.valid_to is not None

    def unit_type_on(self, on: datetime.date) -> UnitType | None:
        """Return the type that the unit has on a day (Đồng Nai is a city since 30 April 2026), None when unknown."""
        types = [t for t in self.types.all() if t.valid_from is None or t.valid_from <= on]
        types.sort(key=lambda t: t.valid_from or datetime.date.min)
        return UnitType(types[-1].unit_type) if types else None


class ProvinceType(models.Model):
    """From which day a unit is a province or a city, and by which resolution."""

    province = models.ForeignKey(Province, models.CASCADE, related_name="types", verbose_name=_("province"))
    unit_type = models.CharField(_("type"), max_length=10, choices=UnitType.choices)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    resolution = models.CharField(_("resolution"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("unit type")
        verbose_name_plural = _("unit types")
        ordering = ["valid_from", "id"]
        constraints = [models.UniqueConstraint(fields=["province", "valid_from"], name="province_type_day_unique")]


class DepartmentQuerySet(SiteQuerySet["Department"]):
    """Departments of a site."""

    def in_force(self, on: datetime.date) -> Self:
        """Return the departments that exist on the day `on`."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))


class Department(TranslatedModel):
    """Who publishes: an agency or a division of one, kept by the site that answers for it."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="departments", verbose_name=_("site"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="departments", verbose_name=_("province")
    )
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100)
    functions = models.TextField(_("functions and tasks"), blank=True)
    address = models.CharField(_("street address"), max_length=250, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("web site"), blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("merged into")
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    updated_at = models.DateTimeField(_("updated on"), auto_now=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="department_slug_unique_per_site"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="department_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LeaderQuerySet(SiteQuerySet["Leader"]):
    """Leaders of a site's departments."""

    site_path = "department__site"


class Leader(PicturedModel, TranslatedModel):
    """A leader or contact person of a department; the name is kept whole."""

    PICTURES = {"portrait": (96, 192, 288)}

    department = models.ForeignKey(Department, models.CASCADE, related_name="leaders", verbose_name=_("department"))
    name = models.CharField(_("full name"), max_length=120)
    position = models.CharField(_("position"), max_length=200)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    portrait = models.ImageField(_("portrait"), upload_to=upload_path, blank=True, validators=[validate_picture])
    duties = models.TextField(_("duties"), blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = LeaderQuerySet.as_manager()

    class Meta:
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name
