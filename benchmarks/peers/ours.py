"""Fill the migrated database that DATABASE_URL names with the content: `python -m benchmarks.peers.ours FILE`."""

import os
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuyengiao.settings")


def fill(path: Path) -> None:
    """Write sites, categories and articles."""
    from articles.models import Article, Category, Contribution, Contributor, Tag
    from articles.models.tag import ArticleTag
    from benchmarks.peers.content import ENGLISH, NAMES, PICTURE, SITES, WIDTHS, read
    from galleries.models import Picture
    from provinces.models import Hostname, Hotline, LinkGroup, MenuItem, Site, WebLink
    from vietnamese.dates import ZONE
    from visits.models import ArticleDay

    rows = read(path)
    portal = Site.objects.create(slug="cong", is_portal=True, state="live", name_vi="Cổng thông tin")
    Hostname.objects.create(site=portal, host="cong.test", is_primary=True)
    sites, categories, tags, people = [], [], [], []
    for number in range(SITES):
        site = Site.objects.create(
            slug=f"trang-{number}", path_prefix=f"trang-{number}", state="live", languages=["vi", "en"],
            name_vi=f"Trang thông tin số {number}", slogan_vi="Ban Tuyên giáo và Dân vận", phone="0238 3 844 000",
            address_vi="Số 1 đường Trường Thi", email="toasoan@vi-du.vn", governing_body_vi="Tỉnh ủy",
        )  # fmt: skip
        Hostname.objects.create(site=site, host=f"trang-{number}.test", is_primary=True)
        own = [
            Category.objects.create(
                site=site, name_vi=name, name_en=english, slug=f"muc-{place}", has_home_box=True, home_order=place
            )
            for place, (name, english) in enumerate(zip(NAMES, ENGLISH, strict=True))
        ]
        for place, category in enumerate(own):
            MenuItem.objects.create(site=site, target=category, order=place)
        for place in range(2):
            Hotline.objects.create(site=site, label_vi=f"Đường dây nóng {place + 1}", phone=f"0238 3 844 00{place}")
        group = LinkGroup.objects.create(site=site, name_vi="Báo, đài")
        for place in range(4):
            WebLink.objects.create(group=group, title_vi=f"Báo số {place + 1}", url=f"https://bao-{place}.vi-du.vn/")
        sites.append(site)
        categories.append(own)
        tags.append(Tag.objects.named(site, [f"Từ khóa {place + 1}" for place in range(40)]))
        people.append([Contributor.objects.named(site, f"Tác giả {place + 1}") for place in range(20)])

    width, height = PICTURE
    Picture.objects.bulk_create(
        (
            Picture(
                pk=row["id"], site=sites[row["site"]], file=f"anh/{row['picture']}.jpg", width=width, height=height,
                alt_vi=row["alt"],
                renditions=[
                    {"width": one, "height": one * 2 // 3, "path": f"anh/{row['picture']}-{one}.webp"} for one in WIDTHS
                ],
            )
            for row in rows
        ),
        batch_size=2_000,
    )  # fmt: skip
    Article.objects.bulk_create(
        (_article(row, sites[row["site"]], categories[row["site"]][row["category"]]) for row in rows), batch_size=2_000
    )
    when = {row["id"]: datetime.fromisoformat(row["published"]) for row in rows}
    ArticleTag.objects.bulk_create(
        (
            ArticleTag(tag=tags[row["site"]][tag], content_object_id=row["id"], published_at=when[row["id"]])
            for row in rows
            for tag in row["tags"]
        ),
        batch_size=5_000,
    )
    Contribution.objects.bulk_create(
        (
            Contribution(
                article_id=row["id"], contributor=people[row["site"]][person], published_at=when[row["id"]], order=order
            )
            for row in rows
            for order, person in enumerate(row["contributors"])
        ),
        batch_size=5_000,
    )
    today = datetime.now(ZONE).date()
    ArticleDay.objects.bulk_create(
        (
            ArticleDay(site=sites[row["site"]], article_id=row["id"], day=today - timedelta(days=1), views=row["views"])
            for row in rows[-5_000:]
        ),
        batch_size=5_000,
    )
    _move_sequences([Article, Picture])


def _article(row: dict[str, Any], site: Any, category: Any) -> Any:
    from articles.models import Article

    english = {}
    if row["in_english"]:
        english = {
            "has_en": True, "title_en": f"English: {row['title']}", "slug_en": f"english-{row['slug']}",
            "lead_en": row["lead"], "body_en": row["body"],
        }  # fmt: skip
    moment = datetime.fromisoformat(row["published"])
    return Article(
        pk=row["id"], site=site, category=category, section=category, state="published", is_live=True,
        title_vi=row["title"], slug_vi=row["slug"], lead_vi=row["lead"], body_vi=row["body"], picture_id=row["id"],
        published_at=moment, created_at=moment, **english,
    )  # fmt: skip


def _move_sequences(models: Iterable[Any]) -> None:
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


if __name__ == "__main__":
    django.setup()
    fill(Path(sys.argv[1]))
