"""Blocks of headlines, and how an article stands in a list."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles import popularity
from articles.models import Article
from provinces.holding import held
from provinces.models import Site

register = template.Library()


@register.simple_tag(takes_context=True)
def latest(context: Context, number: int = 8, leave_out: Article | None = None) -> list[Article]:
    """Return the site's newest articles: `{% latest 8 article as newest %}` leaves out the one that is being read."""
    site, language = context["site"], context["language"]

    def rows() -> list[Article]:
        shown = Article.objects.for_site(site).live(timezone.now()).speaking(site, language)
        return list(shown.for_lists(language)[: number + 1])

    return [row for row in held(context["request"], f"latest {number}", rows) if row != leave_out][:number]


@register.simple_tag(takes_context=True)
def most_read(context: Context, number: int = 5) -> list[Article]:
    """Return the site's most read articles, [] while nobody has counted any."""
    site, language = context["site"], context["language"]

    def rows() -> list[Article]:
        return popularity.most_read(site, language, timezone.now(), number)

    return held(context["request"], f"most read {number}", rows)


@register.simple_tag(takes_context=True)
def announcements(context: Context, number: int = 5) -> list[Article]:
    """Return the site's newest notices."""
    site = context["site"]
    rows = Article.objects.for_site(site).live(timezone.now()).speaking(site, context["language"]).notices()
    return list(rows.for_lists(context["language"])[:number])


@register.simple_tag(takes_context=True)
def ticker(context: Context, number: int = 3) -> list[Article]:
    """Return the articles whose headlines stand in the ticker."""
    site = context["site"]
    rows = Article.objects.for_site(site).live(timezone.now()).speaking(site, context["language"]).in_ticker()
    return list(rows.for_lists(context["language"])[:number])


@register.simple_tag(takes_context=True)
def article_url(context: Context, article: Article) -> str:
    """Return the address of an article: a path on its own site, an absolute address from another site."""
    site: Site | None = context.get("site")
    path = article.get_absolute_url()
    if site is None or article.site_id == site.pk:
        return path
    return article.site.url_for(path.removeprefix(get_script_prefix()), _language_on(article.site))


@register.filter
def foreign(article: Article) -> SafeString:
    """Return ` lang="vi"` for an article that stands in Vietnamese on a page of another language, else ''."""
    return SafeString("") if article.speaks(get_language() or "vi") else format_html(' lang="{}"', "vi")


@register.filter
def said(article: Article, field: str) -> str:
    """Return a text of the article in the language in which it stands on this page, '' when it has none there."""
    text = article.text(field, article.language_in(get_language() or "vi"))
    return text or (article.text(field, "vi") if field == "title" else "")


def _language_on(site: Site) -> str:
    language = get_language() or "vi"
    return language if language in site.languages else "vi"


@register.simple_tag(takes_context=True)
def latest_of_sites(context: Context, sites: Iterable[Site], number: int = 12) -> list[Article]:
    """Return the newest articles of several sites, newest first; one query."""
    rows = Article.objects.of_sites(sites).live(timezone.now())
    return list(rows.for_lists().select_related("category", "picture", "site")[:number])
