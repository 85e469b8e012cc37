"""What is kept of an uploaded picture: the same picture, upright, in its own format, saying nothing else.

Where and when it was taken, with what and by whom is removed (a phone writes the place into every photo). The ending of
its name follows from the content, whatever the upload was called.
"""

import io
import struct
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, JpegImagePlugin

from .stripping import STRIPPERS
from .validators import FORMATS, PictureRefused, examine, orientation_of

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif"}
# Turning needs the picture twice in memory: a JPEG with more pixels is turned at half its width.
TURNED_WHOLE = 20_000_000
QUALITY = 92  # for what has to be written anew and says nothing of its own quality


def keep(file: Any) -> "ContentFile[bytes]":
    """Return the file to store in place of an upload; its name ends as its format does.

    Raises PictureRefused for what is no picture, a bomb, or damaged.
    """
    examine(file)
    try:
        with Image.open(file, formats=FORMATS) as image:
            kind = "JPEG" if isinstance(image, JpegImagePlugin.JpegImageFile) else str(image.format)
            data = _turned(image, kind) if orientation_of(image) != 1 else _whole(file)
        content = STRIPPERS[kind](data)
    except (OSError, SyntaxError, ValueError, IndexError, EOFError, struct.error) as error:
        raise PictureRefused(_("The picture is damaged or was not sent to its end.")) from error
    finally:
        file.seek(0)
    path = PurePosixPath(str(file.name).replace("\\", "/"))
    return ContentFile(content, f"{path.stem or 'anh'}{SUFFIXES[kind]}")


def _whole(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _turned(image: Image.Image, kind: str) -> bytes:
    """Return the picture written anew as the camera was held; a JPEG as finely as it was."""
    options: dict[str, Any] = {"quality": QUALITY}
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        sampling = JpegImagePlugin.get_sampling(image)
        options = {"qtables": image.quantization} | ({"subsampling": sampling} if sampling >= 0 else {})
        if image.width * image.height > TURNED_WHOLE:
            image.draft(image.mode, (image.width // 2, image.height // 2))
    profile = image.info.get("icc_profile")
    ImageOps.exif_transpose(image, in_place=True)
    buffer = io.BytesIO()
    image.save(buffer, kind, icc_profile=profile, **options)
    return buffer.getvalue()
