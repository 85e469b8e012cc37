import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext

from articles.models import Category
from exchange.importing import ImportFailed, save_page, take_counters
from exchange.pages import ParsedPage, parse
from exchange.reading import UnreadablePage, read_text
from provinces.models import Site
from vietnamese.numbers import group

KEYS = (
    "title",
    "lead",
    "body",
    "published_at",
    "category",
    "byline",
    "source",
    "captions",
    "related",
    "views",
    "counters",
)


class Command(BaseCommand):
    help = "Import pages of old portals that were saved as plain text."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--site", required=True, metavar="SLUG", help="code of the site")
        parser.add_argument("--category", metavar="SLUG", help="default: the category that the page names")
        parser.add_argument("--dry-run", action="store_true", help="read and report, save nothing")
        parser.add_argument(
            "--report",
            metavar="json|FILE",
            help="say in JSON what was found, one entry a file: “json” (or “-”) prints it, else it goes to this file",
        )
        parser.add_argument(
            "--opening-balance", action="store_true", help="take the page's visit counter as the site's opening balance"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command; exit code 1 when a file could not be imported, the others still come in."""
        site = Site.objects.filter(slug=options["site"]).first()
        if site is None:
            raise CommandError(gettext("There is no site “%s”.") % options["site"])
        category = None
        if options["category"]:
            category = Category.objects.for_site(site).filter(slug=options["category"]).first()
            if category is None:
                raise CommandError(gettext("The site has no category “%s”.") % options["category"])
        reports = []
        failed = 0
        for file in options["files"]:
            try:
                page = parse(read_text(file))
                if not options["dry_run"]:
                    self._save(file, page, site, category)
                elif not page.title:
                    raise ImportFailed(gettext("No article was found on this page."))
                self._counters(file, page, site, take=options["opening_balance"] and not options["dry_run"])
                reports.append(page.report(file))
            except (UnreadablePage, ImportFailed) as problem:
                failed += 1
                message = gettext(str(problem))
                self.stderr.write(f"{file}: {message}")
                reports.append({"file": str(file)} | dict.fromkeys(KEYS) | {"error": message})
        if options["report"]:
            self._report(reports, options["report"])
        if failed:
            sys.exit(1)

    def _save(self, file: Path, page: ParsedPage, site: Site, category: Category | None) -> None:
        done = save_page(page, site, None, category)
        self.stderr.write(" ".join([f"{file}: {done.article.title}.", *done.notes]))

    def _counters(self, file: Path, page: ParsedPage, site: Site, *, take: bool) -> None:
        total = (page.counters or {}).get("all")
        if total is None:
            return
        if take:
            take_counters(site, page)
            message = gettext("The opening balance is now %s.")
        else:
            message = gettext("The page counts %s views; take them with --opening-balance.")
        self.stderr.write(f"{file}: {message % group(total)}")

    def _report(self, reports: list[dict[str, Any]], target: str) -> None:
        text = json.dumps(reports, ensure_ascii=False, indent=2)
        if target in {"json", "-"}:
            self.stdout.write(text)
        else:
            Path(target).write_text(text + "\n", encoding="utf-8")
