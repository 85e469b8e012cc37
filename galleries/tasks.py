"""Jobs of the picture library."""

import datetime
import logging

from django.db.models import F
from huey.contrib.djhuey import db_task

from provinces.media import remove_files
from provinces.validators import PictureRefused

from .models import Picture
from .renditions import render

logger = logging.getLogger(__name__)
AT_ONCE = 20


@db_task()  # type: ignore[untyped-decorator]  # huey ships no types
def make_renditions(picture_id: int) -> None:
    """Make the renditions of one picture; a picture that is gone or cannot be read is logged and left as it is."""
    if not Picture.objects.filter(pk=picture_id).update(renditions_tries=F("renditions_tries") + 1):
        return
    try:
        render(Picture.objects.get(pk=picture_id))
    except (PictureRefused, OSError, Picture.DoesNotExist) as error:
        logger.warning("picture %s: no renditions: %s", picture_id, error)


@db_task()  # type: ignore[untyped-decorator]
def remove_replaced(name: str) -> None:
    """Remove a replaced file with its renditions, unless a picture shows it again."""
    if not Picture.objects.filter(file=name).exists():
        remove_files(name)


def ask_again(now: datetime.datetime) -> int:
    """Queue the renditions that a killed job left unmade, some at a time; return how many. A duty of the keeper."""
    found = list(Picture.objects.overdue(now).order_by("-id").values_list("pk", flat=True)[:AT_ONCE])
    Picture.objects.filter(pk__in=found).update(renditions_asked_at=now)
    for picture_id in found:
        make_renditions(picture_id)
    return len(found)
