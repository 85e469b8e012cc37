"""Parts a saved page into its article and its surroundings, wherever on the page these stand."""

import re
from dataclasses import dataclass, field
from enum import StrEnum, auto
from itertools import takewhile

from exchange.blocks import Block, block_of, inline_related, is_menu_item, without_tools
from exchange.bylines import is_office, is_signature
from exchange.captions import CAPTION, CLEAR_CAPTION, caption_score
from exchange.lines import Line, ends_sentence, has_sentence_break
from exchange.stamps import COUNTERS, NO_FACTS, Facts, is_label_without_number, read_counters, read_facts
from vietnamese.folding import exact

_ADDRESS = re.compile(r"^(?:https?://\S+|(?:[a-z0-9-]+\.)+(?:vn|com|net|org|info)(?::\d+)?(?:/\S*)?)$", re.IGNORECASE)
OPENS_NEWS = re.compile(
    r"(?:sáng|chiều|tối|trưa|ngày(?! hội)|từ ngày|trong (?:ngày|hai ngày)|vừa qua|mới đây)(?!\w)", re.IGNORECASE
)
_DIGITS = re.compile(r"\d")
_SHORTEST_MENU = 3
_SHORTEST_LIST = 2
"""Headlines printed twice from which they are a list."""
_RESUMES = 150
"""Characters from which a full sentence below a list of headlines is the article going on, not a headline."""


class Kind(StrEnum):
    """What an entry of the article's part of the page is."""

    TEXT = auto()
    FACTS = auto()
    ADDRESS = auto()
    CUT = auto()
    """Marks where a list or panel below the first paragraphs was taken out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the article's part; `paragraph`: it is running text; `had_tools`: names of buttons hung on it."""

    kind: Kind
    text: str = ""
    gap: int = 0
    facts: Facts = NO_FACTS
    paragraph: bool = False
    had_tools: bool = False


@dataclass(slots=True)
class Zones:
    """The article's entries in order, and what the surroundings hold."""

    entries: list[Entry] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    counters: dict[str, int | None] | None = None
    left_out: list[str] = field(default_factory=list)


def is_paragraph(text: str) -> bool:
    """Whether a line is running text: long, or a sentence that does not look like a caption."""
    score = caption_score(text)
    if len(text) > 220:
        return True
    if score >= CLEAR_CAPTION:
        return False
    if len(text) >= 120:
        return ends_sentence(text) or has_sentence_break(text) or OPENS_NEWS.match(text) is not None
    return len(text) >= 40 and text.rstrip('"”’») ').endswith((".", "…", ":", "/")) and score < CAPTION


def part(lines: list[Line]) -> Zones:
    """Return the zones of a page."""
    parting = _Parting()
    rest = _joined(lines)
    menu = _menu_length(rest)
    parting.zones.left_out += [line.text for line in rest[:menu]]
    for line in rest[menu:]:
        parting.take(line)
    _take_list_without_heading(parting.zones)
    return parting.zones


def _take_list_without_heading(zones: Zones) -> None:
    """Move headlines printed twice each below the article, where no heading announces them, to the related ones."""
    entries = zones.entries
    last = max((place for place, entry in enumerate(entries) if entry.paragraph), default=len(entries))
    doubled = [
        place
        for place in range(last + 1, len(entries) - 1)
        if entries[place].kind is entries[place + 1].kind is Kind.TEXT
        and exact(entries[place].text) == exact(entries[place + 1].text)
    ]
    signed = bool(doubled) and any(is_signature(entry.text) for entry in entries[last + 1 : doubled[0]])
    headlines = [place for place in doubled if signed or caption_score(entries[place].text) <= CLEAR_CAPTION]
    if len(headlines) >= _SHORTEST_LIST:
        listed = [entry.text for entry in entries[doubled[0] :] if entry.kind is Kind.TEXT]
        zones.related = listed + zones.related
        zones.entries[doubled[0] :] = [Entry(Kind.CUT)]


def _opens_footer(text: str) -> bool:
    """Whether a line below a list of headlines is the name of the site, with which the page's footer begins."""
    return is_office(text) and (text.isupper() or text.lower().startswith(("trang ", "cổng ")))


