"""What is compared: three installations with the same content, made once in var/bench and used again."""

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.measuring import ROOT
from benchmarks.peers import content
from tests.processes import environment

FOLDER = ROOT / "var" / "bench"
HERE = ROOT / "benchmarks" / "peers"
PYTHON = FOLDER / "peers" / "bin" / "python"
CONTENT = FOLDER / "content.jsonl"
ARTICLES = 20_000
SIGN_IN = """
import django
django.setup()
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
account, _is_new = get_user_model().objects.get_or_create(username="benchmark", defaults=dict({}))
client = Client()
client.force_login(account)
print("; ".join(one.OutputString(attrs=[]) for one in client.cookies.values()))
"""


@dataclass(frozen=True)
class Peer:
    """A peer: its database, the folder of its code, its package."""

    name: str
    database: str
    folder: Path
    package: str

    @property
    def application(self) -> str:
        """Its WSGI application."""
        return f"{self.package}.wsgi:application"


PLAIN = Peer("plain Django", "bench_plain", HERE / "plain", "news")
WAGTAIL = Peer("Wagtail", "bench_wagtail", HERE / "wagtailed", "portal")
OUR_DATABASE = "bench_ours"


def address(database: str) -> str:
    """Return the address of one of our databases."""
    return f"{os.environ.get('BENCH_POSTGRES', 'postgres://postgres@127.0.0.1:5432')}/{database}"


def of_peer(peer: Peer, cache: str = "off") -> dict[str, str]:
    """Return the environment of a peer."""
    parts = urlsplit(address(peer.database))
    database = {
        "ENGINE": "django.db.backends.postgresql", "NAME": peer.database, "USER": parts.username or "",
        "PASSWORD": parts.password or "", "HOST": parts.hostname or "", "PORT": parts.port or 5432,
    }  # fmt: skip
    known = {"names": list(zip(content.NAMES, content.ENGLISH, strict=True)), "sites": content.SITES}
    return {
        "DATABASE": json.dumps(database),
        "PYTHONPATH": str(peer.folder),
        "DJANGO_SETTINGS_MODULE": f"{peer.package}.settings",
        "CONTENT": json.dumps(known, ensure_ascii=False),
        "CACHE": cache,
        "CACHE_FOLDER": str(FOLDER / "wagtail-cache"),
    }


def of_ours(**more: str) -> dict[str, str]:
    """Return the environment of our installation."""
    return environment(FOLDER / "ours", **{"DATABASE_URL": address(OUR_DATABASE)} | more)


def run(command: Sequence[str], variables: Mapping[str, str]) -> str:
    """Run a command to its end and return what it printed."""
    done = subprocess.run(
        command, env={**os.environ, **variables}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")
    return done.stdout


def asked(sql: str, database: str = "postgres") -> list[Any]:
    """Return the rows of a statement, [] for one that returns none."""
    import psycopg

    with psycopg.connect(address(database), autocommit=True, connect_timeout=5) as connection:
        cursor = connection.execute(sql.encode())
        return cursor.fetchall() if cursor.description else []


def make(*, fresh: bool) -> None:
    """Make the peers' environment, the content and the three databases; those that are there are used."""
    if fresh:
        shutil.rmtree(FOLDER, ignore_errors=True)
    if not PYTHON.exists():
        print("  the peers' environment …", flush=True)
        venv.create(FOLDER / "peers", with_pip=True)
        run([str(PYTHON), "-m", "pip", "install", "--quiet", "-r", str(HERE / "requirements.txt")], {})
    _content()
    for peer in (PLAIN, WAGTAIL):
        if is_missing(peer.database, fresh=fresh):
            print(f"  {peer.name}: filling …", flush=True)
            run([str(PYTHON), "-m", "django", "migrate", "--verbosity", "0"], of_peer(peer))
            run([str(PYTHON), "-m", f"{peer.package}.fill", str(CONTENT)], of_peer(peer))
            asked(f"COMMENT ON DATABASE {peer.database} IS 'filled'")
    make_ours(fresh=fresh)


def make_ours(*, fresh: bool = False) -> None:
    """Make our installation, unless it is there."""
    _content()
    if is_missing(OUR_DATABASE, fresh=fresh):
        print("  ours: filling …", flush=True)
        (FOLDER / "ours").mkdir(exist_ok=True)
        run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], of_ours())
        run([sys.executable, "-m", "benchmarks.peers.ours", str(CONTENT)], of_ours())
        run([sys.executable, "manage.py", "reindex", "--rebuild"], of_ours())
        asked("VACUUM ANALYZE", OUR_DATABASE)
        asked(f"COMMENT ON DATABASE {OUR_DATABASE} IS 'filled'")


def cookie_of(peer: Peer) -> str:
    """Return the cookie of a superuser who is signed in at a peer."""
    return run([str(PYTHON), "-c", SIGN_IN.format("is_superuser=True, is_staff=True")], of_peer(peer)).strip()


def cookie_of_ours() -> str:
    """Return the cookie of a superadmin who is signed in here, with a second factor."""
    fields = "is_superuser=True, factor_seed='seed', factor_since=timezone.now()"
    variables = of_ours(DJANGO_SETTINGS_MODULE="tuyengiao.settings")
    return run([sys.executable, "-c", SIGN_IN.format(fields)], variables).strip()


def _content() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not CONTENT.exists():
        content.write(CONTENT, ARTICLES)


def is_missing(database: str, *, fresh: bool = False) -> bool:
    """Return True when a database has to be filled; it is there and empty then. One half filled is made anew."""
    comment = f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{database}'"
    if not fresh and asked(comment) == [("filled",)]:
        return False
    asked(f"DROP DATABASE IF EXISTS {database}")
    asked(f"CREATE DATABASE {database} ENCODING 'UTF8' TEMPLATE template0")
    return True
