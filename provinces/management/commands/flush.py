"""`manage.py flush`: Django's command, which empties the database, let past the audit log's own guard."""

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from provinces import audit


class Command(flush.Command):
    """Empties the database, the audit log too."""

    def handle(self, **options: Any) -> None:
        with audit.emptying(connections[options["database"]]):
            super().handle(**options)
