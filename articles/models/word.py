"""Words that a site's people know to be right, whatever the rules of the syllable say."""

import unicodedata
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.tenancy import SiteQuerySet
from vietnamese.repair import repair
from vietnamese.syllables import WORD


class AcceptedWordQuerySet(SiteQuerySet["AcceptedWord"]):
    """Accepted words of a site."""

    def keys_of(self, site: Any) -> frozenset[str]:
        """Return the words of `site` in small letters, as `vietnamese.syllables.unlikely` takes them."""
        return frozenset(self.for_site(site).values_list("key", flat=True))

    def accept(self, site: Any, word: str, user: Any) -> "AcceptedWord":
        """Make `word` one of the site's; nothing happens when it is one already. Raises ValidationError."""
        clean = clean_word(word)
        return self.get_or_create(site=site, key=key_of(clean), defaults={"word": clean, "added_by": user})[0]


class AcceptedWord(models.Model):
    """A name, a word of a minority's language, a loan: accepted on one site."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="accepted_words", verbose_name=_("site"))
    word = models.CharField(_("word"), max_length=60, help_text=_("One word, as it is written."))
    key = models.CharField(max_length=60, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    created_at = models.DateTimeField(_("accepted on"), auto_now_add=True)

    objects = AcceptedWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("accepted word")
        verbose_name_plural = _("accepted words")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["site", "key"], name="accepted_word_once_per_site")]

    def __str__(self) -> str:
        return self.word

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.word = clean_word(self.word)
        self.key = key_of(self.word)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.word = clean_word(self.word)
        self.key = key_of(self.word)
        others = AcceptedWord.objects.for_site(self.site_id).exclude(pk=self.pk)
        if others.filter(key=self.key).exists():
            raise ValidationError({"word": _("This word is accepted already.")})


def clean_word(text: str) -> str:
    """Return one word in the form in which it is stored; raises ValidationError for anything but one word."""
    word = repair(text).strip()
    if not WORD.fullmatch(word) or len(word) > 60:
        raise ValidationError({"word": _("Type one word without blanks and signs.")})
    return word


def key_of(word: str) -> str:
    """Return what the same word in capitals has, too."""
    return unicodedata.normalize("NFC", word).lower()[:60]
