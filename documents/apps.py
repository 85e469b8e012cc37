from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Documents")
    duties = ("documents.validity.apply_due",)  # of the keeper

    def ready(self) -> None:
        from provinces import api, menus, slots, trash
        from provinces.models import Site

        from . import freshness
        from .blocks import newest_documents
        from .indexing import track_documents
        from .models import Document
        from .types import fill_new_site

        api.register("documents", "documents:api_documents")
        menus.register("documents", _("Documents"), "documents:documents")
        slots.register(slots.SIDEBAR, "documents", "documents/newest.html", newest_documents, order=20)
        post_save.connect(fill_new_site, sender=Site, dispatch_uid="documents.fill_new_site")
        track_documents()
        freshness.track()
        trash.register(
            Document,
            take_out=trash.unpublish,
            files=lambda document: document.files.values_list("file", flat=True),
        )
