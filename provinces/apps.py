from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProvincesConfig(AppConfig):
    name = "provinces"
    verbose_name = _("Sites and departments")

    def ready(self) -> None:
        from . import converters, menus, signing  # noqa: F401 - registers its converters
        from .admin import audit, blocks, members, menu, notices, sites, units  # noqa: F401 - register their classes

        menus.register("home", _("Home"), "home")
        menus.register("departments", _("Departments"), "provinces:departments")
        signing.listen()
