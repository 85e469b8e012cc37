"""Translated models in the admin: one explicit column per language of the site, arranged for the language tabs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.http import HttpRequest
from modeltranslation.translator import NotRegistered, translator

from provinces.translated import column

LANGUAGE_NAMES = dict(settings.LANGUAGES)


def translated_fields(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of a model's translated fields, without languages; () for a model that has none."""
    try:
        return tuple(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return ()


def is_translated(model: type[models.Model]) -> bool:
    """Return True when the model has translated fields."""
    return bool(translated_fields(model))


class TranslatedAdmin(BaseModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Lets admin classes name a translated field once ("name"); the form shows a column per language of the site.

    Inputs carry `lang` and `data-language`, from which `languages.js` makes the language tabs. Without script all
    languages are shown, one below the other.
    """

    def form_languages(self, request: HttpRequest) -> Sequence[str]:
        """Return the languages that forms show, Vietnamese first."""
        site = getattr(request, "site", None)
        return tuple(site.languages) if site is not None else (settings.LANGUAGE_CODE,)

    def expand(self, request: HttpRequest, names: Sequence[Any]) -> list[Any]:
        """Return `names` with every translated field replaced by its columns."""
        translated = translated_fields(self.model)
        found: list[Any] = []
        for name in names:
            if isinstance(name, (list, tuple)):
                inner = self.expand(request, name)
                found.extend(inner if any(part in translated for part in name) else [tuple(inner)])
            elif name in translated:
                found.extend(column(name, language) for language in self.form_languages(request))
            else:
                found.append(name)
        return found

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields with their languages; without `fields`, every editable one of the model."""
        if self.fields:
            return self.expand(request, self.fields)
        columns = {column(name, code) for name in translated_fields(self.model) for code in LANGUAGE_NAMES}
        excluded = {"site", *columns, *(self.exclude or ())}
        plain = [field.name for field in self.model._meta.fields if field.editable and not field.primary_key]
        return self.expand(request, [name for name in plain if name not in excluded])

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fieldsets with their languages."""
        if not self.fieldsets:
            return [(None, {"fields": self.get_fields(request, obj)})]
        return [
            (name, {**options, "fields": self.expand(request, options["fields"])}) for name, options in self.fieldsets
        ]

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the field of the form; a Vietnamese text is required where the model requires the text."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        original = getattr(db_field, "translated_field", None)
        if original is None or not isinstance(field, forms.Field):
            return field
        code = db_field.language
        several = len(self.form_languages(request)) > 1
        field.required = code == settings.LANGUAGE_CODE and not original.blank
        field.label = _label(original, code) if several else _capitalised(original.verbose_name)
        field.widget.attrs.update({"lang": code, "data-language": code})
        if isinstance(field, forms.CharField):
            field.empty_value = ""
        return field


def _capitalised(text: Any) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]


def _label(original: Any, code: str) -> str:
    return f"{_capitalised(original.verbose_name)} ({LANGUAGE_NAMES[code]})"
