"""Fields and widgets of site forms."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class HueInput(forms.NumberInput):
    """A slider through the colours; the admin's script shows the colour beside it."""

    input_type = "range"
    template_name = "admin/widgets/hue.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"min": 0, "max": 359, "step": 1, **(attrs or {})})


class HueField(forms.IntegerField):
    """A hue in degrees, 0 to 359."""

    widget = HueInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", 359)
        super().__init__(**kwargs)


class LanguagesField(forms.MultipleChoiceField):
    """The languages of a site beside Vietnamese, which every site has; its value lists all, Vietnamese first."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Languages beside Vietnamese"))
        kwargs.setdefault("required", False)
        kwargs["choices"] = [pair for pair in settings.LANGUAGES if pair[0] != settings.LANGUAGE_CODE]
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return the boxes to tick."""
        return [code for code in value or [] if code != settings.LANGUAGE_CODE]

    def clean(self, value: Any) -> list[str]:
        """Return all languages, Vietnamese first, in the installation's order."""
        chosen = set(super().clean(value))
        return [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES if code in chosen)]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return True when other languages were ticked."""
        return set(self.prepare_value(initial)) != set(data or [])
