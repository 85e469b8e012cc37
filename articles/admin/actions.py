"""What may be done with several articles of the list at once. Every article goes through the verbs."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .. import publishing, rights, snapshots
from ..models import Article, Tag
from .names import TagNamesField
from .tree import tree_choices, writable_categories

NAMED = 5
MOST_AT_ONCE = 200


def _report(request: HttpRequest, done: int, refused: list[str]) -> None:
    if done:
        text = ngettext("%(count)d article was changed.", "%(count)d articles were changed.", done) % {"count": done}
        messages.success(request, text)
    for line in refused[:NAMED]:
        messages.warning(request, line)
    if len(refused) > NAMED:
        messages.warning(request, gettext("… and %d more.") % (len(refused) - NAMED))


def _each(request: HttpRequest, queryset: Any, verb: Any) -> None:
    done, refused = 0, []
    for article in queryset.select_related("site", "category")[:MOST_AT_ONCE]:
        try:
            verb(article)
            done += 1
        except rights.NotAllowed as objection:
            refused.append(f"{article}: {objection}")
    _report(request, done, refused)


@admin.action(description=_("Publish"))
def publish_selected(model_admin: Any, request: HttpRequest, queryset: Any) -> None:
    """Publish each article that may be published."""
    _each(request, queryset, lambda article: publishing.publish(article, request.user))


@admin.action(description=_("Withdraw"))
def withdraw_selected(model_admin: Any, request: HttpRequest, queryset: Any) -> None:
    """Withdraw each article that readers see."""
    _each(request, queryset, lambda article: publishing.withdraw(article, request.user))


@admin.action(description=_("Move to another category"))
def move_selected(model_admin: Any, request: HttpRequest, queryset: Any) -> TemplateResponse | None:
    """Ask for the category, then move each article that the account may edit."""
    categories = writable_categories(request.user, model_admin.site_of(request))
    chosen = request.POST.get("category", "")
    target = categories.filter(pk=chosen).first() if chosen.isdigit() and len(chosen) < 19 else None
    if target is not None:
        _each(
            request,
            queryset,
            lambda article: publishing.move(_checked(model_admin, request, article), request.user, target),
        )
        return None
    context = {"title": _("Move to another category"), "action": "move_selected", "choices": tree_choices(categories)}
    return _ask(model_admin, request, queryset, context)


@admin.action(description=_("Add tags"))
def tag_selected(model_admin: Any, request: HttpRequest, queryset: Any) -> TemplateResponse | None:
    """Ask for tags, then add them to each article that the account may edit."""
    form = TagsForm(request.POST if "tag_names" in request.POST else None)
    if form.is_valid():
        names = form.cleaned_data["tag_names"]

        def add(article: Article) -> None:
            held = snapshots.current(_checked(model_admin, request, article))["tags"]
            known = {Tag.key_of(name) for name in held}
            tags = [*held, *(name for name in names if Tag.key_of(name) not in known)]
            publishing.amend(article, request.user, gettext("tags added"), tags=tags)

        _each(request, queryset, add)
        return None
    return _ask(model_admin, request, queryset, {"title": _("Add tags"), "action": "tag_selected", "form": form})


class TagsForm(forms.Form):
    """Which tags."""

    tag_names = TagNamesField(
        label=_("Tags"), help_text=_("With commas between. A tag that does not exist yet is made.")
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, label_suffix="")


def _ask(model_admin: Any, request: HttpRequest, queryset: Any, context: dict[str, Any]) -> TemplateResponse:
    common = {
        **model_admin.admin_site.each_context(request),
        "articles": queryset.select_related("category")[:MOST_AT_ONCE],
        "opts": model_admin.opts,
        "checkbox_name": ACTION_CHECKBOX_NAME,
        "media": model_admin.media + context["form"].media if "form" in context else model_admin.media,
    }
    return TemplateResponse(request, "admin/articles/article/move.html", {**common, **context})


def _checked(model_admin: Any, request: HttpRequest, article: Article) -> Article:
    """Return an article whose form is open to the account; any other one is refused."""
    if not model_admin.has_change_permission(request, article):
        raise rights.NotAllowed(gettext("Your role on this site does not allow this."))
    return article
