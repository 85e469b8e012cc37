"""Staff of the first site in its admin: every address, list, filter, search, action, autocomplete and form."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.contrib.auth import get_user_model
from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from provinces import trash
from provinces.models import AuditEntry, Site

from .routes import Route, routes
from .visiting import Visitor, Walk
from .world import WORD, World, rows_of

URLCONF: str = settings.ADMIN_URLCONF
NETWORK: str = settings.NETWORK_ADMIN_URLCONF
#: What the custom addresses understand in their query.
QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"q": WORD},
    {"q": ""},
    {"before": "999999"},
    {"term": WORD},
    {"kind": "album", "q": WORD},
    {"kind": "video"},
    {"xlsx": "1"},
)
#: Choices that name rows without being relations: how a row of the second site would be chosen.
DISGUISED = {"leads_to": "articles.category:{}"}
#: Fields of pages without a model class: (path, form data); `{}` becomes an id of the second site.
OTHER_FORMS = {
    "nhap-trang/": {
        "pages-TOTAL_FORMS": "1",
        "pages-INITIAL_FORMS": "1",
        "pages-0-name": "a.txt",
        "pages-0-text": "Tin\n\nMột bài viết.",
        "pages-0-take": "on",
        "pages-0-category": "{}",
    },
    "nhap-word/": {"upload": "{}", "title": "Tin", "category": "{}"},
}


def classes(only: type[models.Model] | None = None) -> list[tuple[type[models.Model], Any]]:
    """Return the registered model admins of a site, or that of one model."""
    return [(model, found) for model, found in admin.site._registry.items() if only in {None, model}]


def base_of(model: type[models.Model]) -> str:
    """Return the path of a model's pages below the admin's root."""
    return f"{model._meta.app_label}/{model._meta.model_name}/"


def foreign_id(world: World, model: Any) -> int | None:
    """Return the id of a row of `model` that the first site has no business with."""
    if model is Site:
        return world.abroad.pk
    if model is get_user_model():
        return int(get_user_model().objects.filter(memberships__site=world.abroad).exclude(pk=world.both.pk)[0].pk)
    return world.of_abroad(model)[0] if model in world.ids and world.of_abroad(model) else None


class Desk:
    """One member of staff in the first site's admin."""

    def __init__(self, walk: Walk, name: str, user: Any, known: Iterable[str] = ()) -> None:
        self.walk, self.world = walk, walk.world
        root = f"/quan-tri/{walk.world.home.slug}/"
        self.visitor = Visitor(walk, name, user, root, URLCONF, known)
        self.request = HttpRequest()
        self.request.user = get_user_model().objects.get(pk=user.pk)
        setattr(self.request, "site", walk.world.home)  # noqa: B010 - as the middleware sets it
        self.acted: set[tuple[str, str]] = set()
        self.completed: set[tuple[str, str]] = set()
        self.refused: set[tuple[str, str]] = set()

    def walk_all(self) -> None:
        """Visit everything."""
        self.addresses()
        self.look_around()
        for model, model_admin in classes():
            self.forms(model, model_admin)
        self.other_forms()
        self.recycle_bin()

    def look_around(self) -> None:
        """Visit what needs no form to be filled in."""
        for model, model_admin in classes():
            self.lists(model, model_admin)
            self.actions(model, model_admin)
        self.autocompletes()

    def walk_class(self, model: type[models.Model]) -> None:
        """Visit the pages of one model only."""
        ((_model, model_admin),) = classes(model)
        self.addresses(base_of(model))
        self.lists(model, model_admin)
        self.actions(model, model_admin)

    # Addresses

    def addresses(self, below: str = "") -> None:
        """Visit every address with the ids of both sites, to read and to send an empty form."""
        for route in routes(URLCONF):
            if not route.route.startswith(below) or route.name == "admin:logout":
                continue
            ours, theirs = self._paths(route)
            for path in ours:
                is_custom = not route.arguments and not route.name.endswith(("_changelist", "_add"))
                for query in QUERIES if is_custom else QUERIES[:1]:
                    self.visitor.get(path, query)
            for path in ours[:1]:
                self.visitor.post(path, {})
            for path in theirs:
                for ask in (self.visitor.get, self.visitor.post):
                    if ask(path, {}).status_code == 200:
                        self.walk.note(f"{self.visitor.name} {path}: a page for another site's object")

    def _paths(self, route: Route) -> tuple[list[str], list[str]]:
        """Return the paths of one address with ids of the first site, and with ids of the second."""
        if not route.arguments:
            return [route.route], []
        if route.name == "admin:":  # the catch-all, and old addresses of change pages
            return [self._catch_all(route, "")], []
        if route.arguments == ("app_label",):
            return [
                _reverse(route, app_label=label) for label in sorted({m._meta.app_label for m, _a in classes()})
            ], []
        found = next((m for m, _a in classes() if route.route.startswith(base_of(m))), None)
        assert found is not None, f"the walk does not know the arguments of {route}"
        ours, theirs = self._ids(found)
        others = {"direction": "up"} if "direction" in route.arguments else {}
        (key,) = set(route.arguments) - set(others)
        assert key in {"object_id", "pk"}, f"the walk does not know the argument {key} of {route}"
        return (
            [_reverse(route, **{key: str(pk)}, **others) for pk in ours[:1]],
            [_reverse(route, **{key: str(pk)}, **others) for pk in theirs[:1]],
        )

    def _ids(self, model: type[models.Model]) -> tuple[list[int], list[int]]:
        if model is Site:
            return [self.world.home.pk], [self.world.abroad.pk]
        return self.world.ids[model]

    def _catch_all(self, route: Route, rest: str) -> str:
        for model, _admin in classes():
            if route.route.startswith(base_of(model)):
                return f"{base_of(model)}{self._ids(model)[1][0]}/"
        return "nowhere/"

    # Lists

    def lists(self, model: type[models.Model], model_admin: Any) -> None:
        """Visit a list with searches, filters and popups that name the second site's rows."""
        base = base_of(model)
        if not model_admin.has_view_permission(self.request):
            self.visitor.get(base)
            return
        shown = self._list(base, {})
        popups = [{"_to_field": "id", "_popup": "1"}, {"all": "", "o": "-1"}, {"p": "2"}]
        for query in [*popups, {"q": WORD}, *self._filters(model, model_admin, shown)]:
            self._list(base, query)

    def _filters(self, model: type[models.Model], model_admin: Any, shown: Any) -> Iterator[dict[str, str]]:
        for relation in model._meta.concrete_fields:
            pk = foreign_id(self.world, relation.related_model)
            if pk is not None:
                yield {f"{relation.name}__id__exact": str(pk)}
        if shown is None:
            return
        for spec in shown.filter_specs:
            for name in spec.expected_parameters():
                if isinstance(spec, SimpleListFilter):
                    yield from ({name: str(pk)} for pk in sorted({ids[1][0] for ids in self.world.ids.values()}))

    def _list(self, base: str, query: dict[str, str]) -> Any:
        answer = self.visitor.get(base, query)
        changelist = (answer.context or {}).get("cl") if answer.status_code == 200 else None
        rows = {row.pk for row in changelist.result_list} if changelist is not None else set()
        if changelist is not None and changelist.model is AuditEntry:  # taking its file adds an entry of this site
            rows -= set(rows_of(AuditEntry, self.world.home).values_list("pk", flat=True))
        if changelist is not None and rows - set(self._ids(changelist.model)[0]):
            self.walk.note(f"{self.visitor.name} {base} {query}: rows of another site in the list")
        return changelist

    # Actions

    def actions(self, model: type[models.Model], model_admin: Any) -> None:
        """Send every action with the second site's ids, alone, confirmed, and mixed with an own one."""
        offered = model_admin.get_actions(self.request) if model_admin.has_view_permission(self.request) else {}
        ours, theirs = self._ids(model)
        for name in offered:
            self.acted.add((type(model_admin).__name__, name))
            for chosen in (theirs, [*ours[:1], *theirs]):
                for more in ({}, {"post": "yes", **self._extras()}, {"select_across": "1"}):
                    self.visitor.post(base_of(model), {"action": name, "_selected_action": chosen, **more})

    def _extras(self) -> dict[str, Any]:
        """Return what an action may ask for besides, with the second site's ids."""
        return {model._meta.model_name or "": str(ids[1][0]) for model, ids in self.world.ids.items() if ids[1]}

    # Autocomplete

    def autocompletes(self, only: type[models.Model] | None = None) -> None:
        """Ask the autocomplete view for every relation of every registered model and of its inlines."""
        for model in {inner for outer, found in classes(only) for inner in (outer, *(i.model for i in found.inlines))}:
            for relation in [*model._meta.concrete_fields, *model._meta.many_to_many]:
                if not relation.is_relation:
                    continue
                asked = {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name,
                    "field_name": relation.name,
                }
                for term in ("", WORD):
                    answer = self.visitor.get("autocomplete/", {**asked, "term": term})
                    if answer.status_code == 200:
                        self.completed.add((model._meta.label, relation.name))

    # Forms

    def forms(self, model: type[models.Model], model_admin: Any) -> None:
        """Choose a row of the second site in every relation of the add and change forms; each has to be refused."""
        pages = []
        if model_admin.has_add_permission(self.request):
            pages.append(f"{base_of(model)}add/")
        own = self._ids(model)[0]
        if own and model_admin.has_change_permission(self.request):
            pages.append(f"{base_of(model)}{own[0]}/change/")
        for page in pages:
            answer = self.visitor.get(page)
            if answer.status_code == 200 and "adminform" in (answer.context or {}):
                self._fill_in(page, type(model_admin).__name__, answer.context)

    def _fill_in(self, page: str, name: str, context: Any) -> None:
        form = context["adminform"].form
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        data = filled(form, formsets)
        for field_name, choice in self._foreign_choices(form):
            answer = self.visitor.post(page, {**data, field_name: choice})
            self._expect_refusal(page, name, field_name, answer, lambda c: c["adminform"].form.errors)
        for number, formset in enumerate(formsets):
            extra = formset.empty_form
            self._take_over(page, data, formset)
            at = formset.total_form_count()
            prefix = f"{formset.prefix}-{at}-"
            row = {f"{prefix}{key}": value for key, value in values(extra).items()}
            for field_name, choice in self._foreign_choices(extra):
                sent = {**data, **row, f"{formset.prefix}-TOTAL_FORMS": str(at + 1), f"{prefix}{field_name}": choice}
                answer = self.visitor.post(page, sent)
                where = f"{formset.prefix}.{field_name}"
                self._expect_refusal(page, name, where, answer, _errors_of_last(number, at), field_name)

    def _take_over(self, page: str, data: dict[str, Any], formset: Any) -> None:
        """Send a row of an inline that says it is a row of the second site."""
        pk = foreign_id(self.world, formset.model)
        count = str(formset.total_form_count() + 1)
        totals = {f"{formset.prefix}-TOTAL_FORMS": count, f"{formset.prefix}-INITIAL_FORMS": count}
        self.visitor.post(page, {**data, **totals, f"{formset.prefix}-{int(count) - 1}-id": pk})

    def _foreign_choices(self, form: Any) -> Iterator[tuple[str, Any]]:
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None and name != "id":
                pk = foreign_id(self.world, field.queryset.model)
                if pk is not None:
                    yield name, [pk] if isinstance(field, forms.ModelMultipleChoiceField) else pk
            elif name in DISGUISED:
                yield name, DISGUISED[name].format(foreign_id(self.world, _model(DISGUISED[name])))

    def _expect_refusal(
        self, page: str, owner: str, where: str, answer: Any, errors: Any, field_name: str | None = None
    ) -> None:
        self.refused.add((owner, where))
        context = answer.context if answer.status_code == 200 else None
        if not context or (field_name or where) not in errors(context):
            self.walk.note(f"{self.visitor.name} {page}: another site's row was taken in {where}")

    def other_forms(self) -> None:
        """Send the forms that belong to no model class."""
        for path, fields in OTHER_FORMS.items():
            pk = foreign_id(self.world, _model("articles.category:"))
            answer = self.visitor.post(path, {name: value.format(pk) for name, value in fields.items()})
            if answer.status_code == 302:
                self.walk.note(f"{self.visitor.name} {path}: another site's row was taken")

    def recycle_bin(self) -> None:
        """Ask the bin for what the second site has, in its bin and elsewhere."""
        for kind in trash.kinds_for(self.request.user, self.world.home):
            for pk in rows_of(kind.model, self.world.abroad).values_list("pk", flat=True):
                for deed in ("restore", "delete", "purge"):
                    answer = self.visitor.post("thung-rac/", {"kind": kind.name, "pk": str(pk), deed: ""})
                    if answer.status_code != 404:
                        self.walk.note(f"{self.visitor.name} {deed} {kind.name}: another site's row was found")


