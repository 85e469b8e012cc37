"""Chips: a state as a colour and a word."""

from typing import Any, Literal

from django.utils.html import format_html

Tone = Literal["good", "soon", "warn", "bad", "past", "plain"]


def chip(text: Any, tone: Tone = "plain") -> str:
    """Return a state as HTML. Tones: good (live), soon (planned), warn (waiting), bad (refused), past (over), plain."""
    return format_html('<span class="chip chip-{}">{}</span>', tone, text)
