"""Fill the migrated database: `python -m news.fill FILE`; the columns of languages and the like as in the file."""

import json
import os
import sys
from pathlib import Path

import django
from django.core.management.color import no_style
from django.db import connection


def fill(rows, names, sites):
    """Write sites, categories and articles."""
    from django.contrib.postgres.search import SearchVector

    from news.models import Article, Category, Contributor, Hotline, Link, Picture, Site, Tag

    categories, tags, people = [], [], []
    for number in range(sites):
        site = Site.objects.create(
            pk=number + 1, host=f"trang-{number}.test", name=f"Trang thông tin số {number}",
            slogan="Ban Tuyên giáo và Dân vận", phone="0238 3 844 000", address="Số 1 đường Trường Thi",
            email="toasoan@vi-du.vn", publisher="Tỉnh ủy",
        )  # fmt: skip
        categories.append(
            Category.objects.bulk_create(
                Category(site=site, name_vi=name, name_en=english, slug=f"muc-{place}", order=place)
                for place, (name, english) in enumerate(names)
            )
        )
        tags.append(Tag.objects.bulk_create(Tag(site=site, name=f"Từ khóa {place + 1}") for place in range(40)))
        people.append(
            Contributor.objects.bulk_create(Contributor(site=site, name=f"Tác giả {place + 1}") for place in range(20))
        )
        Hotline.objects.bulk_create(
            Hotline(site=site, label=f"Đường dây nóng {place + 1}", phone=f"0238 3 844 00{place}") for place in range(2)
        )
        Link.objects.bulk_create(
            Link(site=site, title=f"Báo số {place + 1}", url=f"https://bao-{place}.vi-du.vn/") for place in range(4)
        )
    Picture.objects.bulk_create(
        (Picture(pk=row["id"], file=f"anh/{row['picture']}.jpg", width=1600, height=1067) for row in rows),
        batch_size=2_000,
    )
    Article.objects.bulk_create(
        (
            Article(
                pk=row["id"], site_id=row["site"] + 1, category=categories[row["site"]][row["category"]],
                title_vi=row["title"], slug=row["slug"], lead_vi=row["lead"], body_vi=row["body"],
                title_en=f"English: {row['title']}" if row["in_english"] else "",
                lead_en=row["lead"] if row["in_english"] else "", body_en=row["body"] if row["in_english"] else "",
                in_english=row["in_english"], picture_id=row["id"], alt=row["alt"],
                published_at=row["published"], views=row["views"] if row["id"] > 15_000 else 0,
            )
            for row in rows
        ),
        batch_size=2_000,
    )  # fmt: skip
    for through, made, name in (
        (Article.tags.through, tags, "tag"),
        (Article.contributors.through, people, "contributor"),
    ):
        through.objects.bulk_create(
            (
                through(**{"article_id": row["id"], f"{name}_id": made[row["site"]][place].pk})
                for row in rows
                for place in row[f"{name}s"]
            ),
            batch_size=5_000,
        )
    words = SearchVector("title_vi", weight="A", config="simple") + SearchVector("lead_vi", "body_vi", config="simple")
    Article.objects.update(words=words)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Site, Article, Picture]):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "news.settings")
    django.setup()
    known = json.loads(os.environ["CONTENT"])
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    fill([json.loads(line) for line in lines], known["names"], known["sites"])
