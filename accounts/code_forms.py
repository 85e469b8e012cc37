"""The forms that ask for a code of the second factor."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import second_factor
from .forms import refuse_while_waiting
from .models import User
from .signals import tell


def code_field(help_text: Any, **more: str) -> forms.CharField:
    """Return a field for a code, which phones fill in by themselves where they can."""
    attributes = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false", "class": "code"}
    attributes |= more
    return forms.CharField(
        label=_("Code"), max_length=40, help_text=help_text, widget=forms.TextInput(attrs=attributes)
    )


class CodeForm(forms.Form):
    """A code of the account's phone, or a recovery code; a wrong one counts, and too many have to wait."""

    code = code_field(_("Six digits from the app on your phone, or one of your recovery codes."))

    def __init__(self, *args: Any, user: User, request: HttpRequest, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.user, self.request = user, request
        #: True when the code was a recovery code.
        self.was_recovery = False

    def clean(self) -> dict[str, Any] | None:
        """Use the code up, unless something else is wrong already."""
        values = super().clean()
        if self.errors:
            return values
        now = timezone.now()
        refuse_while_waiting(second_factor.waiting_time(self.user, now))
        typed = self.cleaned_data["code"]
        self.was_recovery = second_factor.is_recovery_code(typed)
        if not second_factor.use(self.user, typed, now):
            self.note_mistake()
            raise ValidationError(
                {"code": _("This code is wrong or was used already. The app shows the next one soon.")}
            )
        second_factor.forget_mistakes(self.user)
        return values

    def note_mistake(self) -> None:
        """Count a mistake, and tell of it."""
        second_factor.note_mistake(self.user, timezone.now())
        tell("second_factor_failed", self.user, request=self.request)


class ConfirmForm(CodeForm):
    """Password and code of somebody who is signed in, before their second factor is changed."""

    field_order = ("password", "code")
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_password(self) -> str:
        """Check the password; a wrong one counts like a wrong code."""
        refuse_while_waiting(second_factor.waiting_time(self.user, timezone.now()))
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            self.note_mistake()
            raise ValidationError(_("This is not your password."))
        return password


class EnrolForm(forms.Form):
    """The first code of a new phone."""

    code = code_field(_("The six digits that the app shows now."), inputmode="numeric")

    def __init__(self, *args: Any, user: User, seed: str, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.user, self.seed = user, seed
        #: The recovery codes, once the phone was taken.
        self.recovery_codes: list[str] = []

    def clean_code(self) -> str:
        """Take the phone if it shows the right code."""
        typed: str = self.cleaned_data["code"]
        codes = second_factor.turn_on(self.user, self.seed, typed, timezone.now())
        if codes is None:
            raise ValidationError(_("This code is wrong. Does the clock of your phone go right? Type the next one."))
        self.recovery_codes = codes
        return typed
