"""Base classes of every admin of a site: nothing of another site is listed, offered, named, changed or deleted.

A room's admin class says what it is about, nothing about tenancy:

    @admin.register(Hotline)
    class HotlineAdmin(ScopedModelAdmin):
        task = Task.SITE
        change_role = Role.EDITOR
        fieldsets = [(None, {"fields": ["label", "phone"]})]

`label` is translated: the form shows `label_vi`, `label_en`… for the languages of the site, in tabs.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import Max
from django.http import HttpRequest
from django.utils.translation import gettext

from provinces.models import Province, Role, Site
from provinces.permissions import at_least
from provinces.tenancy import SiteQuerySet
from vietnamese.dates import short_date

from .careful import CarefulModelAdmin
from .forms import ScopedForm
from .links import public_url
from .lists import ScopedRelatedFilter
from .navigation import Task
from .scope import choices_on, deleted_with, site_of
from .translated import TranslatedAdmin

if TYPE_CHECKING:
    _StackedInline = admin.StackedInline[Any, Any]
    _TabularInline = admin.TabularInline[Any, Any]
    _BaseModelAdmin = BaseModelAdmin[Any]
else:
    _StackedInline, _TabularInline = admin.StackedInline, admin.TabularInline
    _BaseModelAdmin = BaseModelAdmin

NATIVE_PICKERS: dict[Any, dict[str, Any]] = {
    models.DateTimeField: {
        "form_class": forms.DateTimeField,
        "widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    },
    models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
}


def province_label(province: Province) -> str:
    """Return what a province is called in a list of choices: a former one with its last day, as names come again."""
    if province.valid_to is None:
        return str(province)
    return gettext("%(name)s (until %(day)s)") % {"name": province, "day": short_date(province.valid_to)}


class ByRole(_BaseModelAdmin):
    """Permissions by role on the site: the class says which role each deed needs at least.

    A site that is no longer written (frozen, archived) is read-only for all but superadmins.
    """

    view_role: ClassVar[Role] = Role.WRITER
    add_role: ClassVar[Role | None] = None
    change_role: ClassVar[Role] = Role.EDITOR
    delete_role: ClassVar[Role] = Role.EDITOR

    def may(self, request: HttpRequest, role: Role) -> bool:
        """Return True when the account may change things here, having at least `role`."""
        site = site_of(request)
        open_site = site is not None and (site.is_writable or getattr(request.user, "is_superuser", False))
        return open_site and at_least(request.user, site, role)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for accounts with `view_role`."""
        return at_least(request.user, site_of(request), self.view_role)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for accounts with `add_role`, which is `change_role` when not set."""
        return self.may(request, self.add_role or self.change_role)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for accounts with `change_role`."""
        return self.may(request, self.change_role)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for accounts with `delete_role`."""
        return self.may(request, self.delete_role)


class ScopedChoices(_BaseModelAdmin):
    """Foreign keys and many-to-many fields offer rows of the site only; dates have the browser's own pickers."""

    formfield_overrides = NATIVE_PICKERS

    def choices_for(self, db_field: Any, request: HttpRequest) -> Any:
        """Return the rows that a relation may point to; override it for wider or narrower choices."""
        return choices_on(db_field.remote_field.model, request)

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        """Return the rows that a relation may point to, for Django."""
        ordered = super().get_field_queryset(db, db_field, request)
        rows = self.choices_for(db_field, request)
        return rows.order_by(*ordered.query.order_by) if ordered is not None else rows

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the field of the form; beside a choice there is at most a button to add another one."""
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.ModelChoiceField) and db_field.remote_field.model is Province:
            field.label_from_instance = province_label  # type: ignore[method-assign, assignment]  # a narrower one
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_change_related = widget.can_delete_related = widget.can_view_related = False
            widget.can_add_related = widget.can_add_related and db_field.remote_field.model is not self.model
        return field

    def scoped_rows(self, request: HttpRequest, rows: Any) -> Any:
        """Return the rows that the account may work on here."""
        if isinstance(rows, SiteQuerySet):
            return rows.editable_by(request.user, site_of(request))
        return rows.none()


class ScopedModelAdmin(ByRole, ScopedChoices, CarefulModelAdmin):
    """The admin of a model whose rows belong to a site."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return True when the account may see the model."""
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the rows of the site."""
        return self.scoped_rows(request, super().get_queryset(request))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form class; it knows the site."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.site = site_of(request)
        return form

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Return the filters; those by a relation offer the site's rows only."""
        return [self._scoped(item) if isinstance(item, str) else item for item in super().get_list_filter(request)]

    def _scoped(self, name: str) -> Any:
        if "__" in name:
            return name
        field = self.model._meta.get_field(name)
        return (name, ScopedRelatedFilter) if field.remote_field is not None else name

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what a new object begins with: it stands last where there is an order."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        if any(field.name == "order" for field in self.opts.concrete_fields):
            last = self.get_queryset(request).aggregate(last=Max("order"))["last"]
            initial.setdefault("order", 0 if last is None else last + 1)
        return initial

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save an object as one of this site."""
        site = site_of(request)
        if site is not None and any(field.name == "site" for field in obj._meta.concrete_fields):
            obj.site = site
        super().save_model(request, obj, form, change)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return what goes with `objs`, naming nothing of other sites."""
        return deleted_with(objs, request, self.admin_site)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Return the address of the object's public page."""
        if obj is None or not self.view_on_site or not hasattr(obj, "get_absolute_url"):
            return None
        site: Site | None = getattr(obj, "site", None)
        return public_url(obj, site) if site is not None and site.is_public else None


class ScopedInline(ByRole, ScopedChoices, TranslatedAdmin):
    """What the two inlines share."""

    form: Any = ScopedForm
    extra = 0

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the rows of the site."""
        rows = super().get_queryset(request)
        return rows.for_site(site_of(request)) if isinstance(rows, SiteQuerySet) else rows

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the formset class; its forms know the site."""
        formset: Any = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]  # of the inline beside it
        formset.form.site = site_of(request)
        return formset


class ScopedStackedInline(ScopedInline, _StackedInline):
    """Inline forms one below the other."""


class ScopedTabularInline(ScopedInline, _TabularInline):
    """Inline forms as rows of a table; each input says what it is, because its column's heading is not its label."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the field of the form, named for screen readers."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            getattr(field.widget, "widget", field.widget).attrs["aria-label"] = str(field.label)
        return field


class NetworkModelAdmin(ScopedChoices, CarefulModelAdmin):
    """The admin of a table of the network: superadmins only, all sites."""

    task = Task.MANAGE

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for superadmins."""
        return request.user.is_active and request.user.is_superuser

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return True for superadmins."""
        return self.has_view_permission(request)
