"""Plain links with which a reader passes an article on; no script of anybody else is needed for them."""

import base64
import json
from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class Sharing:
    """Where an article is shared: its own address, and those of the services."""

    address: str
    facebook: str
    zalo: str
    email: str

    @classmethod
    def of(cls, title: str, address: str) -> "Sharing":
        """Return the links for an article's title and absolute address."""
        known = base64.b64encode(json.dumps({"url": address}).encode()).decode()
        return cls(
            address,
            f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}",
            f"https://button-share.zalo.me/share_external?{urlencode({'d': known})}",
            f"mailto:?subject={quote(title)}&body={quote(address)}",
        )
