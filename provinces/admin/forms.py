"""The form behind every admin page: it knows the site, fills in addresses, puts the database's rules beside fields."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from provinces.models import Site
from vietnamese.slugs import slugify

NAMES = ("name_vi", "title_vi", "name", "title")


class ScopedForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A model form for objects of one site.

    `site` is set by the admin class; the object gets it before it is validated, so that rules such as "one address
    per site" are checked. A rule of the database that is broken becomes a message beside the field it is about.
    """

    site: Site | None = None
    slug_from: tuple[str, ...] = NAMES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if self._owned_by_site() and self.site is not None and "site" not in self.fields:
            self.instance.site = self.site
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def _owned_by_site(self) -> bool:
        try:
            field = self._meta.model._meta.get_field("site")
        except FieldDoesNotExist:
            return False
        return field.remote_field is not None and field.remote_field.model is Site

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        if self._owned_by_site() and self.instance.site_id:
            excluded.discard("site")
        return excluded

    def clean(self) -> dict[str, Any] | None:
        """Fill in the address from the Vietnamese name where it was left empty."""
        cleaned = super().clean()
        values: dict[str, Any] = self.cleaned_data if cleaned is None else cleaned
        if "slug" in self.fields and "slug" not in self.errors and not values.get("slug"):
            values["slug"] = self._free_slug(values)
            if not values["slug"]:
                self.add_error("slug", _("Please type an address: small letters without accents, digits, hyphens."))
        return values

    def _free_slug(self, values: dict[str, Any]) -> str:
        """Return an address made of the name that is free on the site; '' when the name has no Latin letter."""
        name = next((str(values[field]) for field in self.slug_from if values.get(field)), "")
        model = self._meta.model
        length = model._meta.get_field("slug").max_length or 80
        base = slugify(name, length - 4)
        if not base:
            return ""
        others = model._default_manager.exclude(pk=self.instance.pk)
        if self._owned_by_site():
            others = others.filter(site=self.site)
        taken = set(others.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 9999))) if slug not in taken)

    def _update_errors(self, errors: ValidationError) -> None:
        """Put each broken rule beside the last field of this form that it names."""
        if hasattr(errors, "error_dict"):
            placed: dict[str, list[ValidationError]] = {}
            for name, found in errors.error_dict.items():
                for error in found:
                    where, moved = self._place(name, error)
                    placed.setdefault(where, []).append(moved)
            errors.error_dict = placed
        super()._update_errors(errors)  # type: ignore[misc]  # not in the stubs

    def _place(self, name: str, error: ValidationError) -> tuple[str, ValidationError]:
        if name != NON_FIELD_ERRORS:
            return (name if name in self.fields else self._vietnamese(name)), error
        if error.code in {"unique", "unique_together"}:
            fields = list((error.params or {}).get("unique_check", ()))
            return self._last(fields), ValidationError(_("This is already taken."), code=error.code)
        for constraint in self._meta.model._meta.constraints:
            if constraint.name and constraint.name in str(error.message):
                taken = isinstance(constraint, UniqueConstraint)
                message = _("This is already taken.") if taken else _("These values do not go together.")
                return self._last(names_in(constraint)), ValidationError(message, code=error.code)
        return name, error

    def _vietnamese(self, name: str) -> str:
        """Return the field that stands for a translated `name` in this form."""
        return f"{name}_vi" if f"{name}_vi" in self.fields else NON_FIELD_ERRORS

    def _last(self, names: list[str]) -> str:
        return next((name for name in reversed(names) if name in self.fields), NON_FIELD_ERRORS)


def names_in(constraint: models.BaseConstraint) -> list[str]:
    """Return the names of the fields that a constraint speaks of."""
    if isinstance(constraint, UniqueConstraint):
        return [*constraint.fields, *(_names(constraint.condition) if constraint.condition else ())]
    return _names(constraint.condition) if isinstance(constraint, CheckConstraint) else []


def _names(node: Any) -> list[str]:
    if isinstance(node, F):
        return [str(node.deconstruct()[1][0])]
    if isinstance(node, Q):
        return [name for child in node.children for name in _names(child)]
    if isinstance(node, tuple):
        lookup, value = node
        return [str(lookup).split("__")[0], *_names(value)]
    return []
