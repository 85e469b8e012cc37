"""Which release of the software made a page: a page of another one may name style sheets that are gone."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

MADE_FROM = ("*/**/*.py", "templates/**/*", "locale/**/*.mo", "static/**/*")
LEFT_OUT = {".venv", "var", "tests", "build"}


@lru_cache(maxsize=1)
def release() -> str:
    """Return a digest of everything that decides what a page looks like; the same on every node, reckoned once."""
    digest = hashlib.blake2b(digest_size=8)
    root: Path = settings.BASE_DIR
    for path in sorted({path for pattern in MADE_FROM for path in root.glob(pattern)}):
        name = path.relative_to(root)
        if name.parts[0] not in LEFT_OUT and path.is_file():
            digest.update(str(name).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
