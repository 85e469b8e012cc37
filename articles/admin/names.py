"""Names typed with suggestions: contributors one by one, tags with commas. A name that is new is simply made."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from provinces.admin.scope import site_of
from vietnamese.folding import fold

SUGGESTED = 10
MOST_TAGS = 20


class NameInput(forms.TextInput):
    """A text input that suggests names known on the site; `several` takes names with commas between."""

    def __init__(self, url_name: str, *, several: bool = False, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.url_name = url_name
        self.several = several

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the attributes, with the address that suggests."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        several = {"data-several": ""} if self.several else {}
        return {**attrs, **several, "data-suggest": reverse(self.url_name)}

    class Media:
        css = {"all": ["admin_articles/suggest.css"]}
        js = ["admin_articles/suggest.js"]


class TagNamesField(forms.CharField):
    """Names of tags with commas between; gives a list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", NameInput("admin:articles_tag_suggest", several=True))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # a list of names, not one text
        """Return the names."""
        text = super().to_python(value) or ""
        return [name.strip() for name in text.replace(";", ",").split(",") if name.strip()]

    def validate(self, value: Any) -> None:
        """Refuse names that are too long or too many."""
        super().validate(value)
        if len(value) > MOST_TAGS:
            raise forms.ValidationError(_("An article takes at most %d tags.") % MOST_TAGS)
        if any(len(name) > 100 for name in value):
            raise forms.ValidationError(_("A tag has at most 100 letters."))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return True when other names are given."""
        return self.to_python(initial) != self.to_python(data)

    def run_validators(self, value: Any) -> None:
        """Nothing more than `validate()`: Django's validators of texts do not know lists."""


class SuggestsNames:
    """An admin class of a model with `name` and a folded `key`; answers which names contain what was typed."""

    def get_urls(self) -> Any:
        """Return the addresses, with the one that suggests."""
        opts, site = self.opts, self.admin_site  # type: ignore[attr-defined]  # of the ModelAdmin beside it
        name = f"{opts.app_label}_{opts.model_name}_suggest"
        others: list[Any] = super().get_urls()  # type: ignore[misc]  # of the ModelAdmin beside it
        return [path("suggest/", site.admin_view(self.suggest), name=name), *others]

    def suggest(self, request: HttpRequest) -> JsonResponse:
        """Return up to ten names of this site, those that begin with it first."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        key = fold(request.GET.get("q", "")[:100])
        rows = self.model.objects.for_site(site_of(request))  # type: ignore[attr-defined]
        first = list(rows.filter(key__startswith=key).order_by("key")[:SUGGESTED]) if key else []
        if key and len(first) < SUGGESTED:
            known = [row.pk for row in first]
            first += rows.filter(key__contains=key).exclude(pk__in=known).order_by("key")[: SUGGESTED - len(first)]
        return JsonResponse({"names": [str(row) for row in first]})
