"""Backup and restore: all rows, files and pages come back as they were, and a bad archive changes nothing."""

import gzip
import hashlib
import io
import json
import re
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, models

from accounts.models import User
from articles.bodies import picture_ids
from articles.models import Article, Page, Revision
from articles.models.related import RelatedArticle
from exchange.backup import BackupRefused, archive, restoring, saving, tables
from feedback.models import Case
from galleries.models import Picture
from provinces import hosts, trash
from provinces.models import AuditEntry, Downtime, Hostname, Membership, MenuItem, NetworkMode, Role, Site
from tuyengiao.watching import notes
from visits.models import Presence, SiteDay

from . import factories
from .conftest import SiteClient
from .walk import world
from .walk.world import World, rows_of

pytestmark = pytest.mark.django_db
Everything = dict[str, list[list[Any]]]
MINUTE = re.compile(rb'<p class="statistics-moment">.*?</p>', re.DOTALL)


@pytest.fixture
def there(tmp_path: Path, settings: Any) -> World:
    """An installation with a portal and two sites that hold a row of everything."""
    settings.WATCH_ROOT = tmp_path / "watching"
    settings.VAR_DIR = tmp_path
    made = world.build()
    # Neither who is there now nor what the network says for a time is kept, and both stand on pages.
    for model in (Presence, NetworkMode, Downtime):
        model.objects.all().delete()
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the archive goes."""
    return tmp_path / "backup.tar.gz"


def nothing() -> None:
    """Count no step."""


def everything() -> Everything:
    """Return all rows that a whole archive keeps."""
    return {table.label: list(table.rows(None)) for table in tables.whole()}


def files() -> dict[str, str]:
    """Return the SHA-256 of every file."""
    root = Path(django_settings.MEDIA_ROOT)
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def wipe() -> None:
    """Make the installation as empty as a new one, its files too."""
    restoring._empty()
    for name in files():
        default_storage.delete(name)
    hosts.forget()


def addresses(site: Site) -> list[str]:
    """Return the addresses of pages of a site in all its languages, and of its files."""
    bases = [f"/{site.path_prefix}/", f"/{site.path_prefix}/en/", f"/{site.path_prefix}/km/"]
    found = [base + path for base in bases for path in ("", "album/", "van-ban/", "luu-tru/", "co-quan/", "phan-hoi/")]
    for row in [*Article.objects.for_site(site), *Page.objects.for_site(site)]:
        found += [base + row.path_in("vi") for base in bases] if isinstance(row, Article) else []
        found += [bases[0] + row.get_absolute_url().lstrip("/")] if isinstance(row, Page) else []
    return found


def pages(site: Site) -> dict[str, tuple[int, bytes]]:
    """Return what readers get at every address of a site, but for the minute at which visits were counted."""
    hosts.forget()
    reader = SiteClient()
    found = {path: reader.get(path) for path in addresses(site)}
    return {path: (answer.status_code, MINUTE.sub(b"", answer.content)) for path, answer in found.items()}


def test_a_whole_installation_comes_back_row_by_row_file_by_file_page_by_page(there: World, path: Path) -> None:
    rows, held, shown = everything(), files(), pages(there.abroad)
    assert sum(status == 200 for status, _content in shown.values()) > 15
    saving.save(path, None, nothing)
    wipe()
    assert files() == {}
    restoring.restore_whole(path, nothing)
    assert everything() == rows
    assert files() == held
    assert pages(there.abroad) == shown


def test_what_is_written_after_a_restore_gets_new_numbers(there: World, path: Path) -> None:
    saving.save(path, None, nothing)
    newest = Article.objects.order_by("-pk")[0].pk
    wipe()
    restoring.restore_whole(path, nothing)
    assert factories.article(Article.objects.order_by("-pk")[0].category).pk > newest


def test_readers_find_again_what_was_restored(there: World, path: Path) -> None:
    saving.save(path, None, nothing)
    wipe()
    call_command("restore", path, stdout=io.StringIO())
    hosts.forget()
    answer = SiteClient().get("/vinh-long/tim-kiem/", {"q": world.WORD})
    assert world.CANARY in answer.content.decode()


def test_a_whole_archive_holds_no_session_key_of_visitors_or_failed_sign_in(there: World, path: Path) -> None:
    saving.save(path, None, nothing)
    with tarfile.open(path) as opened:
        names = {name.removeprefix("tables/").removesuffix(".jsonl") for name in opened.getnames()}
    assert not names & tables.NEVER
    assert path.stat().st_mode & 0o077 == 0


def test_every_table_is_kept_or_left_out_on_purpose() -> None:
    kept = {table.label for table in tables.whole()}
    known = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert kept | tables.NEVER == known
    of_site = {table.label for table in tables.of_site()}
    without_site = {"admin.LogEntry", "accounts.KnownAddress", "accounts.RecoveryCode", "provinces.NetworkMode",
                    "provinces.NetworkMode_sites", "provinces.Downtime", "provinces.Downtime_sites",
                    "provinces.ProvinceType", "feedback.Holiday", "visits.JournalFile"}  # fmt: skip
    assert kept - of_site == without_site | tables.NOT_OF_A_SITE


def test_an_installation_with_sites_takes_no_whole_archive(there: World, path: Path) -> None:
    saving.save(path, None, nothing)
    rows = everything()
    with pytest.raises(BackupRefused):
        restoring.restore_whole(path, nothing)
    assert everything() == rows


def _site_rows(site: Site) -> dict[str, int]:
    return {
        table.label: sum(1 for _row in table.rows(site))
        for table in tables.of_site()
        if table.path and table.label not in {"provinces.Hostname"}
    }


def test_one_site_comes_back_in_an_empty_installation_with_its_numbers_and_pages(there: World, path: Path) -> None:
    site = there.abroad
    counted, shown = _site_rows(site), pages(site)
    own = [str(row.file.name).partition("/")[0] for row in Picture.objects.for_site(site)]
    held = {name: digest for name, digest in files().items() if name.partition("/")[0] in own}
    ids = set(Article.objects.for_site(site).values_list("pk", flat=True))
    saving.save(path, site, nothing)
    wipe()
    factories.portal()
    restored = restoring.restore_site(path, None, nothing)
    assert _site_rows(restored) == counted
    assert held
    assert held.items() <= files().items()
    assert set(Article.objects.for_site(restored).values_list("pk", flat=True)) == ids
    assert pages(restored) == shown


def test_the_archive_of_one_site_holds_nothing_of_another(there: World, path: Path) -> None:
    saving.save(path, there.home, nothing)
    with tarfile.open(path) as opened:
        names = opened.getnames()
        content = b"\n".join(opened.extractfile(info).read() for info in opened)  # type: ignore[union-attr]  # files
    assert any(name.startswith(archive.FILES) for name in names)
    assert "tables/articles.Article.jsonl" in names
    assert world.CANARY not in "\n".join(names)
    assert world.CANARY.encode() not in content.lower()


def test_whoever_restores_a_site_is_told_what_was_left_out(there: World, path: Path) -> None:
    ours, theirs = factories.article(there.home.categories.all()[0]), Article.objects.for_site(there.abroad)[0]
    RelatedArticle.objects.create(article=ours, related=theirs)
    saving.save(path, there.home, nothing)
    said = io.StringIO()
    call_command("restore", path, into="ban-sao", stdout=said)
    assert "Bỏ lại, vì thuộc về những gì không có trong bản sao lưu" in said.getvalue()
    assert "bài liên quan (1)" in said.getvalue()
    assert RelatedArticle.objects.filter(article__site__slug="ban-sao", related__site=there.abroad).count() == 0


def test_accounts_are_found_by_name_or_made_without_a_way_in(there: World, path: Path) -> None:
    saving.save(path, there.home, nothing)
    wipe()
    factories.portal()
    known = factories.user("editor", full_name="Một người khác")
    restored = restoring.restore_site(path, None, nothing)
    roles = {m.user.username: (m.role, m.user.is_active) for m in Membership.objects.for_site(restored)}
    assert roles["editor"] == (Role.EDITOR, True)
    assert roles["writer"] == (Role.WRITER, False)
    known.refresh_from_db()
    assert known.full_name == "Một người khác"
    assert not User.objects.get(username="writer").has_usable_password()


@pytest.fixture
def copied(there: World, path: Path) -> Site:
    """A copy of the marked site beside the site itself."""
    site = there.abroad
    category = there.of_abroad(Article)
    article = Article.objects.get(pk=category[0])
    picture, album = Picture.objects.for_site(site)[0], there.of_abroad(apps.get_model("galleries.Album"))[0]
    body = (
        f'<p><a data-article="{article.pk}">Bài</a></p><figure><img data-picture="{picture.pk}" alt="a"></figure>'
        f'<figure data-embed="album:{album}"></figure><p><a data-article="{there.of_home(Article)[0]}">Khác</a></p>'
    )
    Article.objects.filter(pk=article.pk).update(body_vi=body)
    Revision.objects.create(
        article=article,
        number=900,
        snapshot={"category_id": article.category_id, "body_vi": body, "related": [article.pk, 10**9]},
    )
    saving.save(path, site, nothing)
    return restoring.restore_site(path, "ban-sao", nothing)


def test_a_copy_beside_the_site_has_as_many_rows_and_its_own_files(there: World, copied: Site) -> None:
    assert (copied.slug, copied.path_prefix) == ("ban-sao", "ban-sao")
    before, after = _site_rows(there.abroad), _site_rows(copied)
    assert after == before
    mine = {row.file.name for row in Picture.objects.for_site(copied)}
    assert not mine & {row.file.name for row in Picture.objects.for_site(there.abroad)}
    assert all(default_storage.exists(str(name)) for name in mine)
    copies = [copy for row in Picture.objects.for_site(copied) for copy in row.renditions]
    theirs = [copy["path"] for row in Picture.objects.for_site(there.abroad) for copy in row.renditions]
    assert copies
    assert not {copy["path"] for copy in copies} & set(theirs)


def test_no_row_of_a_copy_leads_to_the_site_it_was_copied_from(there: World, copied: Site) -> None:
    crossings = []
    for table in tables.of_site():
        if not table.path:
            continue
        for field in table.fields:
            related: Any = field.related_model
            if related is None or related._meta.label not in {one.label for one in tables.of_site() if one.path}:
                continue
            path = next(one.path for one in tables.of_site() if one.model is related)
            rows: Any = models.QuerySet(table.model).filter(**{str(table.path): copied.pk})
            if rows.filter(**{f"{field.name}__{path}": there.abroad.pk}).exists():
                crossings.append(f"{table.label}.{field.name}")
    assert crossings == []
    targets = [item.target for item in MenuItem.objects.for_site(copied) if item.target_id]
    assert targets
    assert {target.site_id for target in targets} == {copied.pk}
    entry = AuditEntry.objects.for_site(copied).filter(object_type="articles.article").exclude(object_id=None).first()
    assert entry is None or Article.objects.for_site(copied).filter(id=entry.object_id or 0).exists()


def test_bodies_and_snapshots_of_a_copy_name_its_own_rows(there: World, copied: Site) -> None:
    revision = Revision.objects.get(article__site=copied, number=900)
    own = set(Article.objects.for_site(copied).values_list("pk", flat=True))
    picture = Picture.objects.for_site(copied).values_list("pk", flat=True)
    for body in (revision.article.body_vi, revision.snapshot["body_vi"]):
        assert f'data-article="{revision.article_id}"' in body
        assert 'data-article="0"' in body
        assert any(f'data-picture="{pk}"' in body for pk in picture)
        assert 'data-embed="album:0"' not in body
    assert revision.snapshot["related"] == [revision.article_id]
    assert revision.snapshot["category_id"] == revision.article.category_id
    assert revision.article_id in own


def test_what_lies_in_the_recycle_bin_comes_along_and_can_be_taken_out(
    there: World, path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    picture = factories.picture(there.abroad)
    with django_capture_on_commit_callbacks(execute=True):
        trash.put(picture, there.both)
    saving.save(path, there.abroad, nothing)
    copied = restoring.restore_site(path, "ban-sao", nothing)
    found = Picture.everything.for_site(copied).get(sha256=picture.sha256, trashed_at__isnull=False)
    assert found.file.name != picture.file.name
    with django_capture_on_commit_callbacks(execute=True):
        trash.restore(found, there.both)
    assert default_storage.exists(str(found.file.name))
    assert not default_storage.exists(str(picture.file.name))


def test_shared_pictures_of_other_sites_come_along_as_own_ones(there: World, path: Path) -> None:
    site = there.abroad
    shared = factories.picture(there.portal, is_shared=True)
    album = factories.album(site, cover=shared)
    album.photos.create(picture=shared)
    in_body = factories.picture(there.portal, is_shared=True)
    unused = factories.picture(there.portal, is_shared=True)
    article = factories.article(site.categories.all()[0])
    article.body_vi = f'<figure><img data-picture="{in_body.pk}" alt="a"></figure>'
    article.save()
    saving.save(path, site, nothing)
    copied = restoring.restore_site(path, "ban-sao", nothing)
    mine = set(Picture.objects.for_site(copied).values_list("sha256", "original_name"))
    assert Picture.objects.for_site(copied).count() == Picture.objects.for_site(site).count() + 2
    assert (shared.sha256, shared.original_name) in mine
    assert copied.albums.get(title_vi=album.title_vi).photos.get().picture.site == copied
    restored = Article.objects.for_site(copied).order_by("-pk")[0]
    assert Picture.objects.for_site(copied).filter(pk=picture_ids(restored.body_vi)[0]).exists()
    assert unused.file.name


def test_a_copy_is_read_and_the_site_it_came_from_stays_as_it_was(there: World, path: Path) -> None:
    site = there.abroad
    before = {model._meta.label: list(rows_of(model, site).values()) for model in there.ids}
    saving.save(path, site, nothing)
    copied = restoring.restore_site(path, "ban-sao", nothing)
    assert {model._meta.label: list(rows_of(model, site).values()) for model in there.ids} == before
    hosts.forget()
    answer = SiteClient().get("/ban-sao/")
    assert answer.status_code == 200
    assert f"/{copied.path_prefix}/" in answer.content.decode()
    assert Hostname.objects.for_site(copied).count() == 0
    assert SiteDay.objects.for_site(copied).views() == SiteDay.objects.for_site(site).views()
    assert Case.objects.for_site(copied).count() == Case.objects.for_site(site).count()


def test_a_site_with_articles_is_not_replaced(there: World, path: Path) -> None:
    saving.save(path, there.abroad, nothing)
    rows, held = everything(), files()
    for code in (None, there.home.slug):
        with pytest.raises(BackupRefused):
            restoring.restore_site(path, code, nothing)
    assert everything() == rows
    assert files() == held


def test_an_empty_site_of_the_code_is_replaced(there: World, path: Path) -> None:
    saving.save(path, there.abroad, nothing)
    factories.site("moi-lap")
    assert restoring.restore_site(path, "moi-lap", nothing).articles.count() == len(there.of_abroad(Article))


def repacked(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Return a copy of an archive in which entries were changed, or left out for None."""
    out = path.with_name("changed.tar.gz")
    with tarfile.open(path) as old, tarfile.open(out, "w:gz") as new:
        for info in old:
            content = change(info.name, old.extractfile(info).read())  # type: ignore[union-attr]  # a regular file
            if content is not None:
                info.size = len(content)
                new.addfile(info, io.BytesIO(content))
    return out


