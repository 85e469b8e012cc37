"""Dates and times as people here type them: day, month, year, hour and minute."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from vietnamese.dates import ZONE, parse_datetime

FORMAT = "%d/%m/%Y %H:%M"


class MomentField(forms.DateTimeField):
    """A moment, typed as 29/12/2022 9:05 (also 9h05, 29-12-2022); a day alone means its beginning."""

    default_error_messages = {"invalid": _("Type day, month, year and time: 29/12/2022 9:05.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "29/12/2022 09:05", "inputmode": "numeric", "autocomplete": "off", "class": "moment"}
        kwargs["widget"] = forms.DateTimeInput(format=FORMAT, attrs=attrs)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.datetime | None:
        """Return the moment in the time of Vietnam."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return super().to_python(value)
        found = parse_datetime(str(value)[:60])
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if isinstance(found, datetime.datetime):
            return found
        return datetime.datetime(found.year, found.month, found.day, tzinfo=ZONE)


#: For `formfield_overrides` of an admin class.
MOMENTS: dict[Any, dict[str, Any]] = {models.DateTimeField: {"form_class": MomentField, "widget": MomentField().widget}}
