"""Two pages that lead everywhere: the site map for people, and the contact page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Category, Page, Topic
from articles.querysets import BODIES
from provinces import menus
from provinces.http import SiteRequest, kept_page
from provinces.models import Department, Site
from provinces.units import department_tree
from vietnamese.dates import ZONE

CONTACT_PAGE = "lien-he"  # the address of an about page in which a site says more


@dataclass
class Branch:
    """A category with those below it."""

    category: Category
    below: list["Branch"] = field(default_factory=list)


def category_tree(categories: Iterable[Category]) -> list[Branch]:
    """Return categories as a tree, in their order; what stands below a hidden one is left out with it."""
    below: dict[int | None, list[Category]] = defaultdict(list)
    for category in categories:
        below[category.parent_id].append(category)

    def grow(parent: int | None) -> list[Branch]:
        # Each is taken out once, so that a loop in the data cannot hang a page.
        return [Branch(category, grow(category.pk)) for category in below.pop(parent, [])]

    return grow(None)


@kept_page
def site_map(request: SiteRequest) -> HttpResponse:
    """Show everything that a site holds as a tree of links; on the portal its member sites too."""
    site = request.site
    today = timezone.now().astimezone(ZONE).date()
    hidden = {"home", "sitemap"}
    if not Department.objects.for_site(site).in_force(today).exists():
        hidden.add("departments")
    sections = [(label, menus.section_url(name)) for name, label in menus.choices() if name not in hidden]
    context = {
        "tree": category_tree(Category.objects.for_site(site).shown()),
        "pages": Page.objects.for_site(site).shown().defer(*BODIES),
        "topics": Topic.objects.for_site(site).shown(),
        "sections": [(label, url) for label, url in sections if url],
        "sites": Site.objects.members() if site.is_portal else [],
        "trail": [(_("Site map"), "")],
    }
    return render(request, "directory/site_map.html", context)


@kept_page
def contact(request: SiteRequest) -> HttpResponse:
    """Show how to reach the agency: what the site says of itself, its departments, and where it says more."""
    site = request.site
    today = timezone.now().astimezone(ZONE).date()
    departments = Department.objects.for_site(site).in_force(today).prefetch_related("leaders")
    more = Page.objects.for_site(site).shown().filter(slug=CONTACT_PAGE).defer(*BODIES).first()
    context = {
        "tree": department_tree(departments),
        "departments_url": reverse("provinces:departments"),
        "more": more,
        "trail": [(_("Contact"), "")],
    }
    return render(request, "directory/contact.html", context)
