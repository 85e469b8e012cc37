"""What happens to accounts; a higher room writes it down.

`account_event` is sent with `account` (whose it is), `by` (who did it; None is the installation itself), `verb` (a code
of `VERBS`), `request` (None outside one) and `detail` (text).
"""

from typing import Any

from django.dispatch import Signal
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

account_event = Signal()

VERBS = {
    "second_factor_on": _("turned two-step sign-in on"),
    "second_factor_off": _("turned two-step sign-in off"),
    "second_factor_reset": _("reset two-step sign-in"),
    "second_factor_failed": _("gave a wrong code"),
    "recovery_codes_made": _("made new recovery codes"),
    "recovery_code_used": _("signed in with a recovery code"),
    "sessions_ended": _("ended sessions"),
    "password_changed": _("changed their password"),
    "password_given": _("gave a new first password"),
    "break_glass": _("broke the glass on the server"),
}


def tell(verb: str, account: Any, *, by: Any = None, request: HttpRequest | None = None, detail: str = "") -> None:
    """Send an event."""
    account_event.send(sender=type(account), verb=verb, account=account, by=by, request=request, detail=detail)
