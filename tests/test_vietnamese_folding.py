"""Search forms: what a search finds, whatever the spelling and the form of the letters."""

import unicodedata

import pytest

from vietnamese.folding import exact, fold, loose


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường sắt  Đà\tNẵng ", "duong sat da nang"),
        ("ĐƢỢC, ðược", "duoc, duoc"),
        ("Čư Yang Sĭn, Ƀuôn, Êñuôl", "cu yang sin, buon, enuol"),
        ("K’Ho, K'Ho, KʼHo", "k'ho, k'ho, k'ho"),
        ("Straße, Øst, Łódź, œuvre", "strasse, ost, lodz, oeuvre"),
        ("tu\u00adyên giáo", "tuyen giao"),
        ("123/QĐ-UBND", "123/qd-ubnd"),
        ("Москва й", "москва й"),
    ],
)
def test_marks_are_off_and_letters_plain(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_every_vietnamese_letter_folds_to_ascii() -> None:
    tones = "\u0300\u0309\u0303\u0301\u0323"
    letters = [unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in ("", *tones)] + ["đ"]
    assert len(letters) == 73
    assert [letter for letter in letters if not (fold(letter).isascii() and fold(letter.upper()) == fold(letter))] == []


@pytest.mark.parametrize("lang", ["km", "zh"])
def test_khmer_and_chinese_are_left_as_they_are(lang: str) -> None:
    text = "ភាសា\u200bខ្មែរ 中文 é"
    assert fold(text, lang) == exact(text, lang) == text


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Hoà Bình", "hòa bình"),
        ("khoẻ, loè xoè", "khỏe, lòe xòe"),
        ("Thuỷ lợi, Uỷ ban", "thủy lợi, ủy ban"),
        ("quý, quỳ, hoàn, thuyền, ngoài", "quý, quỳ, hoàn, thuyền, ngoài"),
        ("HOA\u0300", "hòa"),
    ],
)
def test_the_exact_form_keeps_marks_in_one_tone_style(text: str, key: str) -> None:
    assert exact(text) == key


def test_only_vietnamese_has_tone_styles() -> None:
    assert exact("Hoà", "en") == "hoà"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kỹ sư", "kĩ sư"),
        ("lý luận", "lí luận"),
        ("quý báu", "quí báu"),
        ("bác sỹ", "bác sĩ"),
        ("quả quýt", "quả quít"),
    ],
)
def test_i_and_y_are_level_in_the_loose_form(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert loose(one) == loose(other)


@pytest.mark.parametrize(("one", "other"), [("tay", "tai"), ("thúy", "thúi"), ("yêu", "iêu"), ("quyết", "quiết")])
def test_i_and_y_that_part_words_stay_apart(one: str, other: str) -> None:
    assert loose(one) != loose(other)
