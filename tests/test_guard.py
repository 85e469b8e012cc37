"""The content guard: what was injected becomes a finding, is told once, and is solved when it is gone."""

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from articles.models import Article, Redirect, Revision
from documents.models import DocumentLink
from guard import scanning, sources, watching
from guard.models import Finding, Kind, Progress, State
from provinces import trash
from provinces.models import AuditEntry, Notice, Site
from vietnamese.dates import ZONE

from . import factories
from .conftest import Cast, SiteClient
from .queries import queries_of
from .walk.world import tenant_models

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], SiteClient]
BAD = '<p>Tin.</p><div style="display:none"><a href="https://kubet.example/">Kubet</a></div>'
LIST, NETWORK = "/quan-tri/nghe-an/guard/finding/", "/quan-tri/guard/finding/"
NIGHT = datetime.datetime(2026, 11, 25, 2, 0, tzinfo=ZONE)
NOON = datetime.datetime(2026, 11, 25, 12, 0, tzinfo=ZONE)


@pytest.fixture
def article(nghe_an: Site) -> Article:
    """A live article of Nghệ An."""
    return factories.article(factories.category(nghe_an), "Hội nghị tổng kết")


def inject(row: models.Model, **values: Any) -> None:
    """Write past the cleaning, as somebody would who has got into the database."""
    table, names = row._meta.db_table, ", ".join(f"{name} = %s" for name in values)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {names} WHERE id = %s", [*values.values(), row.pk])


def run(*arguments: str) -> str:
    """Run the command and return what it said, whatever its exit code."""
    said = io.StringIO()
    try:
        call_command("guard", *arguments, stdout=said)
    except SystemExit:
        said.write("exit 1")
    return said.getvalue()


def kinds(site: Site) -> list[str]:
    """Return the kinds of the open findings of a site."""
    return sorted(Finding.objects.for_site(site).open().values_list("kind", flat=True))


@pytest.mark.parametrize("language", ["vi", "en", "km"])
def test_an_injection_is_found_in_every_language_with_its_place(article: Article, language: str) -> None:
    inject(article, **{f"body_{language}": BAD})
    assert "exit 1" in run()
    found = Finding.objects.for_site(article.site)
    assert {one.kind for one in found} == {"gambling", "hidden"}
    assert {one.place for one in found} == {language}
    assert "Kubet" in found[0].excerpt
    assert found[0].object_label == "Hội nghị tổng kết"


def test_a_clean_installation_has_no_finding(cast: Cast, article: Article) -> None:
    factories.album(article.site, photos=1)
    document = factories.document(article.site)
    factories.document_file(document)
    DocumentLink.objects.create(source=document, target=factories.document(article.site))
    factories.video(article.site)
    factories.link(article.site)
    assert "exit 1" not in run()
    assert not Finding.objects.exists()


def test_the_live_revision_is_looked_at_too(article: Article) -> None:
    revision = Revision.objects.create(article=article, number=1, snapshot={"body_vi": BAD})
    Article.objects.filter(pk=article.pk).update(live_revision=revision)
    run("--only", "articles.article")
    assert {one.place for one in Finding.objects.all()} == {"live_revision vi"}


def test_links_menus_redirects_and_files_are_looked_at(nghe_an: Site, article: Article) -> None:
    factories.link(nghe_an, "Bấm vào đây", "https://vn.w88.com/")
    factories.menu_item(nghe_an, url="https://nhacaiuytin.example/", label_vi="Thể thao")
    Redirect.objects.create(site=nghe_an, old_path="/cu", target="https://la.example/")
    picture = factories.picture(nghe_an)
    Path(picture.file.path).write_bytes(factories.image_file().read() + b"<?php echo 1;")
    document = factories.document_file(factories.document(nghe_an))
    Path(document.file.path).write_bytes(b"MZ\x90\x00\x03")
    run()
    assert kinds(nghe_an) == ["domain", "file", "gambling", "redirect", "script"]


