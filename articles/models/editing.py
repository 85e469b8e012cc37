"""Who has which article open, and what was typed and not yet saved. A sitting is one form opened once."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet


class PresenceQuerySet(SiteQuerySet["Presence"]):
    """Presences on a site's articles."""

    site_path = "article__site"

    def beside(self, sitting: str, since: Any) -> Self:
        """Return the other sittings that were heard of after `since`, the earliest first."""
        return self.filter(seen_at__gt=since).exclude(sitting=sitting).order_by("began_at", "id")


class Presence(models.Model):
    """That somebody has an article open; true as long as the browser keeps saying so, so that it cannot stick."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sitting = models.CharField(max_length=40)
    began_at = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["article", "user", "sitting"], name="presence_once_per_sitting")]


class AutosaveQuerySet(SiteQuerySet["Autosave"]):
    """What was saved by itself on a site."""

    def of(self, user: Any) -> Self:
        """Return those of one person, the latest first: nobody else is offered them."""
        return self.filter(user=user).order_by("-saved_at", "-id")


class Autosave(models.Model):
    """A form as it was typed, saved by itself: one for each person and sitting, gone when the person saves.

    `fields` is what the browser would have sent; it is checked when somebody takes it back into the form. Without
    `article`: of a new one.
    """

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="+")
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, related_name="autosaves")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sitting = models.CharField(max_length=40)
    fields = models.TextField()
    saved_at = models.DateTimeField(_("saved"), auto_now=True)

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("text saved by itself")
        verbose_name_plural = _("texts saved by themselves")
        constraints = [models.UniqueConstraint(fields=["user", "sitting"], name="autosave_once_per_sitting")]
