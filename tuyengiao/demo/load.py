"""Loads one site of the demonstration from its content file, in one transaction."""

import datetime
import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from articles import publishing
from articles.models import Article, Category, Contributor, Page, Tag
from exchange.importing import save_page
from exchange.pages import parse
from exchange.reading import read_text
from galleries.models import Album, Photo
from provinces.models import Department, Hotline, Leader, LinkGroup, MenuItem, Province, Site, WebLink

from .markup import to_html
from .pictures import dress
from .sites import CATEGORIES, FROZEN_ON, MENU, DemoSite

CONTENT = Path(__file__).parent / "content"
LANGUAGES = ("vi", "en", "km")
PAGES = Path(__file__).parent / "pages"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

# Pages in the shapes of old portals come in through the importer. Those that show no date get one here, but for one
# that stays the draft marked "thiếu ngày" which the importer makes of it.
IMPORTED: dict[str, tuple[str, datetime.datetime | None]] = {
    "nghe-an": ("mau-1.txt", None),
    "lai-chau": ("mau-2.txt", None),
    "kon-tum": ("mau-3.txt", datetime.datetime(2024, 7, 9, 15, 20, tzinfo=ZONE)),
    "tra-vinh": ("mau-4.txt", datetime.datetime(2024, 12, 29, 9, 5, tzinfo=ZONE)),
    "bac-kan": ("mau-5.txt", datetime.datetime(2024, 9, 21, 8, 30, tzinfo=ZONE)),
}

Row = dict[str, Any]


def read(slug: str) -> Row:
    """Return the content file of a site."""
    return tomllib.loads((CONTENT / f"{slug}.toml").read_text(encoding="utf-8"))


def make_site(demo: DemoSite, content: Row) -> Site:
    """Return the site, made with its texts, banners and province when it is not there yet."""
    facts = content["site"]
    known = Site.objects.filter(slug=demo.slug).first()
    if known:
        return known
    site = Site(
        slug=demo.slug,
        is_portal=demo.is_portal,
        path_prefix="" if demo.is_portal else demo.slug,
        state="frozen" if demo.is_frozen else "live",
        frozen_on=FROZEN_ON if demo.is_frozen else None,
        languages=list(demo.languages),
        untranslated="hide",
        brand_hue=demo.hues[0],
        accent_hue=demo.hues[1],
        short_name_vi=demo.short_name,
        responsible_person=facts.get("responsible", ""),
        phone=facts.get("phone", ""),
        fax=facts.get("fax", ""),
        email=facts.get("email", ""),
        opening_views=demo.opening_views,
        opening_views_on=FROZEN_ON - datetime.timedelta(days=1) if demo.opening_views else None,
    )
    if demo.province:
        # A frozen site belongs to the unit that has ended, a live one to the unit of today.
        units = Province.objects.former() if demo.is_frozen else Province.objects.present()
        site.province = units.get(slug=demo.province)
    if demo.successor:
        site.successor = Site.objects.get(slug=demo.successor)
    texts = {name: name for name in ("name", "slogan", "notice", "address", "legal_line")}
    for field, key in (texts | {"responsible_title": "responsible_title"}).items():
        _translate(site, field, facts, key)
    dress(site)
    site.save()
    return site


@transaction.atomic
def fill(site: Site, content: Row, pictures: dict[str, int]) -> None:
    """Write everything that stands on a site."""
    _departments(site, content)
    categories = make_categories(site)
    pages = _pages(site, content, pictures)
    make_menu(site, categories, pages)
    for order, row in enumerate(content.get("hotlines", [])):
        hotline = Hotline(site=site, phone=row["phone"], order=order)
        _translate(hotline, "label", row)
        _translate(hotline, "note", row)
        hotline.save()
    _links(site, content)
    for row in content.get("albums", []):
        _album(site, row, pictures)
    rows = [*content["articles"], *({"kind": "notice", **row} for row in content["notices"])]
    for row in sorted(rows, key=lambda row: row["published"]):
        _article(site, row, categories, pictures)
    if site.slug in IMPORTED:
        _import(site, *IMPORTED[site.slug])


def make_categories(site: Site) -> dict[str, Category]:
    """Make the categories that all sites of the demonstration share."""
    made: dict[str, Category] = {}
    for order, row in enumerate(CATEGORIES):
        names = dict(zip(("name_vi", "name_en", "name_km"), row.names, strict=True))
        made[row.slug] = Category.objects.create(
            site=site,
            slug=row.slug,
            parent=made.get(row.parent),
            order=order,
            has_home_box=bool(row.layout),
            home_layout=row.layout or "lead",
            home_order=order,
            **names,
        )
    return made


