from typing import Any

from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Give every template `site` (the current tenant, None at network level), `area` and `language`."""
    return {
        "site": getattr(request, "site", None),
        "area": getattr(request, "area", "none"),
        "language": getattr(request, "LANGUAGE_CODE", "vi"),
    }