def test_an_operator_s_list_counts_and_a_missing_one_is_said(
    nghe_an: Site, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "domains.txt"
    path.write_text("xau.example\n")
    factories.link(nghe_an, "Đối tác", "https://www.xau.example/")
    settings.GUARD_DOMAINS = str(tmp_path / "none.txt")
    run()
    assert kinds(nghe_an) == []
    assert "GUARD_DOMAINS" in caplog.text
    settings.GUARD_DOMAINS = str(path)
    run()
    assert kinds(nghe_an) == ["domain"]


def test_what_is_gone_is_solved_and_what_comes_again_is_open_again(cast: Cast, article: Article) -> None:
    inject(article, body_vi=BAD)
    run()
    inject(article, body_vi="<p>Sạch.</p>")
    run()
    assert set(Finding.objects.values_list("state", flat=True)) == {State.SOLVED}
    told = Notice.objects.count()
    inject(article, body_vi=BAD)
    run()
    assert kinds(article.site) == ["gambling", "hidden"]
    assert Notice.objects.count() == 2 * told
    Article.objects.filter(pk=article.pk).delete()
    run()
    assert kinds(article.site) == []


def test_site_admins_are_told_once_by_notice_and_mail_and_nobody_else(cast: Cast, article: Article) -> None:
    type(cast.site_admin).objects.update(email="")
    cast.site_admin.email = "quantri@vi-du.vn"
    cast.site_admin.save()
    mail.outbox.clear()
    inject(article, body_vi=BAD)
    from django.test import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        run()
        run()
    assert [notice.recipient for notice in Notice.objects.all()] == [cast.site_admin]
    (message,) = mail.outbox
    assert message.to == ["quantri@vi-du.vn"]
    assert "An toàn nội dung" in message.subject
    assert "Hội nghị tổng kết" in message.body


def test_where_a_site_has_no_admin_the_superadmins_are_told(cast: Cast, nghe_an: Site, article: Article) -> None:
    nghe_an.memberships.all().delete()
    inject(article, body_vi=BAD)
    run()
    assert {notice.recipient for notice in Notice.objects.all()} == {cast.superadmin}


def test_a_scan_that_was_stopped_goes_on_where_it_was(
    nghe_an: Site, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(scanning, "PORTION", 3)
    category = factories.category(nghe_an)
    for _number in range(7):
        inject(factories.article(category), body_vi=BAD)
    source, known = sources.sources()["articles.article"], scanning.lists()
    assert scanning.scan(source, 0, known) == (False, 6)
    assert Progress.objects.get(name=source.name).position > 0
    assert scanning.scan(source, 0, known) == (False, 6)
    assert scanning.scan(source, 0, known) == (True, 2)
    assert Progress.objects.get(name=source.name).position == 0
    assert Finding.objects.count() == 14
    assert scanning.scan(source, 0, known)[1] == 0


def test_a_portion_is_read_with_the_same_queries_however_many_rows(nghe_an: Site, article: Article) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    source, known = sources.sources()["articles.article"], scanning.lists()

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            scanning.scan(source, 0, known)
        return len(caught)

    queries()
    before = queries()
    for _number in range(20):
        factories.article(article.category)
    assert queries() == before


def test_the_keeper_looks_within_seconds_at_what_was_changed(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    link = factories.link(nghe_an)
    watching.watch(NOON)
    inject(link, url="https://kubet.example/")
    watching.watch(NOON)
    assert kinds(nghe_an) == []
    AuditEntry.objects.create(site=nghe_an, verb="edit", object_type="provinces.weblink", object_id=link.pk)
    watching.watch(NOON)
    assert kinds(nghe_an) == ["gambling"]


def test_what_goes_into_the_recycle_bin_is_solved_and_found_again_when_it_comes_back(
    cast: Cast, article: Article
) -> None:
    watching.watch(NOON)
    inject(article, title_vi="n.h.à c.á.i")
    article.refresh_from_db()
    run()
    assert kinds(article.site) == ["gambling"]
    trash.put(article, cast.editor)
    watching.watch(NOON)
    assert kinds(article.site) == []
    run()
    assert kinds(article.site) == []
    trash.restore(article, cast.editor)
    watching.watch(NOON)
    assert kinds(article.site) == ["gambling"]


def test_the_keeper_looks_at_everything_once_a_night_and_not_by_day(article: Article) -> None:
    inject(article, body_vi=BAD)
    watching.watch(NOON)
    assert not Finding.objects.exists()
    assert watching.watch(timezone.now().astimezone(ZONE).replace(hour=2)) == 2
    assert Progress.objects.exclude(finished_at=None).count() == len(sources.sources())
    inject(article, title_vi="n.h.à c.á.i")
    assert watching.watch(timezone.now().astimezone(ZONE).replace(hour=2)) == 0


def test_every_model_of_a_site_is_looked_at_or_left_out_for_a_reason() -> None:
    looked_at = {source.model for source in sources.sources().values()}
    left = {model._meta.label for model in tenant_models() if model not in looked_at} - set(sources.LEFT_OUT)
    assert left <= {"articles.TagAlias", "articles.ArticleTag", "articles.HomePin", "articles.RelatedArticle",
                    "articles.Contribution", "documents.DocumentLink"}  # fmt: skip


def test_personal_messages_of_readers_are_not_looked_at_until_they_are_published(nghe_an: Site) -> None:
    factories.case(nghe_an, body="Kubet nhà cái uy tín, đăng ký ngay nhận thưởng nạp đầu Jun88")
    run()
    assert kinds(nghe_an) == []


def test_a_finding_is_accepted_with_a_reason_and_stays_so(cast: Cast, sign_in: SignIn, article: Article) -> None:
    inject(article, body_vi=BAD)
    run()
    finding = Finding.objects.filter(kind=Kind.HIDDEN).get()
    client, page = sign_in(cast.site_admin), f"{LIST}{finding.pk}/change/"
    assert "văn bản ẩn" in client.get(page).content.decode()
    assert client.post(page, {"reason": "  Khung dành cho trình đọc màn hình "}).status_code == 302
    finding.refresh_from_db()
    assert (finding.state, finding.reason) == (State.ACCEPTED, "Khung dành cho trình đọc màn hình")
    assert finding.accepted_by == cast.site_admin
    assert AuditEntry.objects.filter(verb="accept_finding", user=cast.site_admin).count() == 1
    run()
    assert kinds(article.site) == ["gambling"]
    client.post(page, {"reason": ""})
    assert kinds(article.site) == ["gambling", "hidden"]


def test_another_injection_at_the_place_of_an_accepted_one_is_a_new_finding(article: Article) -> None:
    inject(article, body_vi="<div hidden>Một</div>")
    run()
    Finding.objects.update(state=State.ACCEPTED, reason="Đúng")
    inject(article, body_vi="<div hidden>Hai</div>")
    run()
    assert [one.excerpt for one in Finding.objects.open()] == ["Hai"]


def test_findings_are_for_site_admins_of_that_site(cast: Cast, sign_in: SignIn, article: Article) -> None:
    finding = factories.finding(article)
    for person, status in ((cast.writer, 403), (cast.editor, 403), (cast.site_admin, 200), (cast.superadmin, 200)):
        assert sign_in(person).get(LIST).status_code == status
    assert sign_in(cast.stranger).get(f"/quan-tri/vinh-long/guard/finding/{finding.pk}/change/").status_code != 200
    assert sign_in(cast.site_admin).get(NETWORK).status_code == 403
    page = sign_in(cast.superadmin).get(NETWORK).content.decode()
    assert f"/quan-tri/nghe-an/articles/article/{article.pk}/change/" in page


def test_an_excerpt_is_shown_as_text(cast: Cast, sign_in: SignIn, article: Article) -> None:
    factories.finding(article, excerpt="<script>alert(1)</script>")
    page = sign_in(cast.site_admin).get(LIST).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("query", ["?state=open", "?state=nonsense", "?kind__exact=hidden", "?q=kubet"])
def test_the_list_is_narrowed(cast: Cast, sign_in: SignIn, article: Article, query: str) -> None:
    factories.finding(article)
    assert queries_of(sign_in(cast.site_admin), LIST + query) > 0


def test_findings_are_neither_added_nor_deleted_by_hand(cast: Cast, sign_in: SignIn, article: Article) -> None:
    finding = factories.finding(article)
    client = sign_in(cast.superadmin)
    for base in (LIST, NETWORK):
        assert client.get(f"{base}add/").status_code == 403
        assert client.post(f"{base}{finding.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Finding.objects.count() == 1


def test_the_command_refuses_what_it_does_not_know() -> None:
    with pytest.raises(CommandError, match=r"articles\.article"):
        call_command("guard", "--only", "nonsense")


def test_a_file_that_cannot_be_opened_is_no_injection(nghe_an: Site) -> None:
    picture = factories.picture(nghe_an)
    Path(picture.file.path).unlink()
    factories.picture(nghe_an, file=ContentFile(factories.image_file().read(), "b.jpg"))
    run()
    assert kinds(nghe_an) == []
