"""The demonstration: complete, the same every time, no paragraph repeated, and safe to load again."""

import tomllib
from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from huey.contrib.djhuey import HUEY
from PIL import Image

from accounts.models import User
from articles.models import Article, Tag
from documents.numbers import numbers_in
from galleries.models import Album, Picture
from provinces.models import Hotline, Site
from tuyengiao.demo import documents as demo_documents
from tuyengiao.demo import load, pictures
from tuyengiao.demo.markup import to_html
from tuyengiao.demo.sites import CATEGORIES, SITES

Row = dict[str, Any]


def contents() -> dict[str, Row]:
    return {demo.slug: load.read(demo.slug) for demo in SITES}


def items(content: Row) -> list[Row]:
    return [*content["articles"], *content["notices"]]


def test_the_content_files_hold_what_is_promised() -> None:
    everything = [item for content in contents().values() for item in items(content)]
    full = sum(len(content["articles"]) for content in contents().values())
    assert full + len(load.IMPORTED) == 80
    assert sum(len(content["notices"]) for content in contents().values()) == 160
    assert sum("en" in item for item in everything) == 20
    assert sum("km" in item for item in everything) == 12


def test_no_paragraph_stands_in_more_than_three_items() -> None:
    paragraphs: Counter[str] = Counter()
    for content in contents().values():
        for item in items(content):
            paragraphs.update({part.strip() for part in item["body"].split("\n\n") if len(part.strip()) > 20})
    assert paragraphs.most_common(1)[0][1] <= 3


def test_every_key_that_a_content_file_names_exists() -> None:
    known = {category.slug for category in CATEGORIES}
    for slug, content in contents().items():
        for item in items(content):
            assert item["category"] in known, (slug, item["key"])
            assert item.get("picture", "") in {"", *pictures.ALTS}, (slug, item["key"])
            to_html(item["body"], dict.fromkeys(pictures.ALTS, 1))


def test_marks_become_html_and_text_stays_text() -> None:
    html = to_html("## Đầu <đề>\n- một\n- hai\n\n> lời\n\n| a | b |\n| 1 | 2 |\n\n![bien-sang] Biển", {"bien-sang": 7})
    assert html == (
        "<h2>Đầu &lt;đề&gt;</h2>\n<ul><li>một</li><li>hai</li></ul>\n<blockquote><p>lời</p></blockquote>\n"
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>\n"
        '<figure><img data-picture="7" alt="Biển"><figcaption>Biển</figcaption></figure>'
    )


def test_demo_accounts_are_made_only_where_a_demonstration_is_meant(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        call_command("load_demo", stdout=StringIO())
    assert not User.objects.exists()


@pytest.fixture
def small_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing is tested elsewhere: small blank pictures are enough here."""
    monkeypatch.setattr(pictures, "SIZE", (60, 40))
    monkeypatch.setattr(pictures, "draw_banner", lambda slug, size: Image.new("RGB", (60, 20)))
    monkeypatch.setattr(pictures, "draw_logo", lambda size: Image.new("RGBA", (20, 20)))

    class Blank:
        def __init__(self, **options: Any) -> None: ...
        def __enter__(self) -> "Blank":
            return self

        def __exit__(self, *error: object) -> None: ...
        def map(self, function: Any, keys: list[str]) -> list[bytes]:
            return [pictures._encode(Image.new("RGB", (60, 40))) for _key in keys]

    monkeypatch.setattr(pictures, "ProcessPoolExecutor", Blank)


def test_loading_twice_gives_the_same_installation(db: None, settings: Any, small_pictures: None, reader: Any) -> None:
    settings.DEMO = True
    immediate = HUEY.immediate

    def count() -> dict[str, int]:
        models = (Site, Article, Album, Picture, Hotline, Tag, User)
        return {model.__name__: model.objects.count() for model in models}

    call_command("load_demo", stdout=StringIO())
    first = count()
    call_command("load_demo", stdout=StringIO())
    HUEY.immediate = immediate
    assert count() == first
    assert (first["Article"], first["Picture"], first["Site"]) == (240, 40, 10)
    tra_vinh = Site.objects.get(slug="tra-vinh")
    assert (tra_vinh.opening_views, tra_vinh.state, str(tra_vinh.successor)) == (40_991_386, "frozen", "Vĩnh Long")
    assert Article.objects.filter(date_is_missing=True, is_live=False).count() == 1
    for demo in SITES:
        assert reader.get("/" if demo.is_portal else f"/{demo.slug}/", headers={"host": "localhost"}).status_code == 200


def test_content_files_are_toml_in_composed_unicode() -> None:
    import unicodedata

    for file in load.CONTENT.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        tomllib.loads(text)
        assert unicodedata.is_normalized("NFC", text), file.name


def test_a_notice_cites_a_document_of_its_site() -> None:
    numbers = {row["number"] for row in demo_documents._content()["documents"] if row["for"] == "sub"}
    cited = {
        found[0] for item in items(load.read("nghe-an")) for found in numbers_in(item["body"]) if found[0] in numbers
    }
    assert cited == {"09-TB/BTGDV"}
