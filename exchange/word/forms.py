"""Forms of "Nhập từ Word": the file, then what is taken of it."""

from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Category
from articles.models.credits import ContributionRole
from vietnamese.folding import fold

from .opening import UnreadableDocument, open_document
from .story import Story, read_story

MOST_NAMES = 20


class DocumentForm(forms.Form):
    """The document. A valid form has read it: `package` and `story`."""

    document = forms.FileField(
        label=_("Word document"),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
        help_text=_("A .docx file of at most 50 MB, with its pictures."),
        error_messages={"empty": _("This file is empty.")},
    )

    def clean_document(self) -> Any:
        """Read the document; what cannot be read is said beside the field."""
        file = self.cleaned_data["document"]
        try:
            self.package = open_document(file)
            self.story: Story = read_story(self.package)
        except UnreadableDocument as problem:
            raise forms.ValidationError(gettext(problem.message)) from problem
        if self.story.is_empty:
            raise forms.ValidationError(gettext("There is no text in this document."))
        return file


class ConfirmForm(forms.Form):
    """What the draft begins with, found in the document and mended by whoever looks at it."""

    upload = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=300)
    lead = forms.CharField(label=_("Lead"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    category: "forms.ModelChoiceField[Category]" = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), empty_label=None
    )
    source = forms.CharField(label=_("Source"), max_length=200, required=False)

    def __init__(self, *args: Any, categories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        field = self.fields["category"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = categories


class NameForm(forms.Form):
    """One who had a part in it; an empty name is passed over."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=ContributionRole.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_name(self) -> str:
        """Refuse a name without any letter."""
        name = str(self.cleaned_data["name"]).strip()
        if name and not fold(name).strip():
            raise forms.ValidationError(gettext("Type a name."))
        return name


NameFormSet = formset_factory(NameForm, extra=1, max_num=MOST_NAMES, absolute_max=MOST_NAMES)
