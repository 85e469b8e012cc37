"""What an injection looks like: rules over texts, links and files. Pure functions; nothing here asks the database."""

from dataclasses import dataclass

EXCERPT = 200  # characters


@dataclass(frozen=True)
class Hit:
    """One thing that a rule has found: its kind (`guard.models.Kind`), and what stands there."""

    kind: str
    excerpt: str


def shortened(text: str) -> str:
    """Return a text in one line that fits the table; signs that nobody sees are named."""
    seen = "".join(f"\\u{ord(sign):04x}" if sign in INVISIBLE else sign for sign in text)
    plain = " ".join(seen.replace("\x00", "").split())
    return plain if len(plain) <= EXCERPT else plain[: EXCERPT - 1] + "…"


INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\ufeff\u00ad\u180e")
