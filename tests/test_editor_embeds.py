"""Albums and videos inside a text: stored by kind and number, shown as far as readers may see them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from articles import embeds
from articles.editor import from_editor, to_editor
from articles.models import Video
from articles.models.video import validate_video
from articles.rendering import for_readers
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient


def embed(kind: str, pk: int, caption: str = "") -> str:
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-embed="{kind}:{pk}">{below}</figure>'


WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"\0" * 200


def test_an_album_is_shown_with_its_cover_and_leads_to_its_page(nghe_an: Site, reader: SiteClient) -> None:
    album = factories.album(nghe_an, "Ngày hội", photos=3)
    html = for_readers(f"<p>a</p>{embed('album', album.pk, 'Chụp hôm qua')}", nghe_an)
    assert f'href="{album.get_absolute_url()}"' in html
    assert "<img" in html
    assert "Ngày hội" in html
    assert "<figcaption>Chụp hôm qua</figcaption>" in html


def test_what_readers_may_not_see_is_left_out(nghe_an: Site, vinh_long: Site) -> None:
    hidden = factories.album(nghe_an, is_live=False, published_at=None)
    for pk in (hidden.pk, factories.album(vinh_long).pk, 10**17):
        assert for_readers(embed("album", pk, "Chú thích"), nghe_an) == ""
    assert for_readers(embed("video", factories.video(vinh_long).pk), nghe_an) == ""
    assert for_readers(embed("lazy", 1, "x"), nghe_an) == ""


def test_a_document_is_offered_by_its_number_and_can_be_downloaded(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: Any
) -> None:
    wanted = factories.document(nghe_an, "12/QĐ-UBND", summary_vi="Về việc khen thưởng")
    factories.document(vinh_long, "12/QĐ-UBND", summary_vi="Về việc khen thưởng")
    file = factories.document_file(wanted)
    asked = {"kind": "document", "q": "khen thuong"}
    (found,) = sign_in(cast.writer).get("/quan-tri/nghe-an/soan-thao/nhung/", asked).json()["items"]
    assert found == {"id": wanted.pk, "name": wanted.name}
    html = for_readers(embed("document", wanted.pk), nghe_an)
    assert f'href="{file.file.url}"' in html
    assert "Về việc khen thưởng" in html
    assert for_readers(embed("document", factories.document(nghe_an, live=False).pk), nghe_an) == ""


def test_a_video_plays_only_when_asked_and_loads_nothing_before(nghe_an: Site) -> None:
    html = for_readers(embed("video", factories.video(nghe_an, poster=factories.picture(nghe_an)).pk), nghe_an)
    assert "controls" in html
    assert 'preload="none"' in html
    assert "poster=" in html
    assert "autoplay" not in html
    assert 'type="video/mp4"' in html
    assert 'aria-label="Lễ hội làng Sen"' in html


def test_the_editor_sees_names_and_stores_numbers(nghe_an: Site, vinh_long: Site) -> None:
    album = factories.album(nghe_an, 'Ngày "hội"')
    stored = embed("album", album.pk, "Ảnh")
    shown = to_editor(stored, nghe_an)
    assert 'data-name="Ngày &quot;hội&quot;"' in shown
    assert from_editor(shown, nghe_an) == stored
    assert from_editor(embed("album", album.pk), nghe_an) == embed("album", album.pk)
    assert from_editor(embed("album", factories.album(vinh_long).pk, "Ảnh"), nghe_an) == "<p>Ảnh</p>"


def test_many_embeds_take_no_more_queries_than_one(nghe_an: Site, django_assert_num_queries: Any) -> None:
    one = embed("album", factories.album(nghe_an, photos=1).pk) + embed("video", factories.video(nghe_an).pk)
    many = one + "".join(embed("album", factories.album(nghe_an, photos=2).pk) for _ in range(5))
    for body in (one, many):
        with django_assert_num_queries(3):
            for_readers(body, nghe_an)


def test_a_video_is_known_by_its_content_and_named_by_it(nghe_an: Site) -> None:
    assert str(factories.video(nghe_an).file.name).endswith("le-hoi.mp4")
    made = factories.video(nghe_an, file=ContentFile(WEBM, "../../x.php"))
    assert str(made.file.name).endswith("/x.webm")
    assert made.content_type == "video/webm"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><script>alert(1)</script>", "video_refused"),
        (b"", "video_refused"),
        (b"\0\0\0\x18ftyp", "video_refused"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "video_refused"),
        (factories.mp4(b"heic", b"")[:16] + b"\0" * 40, "video_refused"),
        (b"\x1a\x45\xdf\xa3" + b"matroska" + b"\0" * 50, "video_refused"),
        (factories.mp4(more=b"hvc1"), "video_codec"),
    ],
)
def test_what_browsers_do_not_play_is_refused_with_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_video(ContentFile(content, "a.mp4"))
    assert refusal.value.code == code


def test_a_writer_uploads_a_video_and_finds_it_for_a_text(cast: Cast, nghe_an: Site, sign_in: Any) -> None:
    client = sign_in(cast.writer)
    data = {"title": "Hội thi", "file": ContentFile(factories.mp4(), "hoi-thi.mp4"), "poster": ""}
    assert client.post("/quan-tri/nghe-an/articles/video/add/", data).status_code == 302
    made = Video.objects.get()
    assert (made.site, made.uploaded_by) == (nghe_an, cast.writer)
    found = client.get("/quan-tri/nghe-an/soan-thao/nhung/", {"kind": "video", "q": "hoi"}).json()["items"]
    assert found == [{"id": made.pk, "name": "Hội thi"}]
    refused = client.post("/quan-tri/nghe-an/articles/video/add/", {**data, "file": ContentFile(b"<html>", "a.mp4")})
    assert "MP4" in refused.content.decode()
    assert Video.objects.count() == 1


def test_a_part_of_a_video_is_sent_as_video(nghe_an: Site, reader: SiteClient) -> None:
    url = factories.video(nghe_an).file.url
    answer = reader.get(url, headers={"Range": "bytes=4-7"})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, b"ftyp")
    assert answer["Content-Type"] == "video/mp4"


def test_a_room_below_can_be_given_a_kind_of_its_own(nghe_an: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeds, "_kinds", {})
    names = {7: "Quyết định 12/QĐ-UBND"}
    embeds.register(
        embeds.Embed(
            "document",
            "Document",  # type: ignore[arg-type]  # a plain name will do here
            "description",
            lambda site, term: [],
            lambda site, ids: {pk: names[pk] for pk in ids if pk in names},
            lambda site, ids: [pk for pk in ids if pk in names],
            lambda site, ids: {pk: f"<p>{names[pk]}</p>" for pk in ids if pk in names},
        )
    )
    assert 'data-name="Quyết định 12/QĐ-UBND"' in to_editor(embed("document", 7), nghe_an)
    assert for_readers(embed("document", 7), nghe_an) == (
        '<figure class="embed embed-document"><p>Quyết định 12/QĐ-UBND</p></figure>'
    )
