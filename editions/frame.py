"""Raises the versions of what stands around the news: every table of `provinces`, row by row as it is saved."""

from typing import Any

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save

from . import scopes
from .versions import raise_scopes

#: Tables of `provinces` that no page for readers shows.
NOT_SHOWN = {"membership", "auditentry", "notice"}


def track() -> None:
    """Begin to follow the tables of `provinces`."""
    for model in apps.get_app_config("provinces").get_models(include_auto_created=True):
        if model._meta.model_name not in NOT_SHOWN:
            track_model(model)


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
