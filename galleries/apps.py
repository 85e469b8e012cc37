from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GalleriesConfig(AppConfig):
    name = "galleries"
    verbose_name = _("Pictures and albums")
    duties = ("galleries.tasks.ask_again",)  # of the keeper

    def ready(self) -> None:
        from provinces import menus, trash

        from . import freshness, indexing
        from .models import Album, Picture
        from .uses import track_albums

        menus.register("albums", _("Photo albums"), "galleries:albums")
        track_albums()
        freshness.track()
        indexing.track_albums()
        trash.register(Album, take_out=trash.unpublish)
        trash.register(Picture, files=lambda picture: [picture.file.name])
