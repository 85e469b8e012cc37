"""Addresses made of titles."""

import re

from vietnamese.folding import fold

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slugify(text: str, max_length: int = 80) -> str:
    """Return `text` as lower-case a-z, 0-9 and hyphens, at most `max_length` characters, cut at a word.

    'Đường sắt – Đà Nẵng' gives 'duong-sat-da-nang'. Empty when there is no Latin letter or digit (Khmer): use the id
    then.
    """
    slug = _NOT_SLUG.sub("-", fold(text)).strip("-")
    if len(slug) <= max_length:
        return slug
    whole_words = slug[: max_length + 1].rpartition("-")[0]
    return whole_words or slug[:max_length]
