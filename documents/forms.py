"""The filters above the list of documents; they live in the address, so that a list can be passed on."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from search.finding import readers_scope, search
from search.models import Kind
from search.queries import LONGEST_QUERY, parse

from .models import Document, DocumentType, Issuer, Subject, Validity
from .numbers import is_number
from .querying import years_of


class FilterForm(forms.Form):
    """What readers may narrow the list by: words or a number, kind, issuing body, year, field, validity."""

    q = forms.CharField(label=_("Number or words of the summary"), required=False, max_length=LONGEST_QUERY)
    loai: Any = forms.ModelChoiceField(DocumentType.objects.none(), label=_("Type of document"), required=False)
    coquan: Any = forms.ModelChoiceField(Issuer.objects.none(), label=_("Issuing body"), required=False)
    nam = forms.TypedChoiceField(label=_("Year of issue"), required=False, coerce=int, empty_value=None)
    linhvuc: Any = forms.ModelChoiceField(Subject.objects.none(), label=_("Field of documents"), required=False)
    hieuluc = forms.ChoiceField(label=_("Validity"), required=False)

    def __init__(self, data: Any, documents: "QuerySet[Document]", site: Any) -> None:
        super().__init__(data, label_suffix="", auto_id="filter-%s")
        self.documents = documents
        self.site = site
        everything = _("All")
        kinds = {"loai": DocumentType, "coquan": Issuer, "linhvuc": Subject}
        for name, model in kinds.items():
            field: Any = self.fields[name]
            field.queryset = model._default_manager.for_site(site).in_use(documents)  # type: ignore[attr-defined]  # of three models
            field.empty_label = everything
        years: Any = self.fields["nam"]
        years.choices = [("", everything), *((year, str(year)) for year in years_of(documents))]
        validity: Any = self.fields["hieuluc"]
        validity.choices = [("", everything), *((value, capfirst(label)) for value, label in Validity.choices)]
        words: Any = self.fields["q"].widget
        words.input_type = "search"
        words.attrs.update({"autocomplete": "off", "placeholder": "123/QĐ-UBND", "aria-describedby": "filter-hint"})
        for name, field in self.fields.items():
            if self.is_bound and name in self.errors:
                field.widget.attrs.update({"aria-invalid": "true", "aria-describedby": f"filter-{name}-error"})

    def rows(self, language: str) -> "QuerySet[Document]":
        """Return the documents that match; none while a filter names what is not there."""
        if not self.is_valid():
            return self.documents.none()
        chosen = self.cleaned_data
        columns = {"type": "loai", "issuer": "coquan", "year": "nam", "subject": "linhvuc", "validity": "hieuluc"}
        rows = self.documents.filter(**{column: chosen[name] for column, name in columns.items() if chosen[name]})
        return self._matching(rows, chosen["q"], language) if chosen["q"] else rows

    def _matching(self, rows: Any, typed: str, language: str) -> "QuerySet[Document]":
        if is_number(typed):
            return rows.numbered_like(typed)  # type: ignore[no-any-return]  # `rows` is typed loosely
        found = search(parse(typed), readers_scope(self.site, [self.site], language, kinds=(Kind.DOCUMENT,)))
        return rows.filter(pk__in=found.ids)  # type: ignore[no-any-return]

    @property
    def is_narrowed(self) -> bool:
        """True when anything was asked for."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def query(self) -> str:
        """What was asked for, as the query of an address, with a final `&`; '' for nothing."""
        asked = {name: self.data[name] for name in self.fields if self.data.get(name)}
        return f"{urlencode(asked)}&" if asked else ""
