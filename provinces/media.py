"""Where uploads go: an unguessable folder, a plain name, the same on every site and after every merge."""

import secrets
from pathlib import PurePosixPath

from django.db import models

from vietnamese.slugs import slugify


def upload_path(instance: models.Model, filename: str) -> str:
    """Return `<random>/<slug>.<ext>` for an upload; no province's name, nothing that could be guessed."""
    path = PurePosixPath(filename.replace("\\", "/"))
    name = slugify(path.stem, max_length=60) or "tep"
    return f"{secrets.token_urlsafe(12)}/{name}{path.suffix.lower()[:10]}"
