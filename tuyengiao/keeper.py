"""The keeper: applies what is due and looks after things, every few seconds.

A room names its duties in its AppConfig, `duties = ("articles.publishing.apply_due",)`. A duty is a function that takes
the time, does what is due by then, may be run again at once, and returns how many things it changed.
"""

import datetime
import logging
from collections.abc import Callable, Iterable

from django.apps import apps
from django.db import close_old_connections
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

Duty = Callable[[datetime.datetime], int]


def duties() -> list[Duty]:
    """Return the duties of all rooms, in the order of INSTALLED_APPS."""
    return [import_string(path) for config in apps.get_app_configs() for path in getattr(config, "duties", ())]


def fulfil(now: datetime.datetime, chosen: Iterable[Duty]) -> int:
    """Run duties once and return how many things they changed; one that fails is logged and stops no other."""
    changed = 0
    for duty in chosen:
        try:
            changed += duty(now)
        except Exception:
            logger.exception("duty %s.%s failed", duty.__module__, duty.__qualname__)
        finally:
            close_old_connections()
    return changed
