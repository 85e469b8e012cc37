"""Puts a page that was read (`exchange.pages`) into a site as an article."""

import hashlib
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles import publishing, rights, snapshots
from articles.models import Article, Category, Contributor
from articles.models.credits import ContributionRole
from exchange.bylines import Role
from exchange.pages import ParsedPage
from provinces.models import Site
from vietnamese.folding import fold

ROLES = {Role.TEXT: ContributionRole.TEXT, Role.PHOTO: ContributionRole.PHOTO, Role.EDITOR: ContributionRole.EDIT}


class ImportFailed(Exception):
    """A page that cannot become an article; its text is a sentence for the person who tried."""


@dataclass(frozen=True)
class Imported:
    """What became of a page: the article, whether it is new, and what somebody should know."""

    article: Article
    is_new: bool
    notes: list[str]


def import_key(page: ParsedPage) -> str:
    """Return what tells one page from another, however often and from wherever it is saved: its title and beginning."""
    beginning = " ".join([page.lead, *page.body])[:1000]
    return hashlib.sha256(f"{fold(page.title)}\n{fold(beginning)}".encode()).hexdigest()


def already_there(site: Site, page: ParsedPage) -> Article | None:
    """Return the article that this page became before, None when it is new."""
    known: Article | None = Article.objects.for_site(site).filter(import_key=import_key(page)).first()
    return known


def category_for(site: Site, page: ParsedPage) -> Category | None:
    """Return the site's category that the page names, else its first one; None when the site has none."""
    categories = list(Category.objects.for_site(site).order_by("parent_id", "order", "id"))
    wanted = fold(page.category)
    named = (category for category in categories if wanted and fold(category.text("name", "vi")) == wanted)
    return next(named, None) or next((category for category in categories if category.parent_id is None), None)


def body_html(page: ParsedPage) -> str:
    """Return the body; a caption becomes a picture place, which only staff see until it has its picture."""
    return "\n".join(
        f"<figure><figcaption>{escape(block.text, quote=False)}</figcaption></figure>"
        if block.is_caption
        else f"<p>{escape(block.text, quote=False)}</p>"
        for block in page.blocks
    )


@transaction.atomic
def save_page(page: ParsedPage, site: Site, user: Any, category: Category | None = None) -> Imported:
    """Make an article of a page, published on its date; without a date a draft marked "thiếu ngày".

    Args:
        page: What was read.
        site: Where it goes.
        user: Who imports; None is a command. Who may not publish gets a draft.
        category: Where to put it; by default the category that the page names.

    Raises:
        ImportFailed: when the page has no title or no text, or the site has no category.

    """
    if not page.title or not (page.lead or page.body):
        raise ImportFailed(_("No article was found on this page."))
    known = already_there(site, page)
    if known is not None:
        return Imported(known, is_new=False, notes=[_("This page has been imported before.")])
    category = category or category_for(site, page)
    if category is None:
        raise ImportFailed(_("The site has no category yet."))
    notes = []
    if page.category and fold(page.category) != fold(category.text("name", "vi")):
        notes.append(
            _("The page names the category “%(named)s”; it was put under “%(used)s”.")
            % {"named": page.category, "used": category.name}
        )
    article = _write(page, site, user, category)
    if page.published_at is None:
        notes.append(_("The page shows no date: the article is a draft."))
    elif rights.may("publish", article, user):
        publishing.publish(article, user, at=page.published_at)
    else:
        notes.append(_("You may not publish here: the article is a draft."))
    return Imported(article, is_new=True, notes=notes)


def _write(page: ParsedPage, site: Site, user: Any, category: Category) -> Article:
    article = Article(
        site=site,
        category=category,
        title_vi=page.title[:300],
        kicker_vi=page.kicker[:120],
        lead_vi=page.lead,
        body_vi=body_html(page),
        source=page.source[:200],
        source_url=page.address[:500],
        published_at=page.published_at,
        date_is_missing=page.published_at is None,
        opening_views=min(page.views or 0, 2**31 - 1),
        import_key=import_key(page),
        created_by=user,
    )
    article.save()
    order = 0
    for credit in page.credits:
        for role in credit.roles:
            contributor = Contributor.objects.named(site, credit.name[:120])
            article.contributions.get_or_create(contributor=contributor, role=ROLES[role], defaults={"order": order})
            order += 1
    snapshots.record(article, user, kind="imported")
    return article


def take_counters(site: Site, page: ParsedPage) -> int | None:
    """Make the counter that the page shows the site's opening balance; return it, None when the page shows none."""
    total = (page.counters or {}).get("all")
    if total is None:
        return None
    site.opening_views = total
    site.opening_views_source = page.title[:200]
    site.save(update_fields=["opening_views", "opening_views_source"])
    return total
