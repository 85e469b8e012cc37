"""Look-up codes: 12 letters that a sender keeps; the database knows only what they hash to.

A code is made of the form's nonce and the installation's key, so that the page after sending can be shown again; from
a stolen database alone none can be made.
"""

import hashlib
import hmac

from django.conf import settings

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another when read aloud or written down
LENGTH = 12
GROUP = 4
_ALIKE = str.maketrans({"0": "Q", "O": "Q", "1": "J", "I": "J", "L": "J", "U": "V"})


def code_of(nonce: str) -> str:
    """Return the code of a message: `K7QF9M2XTD4H`."""
    number = int.from_bytes(_keyed("code", nonce), "big")
    letters = []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def grouped(code: str) -> str:
    """Return a code as people read it: `K7QF-9M2X-TD4H`."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def tidy(typed: str) -> str:
    """Return what was typed as a code: capitals, without blanks and hyphens, letters that look alike made one."""
    return "".join(letter for letter in typed[:60].upper().translate(_ALIKE) if letter in ALPHABET)[: LENGTH + 1]


def hash_of(code: str) -> str:
    """Return what is stored of a code."""
    return _keyed("hash", code).hex()


def _keyed(what: str, text: str) -> bytes:
    return hmac.new(f"feedback.{what}{settings.SECRET_KEY}".encode(), text.encode(), hashlib.sha256).digest()
