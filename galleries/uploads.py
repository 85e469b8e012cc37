"""Files that come in: checked, then rows of the library, in the order in which they were given."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from provinces.models import Site
from provinces.validators import validate_picture

from .models import Picture


class PictureFilesInput(forms.ClearableFileInput):
    """One input for several picture files."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/jpeg,image/png,image/webp,image/gif", "multiple": True, **(attrs or {})})


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


def add_pictures(site: Site, user: Any, files: Iterable[Any], **texts: str) -> list[Picture]:
    """Return new library pictures made of checked `files`; `texts` (alt_vi, caption_vi, credit) go to each."""
    return [Picture.objects.create(site=site, file=file, uploaded_by=user, **texts) for file in files]
