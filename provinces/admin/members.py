"""The admin of roles: a site's people for its site admins, never those of other sites."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.passwords import spoken_word
from accounts.resetting import sign_in_page
from provinces.models import Membership, Role
from provinces.permissions import may_manage_sign_in

from .base import NetworkModelAdmin, ScopedModelAdmin
from .chips import chip
from .forms import ScopedForm
from .navigation import Task


class MembershipForm(ScopedForm):
    """The role of somebody who already works here."""


class NewMembershipForm(ScopedForm):
    """Somebody joins the site: with the account they have, or with a new one."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("If this person already has an account, it gets a role here; else a new account is made."),
    )
    full_name = forms.CharField(label=_("Full name"), max_length=120, required=False, help_text=_("For a new account."))
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("For a new account."))

    password: str = ""

    def clean(self) -> dict[str, Any] | None:
        """Find the account, or prepare a new one."""
        values = super().clean() or self.cleaned_data
        username = values.get("username")
        if not username:
            return values
        model: Any = get_user_model()
        account = model.objects.filter(username__iexact=username.strip()).first()
        if account is None:
            if not values.get("full_name"):
                self.add_error("full_name", _("There is no such account yet: give the full name to make one."))
            account = model(
                username=username.strip(),
                full_name=values.get("full_name") or username,
                email=values.get("email") or "",
                must_change_password=True,
            )
            self._take_errors(account)
        elif not account.is_active:
            self.add_error("username", _("This account may no longer sign in."))
        elif Membership.objects.filter(user=account, site=self.site).exists():
            self.add_error("username", _("This person already has a role here: change it in the list."))
        self.instance.user = account
        return values

    def _take_errors(self, account: Any) -> None:
        try:
            account.clean_fields(exclude=["password", "full_name", "email"])
        except forms.ValidationError as error:
            self.add_error("username", error.error_dict["username"])

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "user"}

    def save(self, commit: bool = True) -> Any:
        """Save the role, and the account before it when it is new."""
        account = self.instance.user
        if account.pk is None:
            self.password = spoken_word()
            account.set_password(self.password)
            account.save()
            self.instance.user = account
        return super().save(commit)


@admin.register(Membership)
class MembershipAdmin(ScopedModelAdmin):
    """The people of the site."""

    task = Task.MANAGE
    nav_order = 20
    grants_access = True
    form = MembershipForm
    view_role = change_role = delete_role = Role.SITE_ADMIN
    list_display = ["person", "username", "role_chip", "own_only", "created_at"]
    list_select_related = ["user"]
    folded_search_fields = ("user__full_name", "user__username")
    ordering = ["user__full_name_key", "id"]
    fieldsets = [
        (
            None,
            {
                "fields": ["role", "own_only"],
                "description": _("Writers write, editors check and publish, site admins also give roles."),
            },
        )
    ]
    add_fieldsets = [
        (_("Person"), {"fields": ["username", "full_name", "email"]}),
        (_("Role"), {"fields": ["role", "own_only"], "description": _("You can change it at any time.")}),
    ]
    empty_list_hint = _("Nobody works here yet. Add the first writer or editor.")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fieldsets; somebody new is named first."""
        return super().get_fieldsets(request, obj) if obj is not None else self.add_fieldsets

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form class."""
        if obj is None:
            kwargs["form"] = NewMembershipForm
        return super().get_form(request, obj, change, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for site admins, but not for their own role: nobody locks themselves out."""
        return super().has_change_permission(request, obj) and not self._own(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for site admins, but not for their own role."""
        return super().has_delete_permission(request, obj) and not self._own(request, obj)

    @staticmethod
    def _own(request: HttpRequest, obj: Any) -> bool:
        return obj is not None and obj.user_id == request.user.pk and not request.user.is_superuser

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Take away roles, but never one's own."""
        super().delete_queryset(request, queryset.exclude(user=request.user))

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """Save the account first when it is new; remember its password for the answer."""
        made = super().save_form(request, form, change)
        request.first_password = getattr(form, "password", "")  # type: ignore[attr-defined]  # for response_add
        return made

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Show the first password of a new account, this once."""
        password = getattr(request, "first_password", "")
        if not password:
            return super().response_add(request, obj, post_url_continue)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("The account was made"),
            "opts": self.opts,
            "membership": obj,
            "password": password,
        }
        return TemplateResponse(request, "admin/first_password.html", context)

    def get_urls(self) -> list[Any]:
        """Return the addresses, with that of the page about how somebody signs in."""
        page = path("<int:object_id>/dang-nhap/", self.admin_site.admin_view(self.sign_in), name="member_sign_in")
        return [page, *super().get_urls()]

    def sign_in(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show how somebody of the site signs in, and reset it."""
        membership: Any = self.get_object(request, str(object_id))
        if membership is None:
            raise Http404
        if not self.has_change_permission(request, membership):
            raise PermissionDenied
        account = membership.user
        back = reverse("admin:provinces_membership_change", args=[object_id])
        may_change = may_manage_sign_in(request.user, account)
        return sign_in_page(request, self.admin_site, account, back=back, may_change=may_change)

    @admin.display(description=_("name"), ordering="user__full_name_key")
    def person(self, membership: Membership) -> str:
        """Return the full name."""
        return str(membership.user)

    @admin.display(description=_("user name"), ordering="user__username")
    def username(self, membership: Membership) -> str:
        """Return the user name, marked when the account may no longer sign in."""
        return membership.user.get_username()

    @admin.display(description=_("role"), ordering="role")
    def role_chip(self, membership: Membership) -> str:
        """Return the role as a chip."""
        if not membership.user.is_active:
            return chip(_("may no longer sign in"), "past")
        return chip(membership.get_role_display(), "soon" if membership.role == Role.SITE_ADMIN else "plain")


class NetworkMembershipAdmin(NetworkModelAdmin):
    """All roles on all sites."""

    nav_order = 50
    grants_access = True
    list_display = ["user", "site", "role", "own_only", "created_at"]
    list_select_related = ["user", "site"]
    list_filter = ["role", "site"]
    folded_search_fields = ("user__full_name", "user__username", "site__name_vi")
    fieldsets = [(None, {"fields": ["user", "site", "role", "own_only"]})]


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]  # not subscriptable at run time
    """The roles of an account on several sites."""

    model = Membership
    fields = ["site", "role", "own_only"]
    extra = 1
    verbose_name_plural = _("roles on sites")

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the field, named for screen readers, without buttons to make sites on the way."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            inner: Any = getattr(field.widget, "widget", field.widget)
            inner.attrs["aria-label"] = str(field.label)
            field.widget = inner
        return field

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for superadmins."""
        return request.user.is_superuser

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission
