"""The admin of what a site publishes: articles, their order and their makers, about pages, old addresses."""

from . import articles, categories, contributors, home, pages, royalties, starting, tags, videos, words

__all__ = [
    "articles",
    "categories",
    "contributors",
    "home",
    "pages",
    "royalties",
    "starting",
    "tags",
    "videos",
    "words",
]
