"""What stands below an article: others of its category, some as cards with pictures, the rest as headlines."""

from dataclasses import dataclass

from .models import Article
from .querysets import ArticleQuerySet

CARDS = 4
NEWER = 5
OLDER = 8


@dataclass(frozen=True)
class Neighbours:
    """Articles of the same category, none of them twice; `newer` and `older` are newest first."""

    cards: list[Article]
    newer: list[Article]
    older: list[Article]


def neighbours_of(article: Article, listed: ArticleQuerySet, earlier: ArticleQuerySet) -> Neighbours:
    """Return the nearest articles of the same category; two queries.

    `listed` is what readers see, `earlier` the part of it that was published by the article's own moment.
    Those with pictures become cards, older ones first, because who reads on has mostly seen what is newer.
    """
    newer = list(listed.in_branch([article.category_id]).newer_than(article)[: NEWER + CARDS])
    older = list(earlier.in_branch([article.category_id]).older_than(article)[: OLDER + CARDS])
    cards = [row for row in [*older, *newer] if row.picture_id][:CARDS]
    rest_newer = [row for row in newer if row not in cards][:NEWER]
    return Neighbours(cards, rest_newer[::-1], [row for row in older if row not in cards][:OLDER])
