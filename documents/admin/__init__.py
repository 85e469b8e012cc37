"""The library of documents in the admin of a site."""

from . import documents, kinds

__all__ = ["documents", "kinds"]
