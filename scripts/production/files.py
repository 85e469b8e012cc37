"""The files of deploy/ as they are, with the places of this machine in them: what is checked is what is installed."""

import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"

_VARIABLE = re.compile(r"\$\{(\w+)\}")


def placed(text: str, places: Mapping[str, str]) -> str:
    """Return a text with other places in it.

    Raises ValueError when one of them is not named in the text: then the file and this check have parted.
    """
    missing = [place for place in places if place not in text]
    if missing:
        raise ValueError(f"not named in the file: {', '.join(missing)}")
    for place, here in places.items():
        text = text.replace(place, here)
    return text


def variables(text: str) -> dict[str, str]:
    """Return the variables of an environment file; comments and empty lines are none, quotes no part of a value."""
    rows = [line.strip() for line in text.splitlines()]
    pairs = [row.partition("=") for row in rows if row and not row.startswith("#")]
    return {name: "".join(shlex.split(value)) for name, _equals, value in pairs}


def setting(text: str, name: str) -> list[str]:
    """Return the values of a setting of a unit, in order; a line that ends with a backslash goes on."""
    joined = re.sub(r"\\\n\s*", "", text)
    return [line.partition("=")[2].strip() for line in joined.splitlines() if line.startswith(f"{name}=")]


def command(text: str, environment: Mapping[str, str], instance: str = "") -> list[str]:
    """Return what a unit starts (ExecStart) as systemd would: %i is its instance, ${NAME} from the environment.

    That it is to be started as root (`+`) is left out.

    Raises ValueError for a unit with none or several commands, KeyError for a variable that is not set.
    """
    (line,) = setting(text, "ExecStart")
    words = shlex.split(line.removeprefix("+").replace("%i", instance).replace("%%", "%"))
    return [_VARIABLE.sub(lambda found: environment[found[1]], word).replace("$$", "$") for word in words]


def defaults(text: str) -> dict[str, str]:
    """Return the variables that a unit sets itself (Environment); the environment file goes before them."""
    found: dict[str, str] = {}
    for line in setting(text, "Environment"):
        found |= dict(word.split("=", 1) for word in shlex.split(line))
    return found


def nginx(places: Mapping[str, str], ports: tuple[int, int], nodes: Sequence[int]) -> str:
    """Return the site's configuration with its folders, its ports for http and https, and its nodes exchanged."""
    text = (DEPLOY / "nginx" / "tuyengiao.conf").read_text()
    exchanged = {f"127.0.0.1:{8001 + number}": f"127.0.0.1:{port}" for number, port in enumerate(nodes)}
    text = placed(text, {**places, **exchanged, "include snippets/": f"include {DEPLOY}/nginx/"})
    for usual, port in zip((80, 443), ports, strict=True):
        listen = {f"listen {usual}": f"listen 127.0.0.1:{port}", f"listen [::]:{usual}": f"listen [::1]:{port}"}
        text = placed(text, listen)
    return text


def pages(node: int, folder: str) -> tuple[str, str]:
    """Return how pages are kept and logged, for a server over plain http, with nothing of the rest of deploy/.

    The first text stands before servers; pages are kept in `folder`. The second is what a location has that passes
    pages on to the node on that port.
    """
    site, proxy, kept = (
        (DEPLOY / "nginx" / name).read_text()
        for name in ("tuyengiao.conf", "tuyengiao-proxy.conf", "tuyengiao-pages.conf")
    )
    head, found, _servers = site.partition("# Hosts that are none of ours")
    if not found:
        raise ValueError("deploy/nginx/tuyengiao.conf has changed: this has to follow")
    here = {f"127.0.0.1:{8001 + number}": f"127.0.0.1:{node}" for number in range(2)}
    return placed(head, {**here, "/run/tuyengiao-pages": folder}), f"{proxy}\n{kept}"


def journal() -> str:
    """Return how nginx writes the visit journal: what stands behind the file's name, without its condition."""
    text = (DEPLOY / "nginx" / "tuyengiao.conf").read_text()
    found = re.search(r"visits\.log (tuyengiao_visits .*) if=\$tuyengiao_visit;", text)
    if found is None:
        raise ValueError("deploy/nginx/tuyengiao.conf writes no visit journal")
    return found[1]
