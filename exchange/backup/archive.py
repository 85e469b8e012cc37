"""The archive: a compressed tar of tables, files, the list of the files, and last a manifest with the checksums.

It is written and read from front to back, so that its size does not matter for memory. A cut archive has no manifest.
"""

import gzip
import hashlib
import json
import os
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from . import BackupRefused

FORMAT = 1
TABLES, FILES, LIST, MANIFEST = "tables/", "files/", "files.jsonl", "manifest.json"
CHUNK = 2**20
LARGEST_MANIFEST = 64 * 2**20

Manifest = dict[str, Any]


class Writer:
    """Writes one archive; `close()` makes it whole."""

    def __init__(self, out: IO[bytes]) -> None:
        self._gzip = gzip.GzipFile(fileobj=out, mode="wb", compresslevel=4, mtime=0)
        self._tar = tarfile.open(fileobj=self._gzip, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - until close()
        self._list = tempfile.TemporaryFile()  # noqa: SIM115 - likewise
        self.tables: dict[str, dict[str, Any]] = {}
        self.files = 0

    def table(self, label: str, columns: list[str], rows: Iterable[list[Any]]) -> None:
        """Add a table."""
        count = 0
        with tempfile.TemporaryFile() as held:
            for row in rows:
                held.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                count += 1
            digest = self._add(f"{TABLES}{label}.jsonl", held)
        self.tables[label] = {"columns": columns, "rows": count, "sha256": digest}

    def file(self, name: str, content: IO[bytes]) -> None:
        """Add an uploaded file."""
        with tempfile.TemporaryFile() as held:
            while chunk := content.read(CHUNK):
                held.write(chunk)
            digest = self._add(FILES + name, held)
        self._list.write(_line(name, digest))
        self.files += 1

    def close(self, more: Manifest) -> None:
        """Add the list of the files and the manifest, and end the archive."""
        listed = self._add(LIST, self._list)
        manifest = {"format": FORMAT, **more, "tables": self.tables, "files": self.files, "files_sha256": listed}
        with tempfile.TemporaryFile() as held:
            held.write(json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            self._add(MANIFEST, held)
        self._tar.close()
        self._gzip.close()

    def let_go(self) -> None:
        """Close what is still open, after a failure too."""
        self._tar.close()
        self._gzip.close()
        self._list.close()

    def _add(self, name: str, held: IO[bytes]) -> str:
        info = tarfile.TarInfo(name)
        info.size, info.mode = held.seek(0, os.SEEK_END), 0o600
        held.seek(0)
        reading = Hashing(held)
        self._tar.addfile(info, reading)
        _forget(self._tar)
        return reading.digest.hexdigest()


class Hashing:
    """A file whose digest is taken while it is read. Reading raises BackupRefused where an archive is damaged."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        with _refusing():
            chunk = self.file.read(size)
        self.digest.update(chunk)
        return chunk

    def lines(self) -> Iterator[bytes]:
        """Yield the lines."""
        rest = b""
        while chunk := self.read(CHUNK):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from whole
        if rest:
            yield rest


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Write an archive for its owner's eyes only; it has its name once it is whole."""
    part = path.with_name(path.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with open(handle, "wb") as out:
            writer = Writer(out)
            try:
                yield writer
            finally:
                writer.let_go()
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, tarfile.TarError, zlib.error, ValueError) as error:
        raise BackupRefused(_("The archive is damaged or cut: %s") % error) from error


def entries(path: Path) -> Iterator[tuple[str, Hashing]]:
    """Yield name and content of what an archive holds, in its order; raise BackupRefused for anything odd."""
    with _refusing(), gzip.open(path, "rb") as unpacked, tarfile.open(fileobj=unpacked, mode="r|") as archive:
        for info in archive:
            _forget(archive)
            content = archive.extractfile(info) if info.isreg() and _is_plain(info.name) else None
            if content is None:
                raise BackupRefused(_("The archive holds an entry that does not belong there: %s") % info.name)
            yield info.name, Hashing(content)
        while unpacked.read(CHUNK):  # to the end, where gzip keeps its own checksum
            pass


def _forget(archive: tarfile.TarFile) -> None:
    """Let go of the entries that were read or written: a tar remembers each."""
    archive.members = []  # type: ignore[attr-defined]  # which the stubs leave out


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\x00" not in name


def verify(path: Path, on_row: Callable[[str, list[Any]], None], on_step: Callable[[], None]) -> Manifest:
    """Read an archive to its end and compare every checksum; return its manifest.

    `on_row` is called with the label and each row. Raises BackupRefused unless everything is as the manifest says.
    """
    tables: dict[str, dict[str, Any]] = {}
    manifest: Manifest | None = None
    listed, files = "", 0
    with tempfile.TemporaryFile() as seen:
        for name, reading in entries(path):
            if manifest is not None:
                raise BackupRefused(_("The archive goes on behind its end."))
            if name.startswith(TABLES):
                label = name.removeprefix(TABLES).removesuffix(".jsonl")
                rows = _count(reading, label, on_row)
                tables[label] = {"rows": rows, "sha256": reading.digest.hexdigest()}
            elif name.startswith(FILES):
                while reading.read(CHUNK):
                    pass
                seen.write(_line(name.removeprefix(FILES), reading.digest.hexdigest()))
                files += 1
            elif name == LIST:
                listed = _same(reading, seen)
            elif name == MANIFEST:
                manifest = _read_manifest(reading)
            else:
                raise BackupRefused(_("The archive holds an entry that does not belong there: %s") % name)
            on_step()
    _compare(manifest, tables, files, listed)
    assert manifest is not None  # noqa: S101 - said by _compare
    return manifest


def _count(reading: Hashing, label: str, on_row: Callable[[str, list[Any]], None]) -> int:
    rows = 0
    try:
        for line in reading.lines():
            on_row(label, json.loads(line))
            rows += 1
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise BackupRefused(_("The table %s cannot be read.") % label) from error
    return rows


def _same(reading: Hashing, seen: IO[bytes]) -> str:
    seen.seek(0)
    while chunk := reading.read(CHUNK):
        if seen.read(len(chunk)) != chunk:
            raise BackupRefused(_("The files are not those that the archive lists."))
    if seen.read(1):
        raise BackupRefused(_("The files are not those that the archive lists."))
    return reading.digest.hexdigest()


def _read_manifest(reading: Hashing) -> Manifest:
    try:
        found: Manifest = json.loads(reading.read(LARGEST_MANIFEST))
    except (ValueError, RecursionError) as error:
        raise BackupRefused(_("The archive's manifest cannot be read.")) from error
    tables = found.get("tables") if isinstance(found, dict) and found.get("format") == FORMAT else None
    if not isinstance(tables, dict) or not all(isinstance(of, dict) for of in tables.values()):
        raise BackupRefused(_("The archive is of a kind that this release does not read."))
    return found


def _compare(manifest: Manifest | None, tables: dict[str, dict[str, Any]], files: int, listed: str) -> None:
    if manifest is None:
        raise BackupRefused(_("The archive is damaged or cut: %s") % MANIFEST)
    said = {label: {"rows": of.get("rows"), "sha256": of.get("sha256")} for label, of in manifest["tables"].items()}
    for label in sorted(said.keys() | tables.keys()):
        if said.get(label) != tables.get(label):
            raise BackupRefused(_("The table %s is not as the archive says.") % label)
    if (files, listed) != (manifest.get("files"), manifest.get("files_sha256")):
        raise BackupRefused(_("The files are not those that the archive lists."))


def rows_in(content: Hashing) -> Iterator[list[Any]]:
    """Yield the rows of a table."""
    for line in content.lines():
        yield json.loads(line)


def _line(name: str, digest: str) -> bytes:
    return json.dumps([name, digest], ensure_ascii=False).encode() + b"\n"
