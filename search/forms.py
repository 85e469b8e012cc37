"""By what readers narrow a search: checked, with a message beside a field that cannot be understood."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import Department, Site
from provinces.trees import in_reading_order
from vietnamese.dates import ZONE

from .models import Kind
from .scopes import Facet, facet
from .sources import filters, kinds, source

SITE, DEPARTMENT, TYPE, SINCE, UNTIL, ORDER = "trang-tin", "co-quan", "loai", "tu-ngay", "den-ngay", "sap-xep"
NEWEST_FIRST = "moi-nhat"
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
LONGEST = 100

Choices = list[tuple[str, Any]]


class Day(forms.DateField):
    """A day as browsers send it, or as people type it where the browser has no calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": gettext_lazy("Write the day as 29/12/2022.")}

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, input_formats=DAYS)


def narrows(data: QueryDict) -> bool:
    """Return True when anything but words was asked for, be it something that the form refuses."""
    return any(data.get(name) for name in (SITE, DEPARTMENT, TYPE, SINCE, UNTIL, ORDER, *filters()))


class FilterForm(forms.Form):
    """By what the readers of a site narrow their search.

    The portal searches all sites until one is chosen, and a site also those that it continues (`members`): who looks
    for the name of a former province finds what was written under it.
    """

    use_required_attribute = False

    def __init__(self, site: Site, members: Sequence[Site], data: QueryDict) -> None:
        self.here, self.members = site, members
        super().__init__(data, label_suffix="", auto_id="finder-%s")
        unknown = {"invalid_choice": _("There is no such choice here.")}
        if self.members:
            sites: Choices = [("", _("All sites")), *((one.slug, str(one)) for one in [site, *self.members])]
            self.fields[SITE] = forms.ChoiceField(
                label=_("Site"), choices=sites, required=False, error_messages=unknown
            )
        self.fields[TYPE] = forms.ChoiceField(label=_("Type"), choices=_types(), required=False, error_messages=unknown)
        for parameter, one in filters().items():
            if one.choices is not None and self.chosen is not None:
                choices = [("", _("All")), *one.choices(self.chosen)]
                self.fields[parameter] = forms.ChoiceField(
                    label=str(one.label), choices=choices, required=False, error_messages=unknown
                )
        if self.chosen is not None and len(departments := _departments(self.chosen)) > 1:
            self.fields[DEPARTMENT] = forms.ChoiceField(
                label=_("Department"), choices=departments, required=False, error_messages=unknown
            )
        for parameter, one in filters().items():
            if one.choices is None:
                names = forms.TextInput({"list": f"finder-{parameter}-names"})
                self.fields[parameter] = forms.CharField(
                    label=str(one.label), required=False, max_length=LONGEST, widget=names
                )
        self.fields[SINCE], self.fields[UNTIL] = Day(_("From day")), Day(_("To day"))
        self.fields[ORDER] = forms.ChoiceField(
            label=_("Sort by"),
            choices=[("", _("Best match first")), (NEWEST_FIRST, _("Newest first"))],
            required=False,
            error_messages=unknown,
        )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get(SINCE), cleaned.get(UNTIL)
        if since and until and until < since:
            self.add_error(UNTIL, _("This day is before the first one."))
        return cleaned

    @cached_property
    def chosen(self) -> Site | None:
        """The one site that is searched; None for all of the portal's."""
        if not self.members:
            return self.here
        return next((one for one in [self.here, *self.members] if one.slug == self.data.get(SITE)), None)

    @property
    def sites(self) -> Sequence[Site]:
        """The sites that are searched."""
        return [self.chosen] if self.chosen is not None else [self.here, *self.members]

    @property
    def is_narrowed(self) -> bool:
        """True when anything but the order was chosen, or something was refused."""
        return bool(self.errors) or any(value for name, value in self.cleaned_data.items() if name != ORDER)

    @property
    def newest_first(self) -> bool:
        """True when time decides the order."""
        return self.is_valid() and self.cleaned_data[ORDER] == NEWEST_FIRST

    @property
    def suggestions(self) -> dict[str, Sequence[str]]:
        """What is proposed while typing, by field."""
        named = {name: one.suggestions for name, one in filters().items() if one.choices is None and one.suggestions}
        return {name: propose(self.chosen or self.here) for name, propose in named.items()}

    @property
    def given(self) -> dict[str, str]:
        """What was chosen, as it stands in addresses."""
        return {name: value for name in self.fields if (value := str(self.data.get(name, "")))}

    def narrower(self) -> dict[str, Any] | None:
        """Return the further fields of the scope; None when nothing can be found by what was asked."""
        if not self.is_valid():
            return None
        asked = self.cleaned_data
        facets: list[Facet | None] = [
            one.facets(self.sites, asked[parameter]) for parameter, one in filters().items() if asked.get(parameter)
        ]
        if asked.get(DEPARTMENT):
            facets.append((facet("d", asked[DEPARTMENT]),))
        kind, _colon, of_kind = asked[TYPE].partition("-")
        if of_kind:
            facets.append((facet("t", of_kind),))
        if None in facets:
            return None
        return {
            "kinds": (kind,) if kind else (),
            "facets": tuple(facets),
            "since": _midnight(asked[SINCE], 0),
            "until": _midnight(asked[UNTIL], 1),
        }


def _types() -> Choices:
    """Return the kinds, each with its types below it."""
    choices: Choices = [("", _("All"))]
    for kind in sorted(kinds(), key=Kind.values.index):
        choices.append((kind, source(kind).label))
        choices += [(f"{kind}-{value}", f"– {str(label).capitalize()}") for value, label in source(kind).types]
    return choices


def _departments(site: Site) -> Choices:
    """Return the departments that a site has or had, in reading order: what a former one published is still there."""
    rows = in_reading_order(list(Department.objects.for_site(site)))
    return [("", _("All")), *((str(row.pk), f"{'– ' * row.tree_level}{row.name}") for row in rows)]


def _midnight(day: datetime.date | None, later: int) -> datetime.datetime | None:
    """Return the beginning of a day in Vietnam, or that of the next one."""
    if day is None:
        return None
    beginning = datetime.datetime.combine(day, datetime.time(), ZONE)
    try:
        return beginning + datetime.timedelta(days=later)
    except OverflowError:  # 31/12/9999
        return timezone.now() + datetime.timedelta(days=36500)
