"""Categories in their tree, and topics."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from galleries.admin.fields import WithPictures
from galleries.admin.pictures import thumbnail_of
from provinces.admin.base import ScopedModelAdmin
from provinces.admin.chips import chip
from provinces.admin.forms import ScopedForm
from provinces.admin.navigation import Task
from provinces.admin.scope import site_of
from provinces.admin.tree import TreeModelAdmin
from provinces.models import Role

from ..addresses import is_free
from ..models import Category, Topic
from ..models.category import LEVELS
from .tree import tree_choices


class CategoryForm(ScopedForm):
    """A category; nothing else answers at its address."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse the address of a section of the site, and on the portal that of a member site."""
        values = super().clean() or self.cleaned_data
        slug = values.get("slug")
        if slug and self.site is not None and "slug" not in self.errors and not is_free(slug, self.site):
            self.add_error("slug", _("This address is in use: please choose another one."))
        return values


@admin.register(Category)
class CategoryAdmin(TreeModelAdmin):
    """The headings under which articles stand."""

    task = Task.SITE
    nav_order = 10
    form = CategoryForm
    change_role = delete_role = Role.SITE_ADMIN
    list_display = ["in_tree", "slug", "shown", "home_box", "moves"]
    list_display_links = ["in_tree"]
    folded_search_fields = ("name_vi", "name_en", "name_km", "slug")
    fieldsets = [
        (None, {"fields": ["name", "slug", "description"]}),
        (
            _("Where it stands"),
            {
                "classes": ["side"],
                "fields": ["parent", "order", "is_shown"],
                "description": _("Small numbers stand first."),
            },
        ),
        (_("Box on the home page"), {"classes": ["side"], "fields": ["has_home_box", "home_layout", "home_order"]}),
        (
            _("Who writes here"),
            {
                "classes": ["side"],
                "fields": ["assigned"],
                "description": _("Tick nobody: everybody may write here who is not limited to other categories."),
            },
        ),
    ]
    empty_list_hint = _("No category yet. Articles need at least one.")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the categories above as a tree, those of the lowest level left out."""
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "parent":
            rows = Category.objects.for_site(site_of(request)).select_related("parent__parent")
            above = [category for category in rows if len(category.ancestors()) < LEVELS - 1]
            field.choices = [("", "---------"), *tree_choices(above)]
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the roles of the site with their names at hand."""
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.queryset = field.queryset.select_related("user")
        return field

    @admin.display(description=_("shown"), boolean=True)
    def shown(self, category: Category) -> bool:
        """Return whether readers see it."""
        return category.is_shown

    @admin.display(description=_("box on the home page"))
    def home_box(self, category: Category) -> str:
        """Return the layout of its box."""
        return chip(category.get_home_layout_display(), "plain") if category.has_home_box else ""


@admin.register(Topic)
class TopicAdmin(WithPictures, ScopedModelAdmin):
    """Articles about one event or theme, across categories."""

    task = Task.WRITE
    nav_order = 50
    list_display = ["thumbnail", "title", "articles_in_it", "is_shown", "order"]
    list_display_links = ["title"]
    list_select_related = ["picture"]
    folded_search_fields = ("title_vi", "title_en", "title_km")
    fieldsets = [
        (None, {"fields": ["title", "slug", "description"]}),
        (_("Where it stands"), {"classes": ["side"], "fields": ["picture", "is_shown", "order"]}),
    ]
    empty_list_hint = _("No topic yet. A topic gathers articles about one event from several categories.")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the topics with the number of their articles."""
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    @admin.display(description=_("picture"))
    def thumbnail(self, topic: Topic) -> str:
        """Return the picture, small."""
        return thumbnail_of(topic.picture)

    @admin.display(description=_("articles"))
    def articles_in_it(self, topic: Any) -> int:
        """Return the number of articles."""
        return int(topic.article_count)
