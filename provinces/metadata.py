"""What a page says of itself to machines: Open Graph, Dublin Core, schema.org.

Dublin Core is what Thông tư 24/2011 names: title, creator, date, description, publisher and identifier on every page
and never empty; language, source, contributor and subject where they are known; several values parted by `;`.
"""

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from .models import Department, Site

Thing = dict[str, Any]

DEFAULT_PICTURE = "icons/share.png"
LOCALES = {"vi": "vi_VN", "en": "en_US", "km": "km_KH"}
# As `json_script` does: no text can end the script element, or begin a comment in it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class SharePicture:
    """The picture that stands for a page where it is shared; `url` as the storage gives it."""

    url: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True)
class Metadata:
    """What a view knows of its page (`metadata` in the context); the site answers for what is left out.

    `subject` is a list of key words, `things` are schema.org objects besides those of every page.
    """

    kind: str = "website"
    published: datetime.datetime | None = None
    modified: datetime.datetime | None = None
    creators: Sequence[str] = ()
    contributors: Sequence[str] = ()
    subjects: Sequence[str] = ()
    source: str = ""
    language: str = ""
    picture: SharePicture | None = None
    things: Sequence[Thing] = ()


def absolute(site: Site, url: str) -> str:
    """Return the absolute address of a file: of one that this installation serves on the host of `site`."""
    return urljoin(site.url_for(), url)


def share_picture(site: Site, metadata: Metadata) -> SharePicture:
    """Return the picture of a page with its absolute address; the installation's own when it has none."""
    found = metadata.picture or SharePicture(static(DEFAULT_PICTURE), 1200, 630, site.name)
    return SharePicture(absolute(site, found.url), found.width, found.height, found.alt)


def several(values: Iterable[str]) -> str:
    """Return several values as one, parted by `;`, as Thông tư 24/2011 writes them."""
    return "; ".join(value.replace(";", ",") for value in values)


def dublin_core(
    site: Site, metadata: Metadata, *, title: str, description: str, address: str, today: datetime.date, language: str
) -> list[tuple[str, str]]:
    """Return the (element, value) pairs of a page; those that the circular makes mandatory are never empty."""
    dated = metadata.published or metadata.modified
    day = dated.isoformat(timespec="seconds") if dated else today.isoformat()
    pairs = [
        ("title", title or site.name),
        ("creator", several(metadata.creators) or site.name),
        ("date", day),
        ("description", description or site.name),
        ("publisher", site.name),
        ("identifier", address),
        ("language", metadata.language or language),
        ("source", metadata.source),
        ("contributor", several(metadata.contributors)),
        ("subject", several(metadata.subjects)),
    ]
    return [(name, value) for name, value in pairs if value]


def organization(site: Site) -> Thing:
    """Return the agency that publishes a site."""
    thing: Thing = {
        "@type": "GovernmentOrganization",
        "@id": organization_id(site),
        "name": site.name,
        "alternateName": site.short_name if site.short_name != site.name else "",
        "url": site.url_for(),
        "logo": {"@type": "ImageObject", "url": absolute(site, site.logo.url)} if site.logo else None,
        "telephone": site.phone,
        "faxNumber": site.fax,
        "email": site.email,
        "address": site.address,
        "parentOrganization": {"@type": "Organization", "name": site.governing_body} if site.governing_body else None,
    }
    return known(thing)


def department_thing(department: Department, site: Site, address: str) -> Thing:
    """Return a department as a part of what it belongs to."""
    above = department.parent.name if department.parent else site.name
    return known(
        {
            "@type": "GovernmentOrganization",
            "@id": f"{address}#organization",
            "name": department.name,
            "url": address,
            "telephone": department.phone,
            "faxNumber": department.fax,
            "email": department.email,
            "address": department.address,
            "sameAs": department.website,
            "parentOrganization": {"@type": "GovernmentOrganization", "name": above},
        }
    )


def organization_id(site: Site) -> str:
    """Return the name by which other things of a page refer to its agency."""
    return f"{site.url_for()}#organization"


def website(site: Site, language: str, search_path: str) -> Thing:
    """Return a site as a place that can be searched; `search_path` is '' where it has no search."""
    action = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{site.url_for(search_path, language)}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }
    return known(
        {
            "@type": "WebSite",
            "@id": f"{site.url_for('', language)}#website",
            "url": site.url_for("", language),
            "name": site.name,
            "inLanguage": language,
            "publisher": {"@id": organization_id(site)},
            "potentialAction": action if search_path else None,
        }
    )


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Thing:
    """Return the way to a page from (name, absolute address) pairs."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def known(thing: Thing) -> Thing:
    """Return a thing without the properties that nobody filled in."""
    return {name: value for name, value in thing.items() if value not in (None, "", [], {})}


def as_json(things: Iterable[Thing]) -> SafeString:
    """Return things as the content of a JSON-LD script, safe inside HTML whatever the texts hold."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    return mark_safe(json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))  # noqa: S308 - escaped


def locale(language: str) -> str:
    """Return a language as Open Graph writes it: `vi_VN`."""
    return LOCALES.get(language, LOCALES[settings.LANGUAGE_CODE])
