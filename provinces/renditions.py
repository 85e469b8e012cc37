"""Smaller copies of a stored picture, so that a phone does not load what a desk needs.

They are WebP files beside the original, named by their content and therefore immutable; whoever owns the file keeps
their list, narrowest first. They can be derived again from the original at any time.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TypedDict

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from PIL import Image, ImageCms, ImageOps

from .validators import FORMATS, examine

WIDTHS = (320, 640, 960, 1280, 1600)
QUALITY = 65  # on the dense screens that load them no fault is seen at arm's length, and a fifth is saved against 78
# A phone with three dots to the pixel gets what one with two gets: nobody sees more, everybody pays for more.
PHONE = "(min-resolution: 2.5dppx) 60vw, 85vw"
WORTH_A_FILE = 1.1  # an original must be this much wider than a rendition to get one of its own width


class Rendition(TypedDict):
    """One smaller copy: pixels, and the path in the storage."""

    width: int
    height: int
    path: str


def widths_for(original: int, widths: Sequence[int] = WIDTHS) -> list[int]:
    """Return which of `widths` an original of this width gets, narrowest first; never wider than it."""
    chosen = [width for width in widths if width <= original]
    if not chosen or (original < widths[-1] and original >= chosen[-1] * WORTH_A_FILE):
        chosen.append(original)
    return chosen


def make(file: FieldFile, widths: Sequence[int] = WIDTHS) -> list[Rendition]:
    """Make and store the renditions of a stored picture and return them.

    Raises PictureRefused for what is no picture or a decompression bomb, OSError when the file is gone or cut off.
    """
    with file.storage.open(str(file.name)) as stored:
        examine(stored)
        with Image.open(stored, formats=FORMATS) as image:
            image.draft("", (widths[-1], widths[-1]))  # a large JPEG is decoded at a half or a quarter of its size
            upright = _upright(image)
    return [_store(file, content, size) for content, size in _encoded(upright, widths)]


def srcset(renditions: Sequence[Rendition]) -> str:
    """Return the `srcset` of renditions, '' when there are none yet."""
    return ", ".join(f"{default_storage.url(one['path'])} {one['width']}w" for one in renditions)


def source(renditions: Sequence[Rendition], file: FieldFile) -> str:
    """Return the address for `src`: the middle rendition, or the file itself when it has none yet."""
    return str(default_storage.url(renditions[len(renditions) // 2]["path"]) if renditions else file.url)


def for_phones(sizes: str) -> str:
    """Return `sizes` in which 100vw, what fills a phone's screen, is asked for as small as it still looks sharp."""
    return sizes.replace("100vw", PHONE)


def _upright(image: Image.Image) -> Image.Image:
    """Return the first frame, turned as the camera was held, in sRGB, without metadata."""
    profile = image.info.get("icc_profile")
    turned = ImageOps.exif_transpose(image)
    has_alpha = turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info
    if profile and turned.mode in {"RGB", "CMYK"}:
        turned = _in_srgb(turned, profile)
    return turned.convert("RGBA" if has_alpha else "RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source_profile = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source_profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a broken profile: the colours stay as they are
        return image
    return converted or image


def _encoded(image: Image.Image, widths: Sequence[int]) -> Iterator[tuple[bytes, tuple[int, int]]]:
    for width in widths_for(image.width, widths):
        size = (width, max(1, round(image.height * width / image.width)))
        buffer = io.BytesIO()
        small = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
        small.save(buffer, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
        yield buffer.getvalue(), size


def _store(file: FieldFile, content: bytes, size: tuple[int, int]) -> Rendition:
    name = f"{hashlib.sha256(content).hexdigest()[:20]}.webp"
    path = str(PurePosixPath(str(file.name)).with_name(name))
    if not file.storage.exists(path):
        path = file.storage.save(path, ContentFile(content))
    return Rendition(width=size[0], height=size[1], path=path)
