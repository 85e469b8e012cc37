"""The pages."""

from itertools import groupby

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import DetailView, ListView, TemplateView
from django.views.generic.dates import MonthArchiveView

from .models import Article, Category

PER_BOX = 5


class Home(TemplateView):
    """The newest article large, four beside it, the latest, the most read, and a box for each category."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        shown = Article.objects.shown(self.request.site).for_lists()
        newest = list(shown[:10])
        rank = Window(RowNumber(), partition_by=F("category"), order_by=[F("published_at").desc(), F("id").desc()])
        # The newest of each category in one query: https://docs.djangoproject.com/en/5.2/ref/models/querysets/#window
        rows = shown.annotate(place=rank).filter(place__lte=PER_BOX).order_by("category__order", "place")
        boxes = [(category, list(articles)) for category, articles in groupby(rows, lambda row: row.category)]
        return super().get_context_data(
            lead=newest[0], side=newest[1:5], latest=newest[5:], most_read=shown.order_by("-views")[:5], boxes=boxes
        )


class Beside:
    """What stands in the right column."""

    def get_context_data(self, **kwargs):
        shown = Article.objects.shown(self.request.site).for_lists()
        return super().get_context_data(latest=shown[:8], most_read=shown.order_by("-views")[:5], **kwargs)


class CategoryList(Beside, ListView):
    """The articles of a category, twenty a page."""

    template_name = "list.html"
    paginate_by = 20
    page_kwarg = "trang"

    def get_queryset(self):
        self.category = get_object_or_404(Category, site=self.request.site, slug=self.kwargs["slug"])
        return Article.objects.shown(self.request.site).filter(category=self.category).for_lists()

    def get_context_data(self, **kwargs):
        return super().get_context_data(heading=self.category.name, category=self.category, **kwargs)


class Month(Beside, MonthArchiveView):
    """The articles of a month."""

    template_name = "list.html"
    date_field = "published_at"
    month_format = "%m"
    paginate_by = 20
    page_kwarg = "trang"

    def get_queryset(self):
        return Article.objects.shown(self.request.site).for_lists()

    def get_context_data(self, **kwargs):
        heading = f"Lưu trữ: tháng {self.get_month()}/{self.get_year()}"
        return super().get_context_data(heading=heading, **kwargs)


class ArticlePage(Beside, DetailView):
    """An article with others of its category."""

    template_name = "article.html"

    def get_queryset(self):
        return Article.objects.shown(self.request.site).with_everything()

    def get_context_data(self, **kwargs):
        same = Article.objects.shown(self.request.site).filter(category=self.object.category_id).for_lists()
        moment = self.object.published_at
        older = list(same.filter(published_at__lt=moment)[:12])
        newer = same.filter(published_at__gt=moment).order_by("published_at", "id")[:5]
        return super().get_context_data(
            cards=older[:4], older=older[4:], newer=newer, category=self.object.category, **kwargs
        )


class Search(ListView):
    """What is found, the best first, twenty a page."""

    template_name = "search.html"
    paginate_by = 20
    page_kwarg = "trang"

    def get_queryset(self):
        query = SearchQuery(self.request.GET.get("q", ""), config="simple", search_type="websearch")
        found = Article.objects.shown(self.request.site).filter(words=query).for_lists()
        return found.annotate(rank=SearchRank(F("words"), query)).order_by("-rank", "-published_at")

    def get_context_data(self, **kwargs):
        return super().get_context_data(q=self.request.GET.get("q", ""), now=timezone.now(), **kwargs)
