from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "visits"
    verbose_name = _("Visits")
    duties = ("visits.folding.fold", "visits.folding.forget", "visits.archive.pack", "visits.retention.forget_old")

    def ready(self) -> None:
        from articles import popularity, reads
        from provinces import audit, slots
        from provinces.admin import navigation

        from . import admin, numbers
        from .blocks import article_views, statistics
        from .files import EXPORTED

        popularity.register(numbers.most_read)
        reads.register(numbers.views_between)
        slots.register(slots.SIDEBAR, "statistics", "visits/statistics.html", statistics, order=90)
        slots.register(slots.BELOW_ARTICLE, "views", "visits/article.html", article_views, order=10)
        navigation.register(admin.navigation_lines)
        navigation.register(admin.network_lines, "network")
        audit.name_verbs({EXPORTED: _("statistics exported")})
