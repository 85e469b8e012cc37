"""What stands around every page: menu, languages, notices, hotlines, links, banners."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from provinces import colours, hosts, menus, modes, renditions, slots
from provinces.holding import held
from provinces.models import Banner, Hotline, LinkGroup, Site
from provinces.models.pictured import PicturedModel
from provinces.reserved import ADMIN_PATH

register = template.Library()

LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English", "km": "ភាសាខ្មែរ"}


@dataclass(frozen=True)
class LanguageLink:
    """A language of the site and the address of this page in it."""

    code: str
    name: str
    url: str
    is_current: bool


@register.simple_tag(takes_context=True)
def network(context: Context) -> modes.Network:
    """Return what the network has put on the site now: `{% network as net %}`; asked once for a page."""
    known = vars(context["request"])
    if "_network" not in known:
        site = context.get("site")
        known["_network"] = held(context["request"], "network", lambda: modes.of_site(site, timezone.now()))
    found: modes.Network = known["_network"]
    return found


@register.simple_tag(takes_context=True)
def colours_url(context: Context) -> str:
    """Return the address of the style sheet that holds the colours in which the site stands now."""
    now = network(context)
    if now.is_mourning:
        return reverse("provinces:grey", args=[colours.digest(0, 0, grey=True)])
    brand, accent = now.hues(context["site"])
    return reverse("provinces:colours", args=[brand, accent, colours.digest(brand, accent)])


@register.simple_tag(takes_context=True)
def theme_colour(context: Context, scheme: str = "light") -> str:
    """Return the colour that a phone's browser puts around the page."""
    now = network(context)
    brand, accent = now.hues(context["site"])
    return colours.tokens(brand, accent, dark=scheme == "dark", grey=now.is_mourning)["band"]


@register.simple_tag
def picture_file(owner: PicturedModel, field: str, sizes: str) -> SafeString:
    """Return the attributes of an `<img>` with the picture in `field`: `<img {% picture_file site "logo" "4.5rem" %}>`.

    Without copies yet: the file itself. `sizes` as in `renditions.for_phones`.
    """
    copies = owner.renditions_of(field)
    source = renditions.source(copies, getattr(owner, field))
    if not copies:
        return format_html('src="{}"', source)
    return format_html(
        'src="{}" srcset="{}" sizes="{}"', source, renditions.srcset(copies), renditions.for_phones(sizes)
    )


@register.simple_tag
def source_file(owner: PicturedModel, field: str, sizes: str) -> SafeString:
    """Return the attributes of a `<source>` with the picture in `field`; without copies yet: the file itself."""
    copies = owner.renditions_of(field)
    if not copies:
        return format_html('srcset="{}"', getattr(owner, field).url)
    return format_html('srcset="{}" sizes="{}"', renditions.srcset(copies), sizes)


@register.simple_tag(takes_context=True)
def menu(context: Context) -> list[menus.Line]:
    """Return the lines of the site's menu; takes `site` and `request`."""
    request, site = context["request"], context["site"]
    return menus.marked(held(request, "menu", lambda: menus.tree(site)), request.path)


@register.simple_tag
def section_url(name: str) -> str:
    """Return the path of a section of the site, '' when there is none: `{% section_url "search" as search %}`."""
    return menus.section_url(name)


@register.simple_tag
def sign_in_url() -> str:
    """Return where staff sign in; '' when the admin has a host of its own, which pages for readers do not name."""
    return "" if settings.ADMIN_HOST else hosts.portal_url(f"{ADMIN_PATH}/")


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """Return the site's languages with this page's address in each; empty when the site has only one.

    A view whose address differs between languages, or that is missing in some, puts `alternates` into the context:
    {language: path inside the site without leading slash}; a language that is left out leads to its home page.
    """
    site: Site | None = context.get("site")
    if site is None or len(site.languages) < 2:
        return []
    request, current = context["request"], context["language"]
    suffix = f"/{current}" if current != settings.LANGUAGE_CODE else ""
    base = request.META.get("SCRIPT_NAME", "").removesuffix(suffix)
    alternates: dict[str, str] | None = context.get("alternates")
    links = []
    for code in site.languages:
        path = request.path_info.lstrip("/") if alternates is None else alternates.get(code, "")
        part = f"/{code}" if code != settings.LANGUAGE_CODE else ""
        links.append(LanguageLink(code, LANGUAGE_NAMES.get(code, code), f"{base}{part}/{path}", code == current))
    return links


@register.simple_tag(takes_context=True)
def canonical(context: Context) -> str:
    """Return the absolute address of this page, without its query."""
    return str(context["site"].url_for(context["request"].path_info.lstrip("/"), context["language"]))


@register.simple_tag(takes_context=True)
def hotlines(context: Context) -> list[Hotline]:
    """Return the site's hotlines."""
    return list(Hotline.objects.for_site(context["site"]).shown())


@register.simple_tag(takes_context=True)
def link_groups(context: Context) -> list[LinkGroup]:
    """Return the site's groups of links that hold any, each with `.links.all()` at hand."""
    groups = LinkGroup.objects.for_site(context["site"]).prefetch_related("links")
    return [group for group in groups if group.links.all()]


@register.simple_tag(takes_context=True)
def banners(context: Context) -> Any:
    """Return today's banners by place, read when first used: `{% banners as shown %}`, `shown.right`."""

    def load() -> dict[str, list[Banner]]:
        places: dict[str, list[Banner]] = {}
        for banner in Banner.objects.for_site(context["site"]).shown_at(timezone.now()):
            places.setdefault(banner.place, []).append(banner)
        return places

    request = context["request"]  # once for all places of a page
    return vars(request).setdefault("_banners", SimpleLazyObject(lambda: held(request, "banners", load)))


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str) -> SafeString:
    """Return the blocks that other rooms put at this place of the page (provinces/slots.py)."""
    shown = []
    for block in slots.blocks(name):
        filled = block.fill(context)
        if filled is not None:
            with context.push(**filled):
                shown.append((context.template.engine.get_template(block.template).render(context),))  # type: ignore[union-attr]  # it is being rendered
    return format_html_join("", "{}", shown)
