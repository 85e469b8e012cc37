"""Where uploads go: an unguessable folder, a plain name, the same on every site and after every merge."""

import secrets
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db import models

from vietnamese.slugs import slugify


def upload_path(instance: models.Model, filename: str) -> str:
    """Return `<random>/<slug>.<ext>` for an upload; no province's name, nothing that could be guessed."""
    path = PurePosixPath(filename.replace("\\", "/"))
    name = slugify(path.stem, max_length=60) or "tep"
    return f"{secrets.token_urlsafe(12)}/{name}{path.suffix.lower()[:10]}"


def remove_files(name: str) -> None:
    """Remove an upload with what was made of it: everything in its folder, which is its own. Safe to run again."""
    folder = str(PurePosixPath(name).parent)
    if folder in {"", "."}:
        return
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for one in names:
        default_storage.delete(f"{folder}/{one}")
    default_storage.delete(folder)
