"""The page on which somebody who may resets how another person signs in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from . import second_factor
from .models import User
from .signals import tell


def sign_in_page(request: HttpRequest, frame: Any, account: User, *, may_change: bool) -> HttpResponse:
    """Show how `account` signs in; with `may_change` reset its second factor.

    Raises PermissionDenied when somebody tries to who may not.
    """
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if "reset" in request.POST and account.has_second_factor:
            second_factor.turn_off(account)
            tell("second_factor_reset", account, by=request.user, request=request)
            messages.success(request, _("%(name)s now signs in with the password only.") % {"name": account})
        return HttpResponseRedirect(request.path)
    context = {
        **frame.each_context(request),
        "title": _("How %(name)s signs in") % {"name": account},
        "account": account,
        "may_change": may_change,
    }
    return TemplateResponse(request, "admin/accounts/sign_in_of.html", context)
