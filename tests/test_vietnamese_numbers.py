"""Numbers with points between thousands and a comma before decimals, written and read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.numbers import decimal, group, parse_count, parse_decimal, percent


def test_numbers_are_written_the_vietnamese_way() -> None:
    assert group(40991386) == "40.991.386"
    assert group(-1500) == "-1.500"
    assert group(999) == "999"
    assert decimal(1234.5, 1) == "1.234,5"
    assert decimal(Decimal("0.125"), 2) == "0,13"
    assert decimal(7, 0) == "7"
    assert percent(51.76) == "51,76%"
    assert percent(100, 0) == "100%"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("40.991.386", 40991386),
        ("40,991,386", 40991386),
        ("40 991 386", 40991386),
        ("5367", 5367),
        (" 40.991 ", 40991),
        ("163\u00a0196", 163196),
        ("0", 0),
        ("-12", -12),
    ],
)
def test_counts_are_read(text: str, count: int) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize("text", ["", "abc", "1.234,5", "51,7", "40.99", "1.2345", "40.991,386", "12 3", "9" * 5000])
def test_what_is_no_count_is_none(text: str) -> None:
    assert parse_count(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", "1234.5"),
        ("51,76%", "51.76"),
        ("51.76 %", "51.76"),
        ("40.991", "40991"),
        ("1,234.5", "1234.5"),
        ("-0,5", "-0.5"),
        ("12", "12"),
    ],
)
def test_decimals_are_read(text: str, number: str) -> None:
    assert parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "%", "một", "1.2.3", "1,2,3"])
def test_what_is_no_decimal_is_none(text: str) -> None:
    assert parse_decimal(text) is None


@given(st.integers(-(10**15), 10**15))
def test_a_written_count_is_read_back(count: int) -> None:
    assert parse_count(group(count)) == count


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_written_decimal_is_read_back(number: Decimal) -> None:
    assert parse_decimal(decimal(number, 2)) == number
    assert parse_decimal(percent(number)) == number
