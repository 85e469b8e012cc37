"""Documents: what stands on them, their files, and which older ones they change."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin, ScopedStackedInline, ScopedTabularInline
from provinces.admin.chips import Tone, chip
from provinces.admin.forms import ScopedForm
from provinces.admin.moments import MOMENTS
from provinces.admin.navigation import Task
from provinces.admin.scope import site_of
from provinces.admin.trash import DeletesIntoTrash
from search.finding import find
from search.models import Kind
from vietnamese.dates import ZONE

from ..models import Document, DocumentFile, DocumentLink, Validity
from ..numbers import is_number, number_key
from ..querying import still_in_force
from ..uploads import ACCEPT

TONES: dict[str, Tone] = {
    Validity.NOT_YET: "soon",
    Validity.IN_FORCE: "good",
    Validity.PARTLY: "warn",
    Validity.EXPIRED: "past",
}


class DocumentForm(ScopedForm):
    """A document; its validity agrees with the days that it names."""

    def clean(self) -> dict[str, Any] | None:
        """Date what is published without a date, and let the days decide what is plainly so."""
        cleaned = super().clean()
        values: dict[str, Any] = self.cleaned_data if cleaned is None else cleaned
        if values.get("is_live") and not values.get("published_at") and "published_at" not in self.errors:
            values["published_at"] = timezone.now()
        today = timezone.now().astimezone(ZONE).date()
        begins, ends = values.get("effective_on"), values.get("expired_on")
        if ends and ends <= today:
            values["validity"] = Validity.EXPIRED
        elif begins and begins > today:
            values["validity"] = Validity.NOT_YET
        elif values.get("validity") == Validity.NOT_YET and begins:
            values["validity"] = Validity.IN_FORCE
        return values

    def clean_number(self) -> str:
        """Refuse a number without letters and digits."""
        number = str(self.cleaned_data["number"])
        if not number_key(number):
            raise ValidationError(_("Type the number as it stands on the document: 123/QĐ-UBND."))
        return number

    def _place(self, name: str, error: ValidationError) -> tuple[str, ValidationError]:
        """The rule that a number is given once names columns that the form does not show."""
        taken = "document_number_once" in str(error.message) or error.code == "unique_together"
        if taken and "number" in self.fields:
            return "number", ValidationError(_("This body has issued this number in this year already."), code="unique")
        return super()._place(name, error)


class FileForm(ScopedForm):
    """A file of a document."""

    class Meta:
        widgets = {"file": forms.ClearableFileInput(attrs={"accept": ACCEPT})}

    def _post_clean(self) -> None:
        """Describe a new file now, so that one that is there already is refused beside the field."""
        super()._post_clean()  # type: ignore[misc]  # not in the stubs
        file = self.instance.file
        if not self.errors and file and not file._committed and self.instance.document_id:
            self.instance.describe()
            others = DocumentFile.objects.filter(document_id=self.instance.document_id, sha256=self.instance.sha256)
            if others.exclude(pk=self.instance.pk).exists():
                self.add_error("file", _("This file is there already."))


class FileFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    """The files of a document: none of them twice."""

    def clean(self) -> None:
        """Refuse the same content twice among the new files."""
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            file = form.cleaned_data.get("file") if not form.errors and hasattr(form, "cleaned_data") else None
            if not file or form.cleaned_data.get("DELETE") or getattr(file, "_committed", False):
                continue
            form.instance.describe()
            if form.instance.sha256 in seen:
                form.add_error("file", _("This file is there already."))
            seen.add(form.instance.sha256)


class FileInline(ScopedStackedInline):
    """The files of a document in their order, the document itself first."""

    model = DocumentFile
    form = FileForm
    formset = FileFormSet
    fields = ["file", "title", "order"]
    verbose_name = _("file")
    verbose_name_plural = _("files")


class LinkInline(ScopedTabularInline):
    """The older documents that this one changes."""

    model = DocumentLink
    fk_name = "source"
    fields = ["relation", "target"]
    autocomplete_fields = ["target"]
    verbose_name = _("older document")
    verbose_name_plural = _("older documents that this one changes")


@admin.register(Document)
class DocumentAdmin(DeletesIntoTrash, ScopedModelAdmin):
    """The library of documents."""

    form = DocumentForm
    task = Task.LIBRARY
    nav_order = 40
    list_display = ["number", "type", "short_summary", "issuer", "issued_on", "validity_chip", "state"]
    list_select_related = ["type", "issuer"]
    list_filter = ["is_live", "validity", "type", "issuer"]
    search_fields = ["number"]
    search_help_text = _("Numbers with or without accents and signs; words of the summary.")
    ordering = ["-issued_on", "-number_value", "-id"]
    formfield_overrides = MOMENTS
    inlines = [FileInline, LinkInline]
    fieldsets = [
        (None, {"fields": [("type", "number"), "summary", "issuer", ("issued_on", "effective_on", "expired_on")]}),
        (_("Signed by"), {"fields": ["signer", "signer_title"]}),
        (_("Publication"), {"classes": ["side"], "fields": ["is_live", "published_at", "validity", "subject"]}),
    ]
    empty_list_hint = _("No document yet. Have its number, day of issue and the signed PDF at hand.")

    def choices_for(self, db_field: Any, request: HttpRequest) -> Any:
        """Return the rows of a relation; of the kinds only those that the site offers."""
        rows = super().choices_for(db_field, request)
        return rows.offered() if db_field.name == "type" else rows

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Return the documents found by number or by words, whatever accents were typed."""
        site = site_of(request)
        if not search_term.strip() or site is None:
            return queryset, False
        if is_number(search_term):
            return queryset.numbered_like(search_term), False
        found = find(site, search_term, Kind.DOCUMENT)
        return queryset.filter(Q(pk__in=found) | Q(number_key__contains=number_key(search_term) or "\x00")), False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Remember who made it."""
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: "forms.BaseModelForm[Any]", formsets: Any, change: bool) -> None:
        """Say which replaced documents are still marked as in force: only a person can know whether they are."""
        super().save_related(request, form, formsets, change)
        document: Document = form.instance
        for older in still_in_force(list(document.links.select_related("target"))):
            text = gettext("%(older)s is replaced by this document, but still marked as in force.")
            messages.warning(request, text % {"older": older})

    @admin.display(description=_("summary"), ordering="summary_vi")
    def short_summary(self, document: Document) -> str:
        """Return the first words of the summary."""
        words = document.summary
        return words if len(words) <= 120 else f"{words[:118].rsplit(' ', 1)[0]} …"

    @admin.display(description=_("validity"), ordering="validity")
    def validity_chip(self, document: Document) -> str:
        """Return a chip: whether the document is in force."""
        return chip(document.get_validity_display(), TONES[document.validity])

    @admin.display(description=_("state"))
    def state(self, document: Document) -> str:
        """Return a chip: published, planned or draft."""
        if not document.is_live:
            return chip(_("draft"), "plain")
        later = document.published_at is not None and document.published_at > timezone.now()
        return chip(_("planned"), "soon") if later else chip(_("published"), "good")
