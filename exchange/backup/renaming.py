"""Where the folders of an archive's files are taken here, they get another ending, and so does all that names them."""

import secrets
from typing import Any

from django.db import models

from provinces.media import HIDDEN

from .tables import Row, Table


class Renaming:
    """Renames folders when `is_needed`; else everything keeps its name."""

    def __init__(self, is_needed: bool) -> None:
        self.ending = secrets.token_urlsafe(6) if is_needed else ""

    def name(self, name: str) -> str:
        """Return the new name of a file; '' stays ''."""
        if name.startswith(f"{HIDDEN}/"):  # in the recycle bin
            return f"{HIDDEN}/{self.name(name.removeprefix(f'{HIDDEN}/'))}"
        folder, slash, rest = name.partition("/")
        return f"{folder}{self.ending}{slash}{rest}" if slash else name

    def row(self, table: Table, row: Row) -> Row:
        """Return a row with the new names in its columns for files and copies."""
        if self.ending:
            for place in table.files:
                row[place] = self.name(row[place]) if row[place] else row[place]
            for place, field in enumerate(table.fields):
                if isinstance(field, models.JSONField) and field.name == "renditions":
                    row[place] = self._inside(row[place])
        return row

    def _inside(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._inside(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._inside(one) for one in value]
        return self.name(value) if isinstance(value, str) else value
