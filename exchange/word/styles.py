"""What the document says elsewhere about its paragraphs: styles, lists, and what relations lead to."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self
from xml.etree.ElementTree import Element

from .opening import Package

OFF = {"0", "false", "off", "none"}
DEEPEST = 12


def name_of(element: Element) -> str:
    """Return an element's name without its namespace: strict and transitional documents differ in nothing else."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its name without namespace, "" when it is missing."""
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of this name."""
    return next((one for one in element if name_of(one) == name), None) if element is not None else None


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of this name."""
    return (one for one in (element if element is not None else ()) if name_of(one) == name)


def is_on(properties: Element | None, name: str) -> bool | None:
    """Return whether a property such as `b` is switched on, None when nothing is said."""
    found = child(properties, name)
    return None if found is None else attribute(found, "val").lower() not in OFF


def font_in(properties: Element | None) -> str:
    """Return the font that run properties name."""
    fonts = child(properties, "rFonts")
    return "" if fonts is None else attribute(fonts, "ascii") or attribute(fonts, "hAnsi")


@dataclass(frozen=True)
class Style:
    """A style with what matters here; None and "" are taken from the style that it is based on."""

    name: str = ""
    based_on: str = ""
    font: str = ""
    align: str = ""
    outline: int | None = None
    number: str = ""
    level: int = 0
    switches: dict[str, bool] = field(default_factory=dict)


@dataclass
class Sheet:
    """Styles by id, the default font, the kinds of list by number and level, targets of relations by id."""

    styles: dict[str, Style] = field(default_factory=dict)
    font: str = ""
    default_style: str = ""
    numbered: dict[tuple[str, int], bool] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Self:
        """Return what a document says in its parts beside the text."""
        sheet = cls()
        sheet._read_styles(package.root("word/styles.xml"))
        sheet._read_numbering(package.root("word/numbering.xml"))
        sheet._read_relations(package.root("word/_rels/document.xml.rels"))
        return sheet

    def chain(self, style_id: str) -> Iterator[Style]:
        """Yield a style and those that it is based on, the nearest first."""
        for _step in range(DEEPEST):
            style = self.styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.based_on

    def is_numbered(self, number: str, level: int) -> bool:
        """Return True when this level of a list has numbers or letters, False for bullets."""
        return self.numbered.get((number, level), False)

    def _read_styles(self, root: Element | None) -> None:
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self.font = font_in(defaults)
        for element in children(root, "style"):
            text, paragraph = child(element, "rPr"), child(element, "pPr")
            outline, numbering = child(paragraph, "outlineLvl"), child(paragraph, "numPr")
            switches = {name: value for name in ("b", "i") if (value := is_on(text, name)) is not None}
            style = Style(
                name=_value(child(element, "name")).lower(),
                based_on=_value(child(element, "basedOn")),
                font=font_in(text),
                align=_value(child(paragraph, "jc")),
                outline=_number(_value(outline)) if outline is not None else None,
                number=_value(child(numbering, "numId")),
                level=_number(_value(child(numbering, "ilvl"))),
                switches=switches,
            )
            key = attribute(element, "styleId")
            self.styles[key] = style
            is_default = attribute(element, "default").lower() in {"1", "true", "on"}
            if is_default and attribute(element, "type") == "paragraph":
                self.default_style = key

    def _read_numbering(self, root: Element | None) -> None:
        kinds: dict[str, dict[int, bool]] = {}
        for abstract in children(root, "abstractNum"):
            levels = {
                _number(attribute(level, "ilvl")): _value(child(level, "numFmt")) not in {"bullet", "none", ""}
                for level in children(abstract, "lvl")
            }
            kinds[attribute(abstract, "abstractNumId")] = levels
        for number in children(root, "num"):
            levels = kinds.get(_value(child(number, "abstractNumId")), {})
            self.numbered |= {(attribute(number, "numId"), level): kind for level, kind in levels.items()}

    def _read_relations(self, root: Element | None) -> None:
        for relation in children(root, "Relationship"):
            key, target = attribute(relation, "Id"), attribute(relation, "Target")
            if attribute(relation, "TargetMode") == "External":
                self.links[key] = target
            else:
                self.targets[key] = posixpath.normpath(posixpath.join("word", target)).lstrip("/")


def _value(element: Element | None) -> str:
    return attribute(element, "val") if element is not None else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
