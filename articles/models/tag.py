"""Tags, on django-taggit, but of one site and found again however they are typed."""

import datetime
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel
from vietnamese.folding import fold
from vietnamese.repair import repair
from vietnamese.slugs import slugify

if TYPE_CHECKING:
    from provinces.models import Site


class TagQuerySet(SiteQuerySet["Tag"]):
    """Tags of a site."""

    def named(self, site: "Site", names: Sequence[str]) -> "list[Tag]":
        """Return the site's tags of these names in their order, making those that are missing.

        "Sóc Trăng", its NFD form and "SÓC TRĂNG" are one tag; the name of a tag that was merged is the tag it became.
        """
        keys = {Tag.key_of(Tag.tidy(name)) for name in names}
        merged = {alias.key: alias.tag for alias in TagAlias.objects.for_site(site).named(keys)}
        tags: dict[str, Tag] = {}
        for name in names:
            clean = Tag.tidy(name)
            key = Tag.key_of(clean)
            if key and key not in tags:
                tags[key] = merged.get(key) or self.get_or_create(site=site, key=key, defaults={"name_vi": clean})[0]
        return list(dict.fromkeys(tags.values()))


class Tag(TranslatedModel, TagBase):
    """A key word of one site."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="tags", verbose_name=_("site"))
    name = models.CharField(_("name"), max_length=100)
    slug = models.CharField(_("address"), max_length=100, blank=True, editable=False)
    key = models.CharField(max_length=100, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["site", "key"], name="tag_key_unique_per_site")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_vi = self.tidy(self.text("name", "vi") or self.name)
        self.key = self.key_of(self.name_vi)
        # Never empty (a Khmer name has no Latin letter): TagBase.save() would then make one that is unique among all
        # sites. Ours need not be unique, the address carries the id.
        self.slug = slugify(self.name_vi)[:100] or "the"
        super().save(*args, **kwargs)

    @staticmethod
    def tidy(name: str) -> str:
        """Return a name as it is stored: repaired, one blank between words, at most 100 letters."""
        return " ".join(repair(name).split())[:100]

    @staticmethod
    def key_of(name: str) -> str:
        """Return what two spellings of one tag have in common: NFC, folded."""
        return fold(unicodedata.normalize("NFC", name))[:100]

    def get_absolute_url(self) -> str:
        """Return the path of the tag's page inside its site."""
        return reverse("articles:tag", args=[self.slug, self.pk])


class TagAliasQuerySet(SiteQuerySet["TagAlias"]):
    """Names that merged tags of a site had."""

    def named(self, keys: Iterable[str]) -> Self:
        """Return those of these keys, with their tags."""
        return self.filter(key__in=set(keys)).select_related("tag")


class TagAlias(models.Model):
    """A name under which a tag was known before it was merged: whoever types it gets `tag`."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="+", verbose_name=_("site"))
    key = models.CharField(max_length=100, editable=False)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="aliases")

    objects = TagAliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("former name of a tag")
        verbose_name_plural = _("former names of tags")
        constraints = [models.UniqueConstraint(fields=["site", "key"], name="tagalias_key_unique_per_site")]


class ArticleTagQuerySet(SiteQuerySet["ArticleTag"]):
    """Which articles carry which tags."""

    site_path = "tag__site"


class ArticleTag(ItemBase):
    """A tag on an article. `published_at` repeats the article's, so that a tag's newest are one step in an index."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="article_tags")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="article_tags")
    published_at = models.DateTimeField(null=True, editable=False)

    objects = ArticleTagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag of an article")
        verbose_name_plural = _("tags of articles")
        indexes = [models.Index(fields=["tag", "-published_at", "-content_object"], name="articletag_newest")]
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="articletag_once")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        published: datetime.datetime | None = self.content_object.published_at if self.content_object.is_live else None
        self.published_at = published
        super().save(*args, **kwargs)
