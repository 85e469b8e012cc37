"""How often somebody may try to sign in, without letting anybody lock others out.

Three limits, each within a window of fifteen minutes:

* of one account from one address, five mistakes; each further one doubles the wait, up to the window;
* of one address over all accounts, thirty mistakes: somebody tries names;
* of one account from all strange addresses together, twenty mistakes: many machines try passwords.

A person at an address from which they signed in during the last ninety days is held by the first limit only, so that
strangers who try their name keep them from nothing. An address of IPv6 stands for its whole network.
"""

import datetime

from django.db.models import Q

from .models import KnownAddress, SignInFailure

WINDOW = datetime.timedelta(minutes=15)
REMEMBERED = datetime.timedelta(days=90)
MISTAKES = 5
MISTAKES_OF_ADDRESS = 30
MISTAKES_OF_STRANGERS = 20
MOST_ROWS = 500  # refused tries are not noted: there are never many more than the limits together


def waiting_time(username: str, address: str, now: datetime.datetime) -> datetime.timedelta:
    """Return how long `username` has to wait at `address` before the next try; zero when there is no need.

    `username` need not exist, so that nobody learns which accounts do. At most two queries.
    """
    name = username.lower()
    recent = SignInFailure.objects.filter(at__gt=now - WINDOW)
    around = recent.filter(Q(username=name) | Q(address=address)).order_by("-at")
    rows = list(around.values_list("username", "address", "at")[:MOST_ROWS])
    pair = sorted(at for who, where, at in rows if who == name and where == address)
    found = datetime.timedelta()
    if len(pair) >= MISTAKES:
        step = datetime.timedelta(minutes=2 ** min(len(pair) - MISTAKES, 4))
        found = pair[-1] + min(step, WINDOW) - now
    of_address = sorted(at for _who, where, at in rows if where == address)
    of_strangers = sorted(at for who, where, at in rows if who == name and where != address)
    for moments, limit in ((of_address, MISTAKES_OF_ADDRESS), (of_strangers, MISTAKES_OF_STRANGERS)):
        if len(moments) >= limit and not _is_known(name, address, now):
            found = max(found, moments[-limit] + WINDOW - now)
    return max(found, datetime.timedelta())


def note_failure(username: str, address: str, now: datetime.datetime) -> None:
    """Note that somebody gave a wrong password, or a name that is none."""
    SignInFailure.objects.create(username=username.lower()[:60], address=address, at=now)


def note_success(user_id: int, username: str, address: str, now: datetime.datetime) -> None:
    """Note that somebody signed in: their mistakes at this address are forgotten, the address is known."""
    forget_failures(username, address)
    KnownAddress.objects.update_or_create(user_id=user_id, address=address, defaults={"seen_at": now})


def forget_failures(username: str, address: str) -> None:
    """Forget the mistakes of one account at one address."""
    SignInFailure.objects.filter(username=username.lower(), address=address).delete()


def forget(now: datetime.datetime) -> int:
    """Delete what no limit asks for any more. A duty of the keeper; returns how many rows went."""
    failures, _rows = SignInFailure.objects.filter(at__lte=now - WINDOW).delete()
    known, _rows = KnownAddress.objects.filter(seen_at__lte=now - REMEMBERED).delete()
    return failures + known


def _is_known(username: str, address: str, now: datetime.datetime) -> bool:
    known = KnownAddress.objects.filter(user__username__iexact=username, address=address)
    return known.filter(seen_at__gt=now - REMEMBERED).exists()
