"""A snapshot as people read it: every field with its name, and names in place of numbers."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from galleries.models import Picture
from provinces.models import Site
from vietnamese.dates import ZONE

from . import snapshots
from .comparing import Change, Field, changes
from .models import Article, ArticleType, Category, Contributor, Topic
from .models.article import TEXTS
from .models.credits import ContributionRole
from .snapshots import Snapshot

LANGUAGE_NAMES = dict(settings.LANGUAGES)
_YES_NO = ("date_is_missing", "is_pinned", "is_top", "in_ticker")


class Names:
    """The names of what snapshots of one site refer to; six queries for any number of snapshots."""

    def __init__(self, site: Site, *several: Snapshot) -> None:
        def ids(key: str) -> set[int]:
            return {snapshot[key] for snapshot in several if snapshot[key] is not None}

        def listed(key: str) -> set[int]:
            return {pk for snapshot in several for pk in snapshot[key]}

        parts = {part["contributor"] for snapshot in several for part in snapshot["contributions"]}
        related = Article.objects.for_site(site).filter(pk__in=listed("related"))
        self.of: dict[str, Mapping[int, Any]] = {
            "category_id": Category.objects.for_site(site).in_bulk(ids("category_id")),
            "department_id": site.departments.in_bulk(ids("department_id")),
            "picture_id": Picture.objects.usable_on(site).in_bulk(ids("picture_id")),
            "topics": Topic.objects.for_site(site).in_bulk(listed("topics")),
            "contributor": Contributor.objects.for_site(site).in_bulk(parts),
            "related": dict(related.values_list("pk", "title_vi")),
        }

    def name(self, key: str, pk: int | None) -> str:
        """Return a name; what is gone says so."""
        if pk is None:
            return ""
        found = self.of[key].get(pk)
        return str(found) if found is not None else _("(deleted)")


def differences(site: Site, before: Snapshot, after: Snapshot) -> list[Change]:
    """Return what differs between two snapshots of an article of `site`; six queries."""
    names = Names(site, before, after)
    return changes(fields_of(before, names, site), fields_of(after, names, site))


def fields_of(snapshot: Snapshot, names: Names, site: Site) -> dict[str, Field]:
    """Return the fields of a snapshot in the order in which people read them."""
    found: dict[str, Field] = {}
    several = len(site.languages) > 1
    for language in site.languages:
        for name in TEXTS:
            label = _label(name)
            if several:
                label = f"{label} ({LANGUAGE_NAMES[language]})"
            found[f"{name}_{language}"] = Field(label, snapshot[f"{name}_{language}"] or "", language, name == "body")
    found |= {name: Field(_label(name), _plain(snapshot, name, names)) for name in snapshots.PLAIN}
    for name in snapshots.DATES:
        moment = snapshots.moment(snapshot, name)
        found[name] = Field(_label(name), f"{moment.astimezone(ZONE):%d/%m/%Y %H:%M}" if moment else "")
    found["tags"] = Field(_label("tags"), ", ".join(snapshot["tags"]))
    found["topics"] = Field(_label("topics"), ", ".join(names.name("topics", pk) for pk in snapshot["topics"]))
    found["contributions"] = Field(capfirst(_("contributors")), _contributors(snapshot, names))
    found["related"] = Field(capfirst(_("related articles")), "; ".join(_related(snapshot, names)))
    for language in site.languages[1:]:
        label = _("Readers may see it in %(language)s") % {"language": LANGUAGE_NAMES[language]}
        found[f"ready_{language}"] = Field(label, _yes(bool(snapshot["languages"].get(language))))
    return found


def _label(name: str) -> str:
    return capfirst(str(Article._meta.get_field(name.removesuffix("_id")).verbose_name))  # type: ignore[union-attr]  # a field of ours


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def _plain(snapshot: Snapshot, name: str, names: Names) -> str:
    value = snapshot.get(name)
    if name.endswith("_id"):
        return names.name(name, value)
    if name == "article_type":
        return str(dict(ArticleType.choices).get(str(value), ""))
    return _yes(bool(value)) if name in _YES_NO else str(value if value is not None else "")


def _contributors(snapshot: Snapshot, names: Names) -> str:
    roles = dict(ContributionRole.choices)
    return "; ".join(
        f"{names.name('contributor', part['contributor'])} ({roles.get(part['role'], '')}, {float(part['share']):g}%)"
        for part in snapshot["contributions"]
    )


def _related(snapshot: Snapshot, names: Names) -> list[str]:
    return [names.name("related", pk) for pk in snapshot["related"]]
