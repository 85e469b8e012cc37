"""nginx's log as the visit journal: how a line of it is read (deploy/nginx/tuyengiao.conf writes it).

    time in s, subject, status, method, completion, address, X-Forwarded-For, host, referrer, purpose, browser, end mark

Fields are parted by tabs; `-` is an empty one, and what could break a line is written as \\xHH. Such a line holds an
address. It becomes a line of the journal, which holds none, before anything is kept of it.
"""

import re

from .journal import SUBJECT_HEADER
from .lines import END, KINDS, Line
from .scribe import Environ, Scribe, Subject

FIELDS = 12
MOMENT = len("1700000000.000")
LOG = "visits.log"  # what nginx writes at present; what was rotated has a longer name

_ESCAPED = re.compile(rb"\\x([0-9A-F]{2})")
_SUBJECT = re.compile(r"([1-9]\d{0,9}) (\w+) (\d{1,18})", re.ASCII)


def parsed(content: bytes) -> tuple[list[Line], int]:
    """Return the pages that whole lines of nginx's log tell of, as lines of the journal, and how many are malformed.

    A page counts when it was asked for with GET and sent to its last byte.
    """
    scribe, lines, faults = Scribe(), [], 0
    for raw in content.split(b"\n")[:-1]:
        fields = raw.split(b"\t")[-FIELDS:]
        try:
            line = _line([_text(field) for field in fields], scribe)
        except ValueError:
            faults += 1
            continue
        # A full disk leaves half a line, and the next one stands behind it.
        faults += raw.count(b"\t") != FIELDS - 1 or len(fields[0]) != MOMENT
        if line is not None:
            lines.append(line)
    return lines, faults


def _line(fields: list[str], scribe: Scribe) -> Line | None:
    at, subject, status, method, completion, address, forwarded, host, referrer, purpose, agent, end = fields
    moment, said = float(at[-MOMENT:]), _subject(subject)
    if not 0 < moment < 2**33 or end != END.decode():
        raise ValueError("half a line")
    if method != "GET" or status not in {"200", "304"} or completion != "OK":
        return None
    environ: Environ = {
        "REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": forwarded, "HTTP_HOST": host, "HTTP_REFERER": referrer,
        "HTTP_SEC_PURPOSE": purpose, "HTTP_USER_AGENT": agent,
    }  # fmt: skip
    return scribe.line(environ, said, int(moment * 1000) / 1000)


def _subject(text: str) -> Subject:
    found = _SUBJECT.fullmatch(text)
    if found is None or found[2] not in KINDS:
        raise ValueError(f"{SUBJECT_HEADER} says {text!r}")
    return int(found[1]), found[2], int(found[3])


def _text(field: bytes) -> str:
    """Return a field as WSGI would hand it over: each byte a character."""
    if b"\\" in field:
        field = _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), field)
    return "" if field == b"-" else field.decode("latin-1")
