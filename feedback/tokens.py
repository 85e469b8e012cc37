"""Forms of public pages without a cookie: a signed token in the form, and the browser's word that we sent it.

A token is bound to the site and the form, says when the form was asked for, and serves once. What a forged request
could do with a reader's browser is nothing (there is no session); the check keeps other sites from sending in their
visitors' names.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from provinces.models import Site
from vietnamese.dates import ZONE

FASTEST = 3  # seconds; nobody reads and writes a form in less
OLDEST = 6 * 3600
SALT = "feedback.form"


@dataclass(frozen=True)
class Token:
    """A token that was sent back: `nonce` is its own for ever, `age` in seconds."""

    nonce: str
    age: float

    @property
    def is_hasty(self) -> bool:
        """True when the form came back faster than a person writes."""
        return self.age < FASTEST


def issue(site: Site, form: str, *, waited: float = 0) -> str:
    """Return a token for a form of `site`; `waited` seconds count as spent on the form already."""
    nonce = secrets.token_urlsafe(32)
    return signing.dumps([site.pk, form, nonce, timezone.now().timestamp() - waited], salt=SALT)


def again(site: Site, form: str, sent: str | None) -> str:
    """Return the token of a form that is shown: the one that was `sent`, as long as it is good."""
    if sent is None:
        return issue(site, form)
    return sent if read(site, form, sent) else issue(site, form, waited=FASTEST)


def read(site: Site, form: str, token: str) -> Token | None:
    """Return the token of this form and site; None for a forged, foreign or too old one."""
    try:
        found = signing.loads(token[:1000], salt=SALT)
        site_id, name, nonce, at = found
    except (signing.BadSignature, ValueError, TypeError):
        return None
    age = timezone.now().timestamp() - at
    return Token(nonce, age) if (site_id, name) == (site.pk, form) and 0 <= age <= OLDEST else None


def of_today(site: Site, subject: int, days_ago: int = 0) -> str:
    """Return the token of a form in a page that is kept: the same all day, so that the page stays the same.

    It is no secret of anybody's; it tells that the form came from a page of this site, of today or yesterday.
    """
    day = timezone.now().astimezone(ZONE).date().toordinal() - days_ago
    text = f"{site.pk}\n{subject}\n{day}".encode()
    return hmac.new(f"feedback.daily{settings.SECRET_KEY}".encode(), text, hashlib.sha256).hexdigest()[:32]


def is_of_today(site: Site, subject: int, token: str) -> bool:
    """Return True for a token of today or yesterday."""
    return any(hmac.compare_digest(of_today(site, subject, ago), token[:32]) for ago in (0, 1))


def comes_from_us(request: HttpRequest) -> bool:
    """Return True when the browser says that the form stood on a page of this very host.

    Every browser since 2020 sends Sec-Fetch-Site or Origin with a form; without any of them, and without a Referer,
    it was no page that sent it.
    """
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched == "same-origin"
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    return bool(said) and urlsplit(said).netloc.lower() == request.get_host().lower()
