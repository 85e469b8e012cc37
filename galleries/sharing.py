"""A picture of the library as it stands for a page where the page is shared."""

from provinces.metadata import SharePicture

from .models import Picture

WIDTH = 1280


def as_shared(picture: Picture | None, alt: str = "") -> SharePicture | None:
    """Return the narrowest copy that is at least 1,280 pixels wide, else the widest; None without a picture."""
    if picture is None:
        return None
    sizes = picture.renditions
    text = alt or picture.alt
    if not sizes:
        return SharePicture(picture.file.url, picture.width, picture.height, text)
    chosen = next((size for size in sizes if size["width"] >= WIDTH), sizes[-1])
    url = str(picture.file.storage.url(chosen["path"]))
    return SharePicture(url, chosen["width"], chosen["height"], text)
