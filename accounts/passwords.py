"""Words that are given to people once: first passwords and recovery codes."""

import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike in print
GROUP = 4
GROUPS = 4


def spoken_word() -> str:
    """Return a word to be read out or printed: four groups of four letters and digits, 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(GROUP)) for _group in range(GROUPS))


def tidy(typed: str) -> str:
    """Return what was typed as such a word: small letters, in groups of four with hyphens between."""
    letters = "".join(letter for letter in typed[:60].lower() if letter in LETTERS)
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))
