"""Where uploads go: an unguessable folder, a plain name, the same on every site and after every merge."""

import secrets
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from django.core.files.storage import default_storage
from django.db import models

from vietnamese.slugs import slugify

HIDDEN = ".thung-rac"


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
    for place in (folder, f"{HIDDEN}/{folder}"):
        try:
            names = default_storage.listdir(place)[1]
        except FileNotFoundError:
            continue
        for one in names:
            default_storage.delete(f"{place}/{one}")
        default_storage.delete(place)


def hide_files(names: Iterable[str]) -> None:
    """Put the folders of uploads where no server gives them out: names that begin with a dot are not served."""
    _move(names, "", HIDDEN)


def show_files(names: Iterable[str]) -> None:
    """Put the folders of uploads back."""
    _move(names, HIDDEN, "")


def _move(names: Iterable[str], source: str, target: str) -> None:
    root = Path(default_storage.path(""))
    for folder in {PurePosixPath(name).parent for name in names if name}:
        there = root / target / folder
        if folder.name and (root / source / folder).is_dir() and not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            (root / source / folder).rename(there)
