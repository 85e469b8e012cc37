from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")
    duties = ("articles.publishing.apply_due", "articles.sittings.forget_old")  # of the keeper

    def ready(self) -> None:
        from provinces import api, audit, forwarding, menus, reserved, trash
        from provinces.admin import navigation
        from provinces.models import Role

        from . import copying, embed_kinds, filters, freshness, indexing, page_indexing
        from .addresses import is_category_of_portal
        from .admin.lines import lines
        from .constraints import install
        from .models import Article, Page
        from .notifying import VERBS
        from .publishing import take_out
        from .querysets import BODIES
        from .redirects import on_successor
        from .uses import track_articles

        audit.name_verbs(VERBS)
        api.register("categories", "articles:api_categories")
        api.register("articles", "articles:api_articles")
        navigation.register(lines)
        copying.register()
        forwarding.register(on_successor)
        embed_kinds.register()
        menus.register("archive", _("Archive"), "articles:archive")
        menus.register("feeds", "RSS", "articles:feeds")
        menus.register_target(lambda: Page.objects.defer(*BODIES))
        post_migrate.connect(install, sender=self, dispatch_uid="articles.constraints")
        reserved.add_check(is_category_of_portal)
        freshness.track()
        track_articles()
        indexing.track_articles()
        page_indexing.track_pages()
        filters.register()
        trash.register(Article, Role.EDITOR, take_out=take_out)
