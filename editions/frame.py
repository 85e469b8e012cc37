"""Raises the versions of what stands around the news: every table of `provinces`, row by row as it is saved.

What begins and ends there by the clock (banners, network modes, downtimes) ends the pages that show it.
"""

import datetime
from typing import Any

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save

from provinces.models import Banner, Downtime, NetworkMode

from . import planned, scopes
from .versions import raise_scopes

#: Tables of `provinces` that no page for readers shows.
NOT_SHOWN = {"membership", "auditentry", "notice"}


def track() -> None:
    """Begin to follow the tables of `provinces`."""
    for model in apps.get_app_config("provinces").get_models(include_auto_created=True):
        if model._meta.model_name not in NOT_SHOWN:
            track_model(model)
    planned.register(planned_moments, nothing_to_apply)


def planned_moments(now: datetime.datetime) -> list[tuple[datetime.datetime, int | None]]:
    """Return when something around the news appears or goes by itself, and on which site; None is all of them."""
    network = [*NetworkMode.objects.moments_after(now), *Downtime.objects.moments_after(now)]
    moments = [*Banner.objects.moments_after(now), *((moment, None) for moment in network)]
    return sorted(moments, key=lambda moment: moment[0])[: planned.AHEAD]


def nothing_to_apply(now: datetime.datetime) -> int:
    """Change nothing: what stands around the news is chosen by the clock whenever a page is made."""
    return 0


def track_model(model: Any) -> None:
    """Raise the site of a row of `model` whenever it is saved or deleted; the whole network for one without a site."""
    for signal in (post_save, post_delete):
        signal.connect(_changed, sender=model, dispatch_uid=f"editions.frame.{model._meta.label}")
    for field in model._meta.many_to_many:
        through = getattr(model, field.name).through
        m2m_changed.connect(_changed, sender=through, dispatch_uid=f"editions.frame.{through._meta.label}")


def scopes_of(row: Any) -> set[str]:
    """Return the scopes of pages on which a row of the frame stands."""
    if row._meta.label == "provinces.Site":
        return {scopes.site(row.pk), scopes.MEMBERS}
    site = getattr(row, "site_id", None)
    return {scopes.site(site)} if site is not None else {scopes.NETWORK}


def _changed(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        raise_scopes(*scopes_of(instance))
