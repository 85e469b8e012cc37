"""Pasted text is brought into one form without losing anything that was meant."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vietnamese_corpus import correct_phrases
from vietnamese.folding import exact, fold, loose
from vietnamese.repair import repair

SPOILERS = "\u200b\u200c\u200d\u200e\u2060\ufeff\u00a0\u00ad"
TROUBLE = (
    "ưƣðÐĐđếẻaeoAEhnt’ʼ .\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323аоеc\u03bf\uf0b7\uf0ff\u1780\u17d2👩❤\ufe0f"
    + SPOILERS
)

anything = st.text(st.one_of(st.sampled_from(TROUBLE), st.characters(codec="utf-8")), max_size=40)
correct_text = st.lists(st.sampled_from(correct_phrases(3000)), min_size=1, max_size=5).map(". ".join)
languages = st.sampled_from(["vi", "en", "km", "rad"])


@pytest.mark.parametrize(
    ("pasted", "repaired"),
    [
        ("hội", "hội"),
        ("e\u0301\u0302", "ế"),
        ("a\u0300\u0306m", "ằm"),
        ("Vie\u0323\u0302t", "Việt"),
        ("vi\u00ea\u0323t", "việt"),
        ("đƣợc trƣờng Ƣu", "được trường Ưu"),
        ("ðường Ðảng Ɖảng", "đường Đảng Đảng"),
        ("\ufeffngườ\u200bi\u200e dân\u2060", "người dân"),
        ("một\u00a0hai", "một hai"),
        ("\uf0b7 mục, \uf0a7 mục\uf0ff", "• mục, • mục"),
        ("họ\u0441 t\u0430\u0301c", "học tác"),
        ("ph\u03bfng tr\u0430\u0300o", "phong trào"),
    ],
)
def test_what_pasting_leaves_is_repaired(pasted: str, repaired: str) -> None:
    assert repair(pasted) == repaired


@pytest.mark.parametrize(
    "text",
    [
        "Москва, хор",  # whole words of another alphabet
        "αβγ, ο",
        "Čư Yang Sĭn, Ƀuôn, ĕ ŏ ŭ č ƀ ñ",
        "K’Brêm, H’Mông",
        "👩‍👩‍👧 gia đình",
        "ភាសា\u200bខ្មែរ trong bài",
        "hoà bình, hòa bình",
        "tr\u00adëng",
    ],
)
def test_what_is_meant_stays(text: str) -> None:
    assert repair(text) == text


def test_khmer_keeps_its_word_breaks_and_nothing_is_replaced() -> None:
    text = "ភាសា\u200bខ្មែរ\u200b ð ƣ\u00a0\ufeff"
    assert repair(text, "km") == text


def test_look_alikes_are_letters_in_other_languages() -> None:
    assert repair("Sigurðsson ƣ\u00a0\u200b", "en") == "Sigurðsson ƣ "


def test_a_million_joiners_are_removed_in_seconds() -> None:
    started = time.process_time()
    assert repair("a\u200b" * 500_000) == "a" * 500_000
    assert time.process_time() - started < 10  # quadratic work would take minutes


@given(anything, languages)
def test_repair_is_idempotent(text: str, lang: str) -> None:
    once = repair(text, lang)
    assert repair(once, lang) == once


@given(anything, languages)
def test_repaired_text_is_composed(text: str, lang: str) -> None:
    assert unicodedata.is_normalized("NFC", repair(text, lang))


@given(correct_text)
def test_correct_text_is_left_alone(text: str) -> None:
    assert repair(text) == text


@given(anything, languages)
def test_no_letter_is_lost(text: str, lang: str) -> None:
    def letters(form: str) -> int:
        return sum(unicodedata.category(letter)[0] == "L" for letter in unicodedata.normalize("NFD", form))

    assert letters(repair(text, lang)) == letters(text)


@given(correct_text, st.data())
def test_spoiled_text_is_restored(text: str, data: st.DataObject) -> None:
    spoiled = unicodedata.normalize("NFD", text) if data.draw(st.booleans()) else text
    spoiled = spoiled.replace("ư", "ƣ") if data.draw(st.booleans()) else spoiled
    spoiled = spoiled.replace(" ", "\u00a0") if data.draw(st.booleans()) else spoiled
    places = data.draw(st.lists(st.integers(0, len(spoiled)), max_size=4))
    for place in places:
        spoiled = f"{spoiled[:place]}\ufeff{spoiled[place:]}"
    assert repair(spoiled) == text


@given(anything)
def test_folded_text_has_no_mark_no_capital_and_single_blanks(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert not re.search("[A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂ-ăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u036f\u00ad]", folded)
    assert folded == " ".join(folded.split())


@given(correct_text)
def test_the_search_forms_build_on_each_other(text: str) -> None:
    assert exact(exact(text)) == exact(text)
    assert fold(exact(text)) == fold(text) == fold(unicodedata.normalize("NFD", text))
    assert loose(fold(text)) == loose(text)
