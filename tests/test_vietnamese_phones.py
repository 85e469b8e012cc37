"""Telephone numbers as people write them become addresses to dial and groups to read."""

import pytest

from vietnamese.phones import display, tel_uri


@pytest.mark.parametrize(
    ("number", "uri", "shown"),
    [
        ("(0294) 3 851 234", "tel:+842943851234", "0294 3 851 234"),
        ("024.3851.2345", "tel:+842438512345", "024 3851 2345"),
        ("0912-345-678", "tel:+84912345678", "0912 345 678"),
        ("+84 912 345 678", "tel:+84912345678", "0912 345 678"),
        ("+84 (0) 294 3851234", "tel:+842943851234", "0294 3 851 234"),
        ("0084 294 3851234", "tel:+842943851234", "0294 3 851 234"),
        ("1900 1234", "tel:19001234", "1900 1234"),
        ("1800-599-920", "tel:1800599920", "1800 599920"),
        ("113", "tel:113", "113"),
        ("1022", "tel:1022", "1022"),
        ("0294.3851234 máy lẻ 105", "tel:+842943851234", "0294 3 851 234"),
        ("0294 3851 234 / 0294 3851 235", "tel:+842943851234", "0294 3 851 234"),
        ("+33 1 23 45", "tel:+3312345", "+33 1 23 45"),
        ("đang cập nhật", "", "đang cập nhật"),
    ],
)
def test_numbers_are_dialled_and_shown(number: str, uri: str, shown: str) -> None:
    assert tel_uri(number) == uri
    assert display(number) == shown
