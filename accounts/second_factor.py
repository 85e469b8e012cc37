"""The second factor: a code that an app on the person's phone makes, or one of ten recovery codes.

Of the app's secret the database keeps a seed only; the secret is made of it and of the installation's key, so that a
stolen database makes no codes. Of recovery codes it keeps what they hash to: at 79 bits none can be guessed from that.
Who needs a second factor is registered by a higher room, with `require()`.
"""

import datetime
import hashlib
import re
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from . import throttling, totp
from .models import RecoveryCode, User
from .passwords import spoken_word, tidy

RECOVERY_CODES = 10
SEED_BYTES = 24
SECRET_BYTES = 20  # as RFC 4226 recommends
ISSUER = "Tuyengiao"

Requirement = Callable[[HttpRequest], bool]
_requirements: list[Requirement] = []


def require(requirement: Requirement) -> None:
    """Register a function that tells whether whoever asks needs a second factor for this page."""
    if requirement not in _requirements:
        _requirements.append(requirement)


def is_missing(request: HttpRequest) -> bool:
    """Return True when whoever asks has to set up a second factor first; demo accounts of a demonstration never do."""
    user: Any = request.user
    if user.has_second_factor or (settings.DEMO and user.is_demo):
        return False
    return any(requirement(request) for requirement in _requirements)


def new_seed() -> str:
    """Return what a new secret is made of."""
    return secrets.token_urlsafe(SEED_BYTES)


def secret_of(seed: str) -> bytes:
    """Return the secret that a phone shares with this installation."""
    return salted_hmac("accounts.second_factor", seed, algorithm="sha256").digest()[:SECRET_BYTES]


def phone_address(user: User, seed: str) -> str:
    """Return the address that the QR code of a new secret holds."""
    return totp.address_of(secret_of(seed), user.username, ISSUER)


def turn_on(user: User, seed: str, code: str, now: datetime.datetime) -> list[str] | None:
    """Take the phone that shows `code` for `seed`; return the recovery codes, or None when the code is wrong."""
    step = totp.step_of(secret_of(seed), _digits(code), now)
    if step is None:
        return None
    with transaction.atomic():
        user.factor_seed, user.factor_step, user.factor_since = seed, step, now
        user.save(update_fields=["factor_seed", "factor_step", "factor_since"])
        return make_recovery_codes(user)


def turn_off(user: User) -> None:
    """Forget phone and recovery codes."""
    with transaction.atomic():
        user.factor_seed, user.factor_step, user.factor_since = "", 0, None
        user.save(update_fields=["factor_seed", "factor_step", "factor_since"])
        RecoveryCode.objects.filter(user=user).delete()


def make_recovery_codes(user: User) -> list[str]:
    """Return new recovery codes, to be shown this once; those from before are worth nothing any more."""
    codes = [spoken_word() for _number in range(RECOVERY_CODES)]
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(user=user, code_hash=_hash(code)) for code in codes)
    return codes


def is_recovery_code(typed: str) -> bool:
    """Return True for what can only be meant as a recovery code."""
    return re.search("[a-z]", typed.lower()) is not None


def use(user: User, typed: str, now: datetime.datetime) -> bool:
    """Return True when a code is right, and use it up: neither the phone's nor a recovery code is taken twice."""
    if not user.has_second_factor:
        return False
    if is_recovery_code(typed):
        used, _rows = RecoveryCode.objects.filter(user=user, code_hash=_hash(tidy(typed))).delete()
        return used > 0
    step = totp.step_of(secret_of(user.factor_seed), _digits(typed), now)
    if step is None:
        return False
    later = User.objects.filter(pk=user.pk, factor_seed=user.factor_seed, factor_step__lt=step)
    return later.update(factor_step=step) > 0


def waiting_time(user: User, now: datetime.datetime) -> datetime.timedelta:
    """Return how long the account has to wait for its next code.

    Codes are counted by account alone, wherever they come from: whoever may give one has given the password before.
    """
    return throttling.waiting_time(*_counted_as(user), now)


def note_mistake(user: User, now: datetime.datetime) -> None:
    """Note a wrong code."""
    throttling.note_failure(*_counted_as(user), now)


def forget_mistakes(user: User) -> None:
    """Forget the wrong codes before a right one."""
    throttling.forget_failures(*_counted_as(user))


def _counted_as(user: User) -> tuple[str, str]:
    # No user name has a #, and no network address.
    return f"#{user.pk}", f"#{user.pk}"


def _digits(typed: str) -> str:
    return "".join(typed[:40].split())


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
