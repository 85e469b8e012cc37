"""A document taken apart: title, lead, body with the places of its pictures, captions, who made it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from articles import legacy
from exchange.bylines import Credit, read_byline
from exchange.captions import CAPTION, caption_score
from vietnamese.folding import fold
from vietnamese.legacy import Encoding
from vietnamese.repair import repair

from .blocks import BOLD, ITALIC, MARKS, Block, Grid, Line
from .markup import blocks_html, inline
from .opening import Package
from .reading import read_blocks

LONGEST_TITLE = 300
LONGEST_LEAD = 700
LONGEST_CAPTION = 400
LAST_LINES = 4
_SENTENCE = re.compile(r"[.!?…]['\"”’)]*\s+\S")


@dataclass(frozen=True)
class Place:
    """Where a picture stands: its part of the package, its words, its caption as HTML."""

    part: str
    alt: str
    caption: str


@dataclass
class Story:
    """What a document says. `pieces` are HTML and places of pictures in their order; `encodings` were converted."""

    title: str = ""
    lead: str = ""
    pieces: list[str | Place] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    source: str = ""
    encodings: list[Encoding] = field(default_factory=list)
    key: str = ""

    @property
    def places(self) -> list[Place]:
        """The places of pictures in their order."""
        return [piece for piece in self.pieces if isinstance(piece, Place)]

    @property
    def is_empty(self) -> bool:
        """True for a document in which nothing can be read."""
        return not self.title and not self.lead and not self.pieces


def read_story(package: Package) -> Story:
    """Return what a document says; raises UnreadableDocument."""
    story = Story()
    blocks = [_modern(block, story.encodings) for block in read_blocks(package)]
    story.encodings = list(dict.fromkeys(story.encodings))
    said = " ".join(line.text for block in blocks for line in (block.lines if isinstance(block, Grid) else [block]))
    story.key = hashlib.sha256(f"word\n{fold(said)}".encode()).hexdigest()
    rest = _take_title(story, blocks)
    rest = _take_credits(story, rest)
    rest = _take_lead(story, rest)
    story.pieces = list(_pieces(rest))
    return story


def _modern(block: Block, met: list[Encoding]) -> Block:
    """Return a block in Unicode, judged by the fonts of its runs first, then repaired."""
    for line in block.lines if isinstance(block, Grid) else [block]:
        (texts,), encodings = legacy.modern([[(run.text, run.font) for run in line.runs]])
        met.extend(encodings)
        line.runs = [replace(run, text=repair(text)) for run, text in zip(line.runs, texts, strict=True)]
    return block


def _take_title(story: Story, blocks: list[Block]) -> list[Block]:
    """Take the title: the line of that style, else the first heading of the first level, else the first line."""
    lines = [block for block in blocks if isinstance(block, Line) and block.text and block.item is None]
    styled = next((line for line in lines if line.style in {"title", "tiêu đề"}), None)
    headed = next((line for line in lines[:3] if line.heading == 1), None)
    first = next((line for line in lines[:1] if len(line.text) <= LONGEST_TITLE), None)
    title = styled or headed or first
    if title is None or len(title.text) > LONGEST_TITLE:
        return blocks
    story.title = title.text
    bare = replace(title, runs=[])  # its pictures stay
    return [bare if block is title else block for block in blocks]


def _take_credits(story: Story, blocks: list[Block]) -> list[Block]:
    """Take who made it from the last lines."""
    rest = list(blocks)
    found: list[Credit] = []
    for _number in range(LAST_LINES):
        while rest and isinstance(rest[-1], Line) and not rest[-1].text and not rest[-1].pictures:
            rest.pop()
        last = rest[-1] if rest else None
        byline = read_byline(last.text) if isinstance(last, Line) and not last.pictures and last.item is None else None
        if byline is None or len(rest) < 2:
            break
        found = [*byline.credits, *found]
        story.source = byline.source or story.source
        rest.pop()
    story.credits = found
    return rest


def _take_lead(story: Story, blocks: list[Block]) -> list[Block]:
    """Take the lead: the first paragraph, when it is set off from the others or short, and others follow."""
    texts = [block for block in blocks if isinstance(block, Grid) or block.text]
    first = texts[0] if texts else None
    if not isinstance(first, Line) or first.heading or first.item or len(first.text) > LONGEST_LEAD or len(texts) < 2:
        return blocks
    is_set_off = first.style in {"subtitle", "phụ đề"} or first.is_all(BOLD) or first.is_all(ITALIC)
    if not is_set_off and (caption_score(first.text) >= CAPTION or not _SENTENCE.search(f"{first.text} .")):
        return blocks
    story.lead = first.text
    bare = replace(first, runs=[])
    return [bare if block is first else block for block in blocks]


def _pieces(blocks: list[Block]) -> Iterator[str | Place]:
    """Yield the body: HTML of what stands together, and the places of pictures with the captions below them."""
    levels = [block.heading for block in blocks if isinstance(block, Line) and block.heading]
    lowered = 1 - min(levels, default=1)
    together: list[Block] = []
    number = 0
    while number < len(blocks):
        block = blocks[number]
        number += 1
        together.append(replace(block, pictures=[]) if isinstance(block, Line) else block)
        if isinstance(block, Grid) or not block.pictures:
            continue
        if html := blocks_html(together, lowered):
            yield html
        together = []
        pictures = list(block.pictures)
        while number < len(blocks) and _holds_pictures_only(blocks[number]):
            pictures += blocks[number].pictures  # type: ignore[union-attr]  # only lines hold pictures
            number += 1
        caption = _caption(blocks[number : number + 2])
        number += caption[1]
        yield from (Place(part, alt, "") for part, alt in pictures[:-1])
        yield Place(*pictures[-1], caption[0])
    if html := blocks_html(together, lowered):
        yield html


def _holds_pictures_only(block: Block) -> bool:
    return isinstance(block, Line) and bool(block.pictures) and not block.text


def _caption(following: list[Block]) -> tuple[str, int]:
    """Return the caption below a picture and how many blocks it takes; empty lines between do not matter."""
    for number, block in enumerate(following, start=1):
        if isinstance(block, Grid) or block.pictures or block.item is not None or block.heading:
            break
        if not block.text:
            continue
        looks = block.style in {"caption", "chú thích"} or block.is_all(ITALIC) or block.align == "center"
        if len(block.text) <= LONGEST_CAPTION and (looks or caption_score(block.text) >= CAPTION):
            return inline(block, leave_out=frozenset(mark for mark in MARKS if block.is_all(mark))), number
        break
    return "", 0
