"""Blocks that rooms put on the pages of rooms below them."""

from typing import Any

import pytest
from django.template import engines

from provinces import slots
from provinces.models import Site

from . import factories
from .conftest import SiteClient


@pytest.fixture
def templates(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Templates by name, beside those on disk; no block is registered."""
    engine: Any = engines["django"]
    made: dict[str, Any] = {}
    original = engine.engine.get_template
    monkeypatch.setattr(engine.engine, "get_template", lambda name: made.get(name) or original(name))
    monkeypatch.setattr(slots, "_blocks", {slots.SIDEBAR: {}, slots.BELOW_ARTICLE: {}})
    return made


def block(templates: dict[str, Any], name: str, text: str) -> str:
    """Make a template and return its name."""
    templates[name] = engines["django"].from_string(text).template
    return name


@pytest.mark.django_db
def test_a_block_stands_in_the_right_column_of_home_page_and_category(
    nghe_an: Site, reader: SiteClient, templates: dict[str, Any]
) -> None:
    factories.article(factories.category(nghe_an, slug="tin-tuc"))
    later = block(templates, "later.html", "<p>{{ word }} của {{ site.slug }}</p>")
    slots.register(slots.SIDEBAR, "later", later, lambda context: {"word": "<sau>"}, order=2)
    sooner = block(templates, "sooner.html", "<p>trước</p>")
    slots.register(slots.SIDEBAR, "sooner", sooner, lambda context: {}, order=1)
    for path in ("/nghe-an/", "/nghe-an/tin-tuc/"):
        text = reader.get(path).content.decode()
        assert text.index("<p>trước</p>") < text.index("<p>&lt;sau&gt; của nghe-an</p>")


@pytest.mark.django_db
def test_a_block_below_an_article_knows_the_article_and_may_be_left_out(
    nghe_an: Site, reader: SiteClient, templates: dict[str, Any]
) -> None:
    article = factories.article(factories.category(nghe_an))
    shown = block(templates, "shown.html", "<p>về bài {{ article.pk }}</p>")
    slots.register(slots.BELOW_ARTICLE, "shown", shown, lambda context: {})
    slots.register(slots.BELOW_ARTICLE, "hidden", block(templates, "hidden.html", "<p>vắng</p>"), lambda context: None)
    text = reader.get(f"/nghe-an{article.get_absolute_url()}").content.decode()
    assert f"<p>về bài {article.pk}</p>" in text
    assert "vắng" not in text
