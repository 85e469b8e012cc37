"""Where uploads go, and where collected static files do: hashed names, precompressed, style sheets put together."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage, Storage
from django.utils.encoding import filepath_to_uri
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'^@import "\./(?P<name>[\w-]+\.css)";$', re.MULTILINE)

Paths = dict[str, tuple[Storage, str]]


class MediaStorage(FileSystemStorage):
    """Uploads in a folder. A page names more than a hundred copies of pictures, so their addresses are cheap."""

    def url(self, name: str | None) -> str:
        """Return the address of a file, behind MEDIA_URL; to resolve it as a link takes ten times as long."""
        return f"{self.base_url}{filepath_to_uri(name or '').lstrip('/')}"


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
