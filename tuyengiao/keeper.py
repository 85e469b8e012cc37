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

from .watching import queue
from .watching.notes import Round

logger = logging.getLogger(__name__)

Duty = Callable[[datetime.datetime], int]


def duties() -> list[Duty]:
    """Return the duties of all rooms, in the order of INSTALLED_APPS."""
    return [import_string(path) for config in apps.get_app_configs() for path in getattr(config, "duties", ())]


def fulfil(now: datetime.datetime, chosen: Iterable[Duty]) -> int:
    """Run duties once and return how many things they changed; one that fails is logged and stops no other.

    How the round went is noted for those who watch.
    """
    changed = 0
    noted = Round()
    for duty in chosen:
        name = f"{duty.__module__}.{duty.__qualname__}"
        try:
            changed += duty(now)
            noted.succeeded(name)
        except Exception as error:
            logger.exception("duty %s failed", name)
            noted.failed(name, error)
        finally:
            close_old_connections()
    noted.end(queue.front)
    return changed
