"""The rates of royalties: values of a unit and coefficients, with their days."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.forms import ScopedForm
from provinces.models import Role
from vietnamese.dates import short_date
from vietnamese.numbers import decimal, group

from ..models.royalties import RoyaltyCoefficient, RoyaltyUnit


class RateForm(ScopedForm):
    """A rate; no other one for the same thing is valid on one of its days."""

    same: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any] | None:
        """Refuse a last day before the first, and days on which another rate is valid."""
        values = super().clean() or self.cleaned_data
        first, last = values.get("valid_from"), values.get("valid_to")
        if not first:
            return values
        if last and last < first:
            self.add_error("valid_to", _("The last day lies before the first."))
            return values
        others: Any = self._meta.model._default_manager.for_site(self.site).overlapping(first, last)
        alike = {name: values.get(name) for name in self.same}
        other = others.filter(**alike).exclude(pk=self.instance.pk).first()
        if other is not None:
            until = short_date(other.valid_to) if other.valid_to else _("until further notice")
            words = {"from": short_date(other.valid_from), "to": until}
            self.add_error("valid_from", _("Another rate is valid then: %(from)s – %(to)s. End it first.") % words)
        return values


class CoefficientForm(RateForm):
    """A coefficient."""

    same = ("article_type", "role")


class RateAdmin(ScopedModelAdmin):
    """What both rates have in common: site admins lay them down; they stand below the payment list, not in the menu."""

    task = None
    form = RateForm
    view_role = change_role = delete_role = Role.SITE_ADMIN

    @admin.display(description=_("valid"))
    def days(self, rate: Any) -> str:
        """Return the days on which it is valid."""
        if rate.valid_to is None:
            return str(_("from %(day)s") % {"day": short_date(rate.valid_from)})
        return f"{short_date(rate.valid_from)} – {short_date(rate.valid_to)}"


@admin.register(RoyaltyUnit)
class RoyaltyUnitAdmin(RateAdmin):
    """The value of a unit."""

    list_display = ["shown_value", "days", "basis"]
    fieldsets = [(None, {"fields": ["value", ("valid_from", "valid_to"), "basis"]})]
    empty_list_hint = _("No value yet. Lay down how many đồng a unit is worth, and from which day on.")

    @admin.display(description=_("value of a unit, đồng"), ordering="value")
    def shown_value(self, unit: RoyaltyUnit) -> str:
        """Return the value with points between thousands."""
        return group(unit.value)


@admin.register(RoyaltyCoefficient)
class RoyaltyCoefficientAdmin(RateAdmin):
    """The coefficients."""

    form = CoefficientForm
    list_display = ["kind", "role", "shown_coefficient", "basis", "days"]
    list_filter = ["article_type", "role"]
    fieldsets = [
        (
            None,
            {
                "fields": [("article_type", "role"), ("coefficient", "basis"), ("valid_from", "valid_to")],
                "description": _("Several authors of one article share it by their shares in percent."),
            },
        )
    ]
    empty_list_hint = _("No coefficient yet. Begin with one for texts of all types, then one for photos.")

    @admin.display(description=_("type"), ordering="article_type")
    def kind(self, rate: RoyaltyCoefficient) -> str:
        """Return the type of article."""
        return rate.get_article_type_display() if rate.article_type else str(_("all other types"))

    @admin.display(description=_("coefficient"), ordering="coefficient")
    def shown_coefficient(self, rate: RoyaltyCoefficient) -> str:
        """Return the coefficient with a comma."""
        return decimal(rate.coefficient, 2)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what an empty form begins with."""
        return {"coefficient": 1, **super().get_changeform_initial_data(request)}
