"""Nhập từ Word in the admin: choose, look and mend, save; all of it or nothing, and once only."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document

from accounts.models import User
from articles.models import Article, Category
from exchange.models import WordUpload, sweep
from exchange.word import saving
from galleries.models import Picture
from provinces.models import Site

from . import factories
from . import word_documents as word
from .conftest import Cast, SiteClient

URL = "/quan-tri/nghe-an/nhap-word/"
SignIn = Callable[[User], SiteClient]


@pytest.fixture(autouse=True)
def category(nghe_an: Site) -> Category:
    """Where drafts go."""
    return factories.category(nghe_an, "Khoa giáo", "khoa-giao")


def upload(client: SiteClient, content: bytes, name: str = "bai.docx") -> Any:
    return client.post(URL, {"document": SimpleUploadedFile(name, content)})


def answers(page: Any, **changes: str) -> dict[str, str]:
    """Return what the browser would send from the preview, with `changes`."""
    data: dict[str, str] = {"_save": "1"}
    for form in (page.context["confirm"], page.context["names"].management_form, *page.context["names"]):
        for field in form:
            value = field.value()
            data[field.html_name] = "" if value is None else str(value)
    data["category"] = str(Category.objects.get(slug="khoa-giao").pk)
    return data | changes


def files(settings: Any) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_document_is_shown_before_anything_is_saved(cast: Cast, sign_in: SignIn) -> None:
    page = upload(sign_in(cast.writer), word.saved(word.report())).content.decode()
    lead, caption = "Sáng nay, hội nghị khai mạc", "Quang cảnh hội nghị"
    for expected in ("Hội nghị công tác khoa giáo", lead, "Thu Hà", caption, "data:image/jpeg"):
        assert expected in page
    assert not Article.objects.exists()
    assert not Picture.objects.exists()


def test_what_was_confirmed_becomes_a_draft_with_its_pictures(
    cast: Cast, sign_in: SignIn, nghe_an: Site, settings: Any
) -> None:
    client = sign_in(cast.writer)
    page = upload(client, word.saved(word.report()))
    answer = client.post(URL, answers(page, title="Hội nghị khoa giáo năm 2026"))
    article = Article.objects.get()
    assert answer.status_code == 302
    assert f"/{article.pk}/change/" in answer["Location"]
    assert (article.title_vi, article.site, article.created_by) == ("Hội nghị khoa giáo năm 2026", nghe_an, cast.writer)
    assert (article.state, article.is_live) == ("draft", False)
    assert article.lead_vi == "Sáng nay, hội nghị khai mạc tại Vinh."
    assert article.body_vi.count("data-picture=") == Picture.objects.for_site(nghe_an).count() == 2
    assert "<figcaption>Quang cảnh hội nghị.</figcaption>" in article.body_vi
    assert {(part.contributor.name, part.role) for part in article.contributions.all()} == {
        ("Thu Hà", "text"),
        ("Thu Hà", "photo"),
    }
    revision = article.revisions.get()
    assert revision.kind == "imported"
    assert revision.snapshot["body_vi"] == article.body_vi
    assert not WordUpload.objects.exists()
    assert not [path for path in files(settings) if path.suffix == ".docx"]
    assert client.get(answer["Location"]).status_code == 200


def test_the_same_document_twice_makes_one_article_and_no_second_picture(
    cast: Cast, sign_in: SignIn, settings: Any
) -> None:
    client = sign_in(cast.writer)
    for _number in range(2):
        page = upload(client, word.saved(word.report()))
        assert client.post(URL, answers(page)).status_code == 302
    assert Article.objects.count() == 1
    assert Picture.objects.count() == 2
    assert page.context["known"] == Article.objects.get()


def test_a_picture_that_the_library_has_is_used_again(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    client = sign_in(cast.writer)
    client.post(URL, answers(upload(client, word.saved(word.report()))))
    other = Document()
    for text in ("Một bài khác hẳn", "Đoạn mở đầu của bài này. Nó ngắn.", "Đoạn sau."):
        other.add_paragraph(text)
    other.add_picture(word.picture())
    client.post(URL, answers(upload(client, word.saved(other))))
    assert Article.objects.count() == 2
    assert Picture.objects.count() == 2


@pytest.mark.parametrize("bad", [word.old_word, word.bomb, word.garbage, lambda: word.old_word(protected=True), bytes])
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(
    cast: Cast, sign_in: SignIn, settings: Any, bad: Callable[[], bytes]
) -> None:
    page = upload(sign_in(cast.writer), bad())
    assert page.status_code == 200
    assert len(page.context["form"].errors["document"]) == 1
    for model in (Article, Picture, WordUpload):
        assert not model.objects.exists()
    assert files(settings) == []


def test_when_saving_fails_no_picture_and_no_file_stays(
    cast: Cast, sign_in: SignIn, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(cast.writer)
    page = upload(client, word.saved(word.report()))

    def fails(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(saving.snapshots, "record", fails)
    with pytest.raises(RuntimeError):
        client.post(URL, answers(page))
    assert not Article.objects.exists()
    assert not Picture.objects.exists()
    assert [path.suffix for path in files(settings)] == [".docx"]


def test_a_picture_that_is_none_leaves_its_place(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.writer)
    content = word.with_part(
        word.saved(word.report()), "word/media/image1.png", lambda part: b"\xd7\xcd\xc6\x9a" + part
    )
    page = upload(client, content)
    assert page.context["refused"] == 1
    client.post(URL, answers(page))
    body = Article.objects.get().body_vi
    assert body.count("data-picture=") == 1
    assert "<figure><figcaption>Quang cảnh hội nghị.</figcaption></figure>" in body


def test_what_was_typed_is_kept_when_something_is_missing(cast: Cast, sign_in: SignIn, vinh_long: Site) -> None:
    client = sign_in(cast.writer)
    page = upload(client, word.saved(word.report()))
    foreign = factories.category(vinh_long)
    again = client.post(URL, answers(page, title="", lead="Sapo đã sửa", category=str(foreign.pk)))
    assert again.status_code == 200
    assert set(again.context["confirm"].errors) == {"title", "category"}
    assert "Sapo đã sửa" in again.content.decode()
    assert not Article.objects.exists()


def test_a_document_of_somebody_else_cannot_be_confirmed(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    data = answers(upload(sign_in(cast.writer), word.saved(word.report())))
    assert sign_in(cast.editor).post(URL, data).status_code == 200
    assert not Article.objects.exists()
    for odd in ("", "x", "9" * 30, "0"):
        assert sign_in(cast.editor).post(URL, {**data, "upload": odd}).status_code == 200


def test_cancelling_and_a_day_take_the_document_away(cast: Cast, sign_in: SignIn, settings: Any) -> None:
    client = sign_in(cast.writer)
    client.post(URL, {"upload": str(upload(client, word.saved(word.report())).context["upload"].pk), "_cancel": "1"})
    assert not WordUpload.objects.exists()
    upload(client, word.saved(word.report()))
    assert sweep(timezone.now()) == 0
    assert sweep(timezone.now() + datetime.timedelta(hours=25)) == 1
    assert files(settings) == []


def test_only_writers_of_a_site_that_is_written_get_in(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    assert sign_in(cast.stranger).get(URL).status_code in {302, 403}
    nghe_an.state = "frozen"
    nghe_an.save()
    assert sign_in(cast.editor).get(URL).status_code == 403
