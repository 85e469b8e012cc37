"""What the editor of bodies can do, and therefore what a body may hold: the one list that both sides are made from.

The widget hands these names to the script, which loads no other extension; `bodies.clean` lets through the HTML that
they write and nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Extension:
    """One extension of the editor: its name in `body-editor.js`, and the HTML that it reads and writes."""

    name: str
    tags: frozenset[str] = frozenset()
    attributes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    classes: Mapping[str, frozenset[str]] = field(default_factory=dict)


def _extension(
    name: str,
    tags: str = "",
    attributes: Mapping[str, str] | None = None,
    classes: Mapping[str, str] | None = None,
) -> Extension:
    return Extension(name, frozenset(tags.split()), _sets(attributes), _sets(classes))


def _sets(words: Mapping[str, str] | None) -> dict[str, frozenset[str]]:
    return {tag: frozenset(text.split()) for tag, text in (words or {}).items()}


# `b` and `i` are what imports and pastes write for `strong` and `em`; the editor reads both.
EXTENSIONS: tuple[Extension, ...] = (
    _extension("Document"),
    _extension("Text"),
    _extension("Paragraph", "p", classes={"p": "align-right align-center"}),
    _extension("HardBreak", "br"),
    _extension("Heading", "h2 h3 h4"),
    _extension("Blockquote", "blockquote"),
    _extension("HorizontalRule", "hr"),
    _extension("BulletList", "ul"),
    _extension("OrderedList", "ol", {"ol": "start type"}),
    _extension("ListItem", "li"),
    _extension("Bold", "strong b"),
    _extension("Italic", "em i"),
    _extension("Underline", "u"),
    _extension("Strike", "s"),
    _extension("Subscript", "sub"),
    _extension("Superscript", "sup"),
    _extension("Link", "a", {"a": "href title data-article"}),
    _extension("Table", "table tbody thead caption"),
    _extension("TableRow", "tr"),
    _extension("TableHeader", "th", {"th": "colspan rowspan scope"}),
    _extension("TableCell", "td", {"td": "colspan rowspan"}),
    _extension("Figure", "figure", classes={"figure": "wide"}),
    _extension("Picture", "img", {"img": "data-picture data-credit alt title"}),
    _extension("Caption", "figcaption"),
    _extension("Embed", "figure", {"figure": "data-embed"}),
    _extension("Box", "aside", classes={"aside": "box"}),
    _extension("History"),
    _extension("Dropcursor"),
    _extension("Gapcursor"),
    _extension("Paste"),
)


def names(extensions: Iterable[Extension] = EXTENSIONS) -> list[str]:
    """Return the names by which the script loads its extensions."""
    return [extension.name for extension in extensions]


def tags(extensions: Iterable[Extension] = EXTENSIONS) -> set[str]:
    """Return every element that a body may hold."""
    return {tag for extension in extensions for tag in extension.tags}


def classes(extensions: Iterable[Extension] = EXTENSIONS) -> dict[str, set[str]]:
    """Return the classes that each element may carry."""
    found: dict[str, set[str]] = {}
    for extension in extensions:
        for tag, words in extension.classes.items():
            found.setdefault(tag, set()).update(words)
    return found


def attributes(extensions: Iterable[Extension] = EXTENSIONS) -> dict[str, set[str]]:
    """Return the attributes that each element may carry; `class` where there are classes. "*" (all elements): none."""
    extensions = tuple(extensions)
    found: dict[str, set[str]] = {"*": set()}
    for extension in extensions:
        for tag, words in extension.attributes.items():
            found.setdefault(tag, set()).update(words)
    for tag in classes(extensions):
        found.setdefault(tag, set()).add("class")
    return found
