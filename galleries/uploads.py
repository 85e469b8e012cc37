"""Files that come in: checked, then rows of the library, in the order in which they were given."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from provinces.models import Site
from provinces.originals import keep
from provinces.validators import validate_picture

from .models import Picture
from .twins import alike, same


class PictureFilesInput(forms.ClearableFileInput):
    """One input for several picture files."""

    ACCEPT = "image/jpeg,image/png,image/webp,image/gif"
    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": self.ACCEPT, "multiple": True, **(attrs or {})})


class PictureFilesField(forms.FileField):
    """Several picture files; each that is refused is named with the reason, and then none is taken."""

    widget = PictureFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the checked files in their order."""
        files = [file for file in (data if isinstance(data, (list, tuple)) else [data]) if file]
        if not files:
            super().clean(None, initial)
            return []
        refused: list[ValidationError] = []
        for file in files:
            try:
                super().clean(file, initial)
                validate_picture(file)
            except ValidationError as error:
                refused.extend(ValidationError(f"{file.name}: {message}") for message in error.messages)
        if refused:
            raise ValidationError(refused)
        return files


@dataclass(frozen=True)
class Taken:
    """What became of an upload: a new picture, or the one that the library already held (`is_known`).

    `alike` is an older picture that looks like a new one.
    """

    picture: Picture
    is_known: bool = False
    alike: Picture | None = None


def take(site: Site, user: Any, file: Any, *, again: bool = False, **texts: Any) -> Taken:
    """Put a checked file into the library of `site`; `texts` (alt_vi, caption_vi, credit) go to a new picture.

    A file that the site may already use is not stored twice, unless `again`. Raises PictureRefused.
    """
    name = file.name
    kept = keep(file)
    known = None if again else same(site, hashlib.sha256(kept.read()).hexdigest())
    if known is not None:
        return Taken(known, is_known=True)
    kept.seek(0)
    kept.name = name  # as people know it; what it is stored as follows from its content
    picture = Picture.objects.create(site=site, file=kept, uploaded_by=user, **texts)
    return Taken(picture, alike=alike(picture))


def add_pictures(site: Site, user: Any, files: Iterable[Any], **texts: Any) -> list[Picture]:
    """Return the library's pictures for checked `files`, in their order; see `take`."""
    return [take(site, user, file, **texts).picture for file in files]
