"""One-time codes by the clock (RFC 6238): six digits, thirty seconds each, as every authenticator app makes them."""

import base64
import datetime
import hashlib
import hmac
from urllib.parse import quote

PERIOD = 30  # seconds
DIGITS = 6
#: Codes of this many periods before and after the present one are taken: clocks differ and people type slowly.
TOLERANCE = 1


def step_at(moment: datetime.datetime) -> int:
    """Return the number of the period in which a moment lies."""
    return int(moment.timestamp()) // PERIOD


def code_at(secret: bytes, step: int) -> str:
    """Return the code of a period (RFC 4226, 5.3)."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(secret: bytes, code: str, now: datetime.datetime) -> int | None:
    """Return the period, near `now`, whose code this is; None when it is none of theirs."""
    present = step_at(now)
    for step in range(present - TOLERANCE, present + TOLERANCE + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()):
            return step
    return None


def key_of(secret: bytes) -> str:
    """Return a secret as apps let people type it: capitals and digits, without padding."""
    return base64.b32encode(secret).decode().rstrip("=")


def address_of(secret: bytes, account: str, issuer: str) -> str:
    """Return the address that a QR code holds (the Key Uri Format of authenticator apps)."""
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?secret={key_of(secret)}&issuer={quote(issuer)}"
