"""Sort keys give the dictionary's order in any collation."""

import random
import re

from hypothesis import given
from hypothesis import strategies as st

from vietnamese.sorting import person_key, sort_key


def shuffled(items: list[str]) -> list[str]:
    mixed = list(items)
    random.Random(1).shuffle(mixed)
    return mixed


def test_syllables_are_compared_one_by_one() -> None:
    order = ["ca", "ca dao", "ca sĩ", "cà", "cà phê", "cá", "cá cược", "các"]
    assert sorted(shuffled(order), key=sort_key) == order


def test_tones_come_in_the_dictionary_s_order() -> None:
    order = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(shuffled(order), key=sort_key) == order


def test_letters_come_in_the_dictionary_s_order() -> None:
    order = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
    assert sorted(shuffled(order), key=sort_key) == order


def test_a_letter_weighs_more_than_a_tone() -> None:
    order = ["an", "ạn", "ang", "ăn", "ân", "Đan", "Ê Đê", "ơn", "ưu"]
    assert sorted(shuffled(order), key=sort_key) == order


def test_digits_come_first_and_other_scripts_last() -> None:
    order = ["2 tháng 9", "An Giang", "Čư Kuin", "Đà Nẵng", "ខ្មែរ"]
    assert sorted(shuffled(order), key=sort_key) == order


def test_case_form_and_punctuation_do_not_matter() -> None:
    assert sort_key("ĐÀ NẴNG") == sort_key("đa\u0300 – nẵng")


def test_people_are_listed_by_the_given_name() -> None:
    order = ["Trần Văn An", "Lê Thị Bình", "Đỗ Tiến Dũng", "Lê Dũng", "Lê Văn Dũng", "Nguyễn Đức"]
    assert sorted(shuffled(order), key=person_key) == [
        "Trần Văn An",
        "Lê Thị Bình",
        "Đỗ Tiến Dũng",
        "Lê Dũng",
        "Lê Văn Dũng",
        "Nguyễn Đức",
    ]
    assert person_key("Y Thông Niê") == sort_key("Niê Y Thông")
    assert person_key("") == ""


@given(st.text(max_size=60))
def test_a_key_holds_digits_only(text: str) -> None:
    assert re.fullmatch("[0-9]*", sort_key(text))


@given(st.text("abđơ ế", max_size=12), st.text("abđơ ế", max_size=12))
def test_a_beginning_sorts_before_what_continues_it(start: str, rest: str) -> None:
    assert sort_key(start) <= sort_key(f"{start} {rest}")
