"""What an open form of an article asks for by itself: who else is here, saving by itself; and what it takes back."""

import datetime
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.translation import gettext as _

from provinces.admin.scope import site_of
from vietnamese.dates import ZONE

from .. import sittings, snapshots
from ..describing import differences
from ..models import Article, Autosave, Presence
from .working import FIELD_NAMES_KEPT_OUT, SITTING, VERSION, Collision, new_sitting, sitting_of

#: A form that is larger than this (in letters) is kept by the browser only.
LARGEST = 6_000_000


def clock(moment: datetime.datetime) -> str:
    """Return the time of day as people here say it: 9:05."""
    local = moment.astimezone(ZONE)
    return f"{local.hour}:{local:%M}"


class WithSittings:
    """What the admin class of articles has besides, for the script of its form. All of it is POST, and JSON."""

    def get_urls(self) -> list[Any]:
        """Return the addresses, with those of the script."""
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]  # of the ModelAdmin beside it
        own = [
            path("sitting/here/", wrap(self.here_view), name="articles_article_here"),
            path("sitting/keep/", wrap(self.keep_view), name="articles_article_keep"),
            path("sitting/leave/", wrap(self.leave_view), name="articles_article_leave"),
            path("sitting/drop/", wrap(self.drop_view), name="articles_article_drop"),
            path("sitting/habit/", wrap(self.habit_view), name="articles_article_habit"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]  # as above

    def here_view(self, request: HttpRequest) -> HttpResponse:
        """Say who else has the article open, and whether somebody saved it meanwhile; hand out a fresh CSRF token."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        answer: dict[str, Any] = {"user": request.user.pk, "token": get_token(request), "others": [], "version": 0}
        article = self._posted_article(request)
        sitting = request.POST.get("sitting", "")[:40]
        if article is not None and sitting:
            present = sittings.here(article, request.user, sitting)
            first = {presence.user_id: presence for presence in reversed(present)}  # each person once
            answer["others"] = [_who(presence, request.user) for presence in present if presence in first.values()]
            last = snapshots.newest(article)
            if last is not None:
                answer["version"] = last.number
                answer["saved"] = _("%(name)s saved version %(number)d at %(time)s.") % {
                    "name": last.created_by or _("the system itself"),
                    "number": last.number,
                    "time": clock(last.created_at),
                }
        return JsonResponse(answer)

    def keep_view(self, request: HttpRequest) -> HttpResponse:
        """Save by itself what stands in the form, unless the person has switched that off."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        user: Any = request.user
        site, sitting = site_of(request), request.POST.get("sitting", "")[:40]
        fields = request.POST.get("fields", "")
        article = self._posted_article(request)
        if site is None or not sitting or not fields or len(fields) > LARGEST or not user.autosaves:
            return JsonResponse({"saved": ""})
        if not self.has_change_permission(request, article):  # type: ignore[attr-defined]
            raise PermissionDenied
        saved = sittings.keep(site, article, user, sitting, fields)
        return JsonResponse({"saved": _("Saved by itself at %(time)s.") % {"time": clock(saved.saved_at)}})

    def leave_view(self, request: HttpRequest) -> HttpResponse:
        """Note that a form was closed."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self._posted_article(request)
        if article is not None:
            sittings.leave(article, request.user, request.POST.get("sitting", "")[:40])
        return JsonResponse({})

    def drop_view(self, request: HttpRequest) -> HttpResponse:
        """Forget what was saved by itself: the person did not want it back."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        sittings.drop(request.user, request.POST.get("sitting", "")[:40])
        return JsonResponse({})

    def habit_view(self, request: HttpRequest) -> HttpResponse:
        """Switch saving by itself on or off for this person, in every article."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        user: Any = request.user
        if request.POST.get("autosaves") in {"on", "off"}:
            user.autosaves = request.POST["autosaves"] == "on"
            user.save(update_fields=["autosaves"])
        return JsonResponse({"autosaves": user.autosaves})

    def _posted_article(self, request: HttpRequest) -> Article | None:
        """Return the article that a request names, as far as the account works on it; None for a new one."""
        typed = request.POST.get("article", "")
        if not typed:
            return None
        rows = self.get_queryset(request)  # type: ignore[attr-defined]
        found: Article | None = rows.filter(pk=typed).first() if typed.isdecimal() and len(typed) < 19 else None
        if found is None:
            raise Http404
        return found


def _who(presence: Presence, user: Any) -> str:
    values = {"name": presence.user, "time": clock(presence.began_at)}
    if presence.user_id == user.pk:
        return _("You have this article open in another window, since %(time)s.") % values
    return _("%(name)s is editing, since %(time)s.") % values


def take_back(request: HttpRequest) -> None:
    """Put what was saved by itself in the place of the submitted fields, so that the form shows it again."""
    typed = request.POST.get("_autosave", "")
    row = None
    if typed.isdecimal() and len(typed) < 19:
        row = Autosave.objects.for_site(site_of(request)).of(request.user).filter(pk=typed).first()
    fields = QueryDict(mutable=True)
    if row is None:
        messages.warning(request, _("What was saved by itself is no longer there."))
    else:
        for name, value in parse_qsl(row.fields, keep_blank_values=True):
            if name not in FIELD_NAMES_KEPT_OUT:
                fields.appendlist(name, value)
        fields[SITTING] = row.sitting
    request.POST = fields  # type: ignore[assignment]  # as the browser would have sent it


def writing_context(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """Return what the form says of itself: its version and sitting, what is offered back, and what it collided with."""
    user: Any = request.user
    site = site_of(request)
    sitting = sitting_of(request) or new_sitting()
    last = snapshots.newest(article) if article is not None else None
    collision: Collision | None = getattr(request, "collision", None)
    unsaved = sittings.unsaved(site, article, user, sitting) if site is not None and request.method == "GET" else None
    return {
        "version": request.POST.get(VERSION, "")[:9] or (last.number if last else 0),
        "sitting": sitting,
        "newest": last.number if last else 0,
        "autosaves": user.autosaves,
        "saved": sittings.saved_sittings(article, user) if article is not None else [],
        "unsaved": unsaved,
        "is_restored": getattr(request, "only_shown", False),
        "collision": collision,
        "changes": differences(article.site, collision.theirs.snapshot, collision.mine)
        if collision and article
        else [],
        "heartbeat": settings.HEARTBEAT_SECONDS,
        "every": settings.AUTOSAVE_SECONDS,
    }
