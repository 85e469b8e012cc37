"""Smaller copies of a stored picture, so that a phone does not load what a desk needs.

They are WebP and, where asked for, AVIF files beside the original, named by their content and therefore immutable;
whoever owns the file keeps their list, narrowest first. They can be derived again from the original at any time.
"""

import hashlib
import io
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any, NotRequired, TypedDict

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from PIL import Image, ImageCms

from .validators import FORMATS, LYING, examine, orientation_of

WIDTHS = (320, 640, 960, 1280, 1600)
# On the dense screens that load them no fault is seen at arm's length; AVIF saves another fifth to a third.
WEBP: dict[str, Any] = {"format": "WEBP", "quality": 65, "method": 4}
AVIF: dict[str, Any] = {"format": "AVIF", "quality": 50, "speed": 8}  # slower is 8 times slower for a twentieth
# A phone with three dots to the pixel gets what one with two gets: nobody sees more, everybody pays for more.
PHONE = "(min-resolution: 2.5dppx) 60vw, 85vw"
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
WORTH_A_FILE = 1.1  # an original must be this much wider than a rendition to get one of its own width


class Rendition(TypedDict):
    """One smaller copy: pixels, and the paths in the storage of its WebP and AVIF files."""

    width: int
    height: int
    path: str
    avif: NotRequired[str]


def widths_for(original: int, widths: Sequence[int] = WIDTHS) -> list[int]:
    """Return which of `widths` an original of this width gets, narrowest first; never wider than it."""
    chosen = [width for width in widths if width <= original]
    if not chosen or (original < widths[-1] and original >= chosen[-1] * WORTH_A_FILE):
        chosen.append(original)
    return chosen


def make(file: FieldFile, widths: Sequence[int] = WIDTHS, *, avif: bool = False) -> list[Rendition]:
    """Make and store the renditions of a stored picture and return them.

    Raises PictureRefused for what is no picture or a decompression bomb, OSError when the file is gone or cut off.
    """
    with file.storage.open(str(file.name)) as stored:
        examine(stored)
        with Image.open(stored, formats=FORMATS) as image:
            upright = _upright(image, widths[-1])
    made = []
    for width in widths_for(upright.width, widths):
        size = (width, max(1, round(upright.height * width / upright.width)))
        small = upright if size == upright.size else upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
        copy = Rendition(width=size[0], height=size[1], path=_store(file, small, WEBP))
        if avif:
            copy["avif"] = _store(file, small, AVIF)
        made.append(copy)
    return made


def srcset(renditions: Sequence[Rendition]) -> str:
    """Return the `srcset` of the WebP files, '' when there are none yet."""
    return ", ".join(f"{default_storage.url(one['path'])} {one['width']}w" for one in renditions)


def srcset_avif(renditions: Sequence[Rendition]) -> str:
    """Return the `srcset` of the AVIF files, '' unless there is one of each width."""
    if not all("avif" in one for one in renditions):
        return ""
    return ", ".join(f"{default_storage.url(one['avif'])} {one['width']}w" for one in renditions)


def source(renditions: Sequence[Rendition], file: FieldFile) -> str:
    """Return the address for `src`: the middle rendition, or the file itself when it has none yet."""
    return str(default_storage.url(renditions[len(renditions) // 2]["path"]) if renditions else file.url)


def for_phones(sizes: str) -> str:
    """Return `sizes` in which 100vw, what fills a phone's screen, is asked for as small as it still looks sharp."""
    return sizes.replace("100vw", PHONE)


def _upright(image: Image.Image, widest: int) -> Image.Image:
    """Return the first frame, at most `widest` wide, turned as the camera was held, in sRGB, without metadata.

    It is made small before anything else, so that it is never in memory twice at its full size.
    """
    orientation = orientation_of(image)
    profile = image.info.get("icc_profile")
    image.draft("", (widest, widest))  # a large JPEG is decoded at a half or a quarter of its size
    image.load()
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    small = _in_eight_bits(image, has_alpha)
    across = small.height if orientation in LYING else small.width
    if across > widest:
        width, height = (max(1, round(side * widest / across)) for side in small.size)
        small = small.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
    if orientation in TURNS:
        small = small.transpose(TURNS[orientation])
    if profile and small.mode in {"RGB", "CMYK"}:
        small = _in_srgb(small, profile)
    return small.convert("RGBA" if has_alpha else "RGB")


def _in_eight_bits(image: Image.Image, has_alpha: bool) -> Image.Image:
    """Return the picture in a mode that can be scaled: colours of a palette and 16 bits of grey cannot."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if image.mode in {"P", "PA", "1"} or "transparency" in image.info:
        return image.convert("RGBA" if has_alpha else "RGB")
    return image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source_profile = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source_profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a broken profile: the colours stay as they are
        return image
    return converted or image


def _store(file: FieldFile, image: Image.Image, options: dict[str, Any]) -> str:
    """Store one copy, unless it is there, and return its path."""
    buffer = io.BytesIO()
    image.save(buffer, exif=b"", icc_profile=b"", xmp=b"", **options)
    content = buffer.getvalue()
    name = f"{hashlib.sha256(content).hexdigest()[:20]}.{options['format'].lower()}"
    path = str(PurePosixPath(str(file.name)).with_name(name))
    return path if file.storage.exists(path) else str(file.storage.save(path, ContentFile(content)))
