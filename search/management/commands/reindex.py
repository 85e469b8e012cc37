from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.engines import engine
from search.indexing import forget_others, index
from search.sources import kinds, source

LARGEST_ID = 2**63 - 1


class Command(BaseCommand):
    help = "Bring the search index up to date with everything that can be found; safe to run again, or to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument("--batch", type=int, default=200, help="Objects per transaction (default: 200).")
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="Afterwards make the database's own word index anew. Nobody can save anything meanwhile.",
        )

    def handle(self, *args: Any, batch: int, rebuild: bool, **options: Any) -> None:
        """Run the command."""
        for kind in kinds():
            self._reindex(kind, max(1, batch))
        if rebuild:
            engine().rebuild()
            self.stdout.write("word index rebuilt")

    def _reindex(self, kind: str, size: int) -> None:
        after = read = written = 0
        while items := source(kind).batch(after, size):
            ids = [item.object_id for item in items]
            written += index(items)
            forget_others(kind, after, ids[-1], ids)
            after, previous, read = ids[-1], read, read + len(ids)
            if read // (size * 25) > previous // (size * 25):
                self.stdout.write(f"{kind}: {read} read, {written} entries written")
        forget_others(kind, after, LARGEST_ID, [])
        self.stdout.write(f"{kind}: {read} read, {written} entries written. Done.")
