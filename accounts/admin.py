"""How accounts are listed and edited; `tuyengiao.network_admin` adds the roles and puts it into the network's admin."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .forms import AccountForm, NewAccountForm
from .models import User


class AccountPages:
    """Lists, fieldsets and forms of accounts, for an admin class."""

    form: Any = AccountForm
    list_display: Any = ["full_name", "username", "email", "is_active", "is_superuser", "last_login"]
    list_filter: Any = ["is_active", "is_superuser"]
    folded_search_fields: ClassVar[tuple[str, ...]] = ("full_name", "username", "email")
    ordering: Any = ["full_name_key", "id"]
    fieldsets: Any = [
        (_("Person"), {"fields": ["full_name", "email", "phone"]}),
        (
            _("Signing in"),
            {
                "fields": ["username", "new_password", "is_active", "is_superuser"],
                "description": _("Passwords are never shown. Superadmins run the whole network."),
            },
        ),
    ]

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form class; it knows who fills it in."""
        if obj is None:
            kwargs["form"] = NewAccountForm
        form = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]  # of the admin class
        form.editor = request.user
        return form

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: an account that wrote something stays, it only may no longer sign in."""
        return False
