"""How units and departments stand to each other on a page."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F

from .models import Department, Province
from .models.units import ValidityQuerySet


@dataclass
class Branch:
    """A department with what is part of it."""

    department: Department
    parts: list["Branch"] = field(default_factory=list)


def department_tree(departments: Iterable[Department]) -> list[Branch]:
    """Return the departments as a tree, in their order.

    One whose parent is not among them stands at the top, and so does one that is part of itself by a loop in the data.
    """
    branches = {department.pk: Branch(department) for department in departments}
    top = []
    for branch in branches.values():
        parent = branches.get(branch.department.parent_id or 0)
        if parent is None or _is_above_itself(branch, branches):
            top.append(branch)
        else:
            parent.parts.append(branch)
    return top


def _is_above_itself(branch: Branch, branches: dict[int, Branch]) -> bool:
    above, seen = branches.get(branch.department.parent_id or 0), set[int]()
    while above is not None and above.department.pk not in seen:
        if above is branch:
            return True
        seen.add(above.department.pk)
        above = branches.get(above.department.parent_id or 0)
    return False


def unit_of(candidates: ValidityQuerySet) -> Province | None:
    """Return the unit that a slug means: the present one, else the one that ended last; with its relatives at hand."""
    rows = candidates.order_by(F("valid_to").desc(nulls_first=True)).select_related("successor")
    return rows.prefetch_related("types", "predecessors").first()
