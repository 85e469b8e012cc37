"""The forms of accounts. A password is never shown; whoever gives one gives a first password that must be changed."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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
        """Save the account, with the first password if one was typed."""
        if self.cleaned_data.get("new_password"):
            self.instance.set_password(self.cleaned_data["new_password"])
            self.instance.must_change_password = True
        return super().save(commit)


class NewAccountForm(AccountForm):
    """A new account; it needs a first password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password"].required = True
        self.fields["new_password"].label = _("First password")
        self.fields["new_password"].help_text = _("At the first sign-in the person chooses their own.")
