"""What may come in as a picture: decided from the first bytes of a file, and only then read to its end."""

from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 20 * 2**20
MAX_PIXELS = 50_000_000
LYING = {5, 6, 7, 8}  # EXIF orientations that exchange width and height


class PictureRefused(ValueError):
    """A file that is no picture, or one too large to decode; the message says which, for staff."""


def examine(file: IO[bytes]) -> tuple[int, int]:
    """Return width and height as the header says, without decoding; raises PictureRefused. `file` is rewound."""
    file.seek(0)
    try:
        # Pillow's own alarm for bombs is louder than ours and comes later: ours decides.
        with Image.open(file, formats=FORMATS) as image:
            width, height = image.size
    except Image.DecompressionBombError as error:
        raise PictureRefused(_("The picture has too many pixels.")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureRefused(_("This is not a picture of a kind that we take (JPEG, PNG, WebP, GIF).")) from error
    finally:
        file.seek(0)
    if width < 1 or height < 1:
        raise PictureRefused(_("This is not a picture of a kind that we take (JPEG, PNG, WebP, GIF)."))
    if width * height > MAX_PIXELS:
        raise PictureRefused(_("The picture has too many pixels."))
    return width, height


def upright_size(file: IO[bytes]) -> tuple[int, int]:
    """Return width and height as a viewer shows the picture, without decoding; raises PictureRefused."""
    width, height = examine(file)
    with Image.open(file, formats=FORMATS) as image:
        lies = image.getexif().get(ExifTags.Base.Orientation, 1) in LYING
        file.seek(0)
    return (height, width) if lies else (width, height)


def read_to_the_end(file: IO[bytes]) -> None:
    """Raise PictureRefused when an examined picture breaks off, as after a lost connection. `file` is rewound."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            image.draft(image.mode, (1, 1))  # a JPEG is read at an eighth of its size, which is quick
            image.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureRefused(_("The picture is damaged or was not sent to its end.")) from error
    finally:
        file.seek(0)


def validate_picture(file: Any) -> None:
    """Raise ValidationError unless `file` is a picture that can be decoded safely.

    A file that is already stored was examined on its way in and is let through, even if it has been lost since.
    """
    if getattr(file, "_committed", False):
        return
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 20 MB."), code="picture_too_large")
    content = getattr(file, "file", file)
    try:
        examine(content)
        read_to_the_end(content)
    except PictureRefused as error:
        raise ValidationError(str(error), code="picture_refused") from error
