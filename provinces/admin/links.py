"""Addresses of public pages, as seen from the admin, where `reverse()` answers for the admin."""

from typing import Any

from django.conf import settings
from django.urls import get_urlconf, set_urlconf
from django.urls.base import get_script_prefix, set_script_prefix

from provinces.models import Site


def public_url(obj: Any, site: Site, language: str = settings.LANGUAGE_CODE) -> str:
    """Return the absolute address of an object's page on `site`."""
    urlconf, prefix = get_urlconf(), get_script_prefix()
    set_urlconf(settings.ROOT_URLCONF)
    set_script_prefix("/")
    try:
        path = obj.get_absolute_url()
    finally:
        set_urlconf(urlconf)
        set_script_prefix(prefix)
    return site.url_for(path, language)
