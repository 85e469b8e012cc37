"""The recycle bin: what is deleted is nowhere to be seen, comes back whole, and goes for good in the end."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import previews, publishing, snapshots
from articles.models import Article, Contribution, HomePin
from articles.models.article import ArticleState
from documents.models import Document
from feedback.models import RatingTotal
from galleries.models import Album, Picture
from guard.sources import sources
from provinces import hosts, trash
from provinces.models import AuditEntry, Role, Site
from provinces.models.trash import KeptManager

from . import factories
from .conftest import Cast, SiteClient

SignIn = Callable[[Any], SiteClient]
ROOT = "/quan-tri/nghe-an/"
BIN = f"{ROOT}thung-rac/"
YES = {"post": "yes"}
MAKERS: dict[str, Callable[[Site], Any]] = {
    "articles.article": lambda site: factories.article(factories.category(site), "Bài bị xóa", live=False),
    "galleries.album": lambda site: factories.album(site, "Bộ ảnh bị xóa", photos=2),
    "galleries.picture": lambda site: factories.picture(site, alt_vi="Ảnh bị xóa"),
    "documents.document": lambda site: factories.document(site, "77/QĐ-XOA"),
}
everything = pytest.mark.parametrize("kind", MAKERS)


def change_path(obj: Any) -> str:
    return f"{ROOT}{obj._meta.label_lower.replace('.', '/')}/{obj.pk}/"


def fresh(obj: Any) -> Any:
    return type(obj).everything.get(pk=obj.pk)


@everything
def test_deleting_moves_into_the_bin_and_says_so(cast: Cast, sign_in: SignIn, nghe_an: Site, kind: str) -> None:
    obj = MAKERS[kind](nghe_an)
    client = sign_in(cast.editor)
    assert "sẽ vào Thùng rác" in client.get(f"{change_path(obj)}delete/").text
    answer = client.post(f"{change_path(obj)}delete/", YES, follow=True)
    assert "có thể khôi phục trong 30 ngày" in answer.text
    assert not type(obj).objects.filter(pk=obj.pk).exists()
    assert fresh(obj).trashed_by == cast.editor
    entry = AuditEntry.objects.get(verb="trash")
    assert (entry.user, entry.object_id, entry.site) == (cast.editor, obj.pk, nghe_an)


@everything
def test_the_list_s_action_moves_into_the_bin_too(cast: Cast, sign_in: SignIn, nghe_an: Site, kind: str) -> None:
    obj = MAKERS[kind](nghe_an)
    data = {"action": "delete_selected", "_selected_action": [obj.pk]}
    client, path = sign_in(cast.editor), f"{ROOT}{kind.replace('.', '/')}/"
    assert "sẽ vào Thùng rác" in client.post(path, data).text
    client.post(path, data | YES)
    assert fresh(obj).trashed_at is not None


@everything
def test_what_lies_in_the_bin_is_in_no_list_and_on_no_page(
    cast: Cast, sign_in: SignIn, nghe_an: Site, kind: str
) -> None:
    obj = MAKERS[kind](nghe_an)
    trash.put(obj, cast.editor)
    client = sign_in(cast.site_admin)
    path = f"{ROOT}{kind.replace('.', '/')}/"
    assert client.get(path).context["cl"].result_count == 0
    for page in ("change/", "history/", "delete/"):
        assert client.get(f"{change_path(obj)}{page}").status_code != 200
    title = str(obj)
    assert title not in client.get(path, {"q": "xóa"}).text
    assert title not in client.get(ROOT).text


@everything
def test_it_comes_back_with_an_audit_row(cast: Cast, sign_in: SignIn, nghe_an: Site, kind: str) -> None:
    obj = MAKERS[kind](nghe_an)
    trash.put(obj, cast.editor)
    client = sign_in(cast.site_admin)
    page = client.get(BIN)
    assert str(obj) in page.text
    assert "Trần Văn Duyệt xóa lúc" in page.text
    answer = client.post(BIN, {"kind": kind, "pk": obj.pk, "restore": ""}, follow=True)
    assert "Đã khôi phục" in answer.text
    back = type(obj).objects.get(pk=obj.pk)
    assert (back.trashed_at, back.trashed_by) == (None, None)
    assert AuditEntry.objects.get(verb="untrash").user == cast.site_admin


@everything
def test_deleting_for_good_asks_first_and_leaves_only_its_audit_row(
    cast: Cast, sign_in: SignIn, nghe_an: Site, kind: str
) -> None:
    obj = MAKERS[kind](nghe_an)
    trash.put(obj, cast.editor)
    client = sign_in(cast.site_admin)
    data = {"kind": kind, "pk": obj.pk}
    assert "Xóa vĩnh viễn?" in client.post(BIN, data | {"delete": ""}).text
    assert type(obj).everything.filter(pk=obj.pk).exists()
    client.post(BIN, data | {"purge": ""})
    assert not type(obj).everything.filter(pk=obj.pk).exists()
    assert AuditEntry.objects.get(verb="purge").object_id == obj.pk


@pytest.fixture
def story(nghe_an: Site, cast: Cast) -> Article:
    """A live article with all that can hang on one."""
    made = factories.article(
        factories.category(nghe_an), "Lễ hội làng Sen", title_en="Sen village festival", has_en=True,
        picture=factories.picture(nghe_an), created_by=cast.writer,
    )  # fmt: skip
    made.tags.add(factories.tag(nghe_an, "Lễ hội"))
    Contribution.objects.create(article=made, contributor=factories.contributor(nghe_an))
    HomePin.objects.create(site=nghe_an, article=made, place="lead")
    publishing.save_draft(made, cast.editor)
    publishing.publish(made, cast.editor)
    return made


def test_of_a_draft_in_the_bin_readers_learn_nothing(cast: Cast, nghe_an: Site, reader: SiteClient) -> None:
    draft = factories.article(factories.category(nghe_an), "Chưa ai đọc", live=False)
    trash.put(draft, cast.editor)
    assert reader.get(f"/nghe-an{draft.get_absolute_url()}").status_code == 404


def test_a_live_article_comes_back_whole_and_withdrawn(cast: Cast, story: Article, reader: SiteClient) -> None:
    address = f"/nghe-an{story.get_absolute_url()}"
    assert reader.get(address).status_code == 200
    before = snapshots.current(story)
    trash.put(story, cast.editor)
    gone = reader.get(address)
    assert gone.status_code == 410, "as any other article that was read and is no longer to be read"
    assert story.title not in gone.text
    trash.restore(fresh(story), cast.editor)
    back = Article.objects.get(pk=story.pk)
    assert (back.state, back.is_live) == (ArticleState.WITHDRAWN, False)
    assert reader.get(address).status_code == 410
    assert snapshots.current(back) == before
    assert [tag.name for tag in back.tags.all()] == ["Lễ hội"]
    assert [one.name for one in back.contributors.all()] == ["Thu Hà"]
    assert back.text("title", "en") == "Sen village festival"
    publishing.publish(back, cast.editor)
    assert reader.get(address).status_code == 200


def test_it_shows_nowhere_while_it_is_in_the_bin(
    cast: Cast, story: Article, nghe_an: Site, reader: SiteClient, sign_in: SignIn
) -> None:
    revision = story.revisions.first()
    assert revision is not None
    shared = previews.link(revision, timezone.now() + datetime.timedelta(days=1)).partition("//")[2]
    shared = shared[shared.index("/") :]
    places = [
        "/nghe-an/", f"/nghe-an/{story.category.slug}/", "/nghe-an/tim-kiem/?q=làng+Sen", "/nghe-an/rss/",
        "/nghe-an/api/articles/", "/nghe-an/sitemap.xml", "/nghe-an/tag/le-hoi/", shared,
    ]  # fmt: skip
    seen = [path for path in places if "làng Sen" in reader.get(path).text.replace('value="làng Sen"', "")]
    assert seen, "the story is found while it is live"
    trash.put(story, cast.editor)
    for path in places:
        assert "Lễ hội làng Sen" not in reader.get(path).text, path
    client = sign_in(cast.site_admin)
    for path in ("trang-chu/", "articles/homepin/", "bao-cao/", "articles/article/?q=sen"):
        assert "Lễ hội làng Sen" not in client.get(f"{ROOT}{path}").text, path


def test_what_hangs_on_an_article_leaves_the_lists_with_it_and_comes_back(
    cast: Cast, story: Article, nghe_an: Site, sign_in: SignIn
) -> None:
    factories.error_report(story, "Sai tên xã")
    RatingTotal.objects.create(article=story, useful=3)
    trash.put(story, cast.editor)
    client = sign_in(cast.site_admin)
    lists = ("feedback/errorreport/", "feedback/ratingtotal/", "articles/homepin/")
    assert [client.get(f"{ROOT}{path}").context["cl"].result_count for path in lists] == [0, 0, 0]
    trash.restore(fresh(story), cast.editor)
    assert [client.get(f"{ROOT}{path}").context["cl"].result_count for path in lists] == [1, 1, 1]


@everything
def test_the_guard_looks_at_nothing_in_the_bin(cast: Cast, nghe_an: Site, kind: str) -> None:
    obj = MAKERS[kind](nghe_an)
    source = sources()[kind]
    assert obj.pk in {row.pk for row in source.rows()}
    trash.put(obj, cast.editor)
    assert obj.pk not in {row.pk for row in source.rows()}


def test_what_is_scheduled_does_not_go_out_from_the_bin(cast: Cast, nghe_an: Site) -> None:
    draft = factories.article(factories.category(nghe_an), live=False)
    later = timezone.now() + datetime.timedelta(hours=1)
    publishing.schedule(draft, cast.editor, later)
    trash.put(draft, cast.editor)
    assert publishing.apply_due(later + datetime.timedelta(minutes=1)) == 0
    assert not fresh(draft).is_live


def test_a_draft_comes_back_as_the_draft_that_it_was(cast: Cast, nghe_an: Site) -> None:
    draft = factories.article(factories.category(nghe_an), live=False)
    publishing.submit(draft, cast.writer)
    trash.put(draft, cast.editor)
    trash.restore(fresh(draft), cast.editor)
    assert Article.objects.get(pk=draft.pk).state == ArticleState.SUBMITTED


def test_live_albums_and_documents_come_back_unpublished_with_all_that_is_theirs(cast: Cast, nghe_an: Site) -> None:
    album, document = factories.album(nghe_an, photos=3), factories.document(nghe_an)
    factories.document_file(document)
    for obj in (album, document):
        trash.put(obj, cast.site_admin)
        trash.restore(fresh(obj), cast.site_admin)
    assert not Album.objects.get(pk=album.pk).is_live
    assert album.photos.count() == 3
    assert not Document.objects.get(pk=document.pk).is_live
    assert document.files.count() == 1


def test_its_files_are_not_given_out_meanwhile(
    cast: Cast, nghe_an: Site, reader: SiteClient, django_capture_on_commit_callbacks: Any
) -> None:
    picture, document = factories.picture(nghe_an), factories.document(nghe_an)
    names = [str(picture.file.name), str(factories.document_file(document).file.name)]
    for obj, name in zip((picture, document), names, strict=True):
        assert reader.get(f"/tep/{name}").status_code == 200
        with django_capture_on_commit_callbacks(execute=True):
            trash.put(obj, cast.site_admin)
        hidden = [path for path in Path(default_storage.path("")).rglob("*") if path.name == Path(name).name]
        assert len(hidden) == 1, "the file is kept"
        for path in (name, str(hidden[0].relative_to(default_storage.path("")))):
            assert reader.get(f"/tep/{path}").status_code == 404
        with django_capture_on_commit_callbacks(execute=True):
            trash.restore(fresh(obj), cast.site_admin)
        assert reader.get(f"/tep/{name}").status_code == 200


def test_files_go_with_what_is_deleted_for_good(
    cast: Cast, nghe_an: Site, django_capture_on_commit_callbacks: Any
) -> None:
    picture, document = factories.picture(nghe_an), factories.document(nghe_an)
    factories.document_file(document)
    with django_capture_on_commit_callbacks(execute=True):
        for obj in (picture, document):
            trash.put(obj, cast.site_admin)
    with django_capture_on_commit_callbacks(execute=True):
        for obj in (picture, document):
            trash.purge(fresh(obj), cast.site_admin)
    assert [path for path in Path(default_storage.path("")).rglob("*") if path.is_file()] == []


def test_a_picture_that_something_in_the_bin_shows_stays(cast: Cast, sign_in: SignIn, story: Article) -> None:
    trash.put(story, cast.editor)
    picture = story.picture
    assert picture is not None
    answer = sign_in(cast.editor).post(f"{ROOT}galleries/picture/{picture.pk}/delete/", YES)
    assert "Lễ hội làng Sen (trong Thùng rác)" in answer.text
    assert Picture.objects.filter(pk=picture.pk).exists()


def test_a_number_that_was_given_again_keeps_a_document_in_the_bin(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    first = factories.document(nghe_an, "5/QĐ-UBND")
    trash.put(first, cast.site_admin)
    factories.document(nghe_an, "5/QĐ-UBND")
    answer = sign_in(cast.site_admin).post(
        BIN, {"kind": "documents.document", "pk": first.pk, "restore": ""}, follow=True
    )
    assert "nay đã có một bản khác" in answer.text
    assert fresh(first).trashed_at is not None


def test_editors_find_articles_in_the_bin_and_site_admins_everything(
    cast: Cast, sign_in: SignIn, nghe_an: Site
) -> None:
    made = {kind: maker(nghe_an) for kind, maker in MAKERS.items()}
    for obj in made.values():
        trash.put(obj, cast.site_admin)
    editor = sign_in(cast.editor)
    page = editor.get(BIN).text
    assert [kind for kind, obj in made.items() if str(obj) in page] == ["articles.article"]
    album = {"kind": "galleries.album", "pk": made["galleries.album"].pk, "restore": ""}
    assert editor.post(BIN, album).status_code == 404
    assert all(str(obj) in sign_in(cast.site_admin).get(BIN).text for obj in made.values())
    assert sign_in(cast.writer).get(BIN).status_code == 403
    assert BIN in editor.get(ROOT).text
    assert BIN not in sign_in(cast.writer).get(ROOT).text


def test_an_editor_of_some_categories_finds_those_only(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    own, other = factories.category(nghe_an), factories.category(nghe_an)
    theirs = factories.article(other, "Bài của mục khác", live=False)
    trash.put(theirs, cast.site_admin)
    limited = factories.user("gioihan")
    factories.member(limited, nghe_an, Role.EDITOR).categories.set([own])
    client = sign_in(limited)
    assert "Bài của mục khác" not in client.get(BIN).text
    assert client.post(BIN, {"kind": "articles.article", "pk": theirs.pk, "restore": ""}).status_code == 404


def test_another_site_s_bin_is_closed(cast: Cast, sign_in: SignIn, vinh_long: Site) -> None:
    theirs = factories.album(vinh_long, "Bộ ảnh Vĩnh Long")
    trash.put(theirs, cast.stranger)
    client = sign_in(cast.site_admin)  # of both sites, asking in the other one's admin
    assert "Bộ ảnh Vĩnh Long" not in client.get(BIN).text
    for deed in ("restore", "delete", "purge"):
        assert client.post(BIN, {"kind": "galleries.album", "pk": theirs.pk, deed: ""}).status_code == 404
    assert fresh(theirs).trashed_at is not None


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "x"},
        {"kind": "galleries.album", "pk": "x"},
        {"kind": "galleries.album", "pk": "9" * 40, "purge": ""},
        {"kind": "galleries.album", "pk": "٣", "purge": ""},
        {"kind": "accounts.user", "pk": "1", "purge": ""},
    ],
)
def test_bad_input_is_not_found(cast: Cast, sign_in: SignIn, data: dict[str, str]) -> None:
    assert sign_in(cast.site_admin).post(BIN, data).status_code == 404


def test_what_is_not_in_the_bin_cannot_be_deleted_through_it(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    album = factories.album(nghe_an)
    answer = sign_in(cast.site_admin).post(BIN, {"kind": "galleries.album", "pk": album.pk, "purge": ""})
    assert answer.status_code == 404
    assert Album.objects.filter(pk=album.pk).exists()


@everything
def test_the_keeper_empties_the_bin_after_the_days_that_are_set(
    cast: Cast, nghe_an: Site, settings: Any, kind: str
) -> None:
    obj = MAKERS[kind](nghe_an)
    kept = MAKERS[kind](nghe_an) if kind != "documents.document" else factories.document(nghe_an)
    trash.put(obj, cast.editor)
    now = timezone.now()
    assert trash.empty(now + datetime.timedelta(days=29)) == 0
    settings.TRASH_DAYS = 7
    assert trash.empty(now + datetime.timedelta(days=8)) == 1
    assert not type(obj).everything.filter(pk=obj.pk).exists()
    assert type(obj).objects.filter(pk=kept.pk).exists()
    assert AuditEntry.objects.get(verb="purge").user is None


def test_the_bin_asks_as_often_with_ten_rows_more(
    cast: Cast, sign_in: SignIn, nghe_an: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "REFRESH_SECONDS", 1e9)
    for maker in MAKERS.values():
        trash.put(maker(nghe_an), cast.editor)
    client = sign_in(cast.site_admin)
    client.get(BIN)
    with CaptureQueriesContext(connection) as before:
        client.get(BIN)
    for _row in range(10):
        trash.put(factories.album(nghe_an), cast.site_admin)
    with CaptureQueriesContext(connection) as after:
        client.get(BIN)
    assert len(after) == len(before)


def test_every_model_that_can_lie_in_the_bin_hides_it_by_default() -> None:
    assert set(MAKERS) == {kind.name for kind in trash._kinds.values()}
    for kind in trash._kinds.values():
        assert isinstance(kind.model._default_manager, KeptManager)
        assert not isinstance(kind.model._base_manager, KeptManager), "relations find what is in the bin"