def _swap_first_file(name: str, content: bytes) -> bytes:
    return content + b"x" if name.startswith("files/") else content


BAD: dict[str, Callable[[Path], Path]] = {
    "a row is gone": lambda p: repacked(
        p, lambda n, c: c.partition(b"\n")[2] if n == "tables/articles.Article.jsonl" else c
    ),
    "a letter is another": lambda p: repacked(
        p, lambda n, c: c.replace(b"vi-du", b"vi-da") if n.startswith("tables/") else c
    ),
    "a file is another": lambda p: repacked(p, _swap_first_file),
    "a file is gone": lambda p: repacked(p, lambda n, c: None if n.startswith("files/") else c),
    "a table is gone": lambda p: repacked(p, lambda n, c: None if n == "tables/provinces.Site.jsonl" else c),
    "there is no manifest": lambda p: repacked(p, lambda n, c: None if n == archive.MANIFEST else c),
    "the manifest is rubbish": lambda p: repacked(p, lambda n, c: b"[" if n == archive.MANIFEST else c),
    "the manifest is a list": lambda p: repacked(p, lambda n, c: b"[]" if n == archive.MANIFEST else c),
    "another release": lambda p: repacked(
        p, lambda n, c: json.dumps({**json.loads(c), "schema": "x"}).encode() if n == archive.MANIFEST else c
    ),
    "another form": lambda p: repacked(
        p, lambda n, c: json.dumps({**json.loads(c), "format": 99}).encode() if n == archive.MANIFEST else c
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_archive_is_refused_whole(there: World, path: Path, name: str) -> None:
    saving.save(path, None, nothing)
    wipe()
    before = everything()
    with pytest.raises(BackupRefused):
        restoring.restore_whole(BAD[name](path), nothing)
    assert everything() == before
    assert files() == {}


@pytest.mark.parametrize("part", [0.0, 0.3, 0.7, 0.97, 0.999])
def test_a_cut_archive_is_refused_whole(there: World, path: Path, part: float) -> None:
    saving.save(path, None, nothing)
    wipe()
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(BackupRefused):
        restoring.restore_whole(path, nothing)
    assert not Site.objects.exists()
    assert files() == {}


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "files/../../evil", "other", "files/a\\b"])
def test_an_archive_that_writes_elsewhere_is_refused(path: Path, name: str) -> None:
    with tarfile.open(path, "w:gz") as made:
        info = tarfile.TarInfo(name)
        info.size = 1
        made.addfile(info, io.BytesIO(b"x"))
    with pytest.raises(BackupRefused):
        restoring.restore_whole(path, nothing)


