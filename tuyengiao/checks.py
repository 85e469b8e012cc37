"""What a production start refuses, as system checks with an id and a hint (`manage.py check --deploy`).

`manage.py serve` runs the same functions and does not start while one of them finds something.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, OperationalError, connections
from django.utils.translation import gettext as _

from accounts.addresses import network_of

SHORTEST_KEY = 50  # characters, as Django's own security.W009 asks
SHORTEST_TOKEN = 20  # characters
FEWEST_LETTERS = 5  # different ones, likewise


def secret_key(**_kwargs: Any) -> list[checks.CheckMessage]:
    """E001: sessions and preview links are signed with a key of this installation's own."""
    # Read past the attribute: Django raises on an empty one before a check could say anything helpful.
    key = settings._wrapped.__dict__.get("SECRET_KEY", "")
    if len(key) >= SHORTEST_KEY and len(set(key)) >= FEWEST_LETTERS:
        return []
    message = _("SECRET_KEY is missing.") if not key else _("SECRET_KEY is too short.")
    hint = _('Set it in the environment: python3 -c "import secrets; print(secrets.token_urlsafe(50))"')
    return [checks.Error(message, hint=hint, id="tuyengiao.E001")]


def debug(**_kwargs: Any) -> list[checks.CheckMessage]:
    """E002: error pages with settings and source text are for developers only."""
    if not settings.DEBUG:
        return []
    hint = _("Unset DEBUG; for development use: manage.py runserver")
    return [checks.Error(_("DEBUG is on."), hint=hint, id="tuyengiao.E002")]


def demo_accounts(**_kwargs: Any) -> list[checks.CheckMessage]:
    """E003: accounts whose passwords everybody knows exist in a demonstration only."""
    from accounts.models import User

    if settings.DEMO:
        return []
    try:
        names = list(User.objects.filter(is_demo=True).order_by("username").values_list("username", flat=True)[:5])
    except DatabaseError:  # not migrated yet: there is nobody
        return []
    if not names:
        return []
    message = _("Demo accounts exist (%(names)s …), and DEMO is off.") % {"names": ", ".join(names)}
    hint = _("Use a new database; for a demonstration run: make demo")
    return [checks.Error(message, hint=hint, id="tuyengiao.E003")]


def trusted_proxies(**_kwargs: Any) -> list[checks.CheckMessage]:
    """E005: a proxy that is misspelt would make every reader look like the proxy."""
    wrong = [text for text in settings.TRUSTED_PROXIES if network_of(text) is None]
    if not wrong:
        return []
    message = _("TRUSTED_PROXIES: %(text)s is no network address.") % {"text": ", ".join(wrong)}
    hint = _("Write addresses or networks with commas between: 127.0.0.1,10.0.0.0/8")
    return [checks.Error(message, hint=hint, id="tuyengiao.E005")]


def trusted_everybody(**_kwargs: Any) -> list[checks.CheckMessage]:
    """E007: when every address is a proxy of ours, everybody writes their own address and no limit holds."""
    known = [network for network in map(network_of, settings.TRUSTED_PROXIES) if network is not None]
    if all(network.prefixlen for network in known):
        return []
    hint = _("Write addresses or networks with commas between: 127.0.0.1,10.0.0.0/8")
    return [checks.Error(_("TRUSTED_PROXIES names every address there is."), hint=hint, id="tuyengiao.E007")]


def metrics_for_everybody(**_kwargs: Any) -> list[checks.CheckMessage]:
    """E008: metrics tell how an installation is used; nobody guesses a long token, and few addresses read them."""
    networks = [network_of(text) for text in settings.METRICS_ADDRESSES]
    is_short = 0 < len(settings.METRICS_TOKEN) < SHORTEST_TOKEN
    if not is_short and all(network is not None and network.prefixlen for network in networks):
        return []
    message = _("METRICS_TOKEN is too short, or METRICS_ADDRESSES names everybody or no network address.")
    hint = _('Set it in the environment: python3 -c "import secrets; print(secrets.token_urlsafe(50))"')
    return [checks.Error(message, hint=hint, id="tuyengiao.E008")]


def limits(**_kwargs: Any) -> list[checks.CheckMessage]:
    """E009: without limits on its forms a portal sends mails and fills its database for whoever likes."""
    if settings.SEARCHES_PER_MINUTE >= 0 and all(number > 0 for number in settings.FORM_LIMITS.values()):
        return []
    message = _("A limit of the public forms is 0 or less.")
    hint = _("Leave MESSAGES_PER_HOUR, LOOK_UPS_PER_HOUR, REPORTS_PER_HOUR and RATINGS_PER_HOUR at 1 or more.")
    return [checks.Error(message, hint=hint, id="tuyengiao.E009")]


SETTINGS = (secret_key, debug, demo_accounts, trusted_proxies, trusted_everybody, metrics_for_everybody, limits)


def second_factor_roles(**_kwargs: Any) -> list[checks.CheckMessage]:
    """E006: a role that is misspelt would sign in without a code."""
    from provinces.models import Role
    from provinces.signing import SUPERADMIN

    known = [SUPERADMIN, *Role.values]
    wrong = [name for name in settings.SECOND_FACTOR_ROLES if name not in known]
    if not wrong:
        return []
    message = _("SECOND_FACTOR_ROLES: there is no role %(names)s.") % {"names": ", ".join(wrong)}
    hint = _("Roles are: %(names)s.") % {"names": ", ".join(known)}
    return [checks.Error(message, hint=hint, id="tuyengiao.E006")]


def database_encoding(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """E004: PostgreSQL stores and compares UTF-8; in another locale `lower()` leaves Đ and Ế as they are."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_encoding_to_char(encoding), datctype, lower('ĐẾ') FROM pg_database "
                    "WHERE datname = current_database()"
                )
                found += encoding_errors(alias, *cursor.fetchone())
        except OperationalError:  # a node starts without its database, and serves as soon as that is there
            connection.close()
    return found


def encoding_errors(alias: str, encoding: str, ctype: str, folded: str) -> list[checks.CheckMessage]:
    """Return E004 for a database of that encoding and character type, in which lower('ĐẾ') is `folded`."""
    if encoding == "UTF8" and folded == "đế":
        return []
    message = _("Database “%(alias)s” has encoding %(encoding)s and character type %(ctype)s, not UTF-8.") % {
        "alias": alias,
        "encoding": encoding,
        "ctype": ctype,
    }
    hint = "CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';"
    return [checks.Error(message, hint=hint, id="tuyengiao.E004")]


def problems() -> list[checks.CheckMessage]:
    """Return everything for which `serve` refuses to start."""
    found = [problem for check in (*SETTINGS, second_factor_roles) for problem in check()]
    return [*found, *database_encoding(databases=["default"])]


def register() -> None:
    """Tell Django of the checks; called when the app is ready."""
    for check in (*SETTINGS, second_factor_roles):
        checks.register(check, checks.Tags.security, deploy=True)
    checks.register(database_encoding, checks.Tags.database)
