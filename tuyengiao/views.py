"""The home page of every site; the portal's also lists its members."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.arrangement import Arrangement
from editions import scopes
from editions.marking import shows
from provinces.http import SiteRequest, kept_page

from .front_page import front_page, members, news_of_members


@kept_page
def home(request: SiteRequest) -> HttpResponse:
    """Show the home page."""
    return _home(request)


@require_safe
@never_cache
def home_preview(request: SiteRequest) -> HttpResponse:
    """Show the home page with its boxes as a site admin is about to arrange them: by a signed address, for an hour."""
    arrangement = Arrangement.from_token(request.GET.get("sap-xep", ""))
    if arrangement is None or arrangement.site != request.site.pk:
        raise Http404
    response = _home(request, arrangement)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _home(request: SiteRequest, arrangement: Arrangement | None = None) -> HttpResponse:
    now = timezone.now()
    site, language = request.site, request.LANGUAGE_CODE
    context: dict[str, Any] = {"front": front_page(site, language, now, arrangement)}
    shows(request, scopes.news(site.pk), *([scopes.MEMBERS] if site.is_portal else []))
    if site.is_portal:
        context |= {"members": members(), "member_news": news_of_members(now, language)}
    return render(request, "home/home.html", context)
