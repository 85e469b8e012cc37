"""Where an article begins: with a template, or as a copy of another one. And the templates themselves."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.navigation import Task
from provinces.admin.scope import site_of
from provinces.models import Role

from ..duplicating import beginning, duplicate
from ..models import ArticleTemplate
from ..rights import NotAllowed
from .bodies import WithBody
from .tree import tree_choices, writable_categories

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Any]
else:
    _Admin = object

TEMPLATE = "mau"  # in the address of an empty form: the template's number


class StartsArticles(_Admin):
    """For the admin class of articles: `add/?mau=3` begins with a template, `<id>/duplicate/` makes a copy."""

    def get_urls(self) -> list[Any]:
        """Return the addresses, with that of making a copy."""
        view = self.admin_site.admin_view(self.duplicate_view)
        return [path("<int:pk>/duplicate/", view, name="articles_article_duplicate"), *super().get_urls()]

    def duplicate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a copy and lead to its form (POST)."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.get_queryset(request).filter(pk=pk).first()
        if article is None:
            raise Http404
        try:
            article = duplicate(article, request.user)
            messages.success(request, gettext("This is the copy: a draft of yours."))
        except NotAllowed as objection:
            messages.error(request, str(objection))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what an empty form begins with: a template's texts when one was chosen."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        chosen = initial.pop(TEMPLATE, "")
        if not str(chosen).isdecimal() or len(str(chosen)) > 18:
            return initial
        template = ArticleTemplate.objects.for_site(site_of(request)).offered().filter(pk=chosen).first()
        return {**initial, **beginning(template)} if template is not None else initial


@admin.register(ArticleTemplate)
class ArticleTemplateAdmin(WithBody, ScopedModelAdmin):
    """Skeletons from which writers start."""

    task = Task.WRITE
    nav_order = 70
    add_role = change_role = delete_role = Role.EDITOR
    list_display = ["name", "article_type", "category", "is_offered", "order"]
    list_select_related = ["category"]
    folded_search_fields = ("name",)
    fieldsets = [
        (None, {"fields": ["name"], "description": _("Writers find it on their desk, beside “Write an article”.")}),
        (_("What the article begins with"), {"fields": ["kicker", "title", "lead", "body"]}),
        (_("Placement"), {"classes": ["side"], "fields": ["category", "article_type", "tag_names"]}),
        (_("Where it stands"), {"classes": ["side"], "fields": ["is_offered", "order"]}),
    ]
    empty_list_hint = _("No template yet. Make one for texts that come again and again, such as notices of meetings.")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the categories in tree order."""
        if db_field.name != "category":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        rows = writable_categories(request.user, site_of(request))
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs, queryset=rows)
        field.choices = [("", "---------"), *tree_choices(rows)]
        return field

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the field; a category is chosen here, not made; nothing but the name is required."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "category" and isinstance(field, forms.Field):
            field.widget = getattr(field.widget, "widget", field.widget)
        return field
