"""The forms that readers fill in. Labels stand above fields, errors beside them; nothing typed is lost."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from provinces.models import Department, Site
from vietnamese.dates import ZONE
from vietnamese.repair import repair

from . import codes
from .models import Case, CaseKind, ErrorReport

PHONE = RegexValidator(r"^\+?[\d\s().-]{8,20}$", _("Type a telephone number, such as 0912 345 678."))
SHORTEST = 10  # letters of a message


class PublicForm(forms.Form):
    """A form of a public page: its token, and a field that only programs fill in."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "use_required_attribute": True, **kwargs})
        self.prepare()
        for name, field in self.fields.items():
            marks = [f"id_{name}_hint"] if field.help_text else []
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"
                marks.append(f"id_{name}_error")
            if marks:
                field.widget.attrs["aria-describedby"] = " ".join(marks)

    def prepare(self) -> None:
        """Fill in what the fields offer, before anything is checked."""

    def renew(self, token: str) -> None:
        """Put a fresh token into a form that is shown once more."""
        if self.is_bound:
            data: Any = self.data  # a QueryDict
            renewed = data.copy()
            renewed["token"] = token
            self.data = renewed
        self.initial["token"] = token

    def shown_fields(self) -> list[Any]:
        """Return the fields that people see."""
        return [field for field in self if field.name not in {"token", "website"}]


def _text(**attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs=attributes)


class MessageForm(PublicForm):
    """A message to a department, with who sends it and what they agree to."""

    kind = forms.ChoiceField(label=_("What do you want to send?"), choices=CaseKind.choices)
    department: Any = forms.ModelChoiceField(
        Department.objects.none(), label=_("To"), required=False, empty_label=_("I do not know – please pass it on")
    )
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("Message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    name = forms.CharField(label=_("Full name"), max_length=120, widget=_text(autocomplete="name"))
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("We write to you when there is an answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=20,
        validators=[PHONE],
        widget=_text(autocomplete="tel", inputmode="tel", type="tel"),
    )
    address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "street-address"}),
    )
    may_publish = forms.BooleanField(
        label=_("Question and answer may be published, without my name, telephone and address."), required=False
    )
    consent = forms.BooleanField(
        label=_("I have read the notice above and agree."),
        error_messages={"required": _("We can only take your message with your consent.")},
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        self.site = site
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Offer the site's departments of today."""
        today = timezone.now().astimezone(ZONE).date()
        kind: Any = self.fields["kind"]
        kind.choices = [(value, capfirst(label)) for value, label in CaseKind.choices]
        department: Any = self.fields["department"]
        department.queryset = Department.objects.for_site(self.site).in_force(today)

    def clean_body(self) -> str:
        """Refuse what says nothing; repair pasted text."""
        body = repair(str(self.cleaned_data["body"]), "km").strip()
        if len(body) < SHORTEST:
            raise ValidationError(_("Please say a little more."))
        return body

    def case(self, site: Site, language: str) -> Case:
        """Return the message, not yet saved."""
        names = ("kind", "department", "subject", "body", "name", "email", "phone", "address", "may_publish")
        return Case(site=site, language=language, **{name: self.cleaned_data[name] for name in names})


class LookUpForm(PublicForm):
    """The code of a message."""

    code = forms.CharField(
        label=_("Look-up code"),
        max_length=40,
        help_text=_("Twelve letters and digits, such as K7QF-9M2X-TD4H; capitals or not."),
        widget=_text(autocomplete="off", autocapitalize="characters", spellcheck="false"),
    )

    def clean_code(self) -> str:
        """Refuse what cannot be a code."""
        code = codes.tidy(str(self.cleaned_data["code"]))
        if len(code) != codes.LENGTH:
            raise ValidationError(_("A code has twelve letters and digits."))
        return code


class ReportForm(PublicForm):
    """What is wrong in an article."""

    passage = forms.CharField(
        label=_("Passage"), required=False, max_length=300, help_text=_("Copy the words that are wrong.")
    )
    message = forms.CharField(
        label=_("What is wrong?"), max_length=1000, min_length=5, widget=forms.Textarea(attrs={"rows": 5})
    )

    def report(self, article: Any, language: str) -> ErrorReport:
        """Return the report, not yet saved."""
        texts = {name: self.cleaned_data[name] for name in ("passage", "message")}
        return ErrorReport(article=article, language=language, received_at=timezone.now(), **texts)
