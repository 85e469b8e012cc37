"""Reads `data/provinces.csv` into the tables: 63 former and 34 present units, with dates, types and successors.

A unit that was not touched on 1 July 2025 is one row without dates; every other one of the 63 ends on 30 June 2025 and
has a successor that begins on 1 July 2025 (Nghị quyết 202/2025/QH15), also where the name was kept.
"""

import csv
import datetime
from pathlib import Path

from django.db import transaction

from .models import Province, ProvinceType
from .models.units import UnitType

FILE = Path(__file__).parent / "data" / "provinces.csv"
_TYPES = {"tỉnh": UnitType.PROVINCE, "thành phố trung ương": UnitType.CITY}

Row = dict[str, str]


def rows() -> list[Row]:
    """Return the rows of the data file, one for each of the 63 units before the merger."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@transaction.atomic
def load() -> int:
    """Write all units; safe to run again. Returns the number of units there are now."""
    data = rows()
    present = {row["successor_slug"]: _present(row) for row in data if _names_successor(row)}
    for row in data:
        if row["merged_on"]:
            _former(row, present[row["successor_slug"]])
    return Province.objects.count()


def _names_successor(row: Row) -> bool:
    return row["slug_old"] == row["successor_slug"]


def _present(row: Row) -> Province:
    merged_on = _date(row["merged_on"])
    unit, _created = Province.objects.update_or_create(
        slug=row["successor_slug"],
        valid_to=None,
        defaults={
            "code": row["successor_code"],
            "name_vi": row["successor_name"],
            "region": row["region_new"],
            "ethnic_languages": row["ethnic_languages"],
            "phone_area": row["phone_area"],
            "portal_domain": row["old_portal_domain"],
            "valid_from": merged_on,
        },
    )
    _set_type(unit, row["successor_unit_type_2025_07_01"], merged_on)
    if row["successor_type_changed_on"]:
        changed_on = _date(row["successor_type_changed_on"])
        _set_type(unit, row["successor_unit_type_2026_10_01"], changed_on, row["successor_type_resolution"])
    return unit


def _former(row: Row, successor: Province) -> None:
    merged_on = datetime.date.fromisoformat(row["merged_on"])
    unit, _created = Province.objects.update_or_create(
        slug=row["slug_old"],
        valid_to=merged_on - datetime.timedelta(days=1),
        defaults={
            "code": row["code_old"],
            "name_vi": row["name_old"],
            "region": row["region_new"],
            "ethnic_languages": row["ethnic_languages"],
            "phone_area": row["phone_area"],
            "portal_domain": row["old_portal_domain"],
            "successor": successor,
        },
    )
    _set_type(unit, row["unit_type"], None)


def _set_type(unit: Province, name: str, since: datetime.date | None, resolution: str = "") -> None:
    ProvinceType.objects.update_or_create(
        province=unit, valid_from=since, defaults={"unit_type": _TYPES[name], "resolution": resolution}
    )


def _date(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
