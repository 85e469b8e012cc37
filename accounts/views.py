"""Pages on which people look after their own sign-in. They stand in both admins; `frame` is the admin's class."""

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, RedirectURLMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from . import qr, second_factor, sessions, throttling, totp
from .addresses import client_address, household
from .code_forms import CodeForm, ConfirmForm, EnrolForm
from .models import User
from .signals import tell

PENDING = "second_step"
PENDING_SECONDS = 600
SEED = "new_factor_seed"


class SignInView(LoginView):
    """The first step: name and password. With a second factor nobody is signed in before the second step."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, or lead to the second step."""
        user = form.get_user()
        if not user.has_second_factor:
            return super().form_valid(form)
        self.request.session[PENDING] = {
            "user": user.pk,
            "hash": user.get_session_auth_hash(),
            "until": int(time.time()) + PENDING_SECONDS,
        }
        query = urlencode({self.redirect_field_name: self.get_redirect_url()})
        return redirect(f"{reverse('admin:second_step')}?{query}")


def waiting_user(request: HttpRequest) -> User | None:
    """Return whose password was right in this session a short while ago; None when there is nobody."""
    pending: dict[str, Any] = request.session.get(PENDING) or {}
    if pending.get("until", 0) < time.time():
        return None
    user = User.objects.filter(pk=pending["user"], is_active=True).first()
    if user is None or not user.has_second_factor or user.get_session_auth_hash() != pending["hash"]:
        return None
    return user


@method_decorator([never_cache, csrf_protect, sensitive_post_parameters()], name="dispatch")
class SecondStepView(RedirectURLMixin, FormView):  # type: ignore[type-arg]  # not subscriptable at run time
    """The second step: a code."""

    form_class = CodeForm
    template_name = "admin/accounts/second_step.html"
    frame: Any = None
    user: User

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Ask whoever has given a password; lead others to the first step."""
        self.frame = kwargs["frame"]
        found = waiting_user(request)
        if found is None:
            return redirect("admin:login")
        self.user = found
        return super().dispatch(request, *args, **kwargs)

    def get_default_redirect_url(self) -> str:
        """Return the first page of this admin."""
        return reverse("admin:index")

    def get_form(self, form_class: Any = None) -> Any:
        """Return the form, ready to be typed into."""
        form = super().get_form(form_class)
        form.fields["code"].widget.attrs["autofocus"] = True
        return form

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form is made of."""
        return {**super().get_form_kwargs(), "user": self.user, "request": self.request}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        more = {"title": _("Enter your code"), "next": self.get_redirect_url()}
        return {**self.frame.each_context(self.request), **super().get_context_data(**kwargs), **more}

    def form_valid(self, form: CodeForm) -> HttpResponse:
        """Sign in."""
        del self.request.session[PENDING]
        login(self.request, self.user, settings.AUTHENTICATION_BACKENDS[0])
        address = household(client_address(self.request.META))
        throttling.note_success(self.user.pk, self.user.username, address, timezone.now())
        if form.was_recovery:
            left = self.user.recovery_codes.count()
            tell("recovery_code_used", self.user, by=self.user, request=self.request, detail=str(left))
        return HttpResponseRedirect(self.get_success_url())


@sensitive_post_parameters()
def second_factor_page(request: HttpRequest, frame: Any) -> HttpResponse:
    """Set up the second factor, make recovery codes anew, or turn it off."""
    user: Any = request.user
    return _change(request, frame, user) if user.has_second_factor else _set_up(request, frame, user)


def _set_up(request: HttpRequest, frame: Any, user: User) -> HttpResponse:
    seed = request.session.setdefault(SEED, second_factor.new_seed())
    form = EnrolForm(request.POST if request.method == "POST" else None, user=user, seed=seed)
    if form.is_valid():
        del request.session[SEED]
        tell("second_factor_on", user, by=user, request=request)
        return _show_codes(request, frame, form.recovery_codes)
    key = totp.key_of(second_factor.secret_of(seed))
    more = {
        "form": form,
        "qr": qr.draw(second_factor.phone_address(user, seed)),
        "key": " ".join(key[at : at + 4] for at in range(0, len(key), 4)),
        "is_needed": second_factor.is_missing(request),
    }
    return _page(request, frame, "second_factor_off", more)


def _change(request: HttpRequest, frame: Any, user: User) -> HttpResponse:
    form = ConfirmForm(request.POST if request.method == "POST" else None, user=user, request=request)
    if form.is_valid():
        if "turn_off" in request.POST:
            second_factor.turn_off(user)
            tell("second_factor_off", user, by=user, request=request)
            return redirect("admin:second_factor")
        tell("recovery_codes_made", user, by=user, request=request)
        return _show_codes(request, frame, second_factor.make_recovery_codes(user))
    return _page(request, frame, "second_factor_on", {"form": form, "codes_left": user.recovery_codes.count()})


def _show_codes(request: HttpRequest, frame: Any, codes: list[str]) -> HttpResponse:
    return _page(request, frame, "recovery_codes", {"title": _("Your recovery codes"), "codes": codes})


def password_was_changed(request: HttpRequest) -> None:
    """Follow up on a password that somebody has chosen: it is no first password, and it ends other sessions."""
    user: Any = request.user
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    sessions.end(user, but=request.session.session_key)
    tell("password_changed", user, by=user, request=request)


def sessions_page(request: HttpRequest, frame: Any) -> HttpResponse:
    """List the sessions of whoever asks, and end them: one, or all but this."""
    user: Any = request.user
    own = request.session.session_key
    if request.method == "POST":
        if "others" in request.POST:
            ended = sessions.end(user, but=own)
        else:
            ended = int(sessions.end_one(user, request.POST.get("session", ""), but=own))
        if ended:
            tell("sessions_ended", user, by=user, request=request, detail=str(ended))
            messages.success(request, _("Ended. Whoever used it has to sign in again."))
        return redirect("admin:sessions")
    rows = [(row, sessions.mark_of(row.session_key), row.session_key == own) for row in sessions.alive(user)]
    more = {"title": _("My sessions"), "rows": rows, "has_others": any(not here for _row, _mark, here in rows)}
    return _page(request, frame, "sessions", more)


def _page(request: HttpRequest, frame: Any, name: str, more: dict[str, Any]) -> HttpResponse:
    context = {**frame.each_context(request), "title": _("Two-step sign-in"), **more}
    return TemplateResponse(request, f"admin/accounts/{name}.html", context)
