"""The admin of a site's menu: what a line leads to is chosen in one select."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from provinces import menus
from provinces.models import MenuItem, Site
from provinces.trees import in_reading_order

from .forms import ScopedForm
from .navigation import Task
from .tree import TreeModelAdmin

ADDRESS = "address"
HEADING = "heading"


def target_models() -> list[type[models.Model]]:
    """Return the models to which a menu can lead: those that know their menu items."""
    return [
        model
        for model in apps.get_models()
        if any(isinstance(field, GenericRelation) and field.related_model is MenuItem for field in _private(model))
    ]


def _private(model: type[models.Model]) -> list[Any]:
    return list(model._meta.private_fields)


def destinations(site: Site | None) -> list[tuple[Any, Any]]:
    """Return the grouped choices of a menu line on `site`: sections, categories as a tree, pages, own address."""
    groups: list[tuple[Any, Any]] = [
        (_("Sections of the site"), [(f"module:{name}", label) for name, label in menus.choices()])
    ]
    for model in target_models():
        rows: list[Any] = list(model._default_manager.for_site(site))  # type: ignore[attr-defined]  # a SiteQuerySet
        if hasattr(model, "parent"):
            rows = in_reading_order(rows)
        label = model._meta.label_lower
        lines = [(f"{label}:{row.pk}", "– " * getattr(row, "tree_level", 0) + str(row)) for row in rows]
        if lines:
            groups.append((capfirst(str(model._meta.verbose_name_plural)), lines))
    own = [(ADDRESS, _("An own address (type it below)")), (HEADING, _("Nothing: only a heading for lines below"))]
    return [*groups, (_("Other"), own)]


class MenuItemForm(ScopedForm):
    """A line of the menu."""

    leads_to = forms.ChoiceField(label=_("Leads to"))
    url = forms.CharField(
        label=_("Own address"),
        required=False,
        max_length=500,
        help_text=_("Only for an own address: https://… or /path"),
        validators=[RegexValidator(r"^(?:https?://\S+|/\S*|mailto:\S+|tel:[\d+ ]+)$", _("Begin with https:// or /"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = self.instance
        # Fields that the account may not change are not in the form.
        if "leads_to" in self.fields:
            self.fields["leads_to"].choices = destinations(self.site)  # type: ignore[attr-defined]  # a ChoiceField
            self.initial.setdefault("leads_to", self._present(item) if item.pk else "")
        if "parent" in self.fields and item.pk:
            rows: Any = self.fields["parent"].queryset  # type: ignore[attr-defined]  # a ModelChoiceField
            self.fields["parent"].queryset = rows.exclude(pk=item.pk)  # type: ignore[attr-defined]

    @staticmethod
    def _present(item: MenuItem) -> str:
        if item.target_type_id is not None:
            content_type = ContentType.objects.get_for_id(item.target_type_id)
            return f"{content_type.app_label}.{content_type.model}:{item.target_id}"
        if item.module:
            return f"module:{item.module}"
        return ADDRESS if item.url else HEADING

    def clean(self) -> dict[str, Any] | None:
        """Turn the choice into the fields of the model."""
        values = super().clean() or self.cleaned_data
        chosen = values.get("leads_to", "")
        if chosen == ADDRESS and not values.get("url") and "url" not in self.errors:
            self.add_error("url", _("Type the address."))
        if chosen in {ADDRESS, HEADING} and "label_vi" in self.fields and not values.get("label_vi"):
            self.add_error("label_vi", _("This line needs a label."))
        if chosen != ADDRESS:
            values["url"] = ""
        kind, _colon, key = chosen.partition(":")
        item = self.instance
        item.module = key if kind == "module" else ""
        target = apps.get_model(kind) if key and kind != "module" else None
        item.target_type = ContentType.objects.get_for_model(target) if target else None
        item.target_id = int(key) if target else None
        return values


@admin.register(MenuItem)
class MenuItemAdmin(TreeModelAdmin):
    """The menu, in reading order."""

    task = Task.SITE
    nav_order = 20
    form = MenuItemForm
    list_display = ["in_tree", "leads_where", "is_shown", "moves"]
    fieldsets = [
        (None, {"fields": ["leads_to", "url", "label"]}),
        (
            _("Where it stands"),
            {
                "fields": ["parent", "order", "is_shown", "opens_new_tab"],
                "classes": ["side"],
                "description": _("Lines may stand below another one, at most three deep."),
            },
        ),
    ]
    empty_list_hint = _("The menu is empty. Add a line for each category that readers should find at once.")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the lines with what they lead to."""
        return super().get_queryset(request).prefetch_related("target")

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the field of the form; a line's place is chosen by indented names."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "parent" and field is not None:
            field.empty_label = _("(top level)")
            field.queryset = field.queryset.prefetch_related("target")
        return field

    def name_of(self, row: MenuItem) -> str:
        """Return the label that readers see."""
        return row.label or self.leads_where(row)

    @admin.display(description=_("leads to"))
    def leads_where(self, item: MenuItem) -> str:
        """Return where a line leads, in words."""
        if item.target_id is not None:
            return str(item.target or _("(deleted)"))
        if item.module:
            return menus.section_label(item.module)
        return item.url or "–"
