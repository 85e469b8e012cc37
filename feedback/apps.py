from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = _("Feedback")
    duties = ("feedback.visitors.forget", "feedback.handling.erase_due")  # of the keeper

    def ready(self) -> None:
        from provinces import audit, menus, slots
        from provinces.models import Site

        from . import freshness
        from .blocks import ask_about_article, ways_to_write
        from .models import Deed
        from .rules import fill_new_site

        audit.name_verbs({f"case_{deed.value}": deed.label for deed in Deed})
        menus.register("feedback", _("Feedback"), "feedback:feedback")
        slots.register(slots.SIDEBAR, "feedback", "feedback/block.html", ways_to_write, order=30)
        slots.register(slots.BELOW_ARTICLE, "feedback", "feedback/about_article.html", ask_about_article, order=20)
        freshness.track()
        post_save.connect(fill_new_site, sender=Site, dispatch_uid="feedback.fill_new_site")