def _model(label: str) -> Any:
    from django.apps import apps

    return apps.get_model(label.partition(":")[0])


def _errors_of_last(number: int, at: int) -> Any:
    return lambda context: context["inline_admin_formsets"][number].formset.forms[at].errors


def _reverse(route: Route, **arguments: str) -> str:
    return str(reverse(route.name, URLCONF, kwargs=arguments, current_app="admin")).lstrip("/")


def values(form: Any) -> dict[str, Any]:
    """Return what a browser would send for a form as it stands, without prefix; files and empty boxes are left out."""
    found: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        shown = field.prepare_value(value) if not isinstance(field, forms.FileField) else None
        if isinstance(field.widget, forms.CheckboxInput) or shown is None:
            if shown is True:
                found[name] = "on"
            continue
        if isinstance(shown, (list, tuple)):
            found[name] = [getattr(one, "pk", one) for one in shown]
        else:
            found[name] = field.widget.format_value(shown) if hasattr(field.widget, "format_value") else shown
            if isinstance(found[name], list):
                found[name] = found[name][0] if found[name] else ""
            if found[name] is None:
                found[name] = ""
    return found


def filled(form: Any, formsets: list[Any]) -> dict[str, Any]:
    """Return what a browser would send for a whole admin page."""
    data = {form.add_prefix(name): value for name, value in values(form).items()}
    for formset in formsets:
        data |= {f"{formset.prefix}-{name}": value for name, value in values(formset.management_form).items()}
        for inner in formset.forms:
            data |= {inner.add_prefix(name): value for name, value in values(inner).items()}
    return data


