"""Documents of a site with their files, the links between them, and what they are sorted by."""

from .document import Document, DocumentFile, DocumentLink, Relation, Validity
from .kinds import DocumentType, Issuer, Origin, Subject

__all__ = [
    "Document",
    "DocumentFile",
    "DocumentLink",
    "DocumentType",
    "Issuer",
    "Origin",
    "Relation",
    "Subject",
    "Validity",
]
