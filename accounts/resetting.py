"""The page on which somebody who may resets how another person signs in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from . import second_factor, sessions
from .models import User
from .passwords import spoken_word
from .signals import tell


def sign_in_page(request: HttpRequest, frame: Any, account: User, *, back: str, may_change: bool) -> HttpResponse:
    """Show how `account` signs in; with `may_change` reset its second factor, end its sessions, give a first password.

    `back` is the address of the page that leads here. Raises PermissionDenied when somebody tries to who may not.
    """
    context = {
        **frame.each_context(request),
        "title": _("How %(name)s signs in") % {"name": account},
        "account": account,
        "back": back,
        "may_change": may_change,
    }
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if "password" in request.POST:
            context["password"] = give_first_password(account)
            tell("password_given", account, by=request.user, request=request)
        else:
            _act(request, account)
            return HttpResponseRedirect(request.path)
    context["sessions"] = sessions.alive(account).count()
    return TemplateResponse(request, "admin/accounts/sign_in_of.html", context)


def _act(request: HttpRequest, account: User) -> None:
    if "reset" in request.POST and account.has_second_factor:
        second_factor.turn_off(account)
        sessions.end(account)
        tell("second_factor_reset", account, by=request.user, request=request)
        messages.success(request, _("%(name)s now signs in with the password only.") % {"name": account})
    elif "end" in request.POST:
        ended = sessions.end(account)
        tell("sessions_ended", account, by=request.user, request=request, detail=str(ended))
        messages.success(request, _("Ended. Whoever used it has to sign in again."))


def give_first_password(account: User) -> str:
    """Return a new password for an account, to be shown this once; the old one is worth nothing, sessions end."""
    password = spoken_word()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    sessions.end(account)
    return password
