"""Asking as one person, and looking for the canary in all that comes back."""

import html
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_plus, unquote

from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection, transaction
from django.urls import Resolver404, resolve

from ..conftest import SiteClient
from .world import CANARY, World

Data = dict[str, Any]
AROUND = 60
WRITING = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)


class Leak(AssertionError):
    """Something of the second site reached somebody of the first."""


@dataclass
class Walk:
    """What was visited by whom, and what came to light. `at_once` raises the first leak instead of noting it."""

    world: World
    at_once: bool = False
    faults: list[str] = field(default_factory=list)
    visited: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def note(self, fault: str) -> None:
        """Note a leak."""
        if self.at_once:
            raise Leak(fault)
        self.faults.append(fault)


class Visitor:
    """One person (or nobody, `user=None`) who asks below `root`, as the resolver `urlconf` answers there."""

    def __init__(self, walk: Walk, name: str, user: Any, root: str, urlconf: str, known: Iterable[str] = ()) -> None:
        self.walk, self.name, self.root, self.urlconf = walk, name, root, urlconf
        self.known = tuple(known)
        self.client = SiteClient(raise_request_exception=False)
        if user is not None:
            self.client.force_login(get_user_model().objects.get(pk=user.pk))

    def get(self, path: str, data: Data | None = None) -> Any:
        """Ask for a page below the root; `path` without leading slash."""
        return self._ask("GET", path, data or {})

    def post(self, path: str, data: Data) -> Any:
        """Send a form and undo what it did; the second site's rows must be untouched, and none linked to."""
        writes = _Writes()
        with transaction.atomic():
            with connection.execute_wrapper(writes):
                answer = self._ask("POST", path, data)
            if writes.tables:
                self._look_for_damage(path, writes.tables)
            transaction.set_rollback(True)
        return answer

    def _look_for_damage(self, path: str, tables: set[str]) -> None:
        world = self.walk.world
        after = world.rows_of_abroad(tables)
        changed = [label for label, rows in after.items() if rows != world.untouched[label]]
        if changed:
            self.walk.note(f"{self.name} POST {path} changed another site's {changed}")
        for crossing in world.crossings(tables):
            self.walk.note(f"{self.name} POST {path} linked {crossing} to another site's row")

    def _ask(self, method: str, path: str, data: Data) -> Any:
        url = f"{self.root}{path}"
        self._remember(path)
        mail.outbox.clear()
        answer = self.client.get(url, data) if method == "GET" else self.client.post(url, data)
        if answer.status_code >= 500:
            self.walk.faults.append(f"{self.name} {method} {url} {data}: {answer.status_code} {_cause(answer)}")
        self._look(f"{self.name} {method} {url} {data or ''}", _everything(answer), self._echoes(url, data))
        return answer

    def _remember(self, path: str) -> None:
        try:
            route = resolve("/" + unquote(path.partition("?")[0]), self.urlconf).route
        except Resolver404:
            return
        self.walk.visited.setdefault(self.urlconf, set()).add((self.name, route))

    def _echoes(self, url: str, data: Data) -> list[str]:
        """Return the parts of the question that hold the canary: an answer may repeat them, and nothing else."""
        values = [str(one) for value in data.values() for one in (value if isinstance(value, list) else [value])]
        asked = [url, *re.split(r"[/?&=]", url), *values, *self.known]
        marked = {text for text in asked if CANARY in text}
        forms = {form(text) for text in marked for form in (str, html.escape, quote, quote_plus, unquote)}
        return sorted(forms, key=len, reverse=True)

    def _look(self, where: str, text: str, echoes: list[str]) -> None:
        if CANARY not in text:
            return
        for echo in echoes:
            text = text.replace(echo.lower(), "")
        if CANARY in text:
            place = text.index(CANARY)
            self.walk.note(f"{where}: …{text[max(0, place - AROUND) : place + AROUND]}…")


class _Writes:
    """Tells which tables were written."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Pass the statement on."""
        written = WRITING.match(sql)
        if written:
            self.tables.add(written[1])
        return execute(sql, params, many, context)


def _everything(answer: Any) -> str:
    """Return status line, headers, cookies, body and mails of an answer, unpacked and in small letters."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = "\n".join(f"{name}: {value}" for name, value in answer.items())
    mails = "\n".join(said_in(message) for message in mail.outbox)
    return "\n".join([heads, str(answer.cookies), _unpacked(body).decode(errors="replace"), mails]).lower()


def _unpacked(body: bytes) -> bytes:
    """Return a body, that of a spreadsheet or another archive as the files in it: the canary is not seen packed."""
    if not body.startswith(b"PK\x03\x04"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"\n".join(name.encode() + b"\n" + archive.read(name) for name in archive.namelist())


def said_in(message: Any) -> str:
    """Return everything in a mail, past the encoding in which it is sent."""
    others = [content for content, _kind in getattr(message, "alternatives", [])]
    return "\n".join([str(message.message()), message.subject, message.body, *map(str, others)])


def _cause(answer: Any) -> str:
    return repr(answer.exc_info[1])[:200] if getattr(answer, "exc_info", None) else ""
