"""Reads the text of a document into blocks, one paragraph or table after the other; nothing is kept of the XML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from .blocks import BOLD, ITALIC, STRIKE, SUB, SUPER, UNDERLINE, Block, Cell, Grid, Item, Line, Run
from .opening import SLOW, Package, UnreadableDocument
from .styles import Sheet, attribute, child, font_in, is_on, name_of

MOST_LETTERS = 3_000_000
_DEEPER = re.compile(r"^list .*\b([2-9])$")
DEEPEST = 40
SIDES = {"center": "center", "right": "right", "end": "right"}
# What is struck out by a reviser, repeated for older programs, or says something about the text only.
PASSED_OVER = {"del", "moveFrom", "Fallback", "rPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "instrText"}
BULLET = "•"


def read_blocks(package: Package) -> list[Block]:
    """Return the blocks of a document; raises UnreadableDocument."""
    sheet = Sheet.of(package)
    reader = _Reader(sheet)
    blocks: list[Block] = []
    depth = 0
    letters = 0
    for event, element in package.elements("word/document.xml"):
        depth += 1 if event == "start" else -1
        if event == "end" and depth == 2:  # a child of the body: below it, everything is read at once
            for block in reader.blocks_of(element):
                lines = block.lines if isinstance(block, Grid) else [block]
                letters += sum(len(run.text) for line in lines for run in line.runs)
                blocks.append(block)
            if letters > MOST_LETTERS:
                raise UnreadableDocument(SLOW)
            element.clear()
    return blocks


@dataclass
class _Reader:
    sheet: Sheet

    def blocks_of(self, element: Element, depth: int = 0) -> Iterator[Block]:
        """Yield the paragraphs and tables of an element, those inside content controls and changes too."""
        name = name_of(element)
        if name in PASSED_OVER or depth > DEEPEST:
            return
        if name == "p":
            yield from self.lines_of(element)
        elif name == "tbl":
            grid = self.grid_of(element, depth)
            if any(line.pictures for line in grid.lines):  # made to lay pictures out, not to compare values
                yield from grid.lines
            else:
                yield grid
        else:
            for inner in element:
                yield from self.blocks_of(inner, depth + 1)

    def grid_of(self, element: Element, depth: int) -> Grid:
        """Return a table; cells that go on below are one cell of several rows."""
        grid = Grid()
        open_cells: dict[int, Cell] = {}
        for row in _below(element, "tr"):
            cells: list[Cell] = []
            column = 0
            for cell_element in _below(row, "tc"):
                properties = child(cell_element, "tcPr")
                wide = attribute(span, "val") if (span := child(properties, "gridSpan")) is not None else "1"
                columns = int(wide) if wide.isdecimal() and 0 < int(wide[:3]) < 100 else 1
                merge = child(properties, "vMerge")
                if merge is not None and attribute(merge, "val") != "restart" and column in open_cells:
                    open_cells[column].rows += 1
                else:
                    cell = Cell(self._lines_in(cell_element, depth), columns)
                    cells.append(cell)
                    open_cells.pop(column, None)
                    if merge is not None:
                        open_cells[column] = cell
                column += columns
            grid.rows.append(cells)
        return grid

    def _lines_in(self, cell: Element, depth: int) -> list[Line]:
        found: list[Line] = []
        for inner in cell:
            for block in self.blocks_of(inner, depth + 1):
                found.extend(block.lines if isinstance(block, Grid) else [block])
        return [line for line in found if line.text or line.pictures]

    def lines_of(self, element: Element) -> list[Line]:
        """Return a paragraph, and after it those in text boxes that hang at it."""
        properties = child(element, "pPr")
        style_id = _val(child(properties, "pStyle")) or self.sheet.default_style
        chain = list(self.sheet.chain(style_id))
        line = Line(style=chain[0].name if chain else "")
        outline = child(properties, "outlineLvl")
        own = int(_val(outline)) if outline is not None and _val(outline).isdecimal() else None
        level = own if own is not None else next((s.outline for s in chain if s.outline is not None), None)
        line.heading = level + 1 if level is not None and level < 6 else 0
        side = _val(child(properties, "jc")) or next((style.align for style in chain if style.align), "")
        line.align = SIDES.get(side, "")
        line.item = self._item(child(properties, "numPr"), chain)
        boxes: list[Element] = []
        runs = list(self._runs(element, style_id, "", line, boxes))
        alike = groupby(runs, lambda run: (run.font, run.marks, run.href))
        line.runs = [Run("".join(run.text for run in group), *look) for look, group in alike]
        inside = (block for box in boxes for block in self.blocks_of(box, 1))
        return [line, *(one for block in inside for one in (block.lines if isinstance(block, Grid) else [block]))]

    def _item(self, numbering: Element | None, chain: list) -> Item | None:  # type: ignore[type-arg]  # of styles
        if numbering is not None:
            number, level = _val(child(numbering, "numId")), _val(child(numbering, "ilvl"))
            depth = int(level) if level.isdecimal() and len(level) < 3 else 0
            number = number or next((style.number for style in chain if style.number), "")
        else:
            found = next((style for style in chain if style.number), None)
            number, level_of_list = (found.number, found.level) if found is not None else ("", 0)
            named = _DEEPER.search(found.name) if found is not None else None  # "List Bullet 2"
            return self._item_of(number, level_of_list, depth=int(named[1]) - 1 if named else level_of_list)
        return self._item_of(number, depth, depth=depth)

    def _item_of(self, number: str, level: int, *, depth: int) -> Item | None:
        return Item(depth, self.sheet.is_numbered(number, level)) if number not in {"", "0"} else None

    def _runs(self, element: Element, style_id: str, href: str, line: Line, boxes: list[Element]) -> Iterator[Run]:
        for inner in element:
            name = name_of(inner)
            if name == "r":
                yield from self._run(inner, style_id, href, line, boxes)
            elif name == "hyperlink":
                target = self.sheet.links.get(attribute(inner, "id"), "")
                yield from self._runs(inner, style_id, target, line, boxes)
            elif name not in PASSED_OVER:
                yield from self._runs(inner, style_id, href, line, boxes)

    def _run(self, element: Element, style_id: str, href: str, line: Line, boxes: list[Element]) -> Iterator[Run]:
        properties = child(element, "rPr")
        if is_on(properties, "vanish"):
            return
        own = _val(child(properties, "rStyle"))
        chain = [*self.sheet.chain(own), *self.sheet.chain(style_id)]
        font = font_in(properties) or next((style.font for style in chain if style.font), self.sheet.font)
        marks = self._marks(properties, chain, is_heading=bool(line.heading))
        for inner in element:
            name = name_of(inner)
            if name in {"drawing", "pict", "object", "AlternateContent"}:
                self._hanging(inner, line, boxes)
            elif text := _text(inner, name):
                yield Run(text, font, marks, href)

    def _marks(self, properties: Element | None, chain: list, *, is_heading: bool) -> frozenset[str]:  # type: ignore[type-arg]
        def switched(name: str) -> bool:
            said = is_on(properties, name)
            styles = (style.switches[name] for style in chain if name in style.switches)
            return said if said is not None else next(styles, False)

        position = _val(child(properties, "vertAlign"))
        underline = child(properties, "u")
        marks = {
            BOLD: switched("b") and not is_heading,
            ITALIC: switched("i"),
            UNDERLINE: underline is not None and _val(underline) not in {"none", ""},
            STRIKE: bool(is_on(properties, "strike")),
            SUPER: position == "superscript",
            SUB: position == "subscript",
        }
        return frozenset(mark for mark, is_set in marks.items() if is_set)

    def _hanging(self, element: Element, line: Line, boxes: list[Element], depth: int = 0) -> None:
        """Note the pictures and text boxes that hang at a run; what is repeated for older programs is passed over."""
        described = next((attribute(one, "descr") for one in element.iter() if name_of(one) == "docPr"), "")
        for inner in element:
            name = name_of(inner)
            if name == "txbxContent":
                boxes.append(inner)
            elif name in {"blip", "imagedata"}:
                key = attribute(inner, "embed") or attribute(inner, "id")
                if key in self.sheet.targets:
                    line.pictures.append((self.sheet.targets[key], described))
            elif name not in PASSED_OVER and depth < DEEPEST:
                before = len(line.pictures)
                self._hanging(inner, line, boxes, depth + 1)
                line.pictures[before:] = [(part, text or described) for part, text in line.pictures[before:]]


def _below(element: Element, name: str) -> Iterator[Element]:
    """Yield the rows or cells of a table, those inside content controls too."""
    for inner in element:
        found = name_of(inner)
        if found == name:
            yield inner
        elif found in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _below(inner, name)


def _text(element: Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "tab":
        return " "
    if name in {"br", "cr"}:
        return "" if attribute(element, "type") in {"page", "column"} else "\n"
    if name == "noBreakHyphen":
        return "-"
    return BULLET if name == "sym" else ""


def _val(element: Element | None) -> str:
    return attribute(element, "val") if element is not None else ""
