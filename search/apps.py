from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_delete
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")
    duties = ("search.engines.parts.keep",)

    def ready(self) -> None:
        from provinces import menus
        from provinces.models import Site

        menus.register("search", _("Search"), "search:search")
        pre_delete.connect(_forget_site, sender=Site, dispatch_uid="search.forget_site")
        post_migrate.connect(_after_flush, sender=self, dispatch_uid="search.after_flush")


def _forget_site(instance: Any, **kwargs: Any) -> None:
    from .indexing import forget_site

    forget_site(instance.pk)


def _after_flush(using: str, **kwargs: Any) -> None:
    """`flush`, too, ends with this signal: rows that it deleted leave no words behind."""
    from .engines import engine
    from .models import SearchEntry

    if SearchEntry._meta.db_table not in connections[using].introspection.table_names():
        return
    if not SearchEntry.objects.using(using).exists():
        engine(using).empty()
