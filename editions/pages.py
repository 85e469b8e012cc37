"""A page as it is kept: compressed, with what it was made from."""

import gzip
import hashlib
import json
import re
import struct
import time
import zlib
from dataclasses import dataclass, field
from typing import Any

import brotli

from .versions import Tokens

BROTLI_QUALITY = 5  # a page of 60 kB in about 2 ms
FORM = 2  # of what is written to files
Headers = list[tuple[str, str]]

_REFUSED = re.compile(r"\b(br|gzip)\s*;\s*q=0(?:\.0*)?(?:\s*(?:,|$))")


@dataclass(eq=False)
class KeptPage:
    """A page and the versions of the scopes that it shows. Times are seconds since 1970."""

    headers: Headers  # without length, encoding and ETag
    etag: str
    bodies: dict[str, bytes]  # by encoding: "br" always, "gzip" and "identity" once somebody asked
    fast: Tokens
    slow: Tokens
    made_at: float
    ends_at: float
    numbered: bool = False
    filters: tuple[str, ...] = ()
    subject: tuple[int, str, int] | None = None
    # What was found at the last look at the versions; kept in memory only.
    generation: int = field(default=-1, compare=False)
    good_until: float = field(default=0.0, compare=False)
    responses: dict[str, Headers] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, headers: Headers, body: bytes, **more: Any) -> "KeptPage":
        """Return a page made just now from the headers and the uncompressed body of a response."""
        kept = [(name, value) for name, value in headers if name.lower() not in _MADE_AGAIN]
        etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        return cls(kept, etag, {"br": brotli.compress(body, quality=BROTLI_QUALITY)}, made_at=time.time(), **more)

    @property
    def size(self) -> int:
        """Bytes in memory, roughly."""
        return sum(map(len, self.bodies.values())) + 2048

    def body(self, encoding: str) -> bytes:
        """Return the body in one of the encodings `br`, `gzip`, `identity`."""
        found = self.bodies.get(encoding)
        if found is None:
            plain: bytes = brotli.decompress(self.bodies["br"])
            if encoding == "identity":
                return plain
            found = self.bodies[encoding] = gzip.compress(plain, compresslevel=6, mtime=0)
            self.responses.pop(encoding, None)
        return found

    def headers_for(self, encoding: str, length: int) -> Headers:
        """Return the headers of a full answer."""
        found = self.responses.get(encoding)
        if found is None:
            found = [*self.headers, ("ETag", self.etag), ("Vary", "Accept-Encoding"), ("Content-Length", str(length))]
            if encoding != "identity":
                found.append(("Content-Encoding", encoding))
            self.responses[encoding] = found
        return found

    def dump(self) -> bytes:
        """Return the page as bytes for a file or another store; the last four are a checksum."""
        head = {
            "form": FORM, "headers": self.headers, "etag": self.etag, "fast": self.fast, "slow": self.slow,
            "made_at": self.made_at, "ends_at": self.ends_at, "numbered": self.numbered, "filters": self.filters,
            "subject": self.subject,
        }  # fmt: skip
        text = json.dumps(head).encode()
        content = struct.pack(">I", len(text)) + text + self.bodies["br"]
        return content + struct.pack(">I", zlib.crc32(content))

    @classmethod
    def load(cls, content: bytes) -> "KeptPage | None":
        """Return the page that `dump` wrote; None when it is cut, damaged or of another form."""
        if len(content) < 8 or zlib.crc32(content[:-4]) != struct.unpack(">I", content[-4:])[0]:
            return None
        size = struct.unpack(">I", content[:4])[0]
        head = json.loads(content[4 : 4 + size])
        if head.pop("form") != FORM:
            return None
        head["headers"] = [tuple(pair) for pair in head["headers"]]
        head["filters"] = tuple(head["filters"])
        head["subject"] = tuple(head["subject"]) if head["subject"] else None
        return cls(bodies={"br": content[4 + size : -4]}, **head)


_MADE_AGAIN = frozenset({"content-length", "content-encoding", "etag", "vary", "date", "server"})


def encoding_for(accepted: str) -> str:
    """Return the encoding in which to answer a request with this Accept-Encoding."""
    if "br" in accepted or "gzip" in accepted:
        refused = _REFUSED.findall(accepted) if "q=0" in accepted else ()
        names = {part.partition(";")[0].strip() for part in accepted.split(",")}
        for encoding in ("br", "gzip"):
            if encoding in names and encoding not in refused:
                return encoding
    return "identity"
