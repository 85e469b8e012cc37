"""The text care beside the form of an article: shown with the page, asked again while somebody writes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST
from js_asset import Script

from provinces.admin.scope import site_of
from provinces.models import Role, Site
from provinces.permissions import at_least

from ..care import Finding, Level, findings
from ..models import AcceptedWord
from ..snapshots import COLUMNS

TEMPLATE = "admin/articles/care_findings.html"


def _writable_site(request: HttpRequest) -> Site:
    site = site_of(request)
    if site is None or not site.is_writable or not at_least(request.user, site, Role.WRITER):
        raise PermissionDenied
    return site


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Return what is found in the form as it stands now, as the inside of the panel."""
    site = _writable_site(request)
    return render(request, TEMPLATE, _grouped(findings(_posted(request.POST, site), site)))


@require_POST
def accept(request: HttpRequest) -> JsonResponse:
    """Make a marked word one of the site's accepted words."""
    site = _writable_site(request)
    try:
        word = AcceptedWord.objects.accept(site, request.POST.get("word", ""), request.user)
    except ValidationError as problem:
        return JsonResponse({"refused": problem.messages})
    return JsonResponse({"word": word.word})


def _posted(data: Mapping[str, Any], site: Site) -> dict[str, Any]:
    """Return the values of a form that a browser sent, checked for nothing but what numbers look like."""
    picture = str(data.get("picture", ""))
    return {
        **{name: str(data.get(name, "")) for name in COLUMNS},
        "picture_id": int(picture) if picture.isascii() and picture.isdecimal() and len(picture) < 18 else None,
        "published_at": data.get("published_at"),
        "languages": {code: f"ready_{code}" in data for code in site.languages if code != settings.LANGUAGE_CODE},
    }


def _shown(form: forms.BaseForm, site: Site) -> dict[str, Any]:
    """Return the values that a form shows, from wherever it has them."""
    values = {name: form[name].value() for name in (*COLUMNS, "picture", "published_at") if name in form.fields}
    ready = [code for code in site.languages if f"ready_{code}" in form.fields and form[f"ready_{code}"].value()]
    texts = {name: value or "" for name, value in values.items()}
    return _posted({**texts, **{f"ready_{code}": "on" for code in ready}}, site)


def _grouped(found: list[Finding]) -> dict[str, Any]:
    return {
        "must": [finding for finding in found if finding.level == Level.MUST],
        "should": [finding for finding in found if finding.level == Level.SHOULD],
    }


class WithCare(BaseModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """An admin class of articles with the text care beside the form."""

    class Media:
        css = {"all": ["admin_articles/care.css"]}
        js = [Script("admin_articles/care.js", defer=True)]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add what is found in the texts that the form shows; an empty form is not judged before somebody writes."""
        site = site_of(request)
        may_write = site is not None and site.is_writable and at_least(request.user, site, Role.WRITER)
        if site is not None and may_write:
            form = context["adminform"].form
            judged = context.get("original") is not None or form.is_bound
            context["care"] = {
                "check": reverse("editor-check"),
                "accept": reverse("editor-accept"),
                **_grouped(findings(_shown(form, site), site) if judged else []),
                "is_judged": judged,
            }
        response: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]  # of ModelAdmin beside it
        return response
