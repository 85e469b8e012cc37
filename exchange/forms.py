"""Forms of the import page: first the files, then what is taken of each."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Category
from exchange.reading import LARGEST, UnreadablePage, decode
from provinces.models import Site

MOST_FILES = 50


class FilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleans to the list of them."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the uploaded files as a list."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    """The saved pages. `texts` holds (name, text) of those that could be read, `refused` (name, sentence) of others."""

    uploads = FilesField(
        label=_("Saved pages"),
        allow_empty_file=True,  # named in `refused`, so that the others still come in
        widget=FilesInput(attrs={"multiple": True, "accept": ".txt,text/plain"}),
        help_text=gettext_lazy("Text files (.txt), at most 1 MB each. Several at once are possible."),
    )

    def clean_uploads(self) -> "list[UploadedFile[Any]]":
        """Read the files; refuse too many."""
        files: list[UploadedFile[Any]] = self.cleaned_data["uploads"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(gettext("At most %(number)s files at once.") % {"number": MOST_FILES})
        self.texts: list[tuple[str, str]] = []
        self.refused: list[tuple[str, str]] = []
        for file in files:
            try:
                self.texts.append((str(file.name), decode(file.read(LARGEST + 1))))
            except UnreadablePage as problem:
                self.refused.append((str(file.name), gettext(problem.message)))
        return files


class PageForm(forms.Form):
    """What is taken of one page."""

    name = forms.CharField(widget=forms.HiddenInput, max_length=255)
    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    take = forms.BooleanField(label=_("Import this page"), required=False)
    category: "forms.ModelChoiceField[Category]" = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), empty_label=None
    )
    take_counters = forms.BooleanField(label=_("Take its counter as the site's opening balance"), required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = Category.objects.for_site(site)
