"""The article's own lines: lead, paragraphs and captions in order, and who signed it."""

import re
from dataclasses import dataclass, field

from exchange.bylines import Byline, Credit, Role, is_office, is_signature, read_byline
from exchange.captions import CAPTION, CLEAR_CAPTION, caption_score, stands_out
from exchange.heads import Head, is_same, labelled_category, read_head
from exchange.lines import ends_sentence, has_sentence_break, is_list_item
from exchange.zones import OPENS_NEWS, Entry, Kind

_PHOTO_CREDIT = re.compile(r"\s*[(\[]\s*(?:Ảnh|Nguồn)\b[^)\]]*[)\]]\.?$", re.IGNORECASE)
_GLUED_NAME = re.compile(
    r"(?:(?<=[^\W\dA-Z_][^\W\dA-Z_][.!?…])|(?<=\d\d[.!?…])|(?<=[/….]\.)|(?<=[!?…/\"”’)]))\s*"
    r"(\([^()]{2,60}\)|(?:(?:Tin|Bài|Ảnh|Tác giả|Thực hiện|Theo|Nguồn)\b[^.!?…:;()]{0,20}:\s*)?"
    r"[A-ZĐ\u00c0-\u1ef9][^.!?…:;()\"“”]{1,50})\.?$"
)
_LABEL = re.compile(r"^\(?[^\W\d_][^:]{0,30}:")
_STORY_AFTER_A_NAME = 2
"""Paragraphs that must follow a bare name for it to be the caption of a portrait instead of the end of the article."""


_SHORTEST_TITLE = 5
"""Words that the line above a lead without a stop must have."""
_SHORTEST_LEAD = 60
"""Characters from which a line that opens like news can be a lead without a stop."""
_LONG = 120
"""Characters from which running text is never the caption of a picture, wherever it stands."""


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph, or the caption of a picture that stood at this place."""

    text: str
    is_caption: bool = False


@dataclass(slots=True)
class Story:
    """An article as its page shows it. `entries` are the lines that may hold its date: no list, no panel."""

    head: Head
    entries: list[Entry]
    lead: str = ""
    blocks: list[PageBlock] = field(default_factory=list)
    byline: str = ""
    credits: list[Credit] = field(default_factory=list)
    source: str = ""
    left_out: list[str] = field(default_factory=list)


def read_story(entries: list[Entry]) -> Story:
    """Return the article in these lines: the head above the first paragraph, the text, and the lines that sign it."""
    start = _lead_place(entries)
    head = read_head(entries[:start])
    if not head.title and start < len(entries) and _could_be_title(entries, start):
        head.title = entries[start].text
        start += 1
    end = _end_place(entries, start)
    story = Story(head, entries)
    texts = [entry for entry in entries[start:end] if entry.kind is Kind.TEXT]
    _read_text(story, texts)
    for line in head.bylines:
        _sign(story, line)
    _read_tail(story, entries[end:])
    if not story.byline:
        _cut_glued_name(story)
    return story


def _lead_place(entries: list[Entry]) -> int:
    """Return the place of the first paragraph; of the second text when no line is long enough for one."""
    first = next(
        (place for place, entry in enumerate(entries) if entry.paragraph and not _is_doubled(entries, place)), None
    )
    if first is not None:
        return first - 1 if _is_lead_without_stop(entries, first - 1) else first
    texts = [place for place, entry in enumerate(entries) if entry.kind is Kind.TEXT]
    sentences = [place for place in texts[1:] if ends_sentence(entries[place].text)]
    return sentences[0] if sentences else len(entries)


def _is_lead_without_stop(entries: list[Entry], place: int) -> bool:
    """Whether the line above the first clear paragraph is the lead: some portals print it without a stop."""
    if place < 1 or entries[place].kind is not Kind.TEXT or entries[place - 1].kind is not Kind.TEXT:
        return False
    text = entries[place].text
    long = len(text) >= _LONG or (len(text) >= _SHORTEST_LEAD and OPENS_NEWS.match(text) is not None)
    above = entries[place - 1].text
    below_title = len(above.split()) >= _SHORTEST_TITLE and not is_office(above)
    return long and below_title and caption_score(text) < CAPTION and not _is_doubled(entries, place)


def _is_doubled(entries: list[Entry], place: int) -> bool:
    """Whether the next or previous entry says the same: a picture's alternative text and its caption."""
    near = [*entries[max(place - 1, 0) : place], *entries[place + 1 : place + 2]]
    return any(entry.kind is Kind.TEXT and _same_caption(entry.text, entries[place].text) for entry in near)


def _could_be_title(entries: list[Entry], place: int) -> bool:
    text = entries[place].text
    more = any(entry.paragraph for entry in entries[place + 1 :])
    return more and len(text) <= 200 and not has_sentence_break(text)


def _end_place(entries: list[Entry], start: int) -> int:
    """Return the place behind the last line of running text: what follows can only sign the article."""
    paragraphs = [place for place, entry in enumerate(entries) if entry.paragraph and place >= start]
    last = paragraphs[-1] if paragraphs else start
    for place in range(start + 1, last):
        if entries[place].kind is Kind.TEXT and not entries[place].paragraph and _signs_off(entries, place):
            return place
    place = last + 1
    end = min(place, len(entries))
    while place < len(entries) and entries[place].kind is Kind.TEXT and not is_signature(entries[place].text):
        place += 1
        if _is_closing_text(entries[place - 1].text):
            end = place
    return end


