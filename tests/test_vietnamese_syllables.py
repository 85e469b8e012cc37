"""The syllable check accepts what Vietnamese writes and marks slips of the keyboard."""

import pytest

from tests.vietnamese_corpus import debian_syllables, own_syllables, sections
from vietnamese.syllables import Finding, is_syllable, unlikely, valid_share

LISTS = {"own": own_syllables(), "debian": debian_syllables()}
"""Debian's list is used where `hunspell-vi` is installed; our own is held to the same figures everywhere."""

with_each_list = pytest.mark.parametrize(
    "words", [pytest.param(words, id=name) for name, words in LISTS.items() if words]
)


VALID = """
hòa hoà khỏe khoẻ thúy thuý quý quỳnh gì gìn giếng giết già nghĩa ghế kẻ ngoằn ngoèo khuỷu thuở rượu yêu uống ưu ướt
ĐƯỜNG Uỷ xoong buýt duệ goá huơ
"""
INVALID = "hòan qúy lưỡí cưỡì trưởnc ngĩa nghà kà coa cuê iêu tac hoc tiét ghà gnhĩ khoong tt"


def slips(words: list[str]) -> set[str]:
    """Return all doublings and neighbour swaps of letters in `words` that are not in the list themselves."""
    made = set()
    for word in words:
        for place in range(len(word)):
            made.add(word[:place] + word[place] + word[place:])
            made.add(word[:place] + word[place : place + 2][::-1] + word[place + 2 :])
    return made - set(words)


@with_each_list
def test_996_of_1000_syllables_are_accepted(words: list[str]) -> None:
    accepted = sum(not unlikely(word) for word in words)
    assert len(words) > 500
    assert accepted / len(words) >= 0.996


@with_each_list
def test_98_of_100_slips_are_marked(words: list[str]) -> None:
    made = slips([word for word in words if word.islower() and is_syllable(word)])
    assert sum(bool(unlikely(slip)) for slip in made) / len(made) >= 0.98


def test_no_word_of_our_own_sentences_is_marked() -> None:
    lines = [line for name, part in sections().items() if name != "other" for line in part]
    assert [unlikely(line) for line in lines if unlikely(line)] == []


@pytest.mark.parametrize("word", VALID.split())
def test_rare_and_two_style_syllables_are_valid(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", INVALID.split())
def test_spellings_against_the_orthography_are_not(word: str) -> None:
    assert not is_syllable(word)


def test_decomposed_letters_count_like_composed_ones() -> None:
    assert is_syllable("trươ\u0300ng")


def test_findings_say_where_the_word_stands() -> None:
    text = "Hội nghịi toàn tỉnhh"
    assert unlikely(text) == [Finding(4, 9, "nghịi"), Finding(15, 20, "tỉnhh")]
    assert [text[found.start : found.end] for found in unlikely(text)] == ["nghịi", "tỉnhh"]


@pytest.mark.parametrize(
    "text",
    [
        "UBND, HĐND, MTTQ, QĐ-UBND",
        "Pleiku, Kon Tum, Đắk Lắk, Krông Nô",
        "H’Hen Niê, K’Brêm, Čư Yang Sĭn",
        "https://tuyengiao.example.vn/tin-tuc/abcd",
        "toasoan@example.gov.vn",
        "video, email, website, internet, wifi",
        "ភាសាខ្មែរ và 中文",
        "5 kg, 3 km, 40 ha, m2",
    ],
)
def test_names_loans_abbreviations_and_addresses_are_passed_over(text: str) -> None:
    assert unlikely(text) == []


def test_a_site_may_accept_words_of_its_own() -> None:
    assert unlikely("món kolak") == [Finding(4, 9, "kolak")]
    assert unlikely("món kolak", frozenset({"kolak"})) == []


def test_the_share_of_valid_words_tells_text_from_noise() -> None:
    assert valid_share("Hội nghị toàn tỉnh") == 1.0
    assert valid_share("Hội nghịi") == 0.5
    assert valid_share("123, 456") == 1.0
