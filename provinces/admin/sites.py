"""The admin of sites: all of them for superadmins, the own one's texts and look for its site admins."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provinces import hosts
from provinces.models import Hostname, Role, Site
from provinces.models.sites import SiteState
from provinces.reserved import ADMIN_PATH

from .base import NetworkModelAdmin, ScopedModelAdmin
from .chips import Tone, chip
from .navigation import NavItem, Task
from .scope import site_of
from .site_forms import HostnameFormSet, NewSiteForm, SiteForm, SiteSettingsForm
from .widgets import HueField

Fieldset = tuple[Any, Any]
TONES: dict[str, Tone] = {
    SiteState.BUILDING: "warn",
    SiteState.LIVE: "good",
    SiteState.FROZEN: "soon",
    SiteState.ARCHIVED: "past",
    SiteState.REDIRECTING: "past",
}
LOOK: Fieldset = (
    _("Look"),
    {
        "fields": ["banner_wide", "banner_narrow", "logo", "brand_hue", "accent_hue"],
        "description": _("The name stands over the banner as real text: choose pictures without words."),
    },
)
NAMES: Fieldset = (_("Name"), {"fields": ["slogan", "name", "short_name"]})
CONTACT: Fieldset = (
    _("Contact and responsibility"),
    {
        "fields": [
            "governing_body",
            ("responsible_person", "responsible_title"),
            "address",
            ("phone", "fax", "email"),
        ],
        "description": _("Stands at the foot of every page."),
    },
)
FOOT: Fieldset = (_("Foot of the page"), {"fields": ["footer", "legal_line", "licence", "trust_badge_url"]})
MEASURING: Fieldset = (
    _("Counting"),
    {
        "fields": [
            ("opening_views", "opening_views_on", "opening_views_source"),
            ("measuring_host", "measuring_code", "measuring_label"),
        ],
        "classes": ["collapse"],
        "description": _("What the old site had counted is added to the page views counted here."),
    },
)


class SiteFields:
    """The fields of sites that need an own widget."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the field of the form; hues are chosen with a slider."""
        if db_field.name in {"brand_hue", "accent_hue"}:
            return HueField(label=str(db_field.verbose_name).capitalize(), initial=db_field.default)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # of the admin class


