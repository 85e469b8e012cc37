"""What a line of the log looks like: for people, or as JSON; both with the number of the request it belongs to."""

import datetime
import json
import logging
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
_request: ContextVar[str] = ContextVar("request_id", default="")


@contextmanager
def numbered(given: str = "") -> Iterator[str]:
    """Give what is logged inside the block a number: `given`, by a server of our own in front, or a new one."""
    number = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
    token = _request.set(number)
    try:
        yield number
    finally:
        _request.reset(token)


def request_number() -> str:
    """Return the number of the request that is being answered; '' outside one."""
    return _request.get()


class Lines(logging.Formatter):
    """A line for people: moment, level, logger, request and message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the lines of an exception below."""
        number = request_number()
        style = "{asctime} {levelname} {name} " + (f"[{number}] " if number else "") + "{message}"
        return logging.Formatter(style, style="{").format(record)


class JsonLines(logging.Formatter):
    """One JSON object in a line: time (UTC), level, logger, process, request, message, exception and `fields`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object as text without a line break."""
        found: dict[str, Any] = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": os.getpid(),
            "message": record.getMessage(),
        }
        if request_number():
            found["request"] = request_number()
        if record.exc_info:
            found["exception"] = self.formatException(record.exc_info)
        fields = getattr(record, "fields", None)
        if isinstance(fields, Mapping):
            found.update(fields)
        return json.dumps(found, ensure_ascii=False, default=str)
