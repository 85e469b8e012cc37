"""The admin of what superadmins put on all sites or on chosen ones for a time."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import Downtime, NetworkMode
from provinces.models.network import Level, ModeKind

from .base import NetworkModelAdmin
from .chips import chip
from .forms import ScopedForm
from .moments import MOMENTS

LEVEL_TONES = {Level.NOTICE: "soon", Level.WARNING: "warn", Level.DANGER: "bad"}


class NetworkRowForm(ScopedForm):
    """A row for all sites, or for those that are ticked."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse a row that is meant for nobody."""
        values = super().clean() or self.cleaned_data
        if not values.get("for_all") and not values.get("sites") and "sites" not in self.errors:
            self.add_error("sites", _("Tick the sites it is meant for, or “for all sites”."))
        return values


class NetworkRowAdmin(NetworkModelAdmin):
    """What both tables share: sites as boxes to tick, times as people type them, the state by the clock."""

    form = NetworkRowForm
    formfield_overrides = MOMENTS
    view_on_site = False

    def form_languages(self, request: HttpRequest) -> Any:
        """Return all languages: the network has sites in each."""
        return [code for code, _name in settings.LANGUAGES]

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the sites as boxes to tick."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            field.widget = forms.CheckboxSelectMultiple(choices=field.widget.choices)
            field.help_text = ""
        return field

    def choices_for(self, db_field: Any, request: HttpRequest) -> Any:
        """Return all sites."""
        return db_field.remote_field.model._default_manager.all()

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the rows with their sites."""
        return super().get_queryset(request).prefetch_related("sites")

    @admin.display(description=gettext_lazy("for"))
    def meant_for(self, row: Any) -> str:
        """Return the sites it is meant for."""
        if row.for_all:
            return _("all sites")
        names = [str(site) for site in row.sites.all()]
        return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


class NetworkModeAdmin(NetworkRowAdmin):
    """Emergency announcements, mourning, Tết."""

    nav_order = 15
    list_display = ["title", "kind", "meant_for", "starts_at", "ends_at", "state"]
    list_filter = ["kind"]
    actions = ["end_now"]
    fieldsets = [
        (
            None,
            {
                "fields": ["kind", "level", "message", "url"],
                "description": gettext_lazy(
                    "An emergency announcement needs a message; mourning and Tết may have one. Mourning turns pages "
                    "and pictures grey, Tết gives them red, gold and blossoms."
                ),
            },
        ),
        (
            gettext_lazy("When and where"),
            {
                "fields": [("starts_at", "ends_at"), "for_all", "sites"],
                "description": gettext_lazy("It begins and ends by itself at these times."),
            },
        ),
    ]
    empty_list_hint = gettext_lazy("No mode yet. Plan one with its beginning and its end.")

    @admin.display(description=gettext_lazy("mode"))
    def title(self, mode: NetworkMode) -> str:
        """Return the message, or what the mode is called."""
        return str(mode)

    @admin.display(description=gettext_lazy("state"))
    def state(self, mode: NetworkMode) -> str:
        """Return a chip: in force, planned or over."""
        now = timezone.now()
        if mode.is_in_force(now):
            return chip(_("in force"), "warn" if mode.kind == ModeKind.EMERGENCY else "good")
        return chip(_("planned"), "soon") if mode.starts_at > now else chip(_("over"), "past")

    @admin.action(description=gettext_lazy("End now"))
    def end_now(self, request: HttpRequest, queryset: "QuerySet[NetworkMode]") -> None:
        """End the chosen modes that are in force."""
        now = timezone.now()
        ended = [mode for mode in queryset if mode.starts_at < now and mode.is_in_force(now)]
        for mode in ended:
            mode.ends_at = now
            mode.save(update_fields=["ends_at"])
            self.log_change(request, mode, _("Ended."))
        self.message_user(request, _("Modes ended: %(number)d.") % {"number": len(ended)})


class DowntimeAdmin(NetworkRowAdmin):
    """Planned downtimes."""

    nav_order = 16
    list_display = ["starts_at", "ends_at", "reason", "meant_for", "state"]
    fieldsets = [
        (
            None,
            {
                "fields": [("starts_at", "ends_at"), "reason", "meanwhile"],
                "description": gettext_lazy(
                    "Readers see it on every page from now until it is over. The law asks for at least seven working "
                    "days ahead; for what cannot wait, use an emergency announcement."
                ),
            },
        ),
        (gettext_lazy("Where"), {"fields": ["for_all", "sites"]}),
    ]
    empty_list_hint = gettext_lazy("No planned downtime.")

    @admin.display(description=gettext_lazy("state"))
    def state(self, row: Downtime) -> str:
        """Return a chip: announced, going on or over."""
        now = timezone.now()
        if row.ends_at <= now:
            return chip(_("over"), "past")
        return chip(_("going on"), "warn") if row.starts_at <= now else chip(_("announced"), "soon")
