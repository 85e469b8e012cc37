"""What staff read when something is refused in the admin: why, and where to go from here."""

from typing import Any

from django.contrib.admin.sites import site as admin_site
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure

from .admin_site import network_admin
from .middleware import in_admin


def _refuse(request: HttpRequest, status: int, title: str, explanation: str) -> HttpResponse:
    frame = admin_site if getattr(request, "area", "") == "site-admin" else network_admin
    context = {"title": title, "explanation": explanation}
    if hasattr(request, "user"):
        context = {**frame.each_context(request), **context}
    return TemplateResponse(request, "admin/refusal.html", context, status=status).render()


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 403 in the admin."""
    explanation = _("Your role does not include this page. If you need it, please ask your site admin.")
    return _refuse(request, 403, _("Not for your role"), explanation)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer 404 in the admin."""
    return _refuse(request, 404, _("Nothing here"), _("It was deleted or moved, or the address is not complete."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose security token is too old; public pages have no tokens and keep Django's answer."""
    if not in_admin(request):
        return HttpResponseForbidden(plain_csrf_failure(request, reason).content)
    explanation = _(
        "This form was open for too long or in a browser without cookies. Go back, copy what you wrote, load the page "
        "again and save once more."
    )
    return _refuse(request, 403, _("The form has expired"), explanation)
