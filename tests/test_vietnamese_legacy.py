"""Text typed in TCVN3 and VNI fonts is recognised and converted; correct text never is."""

import pytest

from tests.vietnamese_corpus import as_legacy, correct_phrases, windows
from vietnamese.legacy import Encoding, convert, detect, modernise
from vietnamese.repair import repair
from vietnamese.tables import table

MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam"


def test_the_motto_in_both_encodings_becomes_unicode() -> None:
    assert modernise("Céng hßa x· héi chñ nghÜa ViÖt Nam") == (MOTTO, Encoding.TCVN3)
    assert modernise("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam") == (MOTTO, Encoding.VNI)


def test_a_soft_hyphen_is_the_letter_u_horn_of_tcvn3() -> None:
    assert modernise("ng\u00adêi d©n tr\u00adëng thµnh") == ("người dân trưởng thành", Encoding.TCVN3)


def test_cleaning_before_conversion_does_not_lose_the_letter() -> None:
    assert convert(repair("tr\u00adëng"), Encoding.TCVN3) == "trưởng"


@pytest.mark.parametrize("encoding", Encoding)
def test_every_letter_of_the_table_is_converted(encoding: Encoding) -> None:
    letters = table(encoding.value)["letters"]
    assert {code: convert(code, encoding) for code in letters} == letters


@pytest.mark.parametrize("encoding", Encoding)
def test_phrases_survive_the_way_into_the_encoding_and_back(encoding: Encoding) -> None:
    changed = [phrase for phrase in windows(4, 9) if convert(as_legacy(phrase, encoding), encoding) != phrase]
    assert changed == []


def test_no_correct_phrase_of_six_thousand_is_taken_for_legacy_text() -> None:
    phrases = correct_phrases(6000)
    assert len(phrases) == 6000
    assert [phrase for phrase in phrases if detect(phrase)] == []


@pytest.mark.parametrize("encoding", Encoding)
def test_one_phrase_is_recognised_in_95_of_100_cases(encoding: Encoding) -> None:
    phrases = windows(3, 9)[:3000]
    recognised = sum(detect(as_legacy(phrase, encoding)) is encoding for phrase in phrases)
    assert recognised / len(phrases) >= 0.95


@pytest.mark.parametrize("encoding", Encoding)
def test_four_phrases_are_recognised_in_999_of_1000_cases(encoding: Encoding) -> None:
    phrases = windows(3, 9)[:4800]
    groups = [", ".join(phrases[start : start + 4]) for start in range(0, len(phrases), 4)]
    recognised = sum(detect(as_legacy(group, encoding)) is encoding for group in groups)
    assert recognised / len(groups) >= 0.999


def test_paragraphs_are_judged_one_by_one() -> None:
    text = "Xã Hòa Bình\n§¶ng bé tØnh\r\nÊa Kar, Krông Nô"
    assert modernise(text) == ("Xã Hòa Bình\nĐảng bộ tỉnh\r\nÊa Kar, Krông Nô", Encoding.TCVN3)


def test_the_font_decides_where_words_cannot_tell() -> None:
    assert detect("bé", font="") is None
    assert modernise("bé", font=".VnTime") == ("bộ", Encoding.TCVN3)
    assert modernise("hoà", font="VNI-Times") == ("hồ", Encoding.VNI)


def test_the_font_does_not_make_correct_text_wrong() -> None:
    assert modernise("hội nghị, bộ, xã", font=".VnTime") == ("hội nghị, bộ, xã", None)


def test_capitals_drawn_by_the_font_or_meant_by_the_heading_become_capitals() -> None:
    assert modernise("®¶ng bé tØnh", font=".VnTimeH")[0] == "ĐẢNG BỘ TỈNH"
    assert modernise("§¶NG Bé TØNH")[0] == "ĐẢNG BỘ TỈNH"
    assert modernise("Hµ Néi vµ HuÕ")[0] == "Hà Nội và Huế"


def test_sound_text_comes_back_as_it_is() -> None:
    assert modernise(MOTTO) == (MOTTO, None)
    assert modernise("") == ("", None)
    assert modernise("Plain English text.") == ("Plain English text.", None)
