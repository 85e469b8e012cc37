from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from huey.contrib.djhuey import HUEY

from accounts.models import User
from articles.models import Article, Page
from documents.models import Document
from provinces.loading import load as load_provinces
from provinces.models import Hostname, Membership, Site
from tuyengiao.demo import documents, load, pictures
from tuyengiao.demo.sites import ACCOUNTS, PASSWORD, SITES, TEMPLATE_PAGES, TEMPLATE_TEXT
from tuyengiao.progress import steps


class Command(BaseCommand):
    help = "Load the demonstration: a portal, provincial sites, articles, albums, accounts. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        if not settings.DEMO:
            raise CommandError("This writes demo accounts with a known password. Set DEMO=on if you mean it.")
        HUEY.immediate = True  # jobs run here and now: no consumer need be up
        load_provinces()
        contents = {demo.slug: load.read(demo.slug) for demo in SITES}
        with steps(self.stdout, "Sites", len(SITES)) as advance:
            sites = {}
            for demo in SITES:
                sites[demo.slug] = load.make_site(demo, contents[demo.slug])
                advance()
        for order, host in enumerate(("localhost", "127.0.0.1")):
            Hostname.objects.get_or_create(host=host, defaults={"site": sites["cong"], "is_primary": order == 0})
        owners = [sites[demo.slug] for demo in SITES if not demo.is_frozen]
        with steps(self.stdout, "Pictures", len(pictures.ALTS)) as advance:
            ids = pictures.load(owners, advance)
        with steps(self.stdout, "Articles", len(SITES)) as advance:
            for demo in SITES:
                if not Article.objects.for_site(sites[demo.slug]).exists():
                    load.fill(sites[demo.slug], contents[demo.slug], ids)
                advance()
        for demo in SITES:
            site = sites[demo.slug]
            if not Document.objects.for_site(site).exists():
                documents.fill(site, contents[demo.slug]["site"])
                documents.ask(site)
        self._template_site()
        self._accounts(sites)

    def _template_site(self) -> None:
        site, created = Site.objects.get_or_create(
            slug="mau-cap-tinh",
            defaults={"name_vi": "Trang mẫu cấp tỉnh", "path_prefix": "mau-cap-tinh", "is_template": True},
        )
        if created:
            pages = {
                slug: Page.objects.create(site=site, slug=slug, title_vi=title, body_vi=TEMPLATE_TEXT, order=order)
                for order, (slug, title) in enumerate(TEMPLATE_PAGES)
            }
            load.make_menu(site, load.make_categories(site), pages)

    def _accounts(self, sites: dict[str, Site]) -> None:
        for account in ACCOUNTS:
            user = User.objects.filter(username=account.username).first()
            if user is None:
                user = User.objects.create_user(
                    account.username,
                    PASSWORD,
                    full_name=account.full_name,
                    is_superuser=not account.roles,
                    is_demo=True,
                )
            for slug, role in account.roles:
                Membership.objects.get_or_create(user=user, site=sites[slug], defaults={"role": role})
