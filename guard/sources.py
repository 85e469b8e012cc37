"""What is looked at: the texts, addresses and files of every model whose rows readers may see.

The models are found by themselves; one that is left out is named here with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.fields.files import FileField

from articles.models import Article
from provinces.models import Site
from provinces.models.trash import KEPT, TrashableModel
from provinces.tenancy import SiteQuerySet

#: Seen by staff only, or a repetition of what is looked at elsewhere.
LEFT_OUT = {
    "provinces.AuditEntry": "names of the past, never shown to readers",
    "provinces.Notice": "the inbox of one account",
    "provinces.Membership": "no text",
    "provinces.Hostname": "hosts, not texts",
    "search.SearchEntry": "a repetition",
    "articles.Autosave": "an open form of one account",
    "articles.Presence": "no text",
    "articles.Revision": "looked at with its article, where it is live",
    "articles.ArticleLanguage": "no text",
    "articles.AcceptedWord": "single words for staff",
    "articles.RoyaltyUnit": "no text",
    "articles.RoyaltyCoefficient": "no text",
    "feedback.Rating": "no text",
    "feedback.RatingTotal": "no text",
    "feedback.CaseEvent": "for staff",
    "feedback.ErrorReport": "for staff",
    "feedback.FeedbackRules": "no text",
    "exchange.WordUpload": "for one account, gone after import",
    "visits.SiteDay": "numbers",
    "visits.SiteHour": "numbers",
    "visits.ArticleDay": "numbers",
    "visits.OriginDay": "hosts that came here, for staff",
    "visits.Presence": "no text",
    "visits.OwnNetwork": "no text",
    "guard.Finding": "this list itself",
    "galleries.PictureUse": "no text",
}
#: Of a message of a reader only what readers see; the rest is for staff.
ONLY = {"feedback.Case": {"public_question", "public_answer"}}
REDIRECTS = {"articles.Redirect": {"target"}, "provinces.Site": {"redirect_url"}}
ADDRESSES = {"url", "website", "target", "source_url", "redirect_url", "trust_badge_url"}
SHORTEST = 30  # a column for fewer characters holds codes


@dataclass(frozen=True)
class Source:
    """A model with the columns that are looked at; `texts` by the language that readers see them in."""

    model: type[models.Model]
    texts: dict[str, tuple[str, ...]]
    addresses: tuple[str, ...]
    redirects: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def name(self) -> str:
        """The model's label in small letters."""
        return self.model._meta.label_lower

    def rows(self) -> Any:
        """Return the rows with no more than what is looked at, each with its site as `guard_site`."""
        queryset: Any = self.model._default_manager.all()
        columns = {
            *self.addresses,
            *self.redirects,
            *self.files,
            *(name for names in self.texts.values() for name in names),
        }
        rows: Any = models.QuerySet(self.model).only("pk", *sorted(columns))
        if issubclass(self.model, TrashableModel):
            rows = rows.filter(KEPT)  # what lies in the recycle bin is shown to nobody
        if self.model is Article:
            rows = rows.select_related("live_revision").only("pk", "live_revision", *sorted(columns))
        if isinstance(queryset, SiteQuerySet) and not _is_of_many(self.model, queryset.site_path):
            return rows.annotate(guard_site=F(f"{queryset.site_path}"))
        return rows.annotate(guard_site=F("pk")) if self.model is Site else rows

    def texts_of(self, row: Any) -> Iterator[tuple[str, list[str]]]:
        """Yield the place and the texts that readers see together."""
        for language, names in self.texts.items():
            yield language, [getattr(row, name) or "" for name in names]
        revision = getattr(row, "live_revision", None) if self.model is Article else None
        if revision is not None:
            for language, names in self.texts.items():
                kept = [str(revision.snapshot.get(name) or "") for name in names]
                if kept != [getattr(row, name) or "" for name in names]:
                    yield f"live_revision {language}", kept


def _is_of_many(model: type[models.Model], path: str) -> bool:
    return any(field.name == path for field in model._meta.many_to_many)


@cache
def sources() -> dict[str, Source]:
    """Return everything that is looked at, by name."""
    found = {}
    for model in apps.get_models():
        label = model._meta.label
        is_of_site = isinstance(model._default_manager.all(), SiteQuerySet) or model is Site
        if is_of_site and label not in LEFT_OUT:
            source = _source(model, ONLY.get(label))
            if source.texts or source.addresses or source.redirects or source.files:
                found[source.name] = source
    return found


def _source(model: type[models.Model], only: set[str] | None) -> Source:
    label = model._meta.label
    texts: dict[str, list[str]] = {}
    addresses, files = [], []
    redirects = tuple(sorted(REDIRECTS.get(label, ())))
    translated = {getattr(column, "translated_field", None) for column in model._meta.concrete_fields} - {None}
    for column in model._meta.concrete_fields:
        name = column.name
        if (only is not None and name not in only) or column.choices or column in translated or name in redirects:
            continue
        if isinstance(column, FileField):
            files.append(name)
        elif isinstance(column, models.CharField) and (isinstance(column, models.URLField) or name in ADDRESSES):
            addresses.append(name)
        elif isinstance(column, models.TextField) or (
            isinstance(column, models.CharField)
            and (column.max_length or 0) >= SHORTEST
            and not isinstance(column, (models.SlugField, models.EmailField))
        ):
            texts.setdefault(getattr(column, "language", settings.LANGUAGE_CODE), []).append(name)
    together = {language: tuple(names) for language, names in texts.items()}
    return Source(model, together, tuple(addresses), redirects, tuple(files))