def _joined(lines: list[Line]) -> list[Line]:
    """Put a label ("Hôm nay") and the number on the next line together."""
    joined: list[Line] = []
    for line in lines:
        is_number = line.text.replace(".", "").replace(",", "").isdigit()
        if joined and is_number and is_label_without_number(joined[-1].text):
            label = joined.pop()
            line = Line(f"{label.text.rstrip(': ')}: {line.text}", label.gap)
        joined.append(line)
    return joined


def _menu_length(lines: list[Line]) -> int:
    """Return how many lines at the top are a menu printed one entry to a line, and what stands above it."""
    start = next(
        (place for place, line in enumerate(lines[:12]) if line.text.lower() in {"trang chủ", "trang nhất"}), None
    )
    if start is None:
        return 0
    short = list(takewhile(lambda line: len(line.text.split()) <= 5 and read_facts(line.text) is None, lines[start:]))
    known = [place for place, line in enumerate(short) if is_menu_item(line.text)]
    return start + known[-1] + 1 if len(known) >= _SHORTEST_MENU else 0


class _Parting:
    """Goes down the page line by line and remembers in which list or panel it is."""

    def __init__(self) -> None:
        self.zones = Zones()
        self.section: Block | None = None
        self.listed: list[Line] = []
        self.article_seen = False
        self.article_signed = False

    def take(self, line: Line) -> None:
        text = without_tools(line.text)
        counters = read_counters(text)
        if counters is not None:
            self._count(counters)
            return
        facts = read_facts(text)
        block = None if facts else block_of(text, self.article_seen)
        if facts is not None:
            self._take_facts(line, facts)
        elif block is Block.NOISE:
            self.zones.left_out.append(text)
        elif block is not None:
            self._enter(block)
        elif headline := inline_related(text):
            self.zones.related.append(headline)
        elif _ADDRESS.match(text):
            self._add(Entry(Kind.ADDRESS, text, line.gap))
        else:
            self._take_text(Line(text, line.gap), had_tools=text != line.text)

    def _count(self, counters: dict[str, int]) -> None:
        if self.zones.counters is None:
            self.zones.counters = dict.fromkeys(COUNTERS)
        self.zones.counters.update({key: count for key, count in counters.items() if key in COUNTERS})
        if self.section is not Block.PANEL:
            self._enter(Block.PANEL)

    def _take_facts(self, line: Line, facts: Facts) -> None:
        if self.section in (Block.RELATED, Block.LISTING):
            if self.article_seen:
                return
            self.section = None
        self._add(Entry(Kind.FACTS, line.text, line.gap, facts))

    def _enter(self, block: Block) -> None:
        self.section = block
        self.listed = []
        if self.article_seen:
            self._add(Entry(Kind.CUT))

    def _take_text(self, line: Line, *, had_tools: bool) -> None:
        if self.section in (Block.RELATED, Block.LISTING) and self.article_seen and _opens_footer(line.text):
            self.section = Block.PANEL
        paragraph = is_paragraph(line.text)
        if self.section is not None and not self._leaves_section(line, paragraph):
            self.listed.append(line)
            (self.zones.related if self.section is Block.RELATED else self.zones.left_out).append(line.text)
            return
        self.section = None
        self._add(Entry(Kind.TEXT, line.text, line.gap, paragraph=paragraph, had_tools=had_tools))
        if paragraph:
            self.article_seen, self.article_signed = True, False
        elif self.article_seen and is_signature(line.text):
            self.article_signed = True

    def _leaves_section(self, line: Line, paragraph: bool) -> bool:
        """Whether a line below a list or panel is the article again, or its beginning."""
        if self.article_seen:
            return paragraph and not self.article_signed and len(line.text) >= _RESUMES and ends_sentence(line.text)
        if self.section is Block.PANEL:
            return len(_DIGITS.findall(line.text)) < 6 or paragraph
        if paragraph:
            self._give_back_title()
        return paragraph

    def _give_back_title(self) -> None:
        """Before the first paragraph the last headline of a list is the article's own; captions may follow it."""
        taken = self.zones.related if self.section is Block.RELATED else self.zones.left_out
        back: list[Line] = []
        while self.listed:
            back.insert(0, self.listed.pop())
            taken.remove(back[0].text)
            if caption_score(back[0].text) < CLEAR_CAPTION:
                break
        for line in back:
            self._add(Entry(Kind.TEXT, line.text, line.gap))

    def _add(self, entry: Entry) -> None:
        self.zones.entries.append(entry)
