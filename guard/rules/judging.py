"""The verdict over what belongs together: the texts of one language of a row."""

from collections.abc import Iterable

from . import Hit, markup, shortened, words
from .hosts import Lists


def of_text(parts: Iterable[str], known: Lists) -> list[Hit]:
    """Return what is wrong with texts (HTML or plain) that readers see together, such as title, lead and body."""
    hits: list[Hit] = []
    texts: list[str] = []
    leads_outside = False
    for part in parts:
        if not part:
            continue
        found, text, outside = markup.look(part, known)
        hits += found
        texts.append(text)
        leads_outside |= outside
    if not any(hit.kind == "gambling" for hit in hits):
        score, named = words.points("\n".join(texts), leads_outside=leads_outside)
        if score >= words.ENOUGH:
            hits.append(Hit("gambling", shortened(named)))
    return list(dict.fromkeys(hits))
