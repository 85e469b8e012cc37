"""Network addresses: whose a request is, and whether an address lies in a network."""

import ipaddress
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from typing import Any

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def client_address(environ: Mapping[str, Any]) -> str:
    """Return the address of the browser as text; '' when it is not known.

    It is the address of the connection. When that is one of our own proxies (`TRUSTED_PROXIES`), it is the last entry
    of X-Forwarded-For that is none of them: each of them adds what it saw, and whatever stands before that anybody may
    have written.
    """
    seen = [*str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(","), str(environ.get("REMOTE_ADDR", ""))]
    ours = _networks(tuple(settings.TRUSTED_PROXIES))
    found = ""
    for said in reversed(seen):
        address = _address(said)
        if address is None:
            break
        found = str(address)
        if not is_inside(found, ours):
            break
    return found


def household(address: str) -> str:
    """Return what limits count by: of IPv6 the network, for one household has the whole of it; '' stays ''."""
    found = _address(address)
    if found is not None and found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False).network_address)
    return str(found or "")


def network_of(text: str) -> Network | None:
    """Return the network that a text names; None when it names none."""
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None


def is_inside(address: str, networks: Collection[Network]) -> bool:
    """Return True when an address belongs to one of the networks."""
    found = _address(address) if networks else None
    return found is not None and any(found.version == network.version and found in network for network in networks)


@cache
def _networks(texts: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(network for network in map(network_of, texts) if network is not None)


@lru_cache(maxsize=512)  # one page asks several times, and a reader asks for several pages
def _address(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
