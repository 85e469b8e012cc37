"""Departments and provinces for readers, and the style sheet of a site's colours."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vietnamese.dates import ZONE

from . import colours
from .http import SiteRequest, kept_page
from .metadata import Metadata, department_thing
from .models import Department, Province, Site
from .units import department_tree, unit_of


@require_safe
def colours_sheet(request: HttpRequest, brand: int, accent: int, digest: str) -> HttpResponse:
    """Answer with the colours that two hues give; its name holds a hash, so it may be kept for ever."""
    if brand > 359 or accent > 359:
        raise Http404
    current = colours.digest(brand, accent)
    if digest != current:
        return HttpResponseRedirect(reverse("provinces:colours", args=[brand, accent, current]))
    return _sheet(colours.stylesheet(brand, accent))


@require_safe
def grey_sheet(request: HttpRequest, digest: str) -> HttpResponse:
    """Answer with the colours of a day of mourning, the same for every site."""
    current = colours.digest(0, 0, grey=True)
    if digest != current:
        return HttpResponseRedirect(reverse("provinces:grey", args=[current]))
    return _sheet(colours.stylesheet(0, 0, grey=True))


def _sheet(text: str) -> HttpResponse:
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(text, "text/css; charset=utf-8", headers=headers)


@kept_page
def departments(request: SiteRequest) -> HttpResponse:
    """Show the departments of a site as a tree, each with its leaders and telephone."""
    today = timezone.now().astimezone(ZONE).date()
    found = Department.objects.for_site(request.site).in_force(today).prefetch_related("leaders")
    tree = department_tree(found)
    if not tree:
        raise Http404
    return render(request, "provinces/departments.html", {"tree": tree, "trail": [(_("Departments"), "")]})


@kept_page
def department(request: SiteRequest, slug: str) -> HttpResponse:
    """Show one department: functions, contact, leaders, what is part of it; a former one says what it became."""
    rows = Department.objects.for_site(request.site).select_related("parent", "successor")
    shown = get_object_or_404(rows.prefetch_related("leaders"), slug=slug)
    today = timezone.now().astimezone(ZONE).date()
    address = request.site.url_for(request.path_info.lstrip("/"), request.LANGUAGE_CODE)
    context: dict[str, Any] = {
        "metadata": Metadata(
            modified=shown.updated_at.astimezone(ZONE), things=[department_thing(shown, request.site, address)]
        ),
        "department": shown,
        "parts": Department.objects.for_site(request.site).in_force(today).filter(parent=shown),
        "trail": [(_("Departments"), reverse("provinces:departments")), (shown.name, "")],
    }
    return render(request, "provinces/department.html", context)


@kept_page
def province(request: SiteRequest, slug: str) -> HttpResponse:
    """Show a province on the portal: its type, what it was made of or became, its sites; former provinces too."""
    if not request.site.is_portal:
        raise Http404
    unit = unit_of(Province.objects.filter(slug=slug))
    if unit is None:
        raise Http404
    today = timezone.now().astimezone(ZONE).date()
    family = [unit.pk, *(former.pk for former in unit.predecessors.all())]
    sites = Site.objects.members().filter(province__in=family).select_related("province", "successor")
    context: dict[str, Any] = {
        "province": unit,
        "unit_type": unit.unit_type_on(unit.valid_to or today),
        "sites": sites,
        "trail": [(unit.name, "")],
    }
    return render(request, "provinces/province.html", context)
