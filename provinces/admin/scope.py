"""What may be chosen or named on a page of the admin: the rows of the site whose page it is."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.admin.utils import NestedObjects, quote
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, router
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from provinces.models import Site
from provinces.tenancy import SiteQuerySet


def site_of(request: HttpRequest) -> Site | None:
    """Return the site whose admin this is; None at network level."""
    return getattr(request, "site", None)


def choices_on(model: type[models.Model], request: HttpRequest) -> Any:
    """Return the rows of `model` that a page of this site may offer; all of them at network level.

    Models that belong to no site (provinces) are offered whole; of accounts, only those with a role on the site.
    """
    rows = model._default_manager.all()
    site = site_of(request)
    if site is None:
        return rows
    if isinstance(rows, SiteQuerySet):
        return rows.for_site(site)
    if model is Site:
        return rows.filter(pk=site.pk)
    if model is get_user_model():
        return rows.filter(memberships__site=site)
    return rows


def owner_id(obj: models.Model) -> int | None:
    """Return the id of the site that an object belongs to; None for what belongs to no site."""
    rows = type(obj)._default_manager.all()
    if not isinstance(rows, SiteQuerySet):
        return None
    found: Any = obj
    try:
        for part in rows.site_path.split("__"):
            found = getattr(found, part)
    except ObjectDoesNotExist:
        return None
    return found.pk if found is not None else None


class _Naming:
    """Names objects for the confirmation of a deletion; those of other sites stay unnamed."""

    def __init__(self, request: HttpRequest, admin_site: Any) -> None:
        self.request = request
        self.admin_site = admin_site
        self.refused: set[str] = set()

    def __call__(self, obj: models.Model) -> str:
        """Return the line for one object."""
        kind = capfirst(str(obj._meta.verbose_name))
        site, owner = site_of(self.request), owner_id(obj)
        if site is not None and owner is not None and owner != site.pk:
            return _("%(kind)s of another site") % {"kind": kind}
        if not self.admin_site.is_registered(type(obj)):
            return f"{kind}: {obj}"
        if not self.admin_site.get_model_admin(type(obj)).has_delete_permission(self.request, obj):
            self.refused.add(str(obj._meta.verbose_name))
        name = f"{self.admin_site.name}:{obj._meta.app_label}_{obj._meta.model_name}_change"
        try:
            return format_html('{}: <a href="{}">{}</a>', kind, reverse(name, args=[quote(obj.pk)]), obj)
        except NoReverseMatch:
            return f"{kind}: {obj}"


class _Collector(NestedObjects):
    """Collects what goes with an object, but not the rows that only join two objects: nobody knows them by a name."""

    def add_edge(self, source: Any, target: Any) -> None:
        """Remember that `target` goes with `source`."""
        if not target._meta.auto_created:
            super().add_edge(source, target)


def deleted_with(objs: Any, request: HttpRequest, admin_site: Any) -> tuple[Any, Any, set[str], list[str]]:
    """Return what goes with `objs` as Django's `get_deleted_objects()` does, naming nothing of other sites."""
    rows = list(objs) if isinstance(objs, Iterable) else [objs]
    if not rows:
        return [], {}, set(), []
    collector = _Collector(using=router.db_for_write(type(rows[0])), origin=objs)
    collector.collect(rows)
    naming = _Naming(request, admin_site)
    lines = collector.nested(naming)
    protected = [naming(obj) for obj in cast(set[Any], collector.protected)]
    by_model: dict[Any, Any] = collector.model_objs
    named = {model: found for model, found in by_model.items() if not model._meta.auto_created}
    counts = {model._meta.verbose_name_plural: len(found) for model, found in named.items()}
    return lines, counts, naming.refused, protected
