"""Passwords made of a person's own name or of words that Vietnamese people like, which guessers therefore try first."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vietnamese.folding import fold

LIST = Path(__file__).with_name("favourites.txt")
FEWEST_LETTERS = 5  # that have to be left where names and favourites are taken away


@cache
def favourites() -> re.Pattern[str]:
    """Return a pattern for the words of the list, the longest first; they are written without accents and blanks."""
    words = [word for line in LIST.read_text().splitlines() if not line.startswith("#") for word in line.split()]
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", fold(text))


class FavouritesValidator:
    """Refuses passwords with little beside favourites, digits and signs: `Matkhau@2026`, `vietnamvodich1!`."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for such a password."""
        rest = letters = _letters(password)
        for own in filter(None, (_letters(getattr(user, name, "")) for name in ("full_name", "username", "email"))):
            rest = rest.replace(own, "")
        rest = favourites().sub("", rest)
        if rest != letters and len(rest) < FEWEST_LETTERS:
            raise ValidationError(
                _("Guessers try this password early: it is made of favourite words, names of places, rows and years."),
                code="password_favourite",
            )

    def get_help_text(self) -> str:
        """Return the rule in a sentence."""
        return _(
            "Take a few words that have nothing to do with each other. Favourite words, places and years do not count."
        )
