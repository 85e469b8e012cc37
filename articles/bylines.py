"""Who made an article, as it stands below it: "Bài, ảnh: Ngô Đức Hải"."""

from collections.abc import Iterable

from django.utils.translation import pgettext, pgettext_lazy

from .models import Contribution
from .models.credits import ContributionRole

# Translated in small letters: the first of a line is made large where the line begins.
LABELS = {
    ContributionRole.TEXT: pgettext_lazy("byline", "text"),
    ContributionRole.PHOTO: pgettext_lazy("byline", "photos"),
    ContributionRole.COMPILED: pgettext_lazy("byline", "compiled by"),
    ContributionRole.TRANSLATE: pgettext_lazy("byline", "translation"),
    ContributionRole.EDIT: pgettext_lazy("byline", "editing"),
}
ORDER = list(LABELS)


def byline(contributions: Iterable[Contribution]) -> list[str]:
    """Return the lines that name the contributors, in their order; those with the same roles share a line.

    A text that has only authors needs no label: "Đỗ Nhung – Nguyễn Thúy".
    """
    roles: dict[str, set[ContributionRole]] = {}
    for contribution in contributions:
        roles.setdefault(contribution.contributor.name, set()).add(ContributionRole(contribution.role))
    names: dict[tuple[ContributionRole, ...], list[str]] = {}
    for name, done in roles.items():
        names.setdefault(tuple(sorted(done, key=ORDER.index)), []).append(name)
    if set(names) == {(ContributionRole.TEXT,)}:
        return [" – ".join(names[ContributionRole.TEXT,])]
    lines = sorted(names.items(), key=lambda line: ORDER.index(line[0][0]))
    return [f"{_label(done)}: {', '.join(people)}" for done, people in lines]


def _label(roles: Iterable[ContributionRole]) -> str:
    label = pgettext("between roles in a byline", ", ").join(str(LABELS[role]) for role in roles)
    return label[:1].upper() + label[1:]
