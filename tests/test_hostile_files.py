"""Files in bad faith, sent through every form that takes one and to `restore`: no error of ours, nothing that acts is
kept, nothing is written elsewhere, and afterwards ordinary files are taken as before."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import models, transaction

from articles.models import Article, Video
from documents.models import DocumentFile
from exchange.models import WordUpload
from galleries.models import Picture
from provinces.models import Site

from . import factories
from . import word_documents as word
from .conftest import Cast, SiteClient
from .hostile_samples import MARK, MORE_THAN_THEY_SEEM, NEVER, PHP, TAPES
from .walk.desk import filled

ROOT = "/quan-tri/nghe-an/"
KEPT: tuple[type[models.Model], ...] = (Picture, Video, DocumentFile, WordUpload, Article)
SAFE = {"image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "video/webm", "application/pdf"}
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")

Door = Callable[[SiteClient, SimpleUploadedFile], Any]


def _into_library(client: SiteClient, file: SimpleUploadedFile) -> Any:
    return client.post(f"{ROOT}galleries/picture/add/", {"new_files": [file]})


def _by_script(client: SiteClient, file: SimpleUploadedFile) -> Any:
    headers = {"accept": "application/json"}
    return client.post(f"{ROOT}galleries/picture/add/", {"file": file}, headers=headers)


def _as_video(client: SiteClient, file: SimpleUploadedFile) -> Any:
    return client.post(f"{ROOT}articles/video/add/", {"title": "Phim", "file": file})


def _as_document(client: SiteClient, file: SimpleUploadedFile) -> Any:
    document = factories.document(Site.objects.get(slug="nghe-an"))
    return _changed(client, f"{ROOT}documents/document/{document.pk}/change/", file, DocumentFile)


def _as_logo(client: SiteClient, file: SimpleUploadedFile) -> Any:
    site = Site.objects.get(slug="nghe-an")
    return _changed(client, f"{ROOT}provinces/site/{site.pk}/change/", file)


def _changed(client: SiteClient, path: str, file: SimpleUploadedFile, inline: type[models.Model] | None = None) -> Any:
    context = client.get(path).context
    formsets = [one.formset for one in context["inline_admin_formsets"]]
    data = filled(context["adminform"].form, formsets)
    if inline is None:
        return client.post(path, {**data, "logo": file})
    prefix = next(one.prefix for one in formsets if one.model is inline)
    return client.post(path, {**data, f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-0-order": "1", f"{prefix}-0-file": file})


def _from_word(client: SiteClient, file: SimpleUploadedFile) -> Any:
    return client.post(f"{ROOT}nhap-word/", {"document": file})


def _from_pages(client: SiteClient, file: SimpleUploadedFile) -> Any:
    return client.post(f"{ROOT}nhap-trang/", {"uploads": file})


#: Each form that takes a file, with one that it is made for.
DOORS: dict[str, tuple[Door, str, bytes]] = {
    "the library": (_into_library, "anh.jpg", factories.image_file("a.jpg").read()),
    "the library by script": (_by_script, "anh.png", factories.image_file("a.png").read()),
    "videos": (_as_video, "phim.mp4", factories.mp4()),
    "documents": (_as_document, "van-ban.pdf", factories.PDF),
    "a site's logo": (_as_logo, "bieu-trung.png", factories.image_file("a.png").read()),
    "Word": (_from_word, "bai.docx", word.saved(word.report())),
    "saved pages": (_from_pages, "tin.txt", "Tin mới\n\nMột bài viết đủ dài về lễ hội.".encode()),
}
through_every_door = pytest.mark.parametrize("door", DOORS)


@pytest.fixture
def client(cast: Cast, nghe_an: Site, sign_in: Callable[[Any], SiteClient]) -> SiteClient:
    """A site admin, who may use every form."""
    factories.category(nghe_an, "Tin tức", "tin-tuc")
    browser = sign_in(cast.site_admin)
    browser.raise_request_exception = False
    return browser


def _files() -> set[Path]:
    root = Path(django_settings.MEDIA_ROOT)
    return {path for path in root.rglob("*") if path.is_file()}


def _sent(client: SiteClient, door: str, name: str, content: bytes) -> Iterator[Path]:
    """Send a file, check that nothing broke, and give the files that are kept of it; then undo it."""
    before = _files()
    with transaction.atomic():
        counted = {model: model._default_manager.count() for model in KEPT}
        answer = DOORS[door][0](client, SimpleUploadedFile(name, content))
        assert answer.status_code < 500, name
        assert MARK.decode() not in answer.content.decode(errors="replace")
        kept = _files() - before
        changed = [model for model in KEPT if model._default_manager.count() != counted[model]]
        assert bool(kept) >= bool(set(changed) - {Article}), changed
        yield from sorted(kept)
        transaction.set_rollback(True)
    for path in _files() - before:
        path.unlink()


@through_every_door
def test_what_is_none_of_our_kinds_is_kept_nowhere(client: SiteClient, tmp_path: Path, door: str) -> None:
    for sample, (name, content) in NEVER.items():
        assert list(_sent(client, door, name, content)) == [], sample
    assert not list(tmp_path.parent.rglob("climbed*"))


@through_every_door
def test_what_is_more_than_it_seems_does_not_act(
    client: SiteClient, reader: SiteClient, tmp_path: Path, door: str
) -> None:
    for sample, (name, content) in MORE_THAN_THEY_SEEM.items():
        for path in _sent(client, door, name, content):
            _assert_harmless(reader, path, sample)
    assert not list(tmp_path.parent.rglob("climbed*.txt"))


def _assert_harmless(reader: SiteClient, path: Path, sample: str) -> None:
    name, content = path.relative_to(django_settings.MEDIA_ROOT), path.read_bytes()
    answer = reader.get(f"/tep/{name}")
    if answer.headers["Content-Type"] not in SAFE:
        assert answer.headers["Content-Disposition"].startswith("attachment"), (sample, name)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    if path.suffix in PICTURES:
        assert not any(bad in content for bad in (MARK, PHP, b"PK\x03\x04")), (sample, name)


@through_every_door
def test_what_a_form_is_made_for_is_taken(client: SiteClient, door: str) -> None:
    send, name, content = DOORS[door]
    answer = send(client, SimpleUploadedFile(name, content))
    assert answer.status_code in {200, 302}
    if door == "saved pages":
        assert "Một bài viết đủ dài về lễ hội" in answer.text
    else:
        assert _files()


@pytest.mark.parametrize("name", TAPES)
def test_no_archive_in_bad_faith_is_restored(db: None, tmp_path: Path, settings: Any, name: str) -> None:
    settings.VAR_DIR = tmp_path / "var"
    path = tmp_path / "backup.tar.gz"
    path.write_bytes(TAPES[name]())
    for options in ({}, {"new": True}, {"into": "moi"}):
        with pytest.raises(CommandError) as refused:
            call_command("restore", path, stdout=io.StringIO(), **options)
        assert "Không khôi phục gì" in str(refused.value)
    assert not Site.objects.exists()
    assert not _files()
    assert not list(tmp_path.parent.rglob("climbed*"))
