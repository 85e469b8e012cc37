"""Addresses: whose a request is, and whether it comes from a site's own offices."""

import ipaddress
from collections.abc import Mapping

from django.conf import settings

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def network_of(text: str) -> Network | None:
    """Return the network that a text names; None when it names none."""
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None


def client_address(environ: Mapping[str, object]) -> str:
    """Return the address of the browser: the last hop that the trusted proxy in front saw, if there is one."""
    forwarded = str(environ.get("HTTP_X_FORWARDED_FOR", "")) if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rsplit(",", 1)[-1].strip() or str(environ.get("REMOTE_ADDR", ""))


def is_inside(address: str, networks: tuple[Network, ...]) -> bool:
    """Return True when an address belongs to one of the networks."""
    if not networks:
        return False
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found.version == network.version and found in network for network in networks)
