"""Signing in and out, in the audit log: who, when, from where; and which roles need a second factor.

Of a failure the account is named when there is one. What else was typed is not kept: often it is a password.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from accounts.signals import VERBS as ACCOUNT_VERBS
from accounts.signals import account_event

from . import audit
from .permissions import role_on

SUPERADMIN = "superadmin"
VERBS = {"sign_in": _("signed in"), "sign_out": _("signed out"), "sign_in_failed": _("failed to sign in")}


def listen() -> None:
    """Record what Django tells of signing in; called when the app is ready."""
    audit.name_verbs(VERBS)
    user_logged_in.connect(_signed_in, dispatch_uid="audit")
    user_logged_out.connect(_signed_out, dispatch_uid="audit")
    user_login_failed.connect(_failed, dispatch_uid="audit")
    audit.name_verbs(ACCOUNT_VERBS)
    account_event.connect(_account_event, dispatch_uid="audit")
    second_factor.require(needs_second_factor)


def needs_second_factor(request: HttpRequest) -> bool:
    """Return True when the role that somebody has here is one of `SECOND_FACTOR_ROLES`."""
    if getattr(request.user, "is_superuser", False):
        return SUPERADMIN in settings.SECOND_FACTOR_ROLES
    site = getattr(request, "site", None)
    role = role_on(request.user, site) if site is not None else None
    return role is not None and role.value in settings.SECOND_FACTOR_ROLES


def _signed_in(request: HttpRequest | None, user: Any, **_kwargs: Any) -> None:
    audit.record("sign_in", user=user, site=getattr(request, "site", None))


def _signed_out(request: HttpRequest | None, user: Any, **_kwargs: Any) -> None:
    if user is not None:
        audit.record("sign_out", user=user, site=getattr(request, "site", None))


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_kwargs: Any) -> None:
    name = str(credentials.get("username", ""))
    account = get_user_model().objects.filter(username__iexact=name).first()
    audit.record("sign_in_failed", account, site=getattr(request, "site", None))


def _account_event(verb: str, account: Any, by: Any, request: HttpRequest | None, detail: str, **_kwargs: Any) -> None:
    audit.record(verb, account, user=by, site=getattr(request, "site", None), detail=detail)
