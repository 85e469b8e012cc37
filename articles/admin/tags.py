"""Tags: the list, and renaming."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.forms import ScopedForm
from provinces.admin.navigation import Task

from ..merging import merge
from ..models import ArticleTag, Tag
from .names import SuggestsNames

MOST_AT_ONCE = 100


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


@admin.action(description=_("Merge"))
def merge_selected(model_admin: Any, request: HttpRequest, queryset: Any) -> TemplateResponse | None:
    """Ask which of the chosen tags stays, then merge the others into it."""
    tags = list(queryset.order_by("-article_count", "key")[:MOST_AT_ONCE])
    if len(tags) < 2:
        messages.warning(request, gettext("Choose at least two tags: one of them stays."))
        return None
    chosen = request.POST.get("into", "")
    into = next((tag for tag in tags if str(tag.pk) == chosen), None)
    if into is not None:
        merge(tags, into, request.user)
        messages.success(request, gettext("All of them are now “%(name)s”; old addresses lead there.") % {"name": into})
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Merge tags"),
        "tags": tags,
        "opts": model_admin.opts,
        "checkbox_name": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/articles/tag/merge.html", context)


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
    actions = [merge_selected]
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
