"""The machine-readable part of the head of every page."""

from html import unescape
from typing import Any
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import NodeList, Parser, Token
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from provinces import menus
from provinces import metadata as page
from provinces.models import Site
from vietnamese.dates import ZONE

register = template.Library()


class Capture(template.Node):
    """Keeps what stands inside it as a variable of the page; it may hold blocks."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> str:
        # What was rendered is as safe as its parts; only blanks are taken out.
        context[self.name] = mark_safe(" ".join(self.nodelist.render(context).split()))  # noqa: S308
        return ""


@register.tag
def capture(parser: Parser, token: Token) -> Capture:
    """Keep a text that stands at several places of a page: `{% capture page_title %}…{% endcapture %}`."""
    try:
        _tag, name = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("capture takes the name of a variable") from None
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return Capture(nodelist, name)


@register.inclusion_tag("components/metadata.html", takes_context=True)
def page_metadata(context: Context) -> dict[str, Any]:
    """Show what a page says of itself: takes page_title, page_description, page_canonical, and what a view knows.

    A view may set `metadata` (provinces/metadata.py), `trail`, and `translations`: {language: path inside the site}
    of the pages that say the same in another language, where these are not simply all of `alternates`.
    """
    site: Site = context["site"]
    known: page.Metadata = context.get("metadata") or page.Metadata()
    title, description = _plain(context["page_title"]), _plain(context["page_description"])
    address = _plain(context["page_canonical"])
    language = context["language"]
    today = timezone.now().astimezone(ZONE).date()
    return {
        "known": known,
        "site": site,
        "title": title,
        "description": description,
        "address": address,
        "locale": page.locale(known.language or language),
        "picture": page.share_picture(site, known),
        "hreflangs": _hreflangs(context, site, address),
        "core": page.dublin_core(
            site, known, title=title, description=description, address=address, today=today, language=language
        ),
        "json": page.as_json(_things(context, site, known, address)),
    }


def _plain(text: str) -> str:
    return unescape(strip_tags(text))


def _hreflangs(context: Context, site: Site, address: str) -> list[tuple[str, str]]:
    """Return the address of this page in each language that it exists in, Vietnamese for all others.

    Nothing for a page that is not its own canonical address (a later page of a list, a text that is shown in another
    language than the page's), and for one that exists once only.
    """
    paths: dict[str, str] | None = context.get("translations", context.get("alternates"))
    if paths is None:
        paths = dict.fromkeys(site.languages, context["request"].path_info.lstrip("/"))
    found = [(code, site.url_for(paths[code], code)) for code in site.languages if code in paths]
    if len(found) < 2 or address not in [url for _code, url in found]:
        return []
    default = [("x-default", url) for code, url in found if code == settings.LANGUAGE_CODE]
    return found + default


def _things(context: Context, site: Site, known: page.Metadata, address: str) -> list[page.Thing]:
    things = [page.organization(site)]
    match = context["request"].resolver_match
    if match and match.url_name == "home":
        path = menus.section_url("search").removeprefix(get_script_prefix())
        things.append(page.website(site, context["language"], path))
    if context.get("trail"):
        home = (_("Home"), urljoin(address, reverse("home")))
        steps = [(str(label), urljoin(address, url) if url else address) for label, url in context["trail"]]
        things.append(page.breadcrumbs([home, *steps]))
    return [*things, *known.things]
