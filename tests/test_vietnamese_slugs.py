"""Slugs keep the đ, cut at a word, and are empty where there is nothing Latin."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.slugs import slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường sắt – Đà Nẵng", "duong-sat-da-nang"),
        ("Đường Đồng Đăng – Đảng bộ", "duong-dong-dang-dang-bo"),
        ("Trƣờng ðại học", "truong-dai-hoc"),
        ("40.991.386 lượt; 51,76%", "40-991-386-luot-51-76"),
        ("ភាសាខ្មែរ", ""),
        ("Khmer: ភាសា 2024", "khmer-2024"),
        ("", ""),
    ],
)
def test_titles_become_addresses(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_long_titles_are_cut_at_a_word() -> None:
    assert slugify("một hai ba bốn", max_length=10) == "mot-hai-ba"
    assert slugify("một hai ba bốn", max_length=9) == "mot-hai"
    assert slugify("nghiêng", max_length=4) == "nghi"


@given(st.text(max_size=200), st.integers(1, 80))
def test_a_slug_is_always_a_clean_path_segment(title: str, max_length: int) -> None:
    slug = slugify(title, max_length)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= max_length
    assert slugify(slug, max_length) == slug
