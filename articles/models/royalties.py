"""What a contribution is paid: the value of a unit and coefficients, each valid from a day to a day.

As Nghị định 18/2014/NĐ-CP, Điều 8 has it: royalty = coefficient × value of one unit; the unit is a tenth of the base
salary, which the government sets anew from time to time. Sites may lay down other values.
"""

import datetime
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet

from .article import ArticleType
from .credits import ContributionRole


def _in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name=name)


class RoyaltyUnitQuerySet(SiteQuerySet["RoyaltyUnit"]):
    """Values of a unit, the newest first."""

    def overlapping(self, first: datetime.date, last: datetime.date | None) -> Self:
        """Return those that are valid on a day from `first` to `last` (None: for ever), both counted in."""
        begun = self if last is None else self.filter(valid_from__lte=last)
        return begun.filter(Q(valid_to=None) | Q(valid_to__gte=first))


class RoyaltyUnit(models.Model):
    """How many đồng one unit of the coefficient is worth on a site."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="royalty_units", verbose_name=_("site"))
    value = models.PositiveIntegerField(
        _("value of a unit, đồng"),
        validators=[MinValueValidator(1)],
        help_text=_("By law a tenth of the base salary: 234.000 for a base salary of 2.340.000."),
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: until further notice."))
    basis = models.CharField(_("decision"), max_length=200, blank=True, help_text=_("The document that lays it down."))

    objects = RoyaltyUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("value of a royalty unit")
        verbose_name_plural = _("values of a royalty unit")
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "valid_from"], name="royaltyunit_once_per_day"),
            _in_order("royaltyunit_ends_after_start"),
        ]

    def __str__(self) -> str:
        return str(self.value)


class RoyaltyBasis(models.TextChoices):
    ARTICLE = "article", _("for the article")
    PICTURE = "picture", _("for each picture in it")


class RoyaltyCoefficientQuerySet(SiteQuerySet["RoyaltyCoefficient"]):
    """Coefficients of a site."""

    def overlapping(self, first: datetime.date, last: datetime.date | None) -> Self:
        """Return those that are valid on a day from `first` to `last` (None: for ever), both counted in."""
        begun = self if last is None else self.filter(valid_from__lte=last)
        return begun.filter(Q(valid_to=None) | Q(valid_to__gte=first))


class RoyaltyCoefficient(models.Model):
    """How many units a part in an article is worth, by the article's type and the part's role.

    A coefficient without a type counts for the types that have none of their own.
    """

    site = models.ForeignKey(
        "provinces.Site", models.CASCADE, related_name="royalty_coefficients", verbose_name=_("site")
    )
    article_type = models.CharField(
        _("type"), max_length=12, choices=ArticleType.choices, blank=True, help_text=_("Empty: all other types.")
    )
    role = models.CharField(_("role"), max_length=10, choices=ContributionRole.choices, default=ContributionRole.TEXT)
    coefficient = models.DecimalField(
        _("coefficient"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0)]
    )
    basis = models.CharField(_("counted"), max_length=8, choices=RoyaltyBasis.choices, default=RoyaltyBasis.ARTICLE)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: until further notice."))

    objects = RoyaltyCoefficientQuerySet.as_manager()

    class Meta:
        verbose_name = _("royalty coefficient")
        verbose_name_plural = _("royalty coefficients")
        ordering = ["article_type", "role", "-valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "article_type", "role", "valid_from"], name="royaltycoefficient_once_per_day"
            ),
            models.CheckConstraint(condition=Q(coefficient__gte=0), name="royaltycoefficient_not_negative"),
            _in_order("royaltycoefficient_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.get_article_type_display() or '*'} – {self.get_role_display()}"
