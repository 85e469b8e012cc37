"""What may come in as a picture: decided from the first bytes of a file, and only then read to its end."""

from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from vietnamese.numbers import group

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1")
MAX_BYTES = 20 * 2**20
# Decoding may take 300 MB. A pixel of a baseline JPEG takes 4 bytes; a progressive one holds all its coefficients,
# other formats are copied once while they are turned and scaled, and the WebP decoder holds three canvases.
MAX_PIXELS = 50_000_000
MAX_PIXELS_OTHERWISE = 30_000_000
MAX_PIXELS_WEBP = 16_000_000
LYING = {5, 6, 7, 8}  # EXIF orientations that exchange width and height


class PictureRefused(ValueError):
    """A file that is no picture, or one too large to decode; the message says which, for staff."""


def examine(file: IO[bytes]) -> tuple[int, int]:
    """Return width and height as the header says, without decoding; raises PictureRefused. `file` is rewound."""
    file.seek(0)
    try:
        # Pillow's own alarm for bombs comes later than ours: ours decides.
        with Image.open(file, formats=FORMATS) as image:
            width, height = image.size
            most = most_pixels(image)
    except Image.DecompressionBombError as error:
        raise PictureRefused(_("The picture has far too many pixels. Please make it smaller first.")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureRefused(_not_a_picture(file)) from error
    finally:
        file.seek(0)
    if width < 1 or height < 1:
        raise PictureRefused(_not_a_picture(file))
    if width * height > most:
        numbers = {"width": group(width), "height": group(height), "most": most // 1_000_000}
        raise PictureRefused(
            _(
                "The picture is too large: %(width)s × %(height)s pixels. "
                "At most %(most)s million pixels of this kind are taken; please make it smaller first."
            )
            % numbers
        )
    return width, height


def most_pixels(image: Image.Image) -> int:
    """Return how many pixels an opened picture may have, so that decoding it stays within the memory it is given."""
    if image.format == "WEBP":
        return MAX_PIXELS_WEBP
    is_baseline = isinstance(image, JpegImageFile) and not image.info.get("progressive")
    return MAX_PIXELS if is_baseline else MAX_PIXELS_OTHERWISE


def _not_a_picture(file: IO[bytes]) -> str:
    file.seek(0)
    begins = file.read(1024)
    file.seek(0)
    if b"<svg" in begins.lower():
        return _("SVG drawings are not taken, because they may carry scripts. Please save it as PNG.")
    if begins[4:12] in HEIC:
        return _("HEIC photos of an iPhone are not taken. Please save it as JPEG.")
    return _("This is not a picture of a kind that we take (JPEG, PNG, WebP, GIF).")


def orientation_of(image: Image.Image) -> int:
    """Return how the camera was held, by EXIF: 1 to 8, where 1 is upright."""
    value = image.getexif().get(ExifTags.Base.Orientation, 1)
    return value if value in range(1, 9) else 1


def upright_size(file: IO[bytes]) -> tuple[int, int]:
    """Return width and height as a viewer shows the picture, without decoding; raises PictureRefused."""
    width, height = examine(file)
    with Image.open(file, formats=FORMATS) as image:
        lies = orientation_of(image) in LYING
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
