"""The last day of a certificate, read from its PEM file: a few steps through its DER (RFC 5280, 4.1)."""

import base64
import datetime
import re
from collections.abc import Iterator
from pathlib import Path

PEM = re.compile(rb"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)
VERSION, UTC_TIME = 0xA0, 0x17


def last_moment(path: Path) -> datetime.datetime:
    """Return when the first certificate of a PEM file ends; raise OSError or ValueError when there is none."""
    found = PEM.search(path.read_bytes())
    if found is None:
        raise ValueError(f"{path.name} holds no certificate")
    try:
        return _not_after(base64.b64decode(found[1]))
    except (IndexError, StopIteration) as error:
        raise ValueError(f"{path.name} is cut") from error


def _not_after(certificate: bytes) -> datetime.datetime:
    (_tag, whole) = next(_values(certificate))
    (_tag, signed) = next(_values(whole))
    parts = [(tag, content) for tag, content in _values(signed) if tag != VERSION]
    _serial, _algorithm, _issuer, (_tag, validity) = parts[:4]
    _first, (tag, text) = list(_values(validity))[:2]
    # Two digits of a year: 50 to 99 are of the last century.
    century = ("20" if text[:2] < b"50" else "19") if tag == UTC_TIME else ""
    return datetime.datetime.strptime(century + text.decode("ascii"), "%Y%m%d%H%M%SZ").replace(tzinfo=datetime.UTC)


def _values(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield tag and content of the values that stand one after the other."""
    at = 0
    while at < len(content):
        tag, length = content[at], content[at + 1]
        at += 2
        if length & 0x80:
            digits = length & 0x7F
            length = int.from_bytes(content[at : at + digits], "big")
            at += digits
        yield tag, content[at : at + length]
        at += length
