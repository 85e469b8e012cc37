"""The forms of accounts. A password is never shown; whoever gives one gives a first password that must be changed."""

import datetime
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import sessions, throttling
from .addresses import client_address, household
from .models import User


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """An account; a password typed here is a first password."""

    new_password = forms.CharField(
        label=_("New first password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave it empty to keep the present one. At the next sign-in the person chooses their own."),
    )
    #: Who fills in the form; set by the admin.
    editor: Any = None

    class Meta:
        model = User
        fields = ["username", "full_name", "email", "phone", "is_active", "is_superuser"]
        labels = {"is_superuser": _("Superadmin")}
        help_texts = {"is_superuser": _("Runs the whole network: every site, every account.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_username(self) -> str:
        """Refuse a user name that differs from another one only in capitals."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This user name is taken."))
        return username

    def clean(self) -> dict[str, Any] | None:
        """Check the password, and that nobody locks themselves out."""
        values = super().clean() or self.cleaned_data
        password = values.get("new_password")
        if password:
            try:
                validate_password(password, self.instance)
            except ValidationError as error:
                self.add_error("new_password", error)
        if self.editor is not None and self.editor.pk == self.instance.pk:
            for name in ("is_active", "is_superuser"):
                if name in self.fields and not values.get(name):
                    self.add_error(name, _("You would lock yourself out."))
        return values

    def save(self, commit: bool = True) -> Any:
        """Save the account, with the first password if one was typed; that and no longer being active end sessions."""
        given = self.cleaned_data.get("new_password")
        if given:
            self.instance.set_password(given)
            self.instance.must_change_password = True
        if self.instance.pk and (given or not self.instance.is_active):
            sessions.end(self.instance)
        return super().save(commit)


class NewAccountForm(AccountForm):
    """A new account; it needs a first password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password"].required = True
        self.fields["new_password"].label = _("First password")
        self.fields["new_password"].help_text = _("At the first sign-in the person chooses their own.")


def refuse_while_waiting(wait: datetime.timedelta) -> None:
    """Raise ValidationError, saying how many minutes are left, when there is something to wait for."""
    if not wait:
        return
    minutes = -(-int(wait.total_seconds()) // 60) or 1
    raise ValidationError(
        ngettext(
            "Too many mistakes. Please try again in %(minutes)d minute.",
            "Too many mistakes. Please try again in %(minutes)d minutes.",
            minutes,
        )
        % {"minutes": minutes},
        code="throttled",
    )


class SignInForm(AdminAuthenticationForm):
    """Signing in: whoever guesses has to wait, and is told for how long whether the account exists or not."""

    def clean(self) -> dict[str, Any]:
        """Check name and password, unless there were too many mistakes; note how it went."""
        name, now = str(self.cleaned_data.get("username") or ""), timezone.now()
        if not name or not self.cleaned_data.get("password"):
            return super().clean()
        address = household(client_address(self.request.META)) if self.request is not None else ""
        refuse_while_waiting(throttling.waiting_time(name, address, now))
        try:
            values = super().clean()
        except ValidationError:
            throttling.note_failure(name, address, now)
            raise
        user: Any = self.get_user()
        if not user.has_second_factor:  # else the code decides
            throttling.note_success(user.pk, user.username, address, now)
        return values

    def confirm_login_allowed(self, user: object) -> None:
        """Refuse accounts that may not sign in; where they may enter is decided there."""
        if not getattr(user, "is_active", False):
            raise ValidationError(self.error_messages["inactive"], code="inactive")
