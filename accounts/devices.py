"""A browser in words: what people tell their own devices by, and nothing that tells them apart from others."""

import re

BROWSERS = (
    (r"coc_coc_browser", "Cốc Cốc"),
    (r"Edg(A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser", "Samsung Internet"),
    (r"Firefox/|FxiOS", "Firefox"),
    (r"Chrom(e|ium)/|CriOS", "Chrome"),
    (r"Safari/", "Safari"),
)
SYSTEMS = (
    (r"iPhone|iPod", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux|X11", "Linux"),
)


def device_of(agent: str) -> str:
    """Return browser and system of a User-Agent, `Firefox · Windows`; '' when neither is known."""
    found = (next((name for pattern, name in names if re.search(pattern, agent)), "") for names in (BROWSERS, SYSTEMS))
    return " · ".join(filter(None, found))
