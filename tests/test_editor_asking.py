"""What the editor asks the server for: uploads of pasted pictures, and legacy text in Unicode."""

import json
from typing import Any

from django.core.files.base import ContentFile

from articles import legacy
from galleries.models import Picture
from provinces.models import Site
from vietnamese.legacy import Encoding

from . import factories
from .conftest import Cast

BASE = "/quan-tri/nghe-an/soan-thao/"
TCVN3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"
UNICODE = "Cộng hoà xã hội chủ nghĩa Việt Nam"


def test_pasted_pictures_go_into_the_library_of_the_site(cast: Cast, nghe_an: Site, sign_in: Any) -> None:
    files = [factories.image_file("image001.png"), factories.image_file("image002.jpg")]
    answer = sign_in(cast.writer).post(f"{BASE}tai-anh/", {"files": files})
    assert answer.status_code == 200
    pictures = Picture.objects.order_by("pk")
    assert [item["id"] for item in answer.json()["pictures"]] == [picture.pk for picture in pictures]
    assert {(picture.site, picture.uploaded_by) for picture in pictures} == {(nghe_an, cast.writer)}


def test_what_is_no_picture_is_named_with_the_reason_and_the_others_come_in(cast: Cast, sign_in: Any) -> None:
    files = [ContentFile(b"<svg onload=alert(1)>", "a.png"), factories.image_file("b.png")]
    answer = sign_in(cast.writer).post(f"{BASE}tai-anh/", {"files": files}).json()
    assert len(answer["pictures"]) == 1
    assert answer["refused"][0].startswith("a.png:")


def test_a_frozen_site_takes_no_uploads(cast: Cast, nghe_an: Site, sign_in: Any) -> None:
    nghe_an.state = "frozen"
    nghe_an.save()
    answer = sign_in(cast.writer).post(f"{BASE}tai-anh/", {"files": [factories.image_file()]})
    assert answer.status_code == 403
    assert not Picture.objects.exists()


def converted(client: Any, paragraphs: Any) -> Any:
    return client.post(f"{BASE}chuyen-ma/", json.dumps(paragraphs), content_type="application/json").json()


def test_legacy_text_comes_back_in_unicode_whatever_the_font(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.writer)
    for text, font in ((TCVN3, ".VnTime"), (TCVN3, ""), (VNI, "VNI-Times"), (VNI, "")):
        answer = converted(client, [[[text, font]], [["Plain text", ""]]])
        assert answer["changed"]
        assert [run.replace("hòa", "hoà") for run in answer["paragraphs"][0]] == [UNICODE]
        assert answer["paragraphs"][1] == ["Plain text"]
        assert answer["names"]


def test_sound_text_is_left_alone(cast: Cast, sign_in: Any) -> None:
    answer = converted(sign_in(cast.writer), [[["Café ở Đà Lạt, crème brûlée, 5 µm", "Arial"]]])
    assert answer == {"changed": False, "paragraphs": [["Café ở Đà Lạt, crème brûlée, 5 µm"]], "names": []}


def test_the_letter_that_looks_like_a_soft_hyphen_is_kept(cast: Cast, sign_in: Any) -> None:
    answer = converted(sign_in(cast.writer), [[["Tr\u00ad\u00eang häc ph\u00ad\u00acng", ".VnTime"]]])
    assert answer["paragraphs"] == [["Trường học phương"]]


def test_a_paragraph_is_judged_whole_when_its_runs_are_short() -> None:
    runs = [("ViÖt ", ""), ("Nam ", ""), ("®Êt n\u00adíc", "")]
    texts, met = legacy.modern([runs])
    assert texts == [["Việt ", "Nam ", "đất nước"]]
    assert met == [Encoding.TCVN3]


def test_a_run_in_capitals_font_becomes_capitals() -> None:
    assert legacy.modern([[("céng hoµ", ".VnTimeH")]])[0] == [["CỘNG HOÀ"]]


def test_what_is_no_question_gets_a_plain_refusal(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.writer)
    for body in ("", "{", "[1]", '[[["a"]]]', '[[["a", 1]]]', '{"a": 1}'):
        answer = client.post(f"{BASE}chuyen-ma/", body, content_type="application/json")
        assert answer.status_code == 400
