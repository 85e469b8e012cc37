from typing import Any

from django.core.management.base import BaseCommand

from provinces.loading import load


class Command(BaseCommand):
    help = "Write the administrative units of Vietnam, former and present; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        self.stdout.write(f"{load()} units")
