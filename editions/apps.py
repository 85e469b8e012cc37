from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditionsConfig(AppConfig):
    name = "editions"
    verbose_name = _("Editions")
    duties = ("editions.keeping.tidy",)  # of the keeper

    def ready(self) -> None:
        from provinces import holding

        from . import fragments, frame

        frame.track()
        holding.register(fragments.part)
