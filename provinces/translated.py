"""The one place where django-modeltranslation's traps are closed for every translated model."""

from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from modeltranslation import manager
from modeltranslation.translator import TranslationOptions

# It makes a class for every query; one for each kind of queryset is enough.
_cached = cache(manager.multilingual_queryset_factory)
manager.multilingual_queryset_factory = _cached  # type: ignore[assignment]  # a cached function is not a plain one


def column(field: str, language: str) -> str:
    """Return the name of the column that holds `field` in `language`: `title`, `en` → `title_en`."""
    return f"{field}_{language}"


class Translated(TranslationOptions):
    """Options of our translated models: an empty text is '', never NULL, and falls back to Vietnamese."""

    empty_values = ""


class TranslatedModel(models.Model):
    """A model with texts in vi, en, km.

    The untranslated column always holds the Vietnamese text, whatever language is active while saving; texts never
    hold NULL. Readers of SQL, indexers and snapshots use the columns with a language in their names all the same.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        for field in self._meta.concrete_fields:
            if getattr(field, "translated_field", None) is not None and getattr(self, field.attname) is None:
                setattr(self, field.attname, "")
        with translation.override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE):
            super().save(*args, **kwargs)

    def text(self, field: str, language: str) -> str:
        """Return `field` in exactly this language, '' when it is not translated; never a fallback."""
        return getattr(self, column(field, language)) or ""
