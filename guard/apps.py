from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuardConfig(AppConfig):
    name = "guard"
    verbose_name = _("Content safety")
    duties = ("guard.watching.watch",)

    def ready(self) -> None:
        from provinces import audit

        from .admin import ACCEPTED, REOPENED

        audit.name_verbs({ACCEPTED: _("finding accepted"), REOPENED: _("finding opened again")})
