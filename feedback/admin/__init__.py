"""Feedback in the admin of a site: messages, reports of errors, ratings, rules."""

from . import cases, ratings, reports, rules

__all__ = ["cases", "ratings", "reports", "rules"]