def make_menu(site: Site, categories: dict[str, Category], pages: dict[str, Page]) -> None:
    """Make the menu that all sites of the demonstration share; lines without a target are left out."""

    def line(kind: str, name: str, order: int, parent: MenuItem | None) -> MenuItem | None:
        if kind == "module":
            return MenuItem.objects.create(site=site, module=name, order=order, parent=parent)
        target = categories.get(name) if kind == "category" else pages.get(name)
        return MenuItem.objects.create(site=site, target=target, order=order, parent=parent) if target else None

    for order, (kind, name, below) in enumerate(MENU):
        parent = line(kind, name, order, None)
        for number, entry in enumerate(below):
            below_kind, _colon, below_name = entry.partition(":")
            line(below_kind, below_name, number, parent)


def _departments(site: Site, content: Row) -> None:
    made: dict[str, Department] = {}
    for order, row in enumerate(content.get("departments", [])):
        department = Department(
            site=site,
            slug=row["key"],
            parent=made.get(row.get("parent", "")),
            province=site.province,
            phone=row.get("phone", ""),
            email=row.get("email", ""),
            order=order,
        )
        _translate(department, "name", row)
        _translate(department, "functions", row)
        department.save()
        made[row["key"]] = department
        for number, leader in enumerate(row.get("leaders", [])):
            Leader.objects.create(
                department=department,
                name=leader["name"],
                position_vi=leader["position"],
                phone=leader.get("phone", ""),
                email=leader.get("email", ""),
                order=number,
            )
    site.department = next(iter(made.values()), None)
    site.save()


def _pages(site: Site, content: Row, pictures: dict[str, int]) -> dict[str, Page]:
    made = {}
    for order, row in enumerate(content.get("pages", [])):
        page = Page(site=site, slug=row["slug"], order=order)
        _translate(page, "title", row)
        for language in LANGUAGES:
            body = row.get("body" if language == "vi" else f"body_{language}", "")
            setattr(page, f"body_{language}", to_html(body, pictures))
        page.save()
        made[row["slug"]] = page
    return made


def _links(site: Site, content: Row) -> None:
    groups: dict[str, LinkGroup] = {}
    for order, row in enumerate(content.get("links", [])):
        name = row["group"]
        if name not in groups:
            groups[name] = LinkGroup.objects.create(site=site, name_vi=name, order=order)
        WebLink.objects.create(group=groups[name], title_vi=row["title"], url=row["url"], order=order)


def _album(site: Site, row: Row, pictures: dict[str, int]) -> None:
    album = Album(site=site, published_at=row["published"], is_live=True)
    _translate(album, "title", row)
    _translate(album, "description", row)
    album.save()
    for order, photo in enumerate(row["photos"]):
        Photo.objects.create(
            album=album, picture_id=pictures[photo["picture"]], caption_vi=photo["caption"], order=order
        )


def _article(site: Site, row: Row, categories: dict[str, Category], pictures: dict[str, int]) -> None:
    article = Article(
        site=site,
        category=categories[row["category"]],
        department=site.department,
        article_type=row["kind"],
        picture_id=pictures.get(row.get("picture", "")),
        picture_caption_vi=row.get("caption", ""),
        source=row.get("source", ""),
        source_url=row.get("source_url", ""),
        is_top=row.get("top", False),
        is_pinned=row.get("pinned", False),
        in_ticker=row.get("ticker", False),
        created_at=row["published"],
    )
    for language in LANGUAGES:
        texts = row if language == "vi" else row.get(language)
        if texts:
            for field in ("kicker", "title", "lead"):
                setattr(article, f"{field}_{language}", texts.get(field, ""))
            setattr(article, f"body_{language}", to_html(texts.get("body", ""), pictures))
            setattr(article, f"picture_caption_{language}", texts.get("caption", ""))
            if language != "vi":
                setattr(article, f"has_{language}", True)
    article.save()
    article.tags.set(Tag.objects.named(site, row.get("tags", [])))
    for order, credit in enumerate(row.get("by", [])):
        contributor = Contributor.objects.named(site, credit["name"])
        article.contributions.get_or_create(
            contributor=contributor, role=credit.get("role", "text"), defaults={"order": order}
        )
    publishing.publish(article, None, at=row["published"])


def _import(site: Site, file: str, published_at: datetime.datetime | None) -> None:
    article = save_page(parse(read_text(PAGES / file)), site, None).article
    if published_at is not None and not article.is_live:
        publishing.publish(article, None, at=published_at)


def _translate(target: Any, field: str, row: Row, key: str = "") -> None:
    key = key or field
    for language in LANGUAGES:
        setattr(target, f"{field}_{language}", row.get(key if language == "vi" else f"{key}_{language}", "") or "")
