"""Document numbers: folded for searching, taken apart for sorting, found in running text."""

import pytest

from documents.numbers import first_number, is_number, number_key, numbers_in

WRITTEN = [
    ("123/QĐ-UBND", "123qdubnd", 123),
    ("983-QĐ/TU", "983qdtu", 983),
    ("22/2023/TT-BTTTT", "222023ttbtttt", 22),
    ("66.22/2026/NQ-CP", "66222026nqcp", 66),
    ("91/2025/QH15", "912025qh15", 91),
    ("4507/BGTVT-TTCNTT", "4507bgtvtttcntt", 4507),
    ("2606-CV/BTGTW", "2606cvbtgtw", 2606),
    ("05/KH-BTGDV", "05khbtgdv", 5),
]


@pytest.mark.parametrize(("written", "key", "first"), WRITTEN)
def test_a_number_gives_its_key_and_its_first_number(written: str, key: str, first: int) -> None:
    assert number_key(written) == key
    assert first_number(written) == first


@pytest.mark.parametrize("typed", ["123/QĐ-UBND", "123/qd-ubnd", "123 / QĐ - UBND", "123-QD/UBND", "123QĐUBND"])
def test_every_way_to_type_a_number_gives_the_same_key(typed: str) -> None:
    assert number_key(typed) == "123qdubnd"


@pytest.mark.parametrize("written", [row[0] for row in WRITTEN])
def test_a_number_is_found_in_a_sentence(written: str) -> None:
    text = f"Căn cứ Văn bản số {written}, ngày 29/12/2022 của cơ quan ({written})."
    assert [found[0] for found in numbers_in(text)] == [written, written]


@pytest.mark.parametrize(
    "text", ["ngày 29/12/2022", "tỷ lệ 3/4 số hộ", "năm học 2024-2025", "3-5 người", "24/7", "điểm 9/10 A", "/12/QĐ"]
)
def test_dates_and_fractions_are_no_numbers_of_documents(text: str) -> None:
    assert list(numbers_in(text)) == []


def test_what_is_typed_is_a_number_or_words() -> None:
    assert all(map(is_number, ["123", "123/QĐ-UBND", "98-kh", "22/2023/TT"]))
    assert not any(map(is_number, ["kế hoạch 12", "QĐ 123", "123 năm ngày sinh", ""]))


def test_a_key_of_signs_only_is_empty() -> None:
    assert number_key("–/ \x00 –") == ""
    assert first_number("số 5") is None
