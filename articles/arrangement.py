"""How a site's home page is arranged: which categories have a box, in which order and layout."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.core import signing
from django.db import transaction

from provinces import audit
from provinces.models import Site

from .models import Category
from .models.category import HomeLayout

SALT = "articles.arrangement"
PREVIEW_SECONDS = 3600


@dataclass(frozen=True)
class Box:
    """A category with a box, and the layout of the box."""

    category: int
    layout: str


@dataclass(frozen=True)
class Arrangement:
    """The boxes of a home page in their order; categories that are not named have none."""

    site: int
    boxes: tuple[Box, ...]

    @classmethod
    def from_form(cls, site: Site, data: Any) -> Self:
        """Return what a sent form says: `box` names the site's categories in their order; others are left out."""
        known = set(Category.objects.for_site(site).values_list("pk", flat=True))
        asked = [int(key) for key in dict.fromkeys(data.getlist("box")) if key.isdecimal() and len(key) < 19]
        chosen = [key for key in asked if key in known and data.get(f"shown-{key}")]
        return cls(site.pk, tuple(Box(key, _layout(data.get(f"layout-{key}", ""))) for key in chosen))

    def apply(self, categories: Iterable[Category]) -> None:
        """Set the columns of `categories` in memory as this arrangement has it."""
        places = {box.category: (number, box.layout) for number, box in enumerate(self.boxes, start=1)}
        for category in categories:
            category.has_home_box = category.pk in places
            if category.has_home_box:
                category.home_order, category.home_layout = places[category.pk]

    def save(self, site: Site, user: Any) -> None:
        """Make it the arrangement that readers see."""
        with transaction.atomic():
            categories = list(Category.objects.for_site(site).select_for_update())
            before = {category.pk: _columns(category) for category in categories}
            self.apply(categories)
            for category in categories:
                if _columns(category) != before[category.pk]:
                    category.save()
            audit.record("arrange_home", user=user, site=site, detail=", ".join(self._names(categories)))

    def _names(self, categories: Iterable[Category]) -> list[str]:
        names = {category.pk: category.text("name", "vi") for category in categories}
        return [names[box.category] for box in self.boxes if box.category in names]

    def token(self) -> str:
        """Return the arrangement as a signed text, good for an hour: what a preview's address carries."""
        value = json.dumps([self.site, [[box.category, box.layout] for box in self.boxes]])
        return signing.dumps(value, salt=SALT, compress=True)

    @classmethod
    def from_token(cls, token: str) -> Self | None:
        """Return the arrangement that `token()` gave; None when it is too old or not ours."""
        try:
            site, boxes = json.loads(signing.loads(token, salt=SALT, max_age=PREVIEW_SECONDS))
        except signing.BadSignature:
            return None
        return cls(site, tuple(Box(key, layout) for key, layout in boxes))


def _columns(category: Category) -> tuple[bool, int, str]:
    return category.has_home_box, category.home_order, category.home_layout


def _layout(value: str) -> str:
    return value if value in HomeLayout.values else HomeLayout.LEAD
