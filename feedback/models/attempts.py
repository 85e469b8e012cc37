"""Who sends too much, and who has rated already: known for a day at most, and never by an address."""

import datetime
import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailySecretManager(models.Manager["DailySecret"]):
    """The keys of days."""

    def key_of(self, day: datetime.date) -> str:
        """Return the key of a day, made when it is first asked for."""
        return self.get_or_create(day=day, defaults={"key": secrets.token_hex(32)})[0].key


class DailySecret(models.Model):
    """The key with which addresses are hashed on one day. Once it is destroyed nobody can tell whose a hash was."""

    day = models.DateField(unique=True)
    key = models.CharField(max_length=64)

    objects = DailySecretManager()

    class Meta:
        verbose_name = _("key of a day")
        verbose_name_plural = _("keys of days")


class Attempt(models.Model):
    """That somebody, known by a hash of the day only, sent a form; counted for an hour, then forgotten."""

    form = models.CharField(max_length=12)
    visitor = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [
            models.Index(fields=["form", "visitor", "at"], name="attempt_visitor_time"),
            models.Index(fields=["at"], name="attempt_time"),
        ]
