"""The admin's list of articles."""

from django.contrib import admin

from .models import Article


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = ("title_vi", "site", "category", "published_at", "is_published")
    list_select_related = ("site", "category")
    list_filter = ("site", "is_published")
    search_fields = ("title_vi", "title_en")
    date_hierarchy = "published_at"