def test_an_archive_with_a_link_or_a_bomb_of_nothing_is_refused(path: Path) -> None:
    with tarfile.open(path, "w:gz") as made:
        info = tarfile.TarInfo("files/a")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(info)
    with pytest.raises(BackupRefused):
        restoring.restore_whole(path, nothing)
    for content in (b"", b"no archive", gzip.compress(b"no tar"), gzip.compress(b"")):
        path.write_bytes(content)
        with pytest.raises(BackupRefused):
            restoring.restore_whole(path, nothing)


def test_a_file_in_the_way_stops_everything(there: World, path: Path) -> None:
    saving.save(path, None, nothing)
    name = next(iter(files()))
    wipe()
    with default_storage.open(name, "wb") as file:
        file.write(b"other")
    with pytest.raises(BackupRefused):
        restoring.restore_whole(path, nothing)
    assert list(files()) == [name]
    assert not Site.objects.exists()


def test_whole_and_single_archives_are_not_mistaken_for_each_other(there: World, path: Path, tmp_path: Path) -> None:
    saving.save(path, None, nothing)
    single = tmp_path / "single.tar.gz"
    saving.save(single, there.abroad, nothing)
    with pytest.raises(BackupRefused):
        restoring.restore_site(path, "moi", nothing)
    wipe()
    with pytest.raises(BackupRefused):
        restoring.restore_whole(single, nothing)


