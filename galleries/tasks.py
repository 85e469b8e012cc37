"""Jobs of the picture library."""

import logging

from huey.contrib.djhuey import db_task

from provinces.validators import PictureRefused

from .models import Picture
from .renditions import render

logger = logging.getLogger(__name__)


@db_task()  # type: ignore[untyped-decorator]  # huey ships no types
def make_renditions(picture_id: int) -> None:
    """Make the renditions of one picture; a picture that is gone or cannot be read is logged and left as it is."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return
    try:
        render(picture)
    except (PictureRefused, OSError) as error:
        logger.warning("picture %s: no renditions: %s", picture_id, error)


def sweep(limit: int = 20) -> int:
    """Make the renditions of up to `limit` pictures that a killed job left without; return how many there were."""
    found = list(Picture.objects.pending().order_by("-id").values_list("pk", flat=True)[:limit])
    for picture_id in found:
        make_renditions.call_local(picture_id)
    return len(found)
