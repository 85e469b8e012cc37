"""Home pages, categories and articles as pages of the tree; a home page for each site and language."""

from datetime import datetime
from itertools import groupby

from django.core.paginator import Paginator
from django.db import models
from django.db.models import F, Prefetch, Window
from django.db.models.functions import RowNumber
from django.http import Http404
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.images.models import Image
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.snippets.models import register_snippet
from wagtailcache.cache import WagtailCacheMixin

PER_PAGE = 20
PER_BOX = 5


@register_setting
class Facts(BaseSiteSetting):
    """What stands at the head and foot of a site."""

    slogan = models.CharField(max_length=200)
    phone = models.CharField(max_length=40)
    address = models.CharField(max_length=200)
    email = models.EmailField()
    publisher = models.CharField(max_length=200)


class Hotline(models.Model):
    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="hotlines")
    label = models.CharField(max_length=100)
    phone = models.CharField(max_length=40)


class Link(models.Model):
    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="links")
    title = models.CharField(max_length=100)
    url = models.URLField()


@register_snippet
class Contributor(models.Model):
    name = models.CharField(max_length=100)

    def __str__(self):
        return self.name


class NewsPage(WagtailCacheMixin, Page):
    """What all pages have in common: their site's home, its menu, its newest articles."""

    class Meta:
        abstract = True

    def get_home(self):
        """Return the home page above this one."""
        return HomePage.objects.ancestor_of(self, inclusive=True).select_related("locale").first()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        home = self.get_home()
        shown = ArticlePage.objects.shown().filter(home=home)
        return context | {
            "home": home,
            "menu": Page.objects.child_of(home).live().in_menu().select_related("locale"),
            "latest": shown[:8],
            "most_read": shown.order_by("-views")[:5],
            "languages": home.get_translations(inclusive=True).live().select_related("locale"),
        }


class HomePage(RoutablePageMixin, NewsPage):
    """The home of a site in one language; also its archive by month, and its search."""

    def get_home(self):
        return self

    def get_context(self, request, *args, **kwargs):
        shown = ArticlePage.objects.shown().filter(home=self).with_pictures()
        newest = list(shown[:10])
        rank = Window(RowNumber(), partition_by=F("category"), order_by=[F("date").desc(), F("pk").desc()])
        rows = shown.select_related("category__locale", "locale").annotate(place=rank)
        rows = rows.filter(place__lte=PER_BOX).order_by("category__path", "place")
        return super().get_context(request, *args, **kwargs) | {
            "lead": newest[0] if newest else None,
            "side": newest[1:5],
            "latest": newest[5:],
            "boxes": [(category, list(articles)) for category, articles in groupby(rows, lambda row: row.category)],
        }

    @path("luu-tru/<int:year>/<int:month>/")
    def month(self, request, year, month):
        """Show the articles of a month."""
        if not 1 <= month <= 12:
            raise Http404
        zone = timezone.get_current_timezone()
        first = datetime(year, month, 1, tzinfo=zone)
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
        rows = ArticlePage.objects.shown().filter(home=self, date__gte=first, date__lt=end).with_pictures()
        return self._list(request, rows, "portal/list.html", heading=f"Lưu trữ: tháng {month:02}/{year}")

    @path("tim-kiem/")
    def search(self, request):
        """Show what is found."""
        q = request.GET.get("q", "")
        rows = ArticlePage.objects.shown().filter(home=self).with_pictures().search(q)
        return self._list(request, rows, "portal/search.html", q=q)

    def _list(self, request, rows, template, **more):
        context = NewsPage.get_context(self, request) | {"page_obj": page_of(request, rows)} | more
        return self.render(request, context_overrides=context, template=template)


class CategoryPage(NewsPage):
    """The articles of a category, twenty a page."""

    template = "portal/list.html"
    parent_page_types = ["portal.HomePage"]

    def get_context(self, request, *args, **kwargs):
        rows = ArticlePage.objects.shown().filter(category=self).with_pictures()
        return super().get_context(request, *args, **kwargs) | {
            "heading": self.title,
            "page_obj": page_of(request, rows),
        }


def page_of(request, rows):
    """Return the page of a list that a request asks for."""
    number = request.GET.get("trang", "1")
    if not number.isdecimal():
        raise Http404
    return Paginator(rows, PER_PAGE).get_page(number)


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey("ArticlePage", on_delete=models.CASCADE, related_name="tagged_items")


class ArticleQuerySet(PageQuerySet):
    def shown(self):
        """Return the live articles, the newest first, with what headlines show and without the long column."""
        return self.live().select_related("locale").defer("body").order_by("-date", "-pk")

    def with_pictures(self):
        """Return rows with their pictures in all sizes: three queries however many they are."""
        pictures = Image.objects.prefetch_renditions(*(f"width-{width}" for width in (320, 640, 960, 1280, 1600)))
        return self.prefetch_related(Prefetch("picture", pictures))


class ArticlePage(NewsPage):
    """An article. Its home and category repeat what its place in the tree says, so that lists are steps in an index."""

    home = models.ForeignKey(HomePage, models.PROTECT, related_name="+", editable=False)
    category = models.ForeignKey(CategoryPage, models.PROTECT, related_name="+", editable=False)
    date = models.DateTimeField()
    lead = models.TextField()
    body = RichTextField()
    picture = models.ForeignKey(get_image_model_string(), models.PROTECT, null=True, related_name="+")
    alt = models.CharField(max_length=200, blank=True)
    views = models.PositiveIntegerField(default=0)
    contributors = ParentalManyToManyField(Contributor)
    tags = ClusterTaggableManager(through=ArticleTag, blank=True)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    content_panels = [*Page.content_panels, "date", "lead", "body", "picture", "alt", "contributors", "tags"]
    parent_page_types = ["portal.CategoryPage"]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("home"),
        index.FilterField("date"),
    ]

    class Meta:
        indexes = [
            models.Index(fields=["home", "-date"], name="wagtail_newest"),
            models.Index(fields=["category", "-date"], name="wagtail_of_category"),
            models.Index(fields=["home", "-views"], name="wagtail_most_read"),
        ]

    def get_home(self):
        return self.home

    def get_context(self, request, *args, **kwargs):
        same = ArticlePage.objects.shown().filter(category=self.category_id)
        older = list(same.filter(date__lt=self.date).with_pictures()[:12])
        return super().get_context(request, *args, **kwargs) | {
            "article": self,
            "category": self.category,
            "cards": older[:4],
            "older": older[4:],
            "newer": same.filter(date__gt=self.date).order_by("date", "pk")[:5],
        }
