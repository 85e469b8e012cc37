"""What may be done with several messages at once. Each goes through the verbs."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .. import handling
from ..models import Case

MOST = 200


def _each(model_admin: Any, request: HttpRequest, queryset: Any, verb: Callable[[Case, Any], Case]) -> None:
    if not model_admin.has_change_permission(request):
        messages.error(request, gettext("Your role on this site does not allow this."))
        return
    done = 0
    for case in queryset.select_related("site")[:MOST]:
        try:
            verb(case, request.user)
            done += 1
        except ValidationError as objection:
            messages.warning(request, f"{case}: {objection.messages[0]}")
        except PermissionDenied:
            messages.error(request, gettext("Your role on this site does not allow this."))
            return
    text = ngettext("%(count)d message was changed.", "%(count)d messages were changed.", done) % {"count": done}
    messages.success(request, text)


@admin.action(description=_("Deal with them"))
def take_on(model_admin: Any, request: HttpRequest, queryset: Any) -> None:
    """Begin to deal with the messages; also takes them back from the unwanted ones."""
    _each(model_admin, request, queryset, handling.take_on)


@admin.action(description=_("Mark as unwanted"))
def set_aside(model_admin: Any, request: HttpRequest, queryset: Any) -> None:
    """Mark the messages as unwanted."""
    _each(model_admin, request, queryset, handling.set_aside)


@admin.action(description=_("Erase personal data (site admin)"))
def erase(model_admin: Any, request: HttpRequest, queryset: Any) -> None:
    """Erase who sent the messages; search for a person first to erase all of theirs."""
    _each(model_admin, request, queryset, handling.erase)


@admin.action(description=_("Export personal data (site admin)"))
def export(model_admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    """Answer with all that is known of the senders as a file to hand over; search for a person first."""
    try:
        rows = [handling.export(case, request.user) for case in queryset.select_related("site", "consent")[:MOST]]
    except PermissionDenied:
        messages.error(request, gettext("Your role on this site does not allow this."))
        return None
    response = JsonResponse({"messages": rows}, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="du-lieu-ca-nhan.json"'
    response.headers["Cache-Control"] = "no-store"
    return response
