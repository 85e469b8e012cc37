"""The pictures of a document: which of them the library takes, and small copies to look at before anything is saved."""

import base64
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from PIL import Image

from galleries.models import Picture
from galleries.uploads import add_pictures
from provinces.models import Site
from provinces.validators import FORMATS, validate_picture

from .opening import LARGEST_PICTURE, Package, UnreadableDocument

THUMBNAIL = (280, 210)
MOST_THUMBNAILS = 40
MOST_PICTURES = 200


@dataclass(frozen=True)
class Look:
    """What the preview says of a picture: a small copy as a `data:` address, or why the library does not take it."""

    source: str = ""
    refusal: str = ""


def read_picture(package: Package, part: str) -> "ContentFile[bytes]":
    """Return a picture that the library takes; raises ValidationError with the reason."""
    try:
        content = package.read(part, LARGEST_PICTURE)
    except UnreadableDocument as problem:
        raise ValidationError(gettext(problem.message)) from problem
    file: ContentFile[bytes] = ContentFile(content, PurePosixPath(part).name)
    validate_picture(file)
    return file


def looks(package: Package, parts: Iterable[str]) -> dict[str, Look]:
    """Return how each picture of a document looks."""
    found: dict[str, Look] = {}
    for number, part in enumerate(dict.fromkeys(parts)):
        try:
            file = read_picture(package, part)
        except ValidationError as refusal:
            found[part] = Look(refusal=" ".join(refusal.messages))
        else:
            found[part] = Look(source=_thumbnail(file) if number < MOST_THUMBNAILS else "")
    return found


def _thumbnail(file: Any) -> str:
    file.seek(0)
    with Image.open(file, formats=FORMATS) as image:
        image.draft("RGB", THUMBNAIL)
        image.thumbnail(THUMBNAIL)
        small = io.BytesIO()
        image.convert("RGB").save(small, "JPEG", quality=70)
    return f"data:image/jpeg;base64,{base64.b64encode(small.getvalue()).decode()}"


def into_library(
    package: Package, parts: Iterable[str], site: Site, user: Any, made: list[Picture]
) -> dict[str, Picture]:
    """Put the pictures of a document into the library and return them by part; the same content is one picture.

    What the library refuses is left out. Those that are new are noted in `made` at once, so that the caller can take
    their files away when something fails later.
    """
    found: dict[str, Picture] = {}
    for part in list(dict.fromkeys(parts))[:MOST_PICTURES]:
        try:
            file = read_picture(package, part)
        except ValidationError:
            continue
        known = _known(site, file)
        if known is None:
            known = add_pictures(site, user, [file])[0]
            made.append(known)
        found[part] = known
    return found


def _known(site: Site, file: Any) -> Picture | None:
    digest = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    known: Picture | None = Picture.objects.for_site(site).filter(sha256=digest).order_by("pk").first()
    return known
