from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProvincesConfig(AppConfig):
    name = "provinces"
    verbose_name = _("Sites and departments")
    duties = ("provinces.trash.empty",)  # of the keeper

    def ready(self) -> None:
        from . import audit, converters, menus, signing, trash  # noqa: F401 - registers its converters
        from .admin import audit as audit_admin  # noqa: F401 - registers its class
        from .admin import blocks, members, menu, notices, sites, units  # noqa: F401 - register their classes
        from .admin.logged import VERBS
        from .admin.navigation import register
        from .admin.trash import lines

        menus.register("home", _("Home"), "home")
        menus.register("departments", _("Departments"), "provinces:departments")
        signing.listen()
        audit.name_verbs(trash.VERBS | VERBS)
        register(lines)
