"""Where links lead: own hosts, authorities, hosts on lists, hosts that name gambling."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from . import Hit, shortened
from .words import DATA, names_gambling, reports

OFFICIAL = (".gov.vn", ".dcs.vn", ".edu.vn", ".org.vn", ".mil.vn", ".chinhphu.vn", ".quochoi.vn")
SCRIPT_SCHEMES = ("javascript:", "vbscript:", "data:text/html", "data:image/svg", "data:application")
_GAMBLING = re.compile(
    r"kubet|thabet|nhacai|taixiu|xocdia|soikeo|soicau|nohu|lode88|casino|baccarat|sunwin|rikvip|w88|fun88|188bet|jun88|"
    r"hi88|shbet|new88|okvip|f8bet|mb66|cacuoc|cado|danhbac|gamebai|doithuong|dagatructiep|xoilac|keonhacai|"
    r"(?:^|[.\-\d])bet\d|\d+bet(?:$|[.\-])|(?:^|[.\-])bet(?:$|[.\-])|\d{2,3}win(?:$|[.\-])|vip\d{2,3}bet"
)
_BLANKS = re.compile(r"[\x00-\x20\u200b-\u200f\u2060\ufeff]+")


@dataclass(frozen=True)
class Lists:
    """The hosts of this installation, and the domains to which nothing may lead."""

    own: frozenset[str]
    bad: frozenset[str]

    def is_own(self, host: str) -> bool:
        """Return True for '' (a path) and for hosts of this installation."""
        return not host or host in self.own

    def is_listed(self, host: str) -> bool:
        """Return True for a listed domain and for what lies below one."""
        labels = host.split(".")
        return any(".".join(labels[start:]) in self.bad for start in range(len(labels) - 1))


def read_domains(text: str) -> Iterable[str]:
    """Yield the domains of a list: one a line, or as in a hosts file; `#` begins a remark."""
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if words:
            yield words[-1].lower().rstrip(".").removeprefix("*.")


@cache
def shipped() -> frozenset[str]:
    """Return the domains of the list that comes with the project."""
    return frozenset(read_domains((DATA / "domains.txt").read_text(encoding="utf-8")))


def lists(own: Iterable[str], further: Path | None) -> Lists:
    """Return the lists: own hosts, and the shipped list with an operator's file; raise OSError if that is missing."""
    more = read_domains(further.read_text(encoding="utf-8", errors="replace")) if further else ()
    return Lists(frozenset(own), shipped() | frozenset(more))


def host_of(url: str) -> str:
    """Return the host of an address in small letters, in ASCII where it can be; '' for a path."""
    try:
        host = (urlsplit(_BLANKS.sub("", url).replace("\\", "/")).hostname or "").rstrip(".")
        return host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""


def is_official(host: str) -> bool:
    """Return True for hosts of authorities and schools."""
    return f".{host}".endswith(OFFICIAL)


def is_script(url: str) -> bool:
    """Return True for an address that runs something instead of leading somewhere."""
    return _BLANKS.sub("", url).lower().startswith(SCRIPT_SCHEMES)


def of_link(url: str, text: str, known: Lists) -> list[Hit]:
    """Return what is wrong with a link of this text."""
    if is_script(url):
        return [Hit("script", shortened(url))]
    host = host_of(url)
    if known.is_own(host):
        return []
    if known.is_listed(host):
        return [Hit("domain", shortened(f"{text} → {url}"))]
    if is_official(host):
        return []
    if _GAMBLING.search(host) or (names_gambling(text) and not reports(text)):
        return [Hit("gambling", shortened(f"{text} → {url}"))]
    return []


def of_redirect(url: str, known: Lists) -> list[Hit]:
    """Return what is wrong with a stored redirect: it leaves the installation for anything but an authority."""
    found = of_link(url, "", known)
    host = host_of(url)
    if not found and host and not known.is_own(host) and not is_official(host):
        found = [Hit("redirect", shortened(url))]
    return found
