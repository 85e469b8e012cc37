from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")
    duties = ("accounts.throttling.forget", "accounts.sessions.forget")  # of the keeper

    def ready(self) -> None:
        from . import sessions

        sessions.listen()
