"""The admin of departments with their leaders, and of provinces."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.models import Department, Leader, Province, ProvinceType, Role

from .base import NetworkModelAdmin, ScopedStackedInline
from .chips import chip
from .forms import ScopedForm
from .navigation import Task
from .tree import TreeModelAdmin


class DepartmentForm(ScopedForm):
    """A department; it cannot be part of itself."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse a loop, and a last day before the first."""
        values = super().clean() or self.cleaned_data
        above, seen = values.get("parent"), {self.instance.pk}
        while above is not None:
            if above.pk in seen and above.pk is not None:
                self.add_error("parent", _("A department cannot be part of itself."))
                break
            seen.add(above.pk)
            above = above.parent
        first, last = values.get("valid_from"), values.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day lies before the first."))
        return values


class LeaderInline(ScopedStackedInline):
    """The leaders of a department, in their order."""

    model = Leader
    fieldsets = [(None, {"fields": ["name", "position", ("phone", "email"), "portrait", "duties", "order"]})]


@admin.register(Department)
class DepartmentAdmin(TreeModelAdmin):
    """The departments of a site, as a tree."""

    task = Task.SITE
    nav_order = 10
    form = DepartmentForm
    change_role = Role.EDITOR
    delete_role = Role.SITE_ADMIN
    list_display = ["in_tree", "phone", "email", "validity", "moves"]
    folded_search_fields = ("name_vi",)
    fieldsets = [
        (None, {"fields": ["name", "slug", "functions"]}),
        (_("Contact"), {"fields": ["address", ("phone", "fax"), ("email", "website")]}),
        (_("Where it belongs"), {"fields": ["parent", "province", "order"], "classes": ["side"]}),
        (
            _("Validity"),
            {
                "fields": ["valid_from", "valid_to", "successor"],
                "classes": ["side"],
                "description": _("A department that was merged keeps its page; give its last day and successor."),
            },
        ),
    ]
    inlines = [LeaderInline]
    view_on_site = False
    empty_list_hint = _("No department yet. Add the commission itself first, then its divisions below it.")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form; a department is not offered as part of itself."""
        form = super().get_form(request, obj, change, **kwargs)
        for name in ("parent", "successor"):
            if obj is not None and name in form.base_fields:
                form.base_fields[name].queryset = form.base_fields[name].queryset.exclude(pk=obj.pk)
        return form

    @admin.display(description=_("state"))
    def validity(self, department: Department) -> str:
        """Return a chip: in force, planned or ended."""
        today = timezone.localdate()
        if department.valid_to and department.valid_to < today:
            return chip(_("ended"), "past")
        if department.valid_from and department.valid_from > today:
            return chip(_("planned"), "soon")
        return chip(_("in force"), "good")


class PresentFilter(admin.SimpleListFilter):
    """Present units, or former ones."""

    title = _("validity")
    parameter_name = "units"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the choices."""
        return [("present", _("present")), ("former", _("former"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the units of the choice."""
        return {"present": queryset.present, "former": queryset.former}.get(self.value() or "", queryset.all)()


class ProvinceTypeInline(admin.TabularInline):  # type: ignore[type-arg]  # not subscriptable at run time
    """Since when a unit is a province or a city; only to be read."""

    model = ProvinceType
    extra = 0
    can_delete = False
    fields: ClassVar[Any] = ["unit_type", "valid_from", "resolution"]
    readonly_fields: ClassVar[Any] = fields

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True: who sees the province sees its types."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: types come with the data of provinces."""
        return False


class ProvinceAdmin(NetworkModelAdmin):
    """Provinces: laid down by law, so that only what the law does not say is changed here."""

    nav_order = 30
    list_display = ["name", "code", "region", "validity", "successor"]
    list_select_related = ["successor"]
    list_filter = [PresentFilter, "region"]
    folded_search_fields = ("name_vi",)
    list_per_page = 100
    readonly_fields = ["code", "slug", "region", "valid_from", "valid_to", "successor"]
    fieldsets = [
        (None, {"fields": ["name", "portal_domain", "phone_area", "ethnic_languages"]}),
        (
            _("Laid down by law"),
            {
                "fields": ["code", "slug", "region", "valid_from", "valid_to", "successor"],
                "description": _("Comes from the official list and is brought up to date with it."),
            },
        ),
    ]
    inlines = [ProvinceTypeInline]

    def form_languages(self, request: HttpRequest) -> Any:
        """Return all languages: provinces are shown on every site."""
        return ("vi", "en", "km")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: units come from the official list."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: what was true on a day stays true."""
        return False

    @admin.display(description=_("state"))
    def validity(self, province: Province) -> str:
        """Return a chip: present or former."""
        return chip(_("former"), "past") if province.is_former else chip(_("present"), "good")
