"""Every kind of page is well-formed HTML in three languages: no name twice, a text for each picture."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Comment

import html5lib
import pytest
from django.conf import settings
from html5lib.constants import E as MEANINGS

from .conftest import SiteClient
from .page_types import page_types
from .walk import world

PRESSED = {"a", "button", "summary"}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


def faults_of(text: str) -> list[str]:
    """Return what a strict reader of HTML complains about."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(text)
    found = [f"line {where[0]}: {MEANINGS[code] % values}" for where, code, values in parser.errors]
    elements = [element for element in page.iter() if isinstance(element.tag, str)]
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    found += [f"id {name} stands there {number} times" for name, number in ids.items() if number > 1]
    for element in elements:
        found += _faults_in(element, set(ids))
    levels = [int(element.tag[1]) for element in elements if re.fullmatch("h[1-6]", str(element.tag))]
    if levels.count(1) != 1:
        found.append(f"{levels.count(1)} headings of the first level")
    return found


def _faults_in(element: Any, ids: set[str]) -> Iterator[str]:
    inside = [inner.tag for inner in element.iter() if inner is not element]
    for name in REFERENCES:
        yield from (f"{name}={word} leads nowhere" for word in (element.get(name) or "").split() if word not in ids)
    if element.tag == "img" and not element.get("src"):
        yield "a picture without an address"
    if element.tag == "img" and element.get("alt") is None:
        yield f"no alternative text: {element.get('src')}"
    if element.get("style") is not None:
        yield f"a style in the line: {element.tag}"
    if element.tag in {"ul", "ol"}:
        yield from (f"<{child.tag}> in a list" for child in element if child.tag not in {"li", Comment})
    if element.tag in PRESSED and PRESSED & set(inside):
        yield f"something to press in <{element.tag}>"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_kind_of_page_is_valid(db: None, language: str) -> None:
    there = world.build()
    reader = SiteClient()
    kinds = page_types(there)
    faults = {}
    for kind in kinds:
        answer = reader.get(kind.on(there, language))
        assert answer.status_code in {200, 404, 410}, kind
        found = faults_of(answer.content.decode())
        if found:
            faults[kind.name] = found
    assert faults == {}
    assert len(kinds) > 15


def test_the_strict_reader_sees_faults() -> None:
    head = "<!DOCTYPE html><title>x</title>"
    bad = (
        '<p id="a" style="top:0"><img src="/x"><a href="#"><button>y</button></a></b><p id="a"><label for="b">z</label>'
    )
    assert len(faults_of(f"{head}<h1>x</h1>")) == 0
    assert len(faults_of(head + bad)) == 7
