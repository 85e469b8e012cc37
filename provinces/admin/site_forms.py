"""The forms of sites."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from provinces import copying
from provinces.models import Hostname, Site
from provinces.models.sites import SiteState
from vietnamese.slugs import slugify

from .forms import ScopedForm
from .widgets import LanguagesField


class SiteForm(ScopedForm):
    """A site, all of it."""

    languages = LanguagesField()

    def clean(self) -> dict[str, Any] | None:
        """Refuse a site that continues itself, and a second portal."""
        values = super().clean() or self.cleaned_data
        if values.get("successor") and values["successor"].pk == self.instance.pk:
            self.add_error("successor", _("A site cannot continue itself."))
        if values.get("is_portal"):
            if values.get("path_prefix"):
                self.add_error("path_prefix", _("The portal has no path: it answers at the top."))
            if Site.objects.filter(is_portal=True).exclude(pk=self.instance.pk).exists():
                self.add_error("is_portal", _("There is a portal already."))
        return values


class SiteSettingsForm(ScopedForm):
    """What a site admin decides about the own site."""


def _taken(error: ValidationError) -> ValidationError:
    """Return the error in the words that all forms have for what somebody else has already."""
    return ValidationError(_("This is already taken."), code="unique") if error.code == "unique" else error


class NewSiteForm(ScopedForm):
    """A new site in one form, taking over what its template has."""

    slug_from = ("short_name_vi", "name_vi")
    path_is_code = False
    languages = LanguagesField()
    host = forms.CharField(
        label=_("Host of its own"),
        required=False,
        max_length=253,
        help_text=_("tuyengiao.nghean.gov.vn; leave it empty for a path on the portal."),
    )
    template: Any = forms.ModelChoiceField(
        label=_("Template site"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=_("(none: start empty)"),
    )
    parts = forms.MultipleChoiceField(
        label=_("Take over"), required=False, choices=(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        template: Any = self.fields["template"]
        template.queryset = Site.objects.order_by("-is_template", "-is_portal", "slug")
        parts: Any = self.fields["parts"]
        parts.choices = [(part.name, part.label) for part in copying.parts()]
        parts.initial = [part.name for part in copying.parts() if part.name not in {"roles", "hotlines"}]
        state: Any = self.fields["state"]
        allowed = {SiteState.BUILDING, SiteState.LIVE}
        state.choices = [pair for pair in SiteState.choices if pair[0] in allowed]
        state.help_text = _("Readers see the site once it is live.")
        self.fields["slug"].help_text = _("nghe-an. When empty: made of the province's name, or else of the site's.")

    def clean(self) -> dict[str, Any] | None:
        """Make code and path where they were left empty, and check the host."""
        values = super().clean() or self.cleaned_data
        host = (values.get("host") or "").strip().lower().rstrip(".")
        values["host"] = host
        if host:
            try:
                Hostname(host=host).full_clean(exclude=["site"])
            except ValidationError as error:
                found = [_taken(each) for parts in error.error_dict.values() for each in parts]
                self.add_error("host", ValidationError(found))
        if not host and not values.get("path_prefix") and "path_prefix" not in self.errors:
            values["path_prefix"] = values.get("slug", "")
            self.path_is_code = True
        if values.get("province") and not values.get("short_name_vi"):
            values["short_name_vi"] = str(values["province"])
        return values

    def _place(self, name: str, error: ValidationError) -> tuple[str, ValidationError]:
        """A path that was made of the code is wrong because the code is."""
        where, moved = super()._place(name, error)
        return ("slug" if where == "path_prefix" and self.path_is_code else where), moved

    def _free_slug(self, values: dict[str, Any]) -> str:
        province = values.get("province")
        code = slugify(str(province), 40) if province else ""
        free = code and not Site.objects.filter(slug=code).exists()
        return code if free else super()._free_slug(values)

    def furnish(self) -> None:
        """Give the saved site its host and what it takes over from the template."""
        values = self.cleaned_data
        if values.get("host"):
            Hostname.objects.create(site=self.instance, host=values["host"], is_primary=True)
        if values.get("template"):
            copying.copy_parts(values["template"], self.instance, values.get("parts", []))


class HostnameFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    """The hosts of a site: one of them is the primary one."""

    def clean(self) -> None:
        """Refuse two primary hosts; the only host is primary without being ticked."""
        super().clean()
        kept = (
            [
                form
                for form in self.forms
                if form.cleaned_data.get("host") and not form.cleaned_data.get("DELETE") and not form.errors
            ]
            if not any(self.errors)
            else []
        )
        primary = [form for form in kept if form.cleaned_data.get("is_primary")]
        if len(primary) > 1:
            raise ValidationError(_("Only one host can be the primary one; the others redirect to it."))
        if kept and not primary:
            kept[0].instance.is_primary = True
