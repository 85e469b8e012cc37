"""The versions of what pages show."""

from typing import Any

from django.db import models


class Version(models.Model):
    """The present version of one thing that pages show (a scope): another `token` means that it has changed.

    `serial` orders changes so that a reader can ask for what came after its last look: on PostgreSQL it is the number
    of the writing transaction, on SQLite a counter.
    """

    scope = models.CharField(max_length=80, primary_key=True)
    token = models.BigIntegerField()
    serial = models.BigIntegerField(db_index=True)
    changed_at = models.DateTimeField()

    objects: "models.Manager[Any]" = models.Manager()

    def __str__(self) -> str:
        return self.scope