def test_the_commands_say_what_they_did_and_what_they_refuse(there: World, path: Path) -> None:
    said = io.StringIO()
    call_command("backup", path, stdout=said)
    assert "rows" in said.getvalue()
    assert notes.read(notes.BACKUP)["bytes"] == path.stat().st_size
    with pytest.raises(CommandError, match="đã có"):
        call_command("backup", path)
    with pytest.raises(CommandError, match="Không có trang nào"):
        call_command("backup", path.with_name("b"), site="khong-co")
    with pytest.raises(CommandError, match="Không có thư mục"):
        call_command("backup", path.with_name("no") / "b")
    with pytest.raises(CommandError, match="Không khôi phục gì"):
        call_command("restore", path)
    with pytest.raises(CommandError, match="không tìm thấy"):
        call_command("restore", path.with_name("c"))


def test_a_single_backup_is_no_backup_of_the_installation(there: World, path: Path) -> None:
    call_command("backup", path, site="vinh-long", stdout=io.StringIO())
    assert notes.read(notes.BACKUP) == {}
    call_command("restore", path, into="ban-sao", stdout=io.StringIO())
    assert Site.objects.get(slug="ban-sao").articles.exists()


def test_a_backup_that_fails_leaves_no_archive_behind(there: World, path: Path, monkeypatch: Any) -> None:
    def broken(*_args: Any) -> Any:
        raise OSError("disk full")

    monkeypatch.setattr(archive.Writer, "file", broken)
    with pytest.raises(OSError, match="disk full"):
        saving.save(path, None, nothing)
    assert list(path.parent.glob("backup*")) == []
    assert connection.in_atomic_block
