"""Which engine the database has. Both give the same answers; what differs is how the words are indexed."""

from django.db import connections

from search.models import SearchEntry

from .base import Engine, Field
from .postgresql import PostgreSQLEngine
from .sqlite import SQLiteEngine

__all__ = ["Engine", "Field", "engine"]

_ENGINES: dict[str, type[Engine]] = {"sqlite": SQLiteEngine, "postgresql": PostgreSQLEngine}


def engine(using: str | None = None) -> Engine:
    """Return the engine of a database; without a name, of the one that holds the entries."""
    connection = connections[using or SearchEntry.objects.db]
    return _ENGINES[connection.vendor](connection)
