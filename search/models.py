"""What can be found: one row per object and language, with its words as both engines index them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet


class Kind(models.TextChoices):
    """What can be found: four kinds, no more (see `scopes.position`)."""

    ARTICLE = "article", _("article")
    DOCUMENT = "document", _("document")
    PAGE = "page", _("about page")
    ALBUM = "album", _("photo album")


class SearchEntryQuerySet(SiteQuerySet["SearchEntry"]):
    """Entries of a site."""

    def of_objects(self, kind: str, ids: list[int]) -> "SearchEntryQuerySet":
        """Return the entries of these objects, in all languages."""
        return self.filter(kind=kind, object_id__in=ids)

    def between(self, kind: str, after: int, last: int) -> "SearchEntryQuerySet":
        """Return the entries of the objects with `after` < id <= `last`."""
        return self.filter(kind=kind, object_id__gt=after, object_id__lte=last)


class SearchEntry(models.Model):
    """The words of an object in one language. Written by `search.index` only.

    `position` orders all entries by time of publication and then by object; it is also the row's number in SQLite's
    word table, so that the newest matches come first without sorting. `scope` says to the word tables what other
    columns say to the database: site, kind, and whose readers get it; and the facets by which readers narrow a search.
    """

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="+", verbose_name=_("site"))
    kind = models.CharField(max_length=10, choices=Kind.choices)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=2)
    stands_for = models.CharField(
        max_length=10,
        blank=True,
        help_text="Languages whose readers get this text where a site shows untranslated ones.",
    )
    is_public = models.BooleanField(default=False)
    published_at = models.DateTimeField(help_text="For what was never published: when it was made.")
    expires_at = models.DateTimeField(null=True, blank=True)
    position = models.BigIntegerField(unique=True)
    title = models.CharField(max_length=300)
    exact_title = models.TextField(blank=True)
    folded_title = models.TextField(blank=True)
    exact = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    numbers = models.TextField(blank=True)
    scope = models.TextField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["-position"]
        indexes = [models.Index(fields=["site", "kind", "-position"], name="searchentry_newest")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "language"], name="searchentry_once_per_language")
        ]

    def __str__(self) -> str:
        return self.title