def _signs_off(entries: list[Entry], place: int) -> bool:
    byline = read_byline(entries[place].text)
    if byline is None or not any(Role.TEXT in credit.roles for credit in byline.credits):
        return False
    following = sum(entry.paragraph for entry in entries[place + 1 :])
    return _LABEL.match(entries[place].text) is not None or following < _STORY_AFTER_A_NAME


def _is_closing_text(text: str) -> bool:
    """Whether a short line below the last long one still belongs to the text: a sentence, a point of a list."""
    return caption_score(text) < CAPTION and (ends_sentence(text) or text.endswith((":", ";")) or is_list_item(text))


def _read_text(story: Story, texts: list[Entry]) -> None:
    captions_above = [PageBlock(text, is_caption=True) for text in story.head.captions]
    blocks: list[PageBlock] = []
    for place, entry in enumerate(texts):
        text = entry.text
        doubled = len(text) <= 220 and _is_doubled(texts, place)
        if is_same(text, story.head.title):
            continue
        credit = read_byline(text) if place and not entry.paragraph and len(text) < 80 and _LABEL.match(text) else None
        if credit is not None and all(one.roles == (Role.PHOTO,) for one in credit.credits) and credit.credits:
            _add_credits(story, credit)
        else:
            before, after = texts[place - 1].text, texts[place + 1].text if place + 1 < len(texts) else ""
            score = caption_score(text) + stands_out(text, before, after)
            is_caption = place > 0 and (doubled or (score >= CAPTION and (not entry.paragraph or len(text) < _LONG)))
            blocks.append(PageBlock(text, is_caption))
    story.lead = blocks.pop(0).text if blocks else ""
    story.blocks = _once(captions_above) + _once(blocks)


def _once(blocks: list[PageBlock]) -> list[PageBlock]:
    """Count a caption that directly follows itself (alternative text, then caption) once, with its photo credit."""
    kept: list[PageBlock] = []
    for block in blocks:
        last = kept[-1] if kept else None
        if last and last.is_caption and block.is_caption and _same_caption(last.text, block.text):
            kept[-1] = max(last, block, key=lambda one: len(one.text))
        else:
            kept.append(PageBlock(_halved(block.text), is_caption=True) if block.is_caption else block)
    return kept


def _same_caption(one: str, other: str) -> bool:
    return is_same(_PHOTO_CREDIT.sub("", one), _PHOTO_CREDIT.sub("", other))


def _halved(caption: str) -> str:
    """Return a caption that is glued to its own copy once."""
    for place in (len(caption) // 2, len(caption) // 2 + 1):
        if place > 8 and is_same(caption[:place].strip(), caption[place:].strip()):
            return caption[place:].strip()
    return caption


def _read_tail(story: Story, entries: list[Entry]) -> None:
    """Read the lines below the text up to the first list or panel: captions, then names, then the office."""
    end = next((place for place, entry in enumerate(entries) if entry.kind is Kind.CUT), len(entries))
    texts = [entry for entry in entries[:end] if entry.kind is Kind.TEXT]
    signed_at = next((place for place, entry in enumerate(texts) if is_signature(entry.text)), -1)
    for place, entry in enumerate(texts):
        text = entry.text
        unsigned = signed_at < 0 or place < signed_at
        bar = CAPTION if place < signed_at else CLEAR_CAPTION
        if category := labelled_category(text):
            story.head.category = story.head.category or category
        elif is_signature(text):
            _sign(story, text)
        elif entry.had_tools or (
            place == signed_at + 1 and story.byline and not story.source and _could_be_office(text)
        ):
            story.source = story.source or text
        elif unsigned and (caption_score(text) >= bar or _is_doubled(texts, place)):
            story.blocks = _once([*story.blocks, PageBlock(text, is_caption=True)])
        else:
            story.left_out.append(text)
    story.left_out += [entry.text for entry in entries[end:] if entry.kind is Kind.TEXT]


def _could_be_office(text: str) -> bool:
    """Whether a line below the names can be the office they work for, though its kind is not known."""
    return len(text.split()) <= 12 and text[0].isupper() and not ends_sentence(text) and ":" not in text


def _sign(story: Story, text: str) -> None:
    """Take names and source from a line; the first of each kind counts, later lines may add the photographer."""
    byline = read_byline(text)
    if is_office(text) and (byline is None or not byline.source):
        byline = Byline("", (), text)
    if byline is None:
        return
    story.source = story.source or byline.source.strip(" .")
    if byline.text and (not story.byline or _LABEL.match(text)):
        if not is_same(byline.text, story.byline):
            story.byline = f"{story.byline}, {byline.text}" if story.byline else byline.text
        _add_credits(story, byline)


def _add_credits(story: Story, byline: Byline) -> None:
    for credit in byline.credits:
        known = next((one for one in story.credits if one.name == credit.name), None)
        if known is None:
            story.credits.append(credit)
        else:
            roles = tuple(dict.fromkeys((*known.roles, *credit.roles)))
            story.credits[story.credits.index(known)] = Credit(credit.name, roles)


def _cut_glued_name(story: Story) -> None:
    """Take a name that stands at the very end of the last paragraph, behind its last stop."""
    place = next((at for at in reversed(range(len(story.blocks))) if not story.blocks[at].is_caption), None)
    text = story.lead if place is None else story.blocks[place].text
    found = _GLUED_NAME.search(text)
    byline = read_byline(found[1]) if found else None
    if (
        found is None
        or byline is None
        or len(found[1].split()) < 2
        or (byline.text and story.source and not byline.credits)
    ):
        return
    _sign(story, found[1])
    text = text[: found.start()].rstrip()
    if place is None:
        story.lead = text
    else:
        story.blocks[place] = PageBlock(text)
