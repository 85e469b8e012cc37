"""Marks sentences for translation without importing Django: this half of the room is pure text."""


def gettext_noop(message: str) -> str:
    """Return `message` unchanged; the name makes `makemessages` collect it. Whoever shows it translates it."""
    return message
