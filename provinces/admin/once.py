"""A form sent twice makes one object: each empty form carries a mark, and the log says whether it was used."""

import secrets
from typing import Any

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest

FIELD = "_form_mark"
REMEMBERED = 50


def new_mark() -> str:
    """Return a mark for an empty form."""
    return secrets.token_urlsafe(12)


def mark_of(request: HttpRequest) -> str:
    """Return the mark of a submitted form, '' without one."""
    return request.POST.get(FIELD, "")[:40]


def made_before(request: HttpRequest, model: type[models.Model]) -> str | None:
    """Return the key of the object that a form with this mark made, None when it is new.

    Call it inside a transaction: the account's row is locked, so that a double click waits for its first half.
    """
    mark = mark_of(request)
    if not mark:
        return None
    user: Any = request.user
    list(get_user_model()._default_manager.select_for_update().filter(pk=user.pk).values_list("pk"))
    entries = LogEntry.objects.filter(
        user_id=user.pk, action_flag=ADDITION, content_type=ContentType.objects.get_for_model(model)
    ).order_by("-id")[:REMEMBERED]
    return next((entry.object_id for entry in entries if f'"{mark}"' in entry.change_message), None)
