"""The project's own app, and the admin of one site as Django's default admin."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class TuyengiaoConfig(AppConfig):
    name = "tuyengiao"
    verbose_name = _("Installation")

    def ready(self) -> None:
        from provinces import api, menus
        from provinces.admin import navigation

        from . import checks
        from .watching import pages, signals

        checks.register()
        signals.connect()
        navigation.register(pages.network_lines, "network")
        api.register("sites", "api_sites")
        menus.register("contact", _("Contact"), "contact")
        menus.register("sitemap", _("Site map"), "sitemap")


class SiteAdminConfig(AdminConfig):
    """`admin.site` is the admin of one site; the network's is `tuyengiao.network_admin`."""

    default_site = "tuyengiao.admin_site.SiteAdminSite"

    def ready(self) -> None:
        """Find the admin classes of all apps; those of other packages know no sites and are taken out again."""
        super().ready()
        from django.contrib.admin import site

        from provinces.admin.base import ScopedModelAdmin

        for model, model_admin in list(site._registry.items()):
            if not isinstance(model_admin, ScopedModelAdmin):
                site.unregister(model)
