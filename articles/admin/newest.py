"""An admin class whose form is filled in from the newest revision of an article and saves the next one."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from .. import publishing, sittings, snapshots
from ..models import Article
from . import working
from .sittings import take_back

if TYPE_CHECKING:
    from django.contrib import admin

    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = object


class WorksOnNewest(_ModelAdmin):
    """The flow of the form: open the newest revision, refuse to save over somebody else's work, save the next one."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        """Return the article as its newest revision has it; not to be saved."""
        article: Article | None = super().get_object(request, object_id, from_field)
        if article is not None:
            working.open_newest(article, to_write=request.method == "POST")
        return article

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Return what the rows begin with; once submitted, they are what was typed."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method != "POST" and obj.pk:
            kwargs["initial"] = inline.rows(obj)
        return kwargs

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Return the form page; what cannot be saved over somebody else's work is shown beside it, and kept."""
        if working.AUTOSAVE in request.POST:
            take_back(request)
            request.only_shown = True  # type: ignore[attr-defined]  # read in get_form
        if working.RESTORE in request.POST:
            request.only_shown = True  # type: ignore[attr-defined]
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except working.Collision as collision:
            request.only_shown, request.collision = True, collision  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form class; it knows whether what was typed is only to be shown again."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.is_only_shown = getattr(request, "only_shown", False)
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the row of a new article; a later change goes into a revision, with its rows: see `save_related`."""
        if not change:
            obj.created_by = request.user
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save everything that was typed as the newest revision."""
        article = Article.objects.select_related("site", "category").get(pk=form.instance.pk)
        snapshot, sitting = working.snapshot_of(form, formsets), working.sitting_of(request)
        if change:
            snapshot = working.met(request, article, snapshot)
        last = snapshots.newest(article)
        revision = publishing.edit(article, snapshot, request.user, sitting=sitting)
        request.was_sent_before = revision == last and working.is_stale(request, revision)  # type: ignore[attr-defined]
        sittings.drop(request.user, sitting)
