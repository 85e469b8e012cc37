"""First segments of addresses: what a category, a section and a member site answer at may not be the same word."""

from provinces.models import Site
from provinces.reserved import WORDS

from .models import Category


def is_category_of_portal(word: str) -> bool:
    """Return True when a category of the portal answers at `/word/`, so that no site may."""
    return Category.objects.filter(site__is_portal=True, slug=word).exists()


def is_free(slug: str, site: Site) -> bool:
    """Return True when a category of `site` may answer at `/slug/`: no section and no member site stands there."""
    return slug not in WORDS and not (site.is_portal and Site.objects.filter(path_prefix=slug).exists())
