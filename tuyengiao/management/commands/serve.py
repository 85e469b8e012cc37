"""`manage.py serve`: the web server, the keeper and the jobs, started, watched and ended as one."""

import errno
import os
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from tuyengiao import checks, intake, welcome
from tuyengiao.supervisor import Part, Supervisor

BACKLOG = 1024  # connections that wait in the system before new ones are turned away
HEAD_MILLISECONDS = 10_000  # within which the head of a request has to arrive
WAITING = 1024  # connections that one worker holds at the same time: half-sent ones must not fill them


class Command(BaseCommand):
    """Serves the whole installation on one address, until Ctrl-C or SIGTERM."""

    help = "Serve the installation: web server, keeper and jobs, as one."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="default: 8000")
        parser.add_argument("--workers", type=int, default=max(2, os.cpu_count() or 1), help="web processes")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        self._refuse()
        _refuse_busy(host, port)
        connections.close_all()
        supervisor = Supervisor(parts(host, port, options["workers"]), self._write)
        supervisor.run(self._when_ready(host, port))
        self._write(_("Stopped."))

    def _write(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _refuse(self) -> None:
        found = checks.problems()
        if found:
            lines = [f"{problem.id}: {problem.msg}\n    {problem.hint}" for problem in found]
            raise CommandError("\n".join([_("Not started:"), *lines]))
        try:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                raise CommandError(_("The database is not up to date. Run: manage.py migrate"))
        except OperationalError:
            self._write(_("The database does not answer. Pages will be served as soon as it does."))
        manifest = Path(settings.STATIC_ROOT or "") / "staticfiles.json"
        if "StaticStorage" in settings.STORAGES["staticfiles"]["BACKEND"] and not manifest.exists():
            raise CommandError(_("Style sheets are not collected. Run: manage.py collectstatic"))

    def _when_ready(self, host: str, port: int) -> Callable[[], None]:
        """Return a function that says hello once, as soon as the web server answers."""
        said = False

        def look() -> None:
            nonlocal said
            if not said and welcome.answers(host, port):
                said = True
                try:
                    for line in welcome.lines(host, port):
                        self._write(line)
                except DatabaseError:
                    self._write(_("Ctrl-C ends everything."))
                connections.close_all()

        return look


def parts(host: str, port: int, workers: int) -> list[Part]:
    """Return the parts of an installation."""
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"]
    server += ["--host", host, "--port", str(port)]
    server += ["--workers", str(workers), "--blocking-threads", str(intake.THREADS)]
    server += ["--backlog", str(BACKLOG), "--backpressure", str(WAITING)]
    server += ["--http1-header-read-timeout", str(HEAD_MILLISECONDS)]
    server += ["--respawn-failed-workers", "--workers-kill-timeout", "3", "--log-level", "warning"]
    server += ["--working-dir", str(settings.BASE_DIR)]
    return [
        Part("web", [*server, "tuyengiao.wsgi:application"]),
        Part("keeper", [*manage, "keeper"]),
        Part("jobs", [*manage, "run_huey", "--quiet"]),
    ]


def _refuse_busy(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                message = _("Port %(port)s is in use. Choose another one: --port %(next)s (make demo PORT=%(next)s)")
                raise CommandError(message % {"port": port, "next": port + 1}) from error
            raise CommandError(f"{host}:{port}: {error.strerror}") from error
