"""A form field for one picture of the library, chosen in the picker."""

import json
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst

from provinces.admin.scope import site_of

from ..models import Picture
from ..renditions import nearest
from .finding import usable

PREVIEW_WIDTH = 480


class PictureWidget(forms.HiddenInput):
    """Shows the chosen picture with buttons to choose another or none.

    `fill` names fields of the same form that take over the picture's own texts while they are empty:
    {"caption": "picture_caption_vi"}. `picture` may be set beforehand to save a query.
    """

    template_name = "galleries/widgets/picture.html"
    input_type = "hidden"

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, name: str = "", fill: dict[str, str] | None = None
    ) -> None:
        super().__init__(attrs)
        self.name = name
        self.fill = fill or {}
        self.picture: Picture | None = None
        self.queryset: Any = Picture.objects.none()

    @property
    def is_hidden(self) -> bool:
        """False: the field has a label and a row of its own."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context with the picture and the address of the picker."""
        context = super().get_context(name, value, attrs)
        picture = self._chosen(value)
        context["picture"] = picture
        context["source"] = nearest(picture, PREVIEW_WIDTH) if picture else ""
        context["picker_url"] = reverse("admin:galleries_picture_picker")
        context["own_name"] = self.name or name
        context["fill"] = json.dumps(self.fill)
        return context

    def _chosen(self, value: Any) -> Picture | None:
        if not value or not str(value).isdigit():
            return None
        if self.picture is not None and str(self.picture.pk) == str(value):
            return self.picture
        found: Picture | None = self.queryset.filter(pk=value).first()
        return found

    class Media:
        css = {"all": ["admin_galleries/pictures.css"]}
        js = ["admin_galleries/picker.js"]


class PictureField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """One of the pictures that the site may use; `queryset` says which."""

    widget = PictureWidget

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)
        widget: Any = self.widget
        widget.queryset = queryset


class WithPictures(BaseModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """An admin class whose pictures are chosen in the picker. `picture_fill`: see `PictureWidget`."""

    picture_fill: ClassVar[dict[str, str]] = {}

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the field with the picker for relations to pictures."""
        if not isinstance(db_field, models.ForeignKey) or db_field.remote_field.model is not Picture:
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return PictureField(
            usable(site_of(request)),
            label=capfirst(str(db_field.verbose_name)),
            required=not db_field.blank,
            help_text=db_field.help_text,
            widget=PictureWidget(name=db_field.name, fill=self.picture_fill),
        )
