"""Some hundred pages of the five shapes, made by chance from fixed seeds: nearly every field must be right."""

import random
from collections import Counter
from collections.abc import Callable

import pytest

from exchange.pages import parse
from tests.import_variations import SHAPES, Variation

PAGES_PER_SHAPE = 80
SMALLEST_SHARE = 0.98


def wrong_fields(page: Variation) -> list[str]:
    parsed = parse(page.text)
    report = parsed.report("page.txt")
    wrong = [name for name, value in page.expected.items() if report[name] != value]
    credited = [(credit.name, tuple(credit.roles)) for credit in parsed.credits]
    return wrong if credited == page.signed_by else [*wrong, "credits"]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_nearly_every_field_of_varied_pages_is_found(shape: Callable[[random.Random], Variation]) -> None:
    failures: Counter[str] = Counter()
    for seed in range(PAGES_PER_SHAPE):
        failures.update(wrong_fields(shape(random.Random(f"{shape.__name__} {seed}"))))
    shares = {name: 1 - count / PAGES_PER_SHAPE for name, count in failures.items()}
    assert all(share >= SMALLEST_SHARE for share in shares.values()), shares


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_no_variation_keeps_a_look_alike_letter_or_puts_surroundings_into_the_text(
    shape: Callable[[random.Random], Variation],
) -> None:
    for seed in range(40):
        parsed = parse(shape(random.Random(f"{shape.__name__} clean {seed}")).text)
        text = "\n".join([parsed.title, parsed.lead, *parsed.body, *parsed.captions])
        assert "ƣ" not in text
        assert not any(words in text for words in ("No title", "Phản hồi", "Banner", "GMT", "Lượt xem", "Hôm nay:"))
