"""The stack of deploy/ on the machine at hand: nginx, two nodes, keepers, jobs, PostgreSQL and Redis through relays.

Each node has a folder of its own, as on a machine of its own; uploads are shared. The units are started as systemd
would start them, from their files, but without its confinement: that needs systemd.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from tests.processes import FOREIGN, free_port, wait_for

from . import files
from .files import DEPLOY, ROOT
from .readers import Readers
from .relay import Relay

if TYPE_CHECKING:
    import redis

HOST = "cong.example.vn"  # one of those in deploy/nginx/tuyengiao.conf
ENOUGH = 120.0  # seconds; a busy machine is no failure
ENDING = 20.0


class Missing(Exception):
    """A part of the stack that this machine does not have; its text is a sentence."""


@dataclass
class Node:
    """One node: its port, its folder, its processes by the name of their unit."""

    port: int
    folder: Path
    environment: dict[str, str]
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def start(self, unit: str) -> None:
        """Start a unit from its file: `web@`, `keeper` or `jobs`."""
        text = (DEPLOY / "systemd" / f"tuyengiao-{unit}.service").read_text()
        environment = {**files.defaults(text), **self.environment}
        line = files.command(text, environment, str(self.port))
        places = {"/opt/tuyengiao/current/.venv/bin/python": sys.executable, "/opt/tuyengiao/current": str(ROOT)}
        for place, here in places.items():
            line = [word.replace(place, here) for word in line]
        log = (self.folder / f"{unit.rstrip('@')}.log").open("ab")
        self.processes[unit] = subprocess.Popen(
            line, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
        log.close()

    def kill(self, unit: str) -> None:
        """Kill a unit with all its processes, at once."""
        self.signal(unit, signal.SIGKILL)
        self.processes.pop(unit).wait()

    def signal(self, unit: str, number: signal.Signals) -> None:
        """Send a signal to all processes of a unit."""
        os.killpg(self.processes[unit].pid, number)

    def stop(self, unit: str) -> bool:
        """End a unit as systemd does; return False when it did not end by itself in time."""
        process = self.processes.pop(unit)
        process.send_signal(signal.SIGINT if unit == "jobs" else signal.SIGTERM)
        try:
            process.wait(ENDING)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return False
        return True

    def manage(self, *arguments: str) -> str:
        """Run a management command on this node; its output. Raises CalledProcessError."""
        line = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            line, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.stderr.write(done.stdout + done.stderr)
            done.check_returncode()
        return done.stdout

    def tell(self, code: str) -> str:
        """Run code in Django's shell, past the relays' troubles of the moment; its output."""
        return self.manage("shell", "--verbosity", "0", "-c", code).strip()


@dataclass
class Stack:
    """Everything that was started."""

    folder: Path
    nodes: tuple[Node, Node]
    readers: Readers
    to_database: Relay
    to_redis: Relay
    plain_port: int
    shared: "redis.Redis"

    def rotate(self) -> None:
        """Let nginx begin a new visit journal, by the command of its unit."""
        text = (DEPLOY / "systemd" / "tuyengiao-rotate.service").read_text()
        (*shell, script) = files.command(text, {})
        places = {
            "/var/lib/tuyengiao/nginx": self.nodes[0].environment["FRONT_LOG"],
            "/run/nginx.pid": str(self.folder / "nginx.pid"),
            " -o www-data -g tuyengiao": "",
        }
        subprocess.run([*shell, files.placed(script, places)], check=True)


def parts_missing(database: str, redis: str) -> list[str]:
    """Return a sentence for each part of the stack that is not there."""
    import redis as client

    found = [f"{name} is not in PATH." for name in ("nginx", "openssl") if not shutil.which(name)]
    try:
        _statement(database, "SELECT 1")
    except Exception as error:
        found.append(f"PostgreSQL does not answer: {str(error).strip()}")
    try:
        client.Redis.from_url(redis, socket_timeout=3, socket_connect_timeout=3).ping()
    except client.RedisError as error:
        found.append(f"Redis does not answer at {redis}: {error}")
    return found


@contextlib.contextmanager
def running(folder: Path, database: str, redis: str) -> Iterator[Stack]:
    """Start the stack in `folder` and end it after the block; raises Missing when a part is not there."""
    with contextlib.ExitStack() as after:
        name = f"production_check_{secrets.token_hex(4)}"
        _statement(database, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        after.callback(_statement, database, f"DROP DATABASE {name} WITH (FORCE)")
        number = _empty_redis(redis)
        after.callback(_redis(redis, number).flushdb)
        to_database, to_redis = Relay(*_place(database, 5432)), Relay(*_place(redis, 6379))
        after.callback(to_database.cut)
        after.callback(to_redis.cut)
        certificate = _certificate(folder)
        addresses = {
            "DATABASE_URL": _through(database, to_database.port, name, "connect_timeout=3"),
            "REDIS_URL": _through(redis, to_redis.port, str(number), ""),
        }
        first, second = (_node(folder, letter, certificate, addresses) for letter in "ab")
        stack = Stack(
            folder,
            (first, second),
            Readers(HOST, free_port(), certificate),
            to_database,
            to_redis,
            free_port(),
            _redis(redis, number),
        )
        first.manage("migrate", "--verbosity", "0")
        first.manage("collectstatic", "--noinput", "--verbosity", "0")
        (second.folder / "static").symlink_to(first.folder / "static")
        after.callback(_end, stack)
        for node in stack.nodes:
            node.start("web@")
            node.start("keeper")
        first.start("jobs")
        _start_nginx(stack, after)
        yield stack


def wait_until_ready(stack: Stack, node: Node) -> float:
    """Return after how many seconds a node says that it is ready; raises TimeoutError with what it says instead."""
    began = time.monotonic()
    if not wait_for(lambda: stack.readers.ask_node(node.port, "/readyz").status == 200, ENOUGH):
        said = stack.readers.ask_node(node.port, "/readyz")
        raise TimeoutError(f"{node.folder.name} is not ready: {said.body.decode()} {said.problem}")
    return time.monotonic() - began


def _node(folder: Path, letter: str, certificate: Path, addresses: dict[str, str]) -> Node:
    own = folder / f"node-{letter}"
    (own / "nginx").mkdir(parents=True)
    said = files.variables((DEPLOY / "tuyengiao.env.example").read_text())
    here = {
        **addresses,
        "SECRET_KEY": "a-key-of-this-check-0123456789-abcdefghijklmnopqrstuvwxyz",
        "VAR_DIR": str(own),
        "MEDIA_ROOT": str(folder / "media"),
        "ADMIN_HOST": HOST,
        "CERTIFICATES": str(certificate),
        "WEB_WORKERS": "2",
        "FRONT_LOG": str(own / "nginx"),
        "LANGUAGE": "C",
    }
    inherited = {key: value for key, value in os.environ.items() if key not in FOREIGN | {"REDIS_URL"}}
    return Node(free_port(), own, {**inherited, **said, **here, "NODE": own.name})


def _start_nginx(stack: Stack, after: contextlib.ExitStack) -> None:
    folder = stack.folder
    (folder / "media").mkdir(exist_ok=True)
    logs = folder / "log"
    logs.mkdir()
    places = {
        "/etc/tuyengiao/tls": str(folder / "tls"),
        "/var/log/tuyengiao": str(logs),
        "/var/lib/tuyengiao/static": str(stack.nodes[0].folder / "static"),
        "/var/lib/tuyengiao/media": str(folder / "media"),
        "/var/lib/tuyengiao/nginx": stack.nodes[0].environment["FRONT_LOG"],
        "/run/tuyengiao-pages": str(folder / "pages"),
        "/opt/tuyengiao/current": str(ROOT),
    }
    ports = (stack.plain_port, stack.readers.port)
    (folder / "site.conf").write_text(files.nginx(places, ports, [node.port for node in stack.nodes]))
    around = [f"pid {folder}/nginx.pid;", "worker_processes 2;", "daemon off;"]
    around += ["user root;"] if os.getuid() == 0 else []  # the folder is nobody else's
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    inner = f"http {{ include /etc/nginx/mime.types; {temporary} include {folder}/site.conf; }}"
    (folder / "nginx.conf").write_text("\n".join([*around, "events { worker_connections 2048; }", inner]) + "\n")
    with (folder / "nginx.out").open("ab") as log:
        process = subprocess.Popen(
            [shutil.which("nginx") or "nginx", "-c", str(folder / "nginx.conf")], stdout=log, stderr=log
        )
    after.callback(process.wait)
    after.callback(process.terminate)
    if not wait_for(lambda: _listens(stack.readers.port) or process.poll() is not None, ENOUGH) or process.poll():
        raise RuntimeError((folder / "nginx.out").read_text())


def _end(stack: Stack) -> None:
    for node in stack.nodes:
        for unit in list(node.processes):
            with contextlib.suppress(ProcessLookupError):
                node.kill(unit)


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _certificate(folder: Path) -> Path:
    tls = folder / "tls"
    tls.mkdir()
    line = [
        shutil.which("openssl") or "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=example.vn",
    ]
    line += ["-addext", "subjectAltName=DNS:example.vn,DNS:*.example.vn"]
    line += ["-keyout", str(tls / "privkey.pem"), "-out", str(tls / "fullchain.pem")]
    subprocess.run(line, check=True, capture_output=True)
    return tls / "fullchain.pem"


def _place(address: str, usual: int) -> tuple[str, int]:
    parts = urlsplit(address)
    return parts.hostname or "127.0.0.1", parts.port or usual


def _through(address: str, port: int, path: str, query: str) -> str:
    parts = urlsplit(address)
    who = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    return urlunsplit((parts.scheme, f"{who}127.0.0.1:{port}", f"/{path}", query, ""))


def _statement(database: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(database, autocommit=True, connect_timeout=5) as connection:
        connection.execute(sql.encode())


def _redis(address: str, number: int) -> "redis.Redis":
    import redis

    return redis.Redis.from_url(urlunsplit((*urlsplit(address)[:2], f"/{number}", "", "")))


def _empty_redis(address: str) -> int:
    for number in range(15, 0, -1):
        if not _redis(address, number).dbsize():
            return number
    raise Missing("Redis has no empty database for this check.")
