"""Stored HTML: scripts, what nobody sees but machines, parts over plain http, and the links in it."""

import html
import re
from collections import Counter

from . import Hit, hosts, shortened
from .hosts import Lists

RUNNING = frozenset({"script", "object", "embed", "applet", "base", "frame", "frameset", "style", "link"})
LOADED = frozenset({"img", "video", "audio", "source", "iframe", "track", "input"})
EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
WALL = re.compile("[\u200b-\u200d\u2060-\u2063\ufeff\u00ad]{4,}")
BLANKS = re.compile(r"(?:<br\s*/?>\s*|&nbsp;\s*|\u00a0\s*){40,}|\n{60,}", re.IGNORECASE)
TINY = 4.0  # pixels or points, below which nobody reads
LONGEST = 20_000  # characters of a tag that is never closed
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][^\s/<>]*)", re.DOTALL)
_INSIDE = re.compile(r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_LENGTH = re.compile(r"(-?[\d.]+)\s*(px|pt|em|rem|%|vw|vh)?")


class _Reader:
    """Reads HTML as a browser would, in one pass: a tag that is never closed takes the rest with it."""

    def __init__(self, known: Lists) -> None:
        self.known = known
        self.hits: list[Hit] = []
        self.text: list[str] = []
        self.leads_outside = False
        self._open: list[tuple[str, bool]] = []
        self._names: Counter[str] = Counter()
        self._hiding = 0
        self._hidden: list[str] = []
        self._link: tuple[str, list[str]] | None = None

    def read(self, markup: str) -> None:
        """Read a whole piece of HTML."""
        at = 0
        while found := _TAG.search(markup, at):
            self._data(markup[at : found.start()])
            if found[2] is None:
                at = found.end()
                continue
            inside = _INSIDE.match(markup, found.end())
            end = inside.end() if inside else len(markup)
            raw = markup[found.start() : end + 1]
            if end >= len(markup) or markup[end] != ">":
                self._data(markup[found.end() :])
                raw, end = markup[found.start() : found.start() + LONGEST], len(markup)
            if found[1]:
                self._ended(found[2].lower())
            else:
                self._started(found[2].lower(), _attributes(raw[1 + len(found[2]) :]), raw)
            at = end + 1
        self._data(markup[at:])
        self._end_link()
        self._say_hidden()

    def _started(self, tag: str, given: dict[str, str], raw: str) -> None:
        self._look(tag, given, shortened(raw))
        if tag == "a" and given.get("href"):
            self._end_link()
            self._link = (given["href"], [])
        if tag not in EMPTY:
            hides = is_hidden(given)
            self._open.append((tag, hides))
            self._names[tag] += 1
            self._hiding += hides

    def _ended(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        while self._names[tag]:
            name, hides = self._open.pop()
            self._names[name] -= 1
            self._hiding -= hides
            if name == tag:
                break
        if not self._hiding:
            self._say_hidden()

    def _data(self, raw: str) -> None:
        if not raw:
            return
        data = html.unescape(raw)
        self.text.append(data)
        if self._link is not None:
            self._link[1].append(data)
        if self._hiding and data.strip():
            self._hidden.append(data)

    def _look(self, tag: str, given: dict[str, str], raw: str) -> None:
        runs = tag in RUNNING and not (tag == "script" and given.get("type") == "application/ld+json")
        if runs or any(name.startswith("on") for name in given) or "srcdoc" in given:
            self.hits.append(Hit("script", raw))
        elif tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.hits.append(Hit("redirect", raw))
        elif tag in {"iframe", "form"} and not self.known.is_own(
            hosts.host_of(given.get("src", given.get("action", "")))
        ):
            self.hits.append(Hit("script", raw))
        for name in ("src", "href", "action", "formaction", "poster", "xlink:href", "data"):
            if hosts.is_script(given.get(name, "")) and not (name == "href" and tag == "a"):
                self.hits.append(Hit("script", raw))
        if tag in LOADED and any(given.get(name, "").lower().startswith("http://") for name in ("src", "poster")):
            self.hits.append(Hit("http", raw))

    def _end_link(self) -> None:
        if self._link is None:
            return
        url, words = self._link
        self._link = None
        self.hits += hosts.of_link(url, " ".join("".join(words).split()), self.known)
        host = hosts.host_of(url)
        self.leads_outside |= not self.known.is_own(host) and not hosts.is_official(host)

    def _say_hidden(self) -> None:
        if self._hidden:
            self.hits.append(Hit("hidden", shortened(" ".join(self._hidden))))
            self._hidden = []


def is_hidden(given: dict[str, str]) -> bool:
    """Return True when the attributes of an element keep readers from seeing what is in it."""
    if "hidden" in given:
        return True
    style = {
        name.strip().lower(): value.strip().lower().replace("!important", "").strip()
        for name, _colon, value in (part.partition(":") for part in given.get("style", "").split(";"))
    }
    if style.get("display") == "none" or style.get("visibility") in {"hidden", "collapse"}:
        return True
    if _number(style.get("opacity", "1"), 1) < 0.1 or _size(style.get("font-size", "")) < TINY:
        return True
    if any(
        _size(style.get(name, "")) < -300
        for name in ("left", "top", "right", "text-indent", "margin-left", "margin-top")
    ):
        return True
    if style.get("overflow") == "hidden" and any(_size(style.get(name, "")) < TINY for name in ("height", "width")):
        return True
    if style.get("clip", "").startswith("rect(0") or style.get("transform", "").startswith("scale(0)"):
        return True
    colour = given.get("color", style.get("color", "")).replace(" ", "")
    ground = style.get("background-color", style.get("background", given.get("bgcolor", ""))).replace(" ", "")
    return bool(colour) and (colour == ground or colour == "transparent" or colour.endswith(",0)"))


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise


def _size(text: str) -> float:
    """Return a length in pixels, roughly; one that is not given or not understood is large."""
    found = _LENGTH.match(text)
    if not found:
        return 1000.0
    unit = {"em": 16.0, "rem": 16.0, "%": 0.16, "vw": 12.0, "vh": 8.0}.get(found[2], 1.0)
    return _number(found[1], 1000.0) * unit


def _attributes(raw: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(raw):
        found.setdefault(name.lower(), html.unescape(value.strip("\"'")))
    return found


def look(markup: str, known: Lists) -> tuple[list[Hit], str, bool]:
    """Return what is wrong in a piece of HTML, its text, and whether a link in it leads to a foreign host."""
    reader = _Reader(known)
    reader.read(markup)
    for wall in (WALL.search(markup), BLANKS.search(markup)):
        if wall is not None:
            start = max(0, wall.start() - 40)
            reader.hits.append(Hit("hidden", shortened(markup[start : wall.end() + 40])))
    return reader.hits, "".join(reader.text), reader.leads_outside
