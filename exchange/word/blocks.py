"""What a document is read into."""

from dataclasses import dataclass, field

BOLD, ITALIC, UNDERLINE, STRIKE, SUPER, SUB = "strong", "em", "u", "s", "sup", "sub"
MARKS = (BOLD, ITALIC, UNDERLINE, STRIKE, SUPER, SUB)


@dataclass(frozen=True)
class Run:
    """Text that looks alike; `font` is the name of its font, "" when the document gives none."""

    text: str
    font: str = ""
    marks: frozenset[str] = frozenset()
    href: str = ""


@dataclass(frozen=True)
class Item:
    """That a line is an item of a list: how deep (0 is outermost), and whether it is numbered."""

    level: int
    is_numbered: bool


@dataclass
class Line:
    """A paragraph. `style` is the name of its style in small letters, `heading` 1 to 6 or 0."""

    runs: list[Run] = field(default_factory=list)
    style: str = ""
    heading: int = 0
    item: Item | None = None
    align: str = ""
    pictures: list[tuple[str, str]] = field(default_factory=list)  # part of the package, alternative text

    @property
    def text(self) -> str:
        """The text with single blanks."""
        return " ".join("".join(run.text for run in self.runs).split())

    def is_all(self, mark: str) -> bool:
        """Return True when every word of the line has this mark."""
        worded = [run for run in self.runs if run.text.strip()]
        return bool(worded) and all(mark in run.marks for run in worded)


@dataclass
class Cell:
    """A cell of a table."""

    lines: list[Line] = field(default_factory=list)
    columns: int = 1
    rows: int = 1


@dataclass
class Grid:
    """A table."""

    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """All lines of all cells."""
        return [line for row in self.rows for cell in row for line in cell.lines]


Block = Line | Grid
