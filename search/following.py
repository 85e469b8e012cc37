"""Follow the objects of a model: what is saved is indexed, what is deleted is forgotten, in the same transaction."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from . import indexing
from .indexing import Item


def follow(model: type[Model], kind: str, item_of: Callable[[Any], Item]) -> None:
    """Keep the entries of a model true whose objects hold themselves all that is indexed of them."""

    def saved(instance: Any, *, raw: bool = False, **kwargs: Any) -> None:
        if not raw:
            indexing.index([item_of(instance)])

    def deleted(instance: Any, **kwargs: Any) -> None:
        indexing.forget(kind, [instance.pk])

    post_save.connect(saved, sender=model, weak=False, dispatch_uid=f"search.saved.{kind}")
    post_delete.connect(deleted, sender=model, weak=False, dispatch_uid=f"search.deleted.{kind}")
