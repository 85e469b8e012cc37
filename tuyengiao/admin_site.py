"""The two admins: of one site (Django's default admin site) and of the network."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.models import LogEntry
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts import pages, second_factor
from accounts.forms import SignInForm
from accounts.idle import seconds_left
from accounts.views import SignInView, password_was_changed
from provinces.admin.base import ScopedModelAdmin
from provinces.admin.navigation import TASK_NAMES, NavItem, registered
from provinces.admin.scope import site_of
from provinces.models import Notice, Site
from provinces.permissions import role_on
from provinces.reserved import ADMIN_PATH

from .desk import desk

SWITCH_LIMIT = 100
MANY = 99
# Each in its own language: whoever looks for Khmer reads Khmer.
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English", "km": "ភាសាខ្មែរ"}
ALWAYS_OPEN = frozenset({"password_change", "password_change_done", "logout", "session"})


class Frame(AdminSite):
    """What both admins share: the frame around every page, and who may enter."""

    site_header = _("Tuyengiao")
    site_title = _("Tuyengiao")
    enable_nav_sidebar = True
    login_form = SignInForm
    empty_value_display = ""  # an empty cell says it best

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Return `view` for those who may enter; first passwords are changed and second factors set up first."""
        entered = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            user: Any = request.user
            if user.is_authenticated and user.is_active:
                if not self.has_permission(request) and view.__name__ != "logout":
                    raise PermissionDenied
                if user.must_change_password and view.__name__ not in ALWAYS_OPEN:
                    return HttpResponseRedirect(reverse("admin:password_change", current_app=self.name))
                still_open = ALWAYS_OPEN | pages.OPEN_WITHOUT_SECOND_FACTOR
                if view.__name__ not in still_open and second_factor.is_missing(request):
                    return HttpResponseRedirect(reverse("admin:second_factor", current_app=self.name))
            return entered(request, *args, **kwargs)

        return update_wrapper(guarded, entered)

    def get_urls(self) -> list[Any]:
        """Return the addresses, without the one that leads from any object to its page: it knows no site."""
        found = [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") != "view_on_site"]
        return [path("session/", self.admin_view(self.session), name="session"), *pages.urls(self), *found]

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Ask for name and password; `accounts.views` asks for a code afterwards where there is a second factor."""
        index = reverse("admin:index", current_app=self.name)
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(index)
        context = {**self.each_context(request), "title": gettext("Sign in"), "app_path": request.get_full_path()}
        if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
            context[REDIRECT_FIELD_NAME] = index
        view = SignInView.as_view(
            extra_context={**context, **(extra_context or {})},
            authentication_form=self.login_form,
            template_name="admin/login.html",
        )
        return view(request)

    def session(self, request: HttpRequest) -> HttpResponse:
        """Say how long the session still lives; asking by a click keeps it alive (`accounts.idle`)."""
        return JsonResponse({"seconds": seconds_left(request)})

    def get_log_entries(self, request: HttpRequest) -> "QuerySet[LogEntry]":
        """Return nothing: entries belong to no site. The history of an object is on the object's own page."""
        return LogEntry.objects.none()

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> Any:
        """Lead from an app to the index: the navigation goes by task, not by app."""
        return HttpResponseRedirect(reverse("admin:index", current_app=self.name))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Let people change their password; a first one becomes their own, and their other sessions end."""
        response: HttpResponse = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            password_was_changed(request)
        return response

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the frame shows on every page."""
        entered = self.has_permission(request)
        return {
            **super().each_context(request),
            "log_entries": LogEntry.objects.none(),
            "current_site": site_of(request) if entered else None,
            "my_sites": SimpleLazyObject(lambda: _sites_of(request) if entered else []),
            "admin_root": f"/{ADMIN_PATH}/",
            "language_names": {"label": gettext("Language"), "beside": gettext("Side by side"), **LANGUAGE_NAMES},
            "navigation": self.navigation(request) if entered else [],
            "unread_notices": SimpleLazyObject(lambda: _unread(request)) if entered else 0,
            "idle": {"seconds": settings.SESSION_IDLE_SECONDS, "warning": settings.SESSION_WARNING_SECONDS},
        }

    def navigation(self, request: HttpRequest) -> list[tuple[str, list[NavItem]]]:
        """Return the groups of the navigation with their lines; groups without a line are left out."""
        return []


class SiteAdminSite(Frame):
    """The admin of the site that is mounted: `/quan-tri/<site>/`. Entered with a role on that site."""

    index_title = _("Desk")
    index_template = "admin/desk.html"

    def has_permission(self, request: HttpRequest) -> bool:
        """Return True for accounts with a role on the mounted site."""
        site = site_of(request)
        return site is not None and role_on(request.user, site) is not None

    def index(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Return the desk."""
        return super().index(request, {**desk(request), **(extra_context or {})})

    def navigation(self, request: HttpRequest) -> list[tuple[str, list[NavItem]]]:
        """Return the lines of every model that the account may see and of registered pages, grouped by task."""
        items = registered(request)
        for model_admin in self._registry.values():
            if isinstance(model_admin, ScopedModelAdmin):
                items.extend(model_admin.navigation(request))
        items.sort(key=lambda item: (item.order, item.label))
        groups = [(str(name), [item for item in items if item.task == task]) for task, name in TASK_NAMES.items()]
        return [(name, lines) for name, lines in groups if lines]


class NetworkAdminSite(Frame):
    """The admin of the network: `/quan-tri/`. Everybody chooses a site here; its tables are for superadmins."""

    index_title = _("Your sites")
    index_template = "admin/network.html"

    def has_permission(self, request: HttpRequest) -> bool:
        """Return True for every active account; the models ask for a superadmin."""
        return request.user.is_authenticated and request.user.is_active

    def navigation(self, request: HttpRequest) -> list[tuple[str, list[NavItem]]]:
        """Return the tables of the network and its registered pages, for superadmins."""
        lines = registered(request, "network")
        for model_admin in self._registry.values():
            own: Callable[[HttpRequest], list[NavItem]] | None = getattr(model_admin, "navigation", None)
            lines.extend(own(request) if own else [])
        return [(str(_("Network")), sorted(lines, key=lambda item: item.order))] if lines else []


def _sites_of(request: HttpRequest) -> list[Site]:
    """Return the sites among which the account may switch, the portal first."""
    return list(Site.objects.workable_by(request.user).select_related("province")[:SWITCH_LIMIT])


def _unread(request: HttpRequest) -> int:
    """Return how many notices of this site wait for the account, at most `MANY`."""
    user: Any = request.user
    return Notice.objects.editable_by(user, site_of(request)).unread().order_by()[:MANY].count()


network_admin = NetworkAdminSite(name="admin")
