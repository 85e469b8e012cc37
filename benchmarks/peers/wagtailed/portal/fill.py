"""Fill the migrated database: `python -m portal.fill FILE`.

Articles and their places in the tree are written in bulk, as `add_child` for each of 22,000 pages takes half an hour.
"""

import json
import os
import sys
import uuid
from datetime import datetime
from pathlib import Path

import django
from django.db import connection

WIDTHS = (320, 640, 960, 1280, 1600)


def fill(rows, names, sites):
    """Write sites, categories, pictures with their renditions, and articles."""
    from taggit.models import Tag
    from wagtail.images.models import Image, Rendition
    from wagtail.models import Locale, Page, Site

    from portal.models import CategoryPage, Contributor, Facts, HomePage, Hotline, Link

    vi, en = (Locale.objects.get_or_create(language_code=code)[0] for code in ("vi", "en"))
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    root = Page.objects.get(depth=1)
    homes, categories = {}, {}
    for number in range(sites):
        key = uuid.uuid4()
        keys = [uuid.uuid4() for _name in names]
        for locale in (vi, en):
            home = HomePage(
                title=f"Trang thông tin số {number}", slug=f"trang-{number}-{locale.language_code}",
                locale=locale, translation_key=key,
            )  # fmt: skip
            homes[number, locale.pk] = root.add_child(instance=home)
            for place, pair in enumerate(names):
                category = CategoryPage(
                    title=pair[0 if locale == vi else 1], slug=f"muc-{place}", show_in_menus=True, locale=locale,
                    translation_key=keys[place],
                )  # fmt: skip
                categories[number, place, locale.pk] = home.add_child(instance=category)
        site = Site.objects.create(
            hostname=f"trang-{number}.test", site_name=f"Trang thông tin số {number}",
            root_page=homes[number, vi.pk], is_default_site=number == 0,
        )  # fmt: skip
        Facts.objects.create(
            site=site, slogan="Ban Tuyên giáo và Dân vận", phone="0238 3 844 000", address="Số 1 đường Trường Thi",
            email="toasoan@vi-du.vn", publisher="Tỉnh ủy",
        )  # fmt: skip
        for place in range(2):
            Hotline.objects.create(site=site, label=f"Đường dây nóng {place + 1}", phone=f"0238 3 844 00{place}")
        for place in range(4):
            Link.objects.create(site=site, title=f"Báo số {place + 1}", url=f"https://bao-{place}.vi-du.vn/")
    tags = Tag.objects.bulk_create(Tag(name=f"Từ khóa {place + 1}", slug=f"tu-khoa-{place + 1}") for place in range(40))
    people = Contributor.objects.bulk_create(Contributor(name=f"Tác giả {place + 1}") for place in range(20))
    Image.objects.bulk_create(
        (
            Image(pk=row["id"], title=row["alt"], file=f"anh/{row['picture']}.jpg", width=1600, height=1067)
            for row in rows
        ),
        batch_size=2_000,
    )
    Rendition.objects.bulk_create(
        (
            Rendition(
                image_id=row["id"], filter_spec=f"width-{width}", file=f"anh/{row['picture']}.width-{width}.webp",
                width=width, height=width * 2 // 3,
            )
            for row in rows
            for width in WIDTHS
        ),
        batch_size=5_000,
    )  # fmt: skip
    _articles(rows, homes, categories, (vi, en), tags, people)


def _articles(rows, homes, categories, locales, tags, people):
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    from portal.models import ArticlePage, ArticleTag

    kind = ContentType.objects.get_for_model(ArticlePage)
    below, pages, more = {}, [], []
    number = Page.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for row in rows:
        key = uuid.uuid4()
        for locale in locales if row["in_english"] else locales[:1]:
            number += 1
            category = categories[row["site"], row["category"], locale.pk]
            below[category.pk] = below.get(category.pk, 0) + 1
            slug = f"{row['slug']}-{row['id']}"
            title = row["title"] if locale == locales[0] else f"English: {row['title']}"
            moment = datetime.fromisoformat(row["published"])
            pages.append(
                Page(
                    pk=number, path=Page._get_path(category.path, category.depth + 1, below[category.pk]),
                    depth=category.depth + 1, numchild=0, title=title, draft_title=title, slug=slug,
                    url_path=f"{category.url_path}{slug}/", content_type=kind, live=True, locale=locale,
                    translation_key=key, first_published_at=moment, last_published_at=moment,
                )
            )  # fmt: skip
            home = homes[row["site"], locale.pk]
            more.append(
                (number, home.pk, category.pk, moment, row["lead"], row["body"], row["id"], row["alt"],
                 row["views"] if row["id"] > 15_000 else 0, row)
            )  # fmt: skip
    Page.objects.bulk_create(pages, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO portal_articlepage"
            " (page_ptr_id, home_id, category_id, date, lead, body, picture_id, alt, views)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [values[:-1] for values in more],
        )
    ArticleTag.objects.bulk_create(
        (ArticleTag(content_object_id=one[0], tag=tags[place]) for one in more for place in one[-1]["tags"]),
        batch_size=5_000,
    )
    through = ArticlePage.contributors.field.remote_field.through
    through.objects.bulk_create(
        (
            through(articlepage_id=one[0], contributor=people[place])
            for one in more
            for place in one[-1]["contributors"]
        ),
        batch_size=5_000,
    )
    for pk, number in below.items():
        Page.objects.filter(pk=pk).update(numchild=number)
    with connection.cursor() as cursor:
        for table in ("wagtailcore_page", "wagtailimages_image"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from django.core.management import call_command

    known = json.loads(os.environ["CONTENT"])
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    fill([json.loads(line) for line in lines], known["names"], known["sites"])
    call_command("update_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
