"""What a phone loads before anybody scrolls: an article at most 150 KiB in 12 requests, the home page 250 KiB in 20."""

import gzip
import io
import re
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageFilter

from galleries.models import Picture
from galleries.renditions import render
from provinces.models import Site

from . import factories
from .conftest import SiteClient

STATIC = Path(settings.BASE_DIR) / "static"
PHONE_DOTS = 640  # of the rendition that a phone of 360 to 412 points and two dots each takes


def photograph(site: Site) -> Picture:
    """A picture as hard to compress as a photograph of people: soft shapes under fine grain."""
    size = (1280, 853)
    shapes = Image.effect_noise((64, 43), 200).resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(size, 28).filter(ImageFilter.GaussianBlur(1.2))
    buffer = io.BytesIO()
    Image.merge("RGB", [Image.blend(shapes, grain, part) for part in (0.4, 0.5, 0.6)]).save(buffer, "JPEG", quality=88)
    made = factories.picture(site, file=ContentFile(buffer.getvalue(), "anh.jpg"))
    render(made)
    return made


def packed(name: str) -> int:
    """Return the bytes of a static file as it travels; style sheets with their parts put together."""
    content = (STATIC / name).read_bytes()
    if name.endswith(".css"):
        text = re.sub(
            r'@import "\./([\w-]+\.css)";', lambda part: (STATIC / "css" / part[1]).read_text(), content.decode()
        )
        content = text.encode()
    return len(content) if name.endswith(".woff2") else len(brotli.compress(content))


def pictures_at_once(page: str, site: Site) -> list[int]:
    """Return the bytes of the pictures that do not wait for scrolling."""
    sizes = {}
    for picture in Picture.objects.filter(site=site):
        for copy in picture.renditions:
            with picture.file.storage.open(copy["path"]) as file:
                sizes[copy["path"]] = (copy["width"], len(file.read()))
    found = []
    for image in re.findall(r"<img\b[^>]*>", page):
        if 'loading="lazy"' not in image:
            own = [sizes[path] for path in sizes if path in image]
            found.append(max(weight for width, weight in own if width <= PHONE_DOTS))
    return found


def weigh(reader: SiteClient, path: str, site: Site) -> tuple[int, int]:
    """Return the bytes and the number of requests of a page before scrolling; headers are counted as 300 bytes each."""
    page = reader.get(path).content.decode()
    statics = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|woff2|svg))"', page))
    sheets = re.findall(r'href="(/[^"]+/mau/[^"]+\.css)"', page)
    parts = [len(gzip.compress(page.encode())), *(packed(name) for name in statics)]
    parts += [len(gzip.compress(reader.get(sheet).content)) for sheet in sheets]
    parts += pictures_at_once(page, site)
    return sum(parts) + 300 * len(parts), len(parts)


@pytest.fixture
def full(nghe_an: Site) -> Any:
    """An article of 900 words on a site whose home page is full."""
    top = [photograph(nghe_an) for _ in range(2)]
    for number in range(8):
        category = factories.category(nghe_an, has_home_box=True, home_layout=("lead", "cards", "list")[number % 3])
        for order in range(6):
            factories.article(category, picture=top[order % 2], lead_vi="Đoạn mở đầu dài vừa phải của bài. " * 5)
    for _ in range(4):
        factories.hotline(nghe_an)
        factories.link(nghe_an)
    body = "<h2>Phần</h2><p>" + "Một đoạn văn có độ dài như trong báo, với số 40.991.386 và tên riêng. " * 20 + "</p>"
    return factories.article(category, body_vi=body * 4, picture=top[0], is_top=True)


def test_an_article_is_light(full: Any, nghe_an: Site, reader: SiteClient) -> None:
    weight, requests = weigh(reader, f"/nghe-an{full.get_absolute_url()}", nghe_an)
    assert weight <= 150 * 1024
    assert requests <= 12


def test_the_home_page_is_light(full: Any, nghe_an: Site, reader: SiteClient) -> None:
    weight, requests = weigh(reader, "/nghe-an/", nghe_an)
    assert weight <= 250 * 1024
    assert requests <= 20


def test_only_the_first_picture_of_a_page_does_not_wait(full: Any, nghe_an: Site, reader: SiteClient) -> None:
    for path in ("/nghe-an/", f"/nghe-an/{full.category.slug}/", f"/nghe-an{full.get_absolute_url()}"):
        page = reader.get(path).content.decode()
        assert len(pictures_at_once(page, nghe_an)) == 1, path
        assert page.count('fetchpriority="high"') == 1
