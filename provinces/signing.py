"""Signing in and out, in the audit log: who, when, from where.

Of a failure the account is named when there is one. What else was typed is not kept: often it is a password.
"""

from typing import Any

from django.contrib.auth import get_user_model, user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import audit

VERBS = {"sign_in": _("signed in"), "sign_out": _("signed out"), "sign_in_failed": _("failed to sign in")}


def listen() -> None:
    """Record what Django tells of signing in; called when the app is ready."""
    audit.name_verbs(VERBS)
    user_logged_in.connect(_signed_in, dispatch_uid="audit")
    user_logged_out.connect(_signed_out, dispatch_uid="audit")
    user_login_failed.connect(_failed, dispatch_uid="audit")


def _signed_in(request: HttpRequest | None, user: Any, **_kwargs: Any) -> None:
    audit.record("sign_in", user=user, site=getattr(request, "site", None))


def _signed_out(request: HttpRequest | None, user: Any, **_kwargs: Any) -> None:
    if user is not None:
        audit.record("sign_out", user=user, site=getattr(request, "site", None))


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_kwargs: Any) -> None:
    name = str(credentials.get("username", ""))
    account = get_user_model().objects.filter(username__iexact=name).first()
    audit.record("sign_in_failed", account, site=getattr(request, "site", None))
