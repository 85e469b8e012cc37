"""Tags: the list, and renaming."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.forms import ScopedForm
from provinces.admin.navigation import Task

from ..models import ArticleTag, Tag
from .names import SuggestsNames


class TagForm(ScopedForm):
    """A tag; each stands once on a site, however it is typed."""

    def clean_name_vi(self) -> str:
        """Refuse a name without letters, and one that another tag has."""
        name = Tag.tidy(self.cleaned_data["name_vi"])
        key = Tag.key_of(name)
        if not key:
            raise ValidationError(_("Type a name."))
        if Tag.objects.for_site(self.site).filter(key=key).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This tag exists already."))
        return name


@admin.register(Tag)
class TagAdmin(SuggestsNames, ScopedModelAdmin):
    """Key words of the site."""

    form = TagForm
    task = Task.WRITE
    nav_order = 60
    list_display = ["name", "articles_of"]
    folded_search_fields = ("name_vi", "name_en", "name_km")
    ordering = ["key"]
    fieldsets = [(None, {"fields": ["name"]})]
    empty_list_hint = _("No tag yet. Tags that are typed while writing stand here from then on.")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the tags with the number of their articles."""
        counted = ArticleTag.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
        number = Subquery(counted.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
        return super().get_queryset(request).annotate(article_count=Coalesce(number, 0))

    @admin.display(description=_("articles"))
    def articles_of(self, tag: Any) -> int:
        """Return the number of articles."""
        return int(tag.article_count)
