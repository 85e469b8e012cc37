"""The home page of every site; the portal's also lists its members."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from editions import scopes
from editions.marking import shows
from provinces.http import SiteRequest, kept_page

from .front_page import front_page, members, news_of_members


@kept_page
def home(request: SiteRequest) -> HttpResponse:
    """Show the home page."""
    now = timezone.now()
    site, language = request.site, request.LANGUAGE_CODE
    context: dict[str, Any] = {"front": front_page(site, language, now)}
    shows(request, scopes.news(site.pk), *([scopes.MEMBERS] if site.is_portal else []))
    if site.is_portal:
        context |= {"members": members(), "member_news": news_of_members(now, language)}
    return render(request, "home/home.html", context)
