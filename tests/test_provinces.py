"""Provinces have dates: 63 until 30 June 2025, 34 since; codes are given again, types change."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from provinces.loading import load
from provinces.models import Province
from provinces.models.units import UnitType

from . import factories

BEFORE, AFTER = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)


@pytest.fixture
def units(db: None) -> None:
    load()


def test_sixty_three_units_became_thirty_four(units: None) -> None:
    assert Province.objects.in_force(BEFORE).count() == 63
    assert Province.objects.in_force(AFTER).count() == 34
    assert Province.objects.present().count() == 34
    assert Province.objects.former().count() == 52
    assert Province.objects.former().filter(successor=None).count() == 0


def test_loading_again_changes_nothing(units: None) -> None:
    before = list(Province.objects.order_by("pk").values_list("pk", "code", "slug", "successor_id"))
    assert load() == len(before)
    assert list(Province.objects.order_by("pk").values_list("pk", "code", "slug", "successor_id")) == before


def test_a_code_means_another_unit_after_the_merger(units: None) -> None:
    assert Province.objects.in_force(BEFORE).get(code="24").name == "Bắc Giang"
    assert Province.objects.in_force(AFTER).get(code="24").name == "Bắc Ninh"


def test_a_code_is_unique_only_together_with_dates(units: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.province("Khác", "24", "khac")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.province("Khác", "24", "khac", valid_to=BEFORE)
    factories.province("Khác", "24", "khac", valid_to=datetime.date(1996, 12, 31))


def test_a_unit_ends_after_it_begins_and_only_an_ended_one_has_a_successor(units: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.province("Khác", "98", "khac", valid_from=AFTER, valid_to=BEFORE)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.province("Khác", "98", "khac", successor=Province.objects.present().first())


def test_predecessors_are_found_from_the_present_unit(units: None) -> None:
    vinh_long = Province.objects.present().get(slug="vinh-long")
    assert {unit.name for unit in vinh_long.predecessors.all()} == {"Bến Tre", "Trà Vinh", "Vĩnh Long"}


@pytest.mark.parametrize(
    ("slug", "day", "unit_type"),
    [
        ("dong-nai", datetime.date(2026, 4, 29), UnitType.PROVINCE),
        ("dong-nai", datetime.date(2026, 4, 30), UnitType.CITY),
        ("quang-ninh", datetime.date(2026, 8, 31), UnitType.PROVINCE),
        ("quang-ninh", datetime.date(2026, 9, 1), UnitType.CITY),
        ("hue", AFTER, UnitType.CITY),
        ("nghe-an", AFTER, UnitType.PROVINCE),
    ],
)
def test_the_type_of_a_unit_depends_on_the_day(units: None, slug: str, day: datetime.date, unit_type: UnitType) -> None:
    assert Province.objects.present().get(slug=slug).unit_type_on(day) == unit_type


def test_cities_and_provinces_of_today_are_nine_and_twenty_five(units: None) -> None:
    day = datetime.date(2026, 10, 1)
    types = [unit.unit_type_on(day) for unit in Province.objects.present().prefetch_related("types")]
    assert (types.count(UnitType.PROVINCE), types.count(UnitType.CITY)) == (25, 9)
