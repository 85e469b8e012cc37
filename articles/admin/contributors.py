"""The names below articles."""

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
from vietnamese.folding import fold
from vietnamese.repair import repair

from ..models import Contribution, Contributor
from .names import SuggestsNames


class ContributorForm(ScopedForm):
    """A name; each stands once on a site, however it is typed."""

    def clean_name(self) -> str:
        """Refuse a name that is there already."""
        name = " ".join(repair(self.cleaned_data["name"]).split())
        same = Contributor.objects.for_site(self.site).filter(key=fold(name)[:120]).exclude(pk=self.instance.pk)
        if same.exists():
            raise ValidationError(_("This name exists already."))
        return name


@admin.register(Contributor)
class ContributorAdmin(SuggestsNames, ScopedModelAdmin):
    """Names under which somebody writes, takes photos or edits."""

    form = ContributorForm
    task = Task.WRITE
    nav_order = 40
    list_display = ["name", "user", "contributions_of", "about"]
    list_select_related = ["user"]
    folded_search_fields = ("name",)
    ordering = ["sort_key", "id"]
    fieldsets = [(None, {"fields": ["name", "user", "about"]})]
    empty_list_hint = _("No contributor yet. A name that is typed below an article stands here from then on.")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the contributors with the number of their contributions."""
        counted = Contribution.objects.filter(contributor=OuterRef("pk")).order_by().values("contributor")
        number = Subquery(counted.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
        return super().get_queryset(request).annotate(part_count=Coalesce(number, 0))

    @admin.display(description=_("articles"))
    def contributions_of(self, contributor: Any) -> int:
        """Return the number of contributions."""
        return int(contributor.part_count)