def networks_walk(walk: Walk, name: str, user: Any, known: Iterable[str] = ()) -> None:
    """Visit every address of the network's admin as somebody who only works on the first site."""
    from tuyengiao.network_admin import network_admin

    visitor = Visitor(walk, name, user, "/quan-tri/", NETWORK, known)
    ids = [walk.world.abroad.pk, foreign_id(walk.world, get_user_model())]
    for route in routes(NETWORK):
        if route.name == "admin:logout":
            continue
        for path in _network_paths(route, ids, list(network_admin._registry)):
            visitor.get(path)
            visitor.post(path, {})


def _network_paths(route: Route, ids: list[int | None], registered: list[type[models.Model]]) -> list[str]:
    if not route.arguments:
        return [route.route]
    if route.arguments == ("app_label",):
        labels = sorted({model._meta.app_label for model in registered})
        return [str(reverse(route.name, NETWORK, kwargs={"app_label": one})).lstrip("/") for one in labels]
    if route.name == "admin:":
        return [f"{base_of(model)}{ids[0]}/" for model in registered if route.route.startswith(base_of(model))] or [
            "nowhere/"
        ]
    (key,) = route.arguments
    assert key in {"object_id", "pk", "id"}, f"the walk does not know the argument {key} of {route}"
    return [str(reverse(route.name, NETWORK, kwargs={key: str(pk)})).lstrip("/") for pk in ids]