class HostnameInline(admin.TabularInline):  # type: ignore[type-arg]  # not subscriptable at run time
    """The hosts on which a site answers."""

    model = Hostname
    formset = HostnameFormSet
    fields = ["host", "is_primary"]
    extra = 1
    verbose_name_plural = _("hosts of its own")

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the field, named for screen readers."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = str(field.label)
        return field

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for superadmins."""
        return request.user.is_superuser

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class SiteAdmin(SiteFields, NetworkModelAdmin):
    """All sites of the network."""

    nav_order = 10
    form = SiteForm
    list_display = ["name_with_colour", "state_chip", "province", "address_of"]
    list_select_related = ["province"]
    list_filter = ["state", "is_template"]
    folded_search_fields = ("name_vi", "short_name_vi", "slug")
    inlines = [HostnameInline]
    view_on_site = False
    fieldsets = [
        NAMES,
        CONTACT,
        FOOT,
        LOOK,
        (
            _("Languages"),
            {"fields": ["languages", "untranslated"], "description": _("Vietnamese is always there.")},
        ),
        (
            _("State"),
            {
                "fields": ["state", "notice", "frozen_on", "successor", "redirect_url"],
                "classes": ["side"],
                "description": _("Building: staff only. Frozen: readers see a notice, nobody writes any more."),
            },
        ),
        (
            _("Place in the network"),
            {
                "fields": ["slug", "path_prefix", "province", "department", "is_portal", "is_template", "four_eyes"],
                "classes": ["side"],
                "description": _("Changing code or path changes addresses; old links no longer lead here."),
            },
        ),
        MEASURING,
    ]
    add_fieldsets: list[Fieldset] = [
        (
            _("The new site"),
            {
                "fields": ["name", "short_name", "province", "slug"],
                "description": _("The province's name serves as the short name when you leave it empty."),
            },
        ),
        (
            _("Where it answers"),
            {
                "fields": ["path_prefix", "host"],
                "description": _("At a path on the portal, or on a host of its own. Empty: the code is the path."),
            },
        ),
        (_("Languages and look"), {"fields": ["languages", "brand_hue", "accent_hue"]}),
        (
            _("Take over from a template"),
            {"fields": ["template", "parts"], "description": _("Articles and pictures are never copied.")},
        ),
        (_("State"), {"fields": ["state"], "classes": ["side"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fieldsets; a new site has its own, short ones."""
        if obj is not None:
            return super().get_fieldsets(request, obj)
        return [
            (name, {**options, "fields": self.expand(request, options["fields"])})
            for name, options in self.add_fieldsets
        ]

    def form_languages(self, request: HttpRequest) -> Any:
        """Return the languages of the site that is edited; a new one is described in Vietnamese first."""
        match = request.resolver_match
        key = match.kwargs.get("object_id") if match else None
        site = Site.objects.filter(pk=key).first() if key and str(key).isdigit() else None
        return tuple(site.languages) if site else ("vi",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form class."""
        if obj is None:
            kwargs["form"] = NewSiteForm
        return super().get_form(request, obj, change, **kwargs)

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the inlines; a new site has its host in the form."""
        return self.inlines if obj is not None else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the site; a new one with its host and what it takes over. It answers at once."""
        super().save_model(request, obj, form, change)
        if not change:
            form.furnish()
        hosts.forget()

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Lead to the desk of the new site."""
        self.message_user(request, gettext("The site “%(name)s” is there. This is its desk.") % {"name": obj})
        return HttpResponseRedirect(f"/{ADMIN_PATH}/{obj.slug}/")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: sites are archived or redirect, what they published stays findable."""
        return False

    @admin.display(description=_("site"), ordering="name_vi")
    def name_with_colour(self, site: Site) -> str:
        """Return the name beside the site's colour."""
        return format_html(
            '<svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" '
            'fill="oklch(0.5 0.15 {})"/></svg> {}',
            site.brand_hue,
            str(site),
        )

    @admin.display(description=_("state"), ordering="state")
    def state_chip(self, site: Site) -> str:
        """Return the state as a chip."""
        return chip(site.get_state_display(), TONES[site.state])

    @admin.display(description=_("address"))
    def address_of(self, site: Site) -> str:
        """Return a link to the site and one to its desk."""
        desk = f"/{ADMIN_PATH}/{site.slug}/"
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>', site.url_for(), site.slug, desk, gettext("desk")
        )


@admin.register(Site)
class SiteSettingsAdmin(SiteFields, ScopedModelAdmin):
    """The texts and the look of the own site; code, path and state are the network's."""

    task = Task.MANAGE
    form = SiteSettingsForm
    view_role = change_role = Role.SITE_ADMIN
    view_on_site = False
    fieldsets = [NAMES, CONTACT, FOOT, LOOK, MEASURING]

    def navigation(self, request: HttpRequest) -> list[NavItem]:
        """Return one line: the settings of the own site."""
        site = site_of(request)
        if site is None or not self.has_view_permission(request):
            return []
        return [NavItem(Task.MANAGE, gettext("Settings"), reverse("admin:provinces_site_change", args=[site.pk]), 10)]

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the page; it has no list to go back to."""
        return super().render_change_form(request, {**context, "stands_alone": True}, *args, **kwargs)

    def scoped_rows(self, request: HttpRequest, rows: Any) -> Any:
        """Return the own site."""
        site = site_of(request)
        return rows.filter(pk=site.pk) if site is not None else rows.none()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the own site's page: a list of one is no list."""
        site = site_of(request)
        return HttpResponseRedirect(reverse("admin:provinces_site_change", args=[site.pk if site else 0]))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: sites are made at network level."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: sites stay."""
        return False
