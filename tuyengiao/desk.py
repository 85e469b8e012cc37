"""The desk: what somebody who signs in on a site sees first."""

from typing import Any

from django.contrib.admin.sites import site as admin_site
from django.http import HttpRequest
from django.urls import reverse

from articles.models import Article, ArticleState
from provinces.admin.scope import site_of
from provinces.permissions import role_on

LATEST = 10
WAITING = (ArticleState.SUBMITTED, ArticleState.SENT_BACK)


def desk(request: HttpRequest) -> dict[str, Any]:
    """Return the desk's blocks: newest articles of the site, those that wait for somebody, and where to write."""
    site = site_of(request)
    articles = Article.objects.editable_by(request.user, site).for_lists().select_related("created_by")
    # State by state, each from its own index: few wait among very many.
    by_state = [articles.filter(state=state).order_by("-id") for state in WAITING]
    waiting = articles.newest_of_each(by_state, LATEST)
    admin_class = admin_site._registry.get(Article)
    write_url = ""
    if admin_class is not None and admin_class.has_add_permission(request):
        write_url = reverse("admin:articles_article_add")
    return {
        "role": role_on(request.user, site) if site else None,
        "write_url": write_url,
        "articles_are_editable": admin_class is not None,
        "waiting": articles.filter(pk__in=waiting).order_by("-id")[:LATEST],
        "latest": articles.order_by("-id")[:LATEST],
    }
