"""A saved page of a portal, read into the parts of an article. Pure text: nothing here knows the database."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from exchange.bylines import Credit
from exchange.heads import published_at
from exchange.lines import split_lines
from exchange.messages import gettext_noop as _
from exchange.related import related_titles
from exchange.stories import PageBlock, Story, read_story
from exchange.zones import Kind, part


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """What a page says. Texts are repaired; a missing text is "", a missing date or number None.

    `blocks` are the paragraphs below the lead and the captions in their order: a caption is the place of a picture.
    `byline` is the names as printed, `credits` the same with roles. `counters` has the keys online, today, week, all.
    `warnings` are English sentences for gettext; `left_out` the lines taken for surroundings, for the preview.
    """

    title: str
    kicker: str
    lead: str
    blocks: list[PageBlock]
    published_at: datetime | None
    category: str
    byline: str
    credits: list[Credit]
    source: str
    related: list[str]
    views: int | None
    counters: dict[str, int | None] | None
    address: str
    warnings: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def body(self) -> list[str]:
        """The paragraphs below the lead."""
        return [block.text for block in self.blocks if not block.is_caption]

    @property
    def captions(self) -> list[str]:
        """The captions in their order."""
        return [block.text for block in self.blocks if block.is_caption]

    def report(self, file: str | Path) -> dict[str, Any]:
        """Return the facts about one file as plain values for JSON,
        with the keys that `import_page --report` promises.
        """
        return {
            "file": str(file),
            "title": self.title,
            "lead": self.lead,
            "body": self.body,
            "published_at": self.published_at.isoformat() if self.published_at else None,
            "category": self.category,
            "byline": self.byline,
            "source": self.source,
            "captions": self.captions,
            "related": self.related,
            "views": self.views,
            "counters": self.counters,
        }


def parse(text: str) -> ParsedPage:
    """Return the article on a page saved as plain text; what is not found is empty and named in `warnings`."""
    zones = part(split_lines(text))
    story = read_story(zones.entries)
    published, timed = published_at(story.entries)
    views = [entry.facts.views for entry in zones.entries if entry.facts.views is not None]
    addresses = [entry.text for entry in zones.entries if entry.kind is Kind.ADDRESS]
    return ParsedPage(
        title=story.head.title,
        kicker=story.head.kicker,
        lead=story.lead,
        blocks=story.blocks,
        published_at=published,
        category=story.head.category,
        byline=story.byline,
        credits=story.credits,
        source=story.source,
        related=related_titles(zones.related),
        views=views[0] if views else None,
        counters=zones.counters,
        address=_absolute(addresses[0]) if addresses else "",
        warnings=_warnings(story, published, timed),
        left_out=zones.left_out + story.head.left_out + story.left_out,
    )


def _warnings(story: Story, published: datetime | None, timed: bool) -> list[str]:
    checks = (
        (not story.head.title, _("No title was found.")),
        (not story.lead, _("No text was found.")),
        (published is None, _("No date of publication was found.")),
        (published is not None and not timed, _("The page gives a date without a time of day.")),
    )
    return [message for missing, message in checks if missing]


def _absolute(address: str) -> str:
    return address if "://" in address else f"https://{address}"
