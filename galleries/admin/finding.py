"""Finding pictures by words, whatever accents were typed."""

from typing import Any

from provinces.models import Site
from vietnamese.folding import fold

from ..models import Picture

SEARCHED = 3_000
TEXTS = ("alt_vi", "alt_en", "alt_km", "caption_vi", "caption_en", "caption_km", "credit", "original_name", "file")


def matching(pictures: Any, term: str) -> Any:
    """Return those of the newest `SEARCHED` of `pictures` whose texts or file names contain every word of `term`."""
    words = fold(term).split()
    if not words:
        return pictures
    newest = pictures.order_by("-id").values_list("pk", *TEXTS)[:SEARCHED]
    found = [pk for pk, *texts in newest if _holds(" ".join(str(text or "") for text in texts), words)]
    return pictures.filter(pk__in=found)


def _holds(text: str, words: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def usable(site: Site | None) -> Any:
    """Return the pictures that `site` may use, newest first; none without a site."""
    rows = Picture.objects.all()
    return (rows.usable_on(site) if site is not None else rows.none()).order_by("-id")
