"""Makes pages new on which answers of a site stand, or its rules for messages: raises the versions of `editions`.

A message that nobody but staff sees raises nothing, however many come in.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save

from editions import scopes
from editions.versions import raise_scopes

from .models import Case, ConsentText, FeedbackRules


def track() -> None:
    """Begin to follow messages that were published, rules and consent texts."""
    for model in (Case, ConsentText, FeedbackRules):
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"feedback.freshness.{model.__name__}.{id(signal)}")


def _changed(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    was_ever_seen = not isinstance(instance, Case) or instance.published_at is not None
    if was_ever_seen and not raw:
        raise_scopes(scopes.answers(instance.site_id))
