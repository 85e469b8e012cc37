"""Where collected static files go: hashed names, precompressed, style sheets put together."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'^@import "\./(?P<name>[\w-]+\.css)";$', re.MULTILINE)

Paths = dict[str, tuple[Storage, str]]


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names for ever; a file that a vendored style sheet names but does not ship is left as it is.

    `@import "./part.css";` on a line of its own becomes what stands in the file beside it: one request instead of two.
    """

    manifest_strict = False

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Put style sheets together, then give all files their hashed and compressed twins."""
        together = InMemoryStorage()
        for name, (storage, path) in [] if dry_run else list(paths.items()):
            if name.endswith(".css") and _IMPORT.search(text := _text(storage, path)):
                whole = "".join(_with_parts(text, storage, path.rpartition("/")[0]))
                paths[name] = (together, together.save(name, ContentFile(whole.encode())))
        yield from super().post_process(paths, dry_run, **options)


def _with_parts(text: str, storage: Storage, folder: str) -> Iterator[str]:
    end = 0
    for part in _IMPORT.finditer(text):
        yield text[end : part.start()]
        yield _text(storage, f"{folder}/{part['name']}")
        end = part.end()
    yield text[end:]


def _text(storage: Storage, path: str) -> str:
    with storage.open(path) as file:
        return bytes(file.read()).decode()
