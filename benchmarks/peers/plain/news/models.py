"""Sites, categories and articles in two languages."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import get_language


class Translated(models.Model):
    """A row with columns of each language; Vietnamese where another one is missing."""

    class Meta:
        abstract = True

    def said(self, name):
        """Return a text in the active language."""
        return (get_language() == "en" and getattr(self, f"{name}_en")) or getattr(self, f"{name}_vi")


class Site(models.Model):
    """A site on a host of its own."""

    host = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    slogan = models.CharField(max_length=200)
    phone = models.CharField(max_length=40)
    address = models.CharField(max_length=200)
    email = models.EmailField()
    publisher = models.CharField(max_length=200)

    def __str__(self):
        return self.name


class Category(Translated):
    """A heading with a line in the menu and a box on the home page."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="categories")
    name_vi = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    slug = models.SlugField()
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["site", "slug"], name="category_slug")]

    def __str__(self):
        return self.name_vi

    @property
    def name(self):
        return self.said("name")

    def get_absolute_url(self):
        return reverse("category", args=[self.slug])


class Hotline(models.Model):
    site = models.ForeignKey(Site, models.CASCADE, related_name="hotlines")
    label = models.CharField(max_length=100)
    phone = models.CharField(max_length=40)

    def __str__(self):
        return self.label


class Link(models.Model):
    site = models.ForeignKey(Site, models.CASCADE, related_name="links")
    title = models.CharField(max_length=100)
    url = models.URLField()

    def __str__(self):
        return self.title


class Tag(models.Model):
    site = models.ForeignKey(Site, models.CASCADE)
    name = models.CharField(max_length=100)

    def __str__(self):
        return self.name


class Contributor(models.Model):
    site = models.ForeignKey(Site, models.CASCADE)
    name = models.CharField(max_length=100)

    def __str__(self):
        return self.name


class Picture(models.Model):
    """A picture with copies made when it was uploaded, named by their width."""

    WIDTHS = (320, 640, 960, 1280, 1600)

    file = models.ImageField(width_field="width", height_field="height")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    def __str__(self):
        return self.file.name

    def copy(self, width):
        """Return the address of a copy."""
        return self.file.storage.url(f"{self.file.name.removesuffix('.jpg')}-{width}.webp")

    @property
    def source(self):
        return self.copy(960)

    @property
    def srcset(self):
        return ", ".join(f"{self.copy(width)} {width}w" for width in self.WIDTHS)


class ArticleQuerySet(models.QuerySet):
    def shown(self, site):
        """Return the published articles of a site in the active language, the newest first."""
        rows = self.filter(site=site, is_published=True)
        return rows.filter(in_english=True) if get_language() == "en" else rows

    def for_lists(self):
        """Return rows with what lists show, without the long columns."""
        return self.select_related("category", "picture").defer("body_vi", "body_en", "words")

    def with_everything(self):
        """Return rows with what the page of an article shows."""
        return self.select_related("category", "picture").prefetch_related(
            "tags", Prefetch("contributors", Contributor.objects.order_by("name"))
        ).defer("words")  # fmt: skip


class Article(Translated):
    """An article."""

    site = models.ForeignKey(Site, models.CASCADE)
    category = models.ForeignKey(Category, models.PROTECT, related_name="articles")
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    slug = models.SlugField(max_length=100)
    lead_vi = models.TextField()
    lead_en = models.TextField(blank=True)
    body_vi = models.TextField()
    body_en = models.TextField(blank=True)
    in_english = models.BooleanField(default=False)
    picture = models.ForeignKey(Picture, models.PROTECT, null=True)
    alt = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField()
    is_published = models.BooleanField(default=True)
    views = models.PositiveIntegerField(default=0)
    tags = models.ManyToManyField(Tag)
    contributors = models.ManyToManyField(Contributor)
    words = SearchVectorField(null=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(fields=["site", "-published_at", "-id"], name="article_newest"),
            models.Index(fields=["category", "-published_at", "-id"], name="article_of_category"),
            models.Index(fields=["site", "-views"], name="article_most_read"),
            GinIndex(fields=["words"], name="article_words"),
        ]

    def __str__(self):
        return self.title_vi

    @property
    def title(self):
        return self.said("title")

    @property
    def lead(self):
        return self.said("lead")

    @property
    def body(self):
        return self.said("body")

    def get_absolute_url(self):
        return reverse("article", args=[self.category.slug, self.slug, self.pk])
