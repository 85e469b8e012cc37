"""The renditions of a library picture: `Picture.renditions` lists them, narrowest first."""

from typing import TYPE_CHECKING, Any

from provinces.renditions import Rendition, make

if TYPE_CHECKING:
    from .models import Picture


def render(picture: "Picture") -> list[Rendition]:
    """Make the renditions of a stored picture, record them and return them.

    Raises PictureRefused for what is no picture or a decompression bomb, OSError when the file is gone or cut off.
    """
    from .freshness import picture_changed

    made = make(picture.file, avif=True)
    type(picture)._default_manager.filter(pk=picture.pk, file=picture.file.name).update(
        renditions=made, renditions_asked_at=None, renditions_tries=0
    )
    picture.renditions, picture.renditions_asked_at, picture.renditions_tries = made, None, 0
    picture_changed(picture)  # pages that were made meanwhile show the file itself
    return made


def nearest(picture: "Picture", width: int) -> str:
    """Return the address of the narrowest rendition that is at least `width` wide, else of the widest.

    While there are none: the original's.
    """
    made: list[Any] = picture.renditions
    if not made:
        return str(picture.file.url)
    chosen = next((one for one in made if one["width"] >= width), made[-1])
    return str(picture.file.storage.url(chosen["path"]))
