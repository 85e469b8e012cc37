"""What may be done with several articles of the list at once. Every article goes through the verbs."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .. import publishing
from ..models import Article, Category
from .tree import tree_choices, writable_categories

NAMED = 5


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
    for article in queryset.select_related("site", "category"):
        try:
            verb(article)
            done += 1
        except publishing.NotAllowed as objection:
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
        _each(request, queryset, lambda article: _move(model_admin, request, article, target))
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Move to another category"),
        "articles": queryset.select_related("category")[:200],
        "choices": tree_choices(categories),
        "opts": model_admin.opts,
        "checkbox_name": ACTION_CHECKBOX_NAME,
        "action": "move_selected",
    }
    return TemplateResponse(request, "admin/articles/article/move.html", context)


def _move(model_admin: Any, request: HttpRequest, article: Article, target: Category) -> None:
    if not model_admin.has_change_permission(request, article):
        raise publishing.NotAllowed(gettext("Your role on this site does not allow this."))
    publishing.move(article, request.user, target)
