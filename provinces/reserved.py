"""Words that no site may take as its code or path, because the portal itself answers there.

Higher rooms add theirs (a category's address on the portal) with `add_check()` from their AppConfig.
"""

from collections.abc import Callable

ADMIN_PATH = "quan-tri"
LANGUAGE_SEGMENTS = frozenset({"vi", "en", "km"})
WORDS = LANGUAGE_SEGMENTS | {
    "",
    ADMIN_PATH,
    "static",
    "tep",
    "api",
    "album",
    "anh-chia-se",
    "albums",
    "chu-de",
    "co-quan",
    "danh-ba",
    "gioi-thieu",
    "healthz",
    "readyz",
    "metrics",
    "lien-he",
    "luu-tru",
    "mau",
    "phan-hoi",
    "rss",
    "so-do",
    "tac-gia",
    "tag",
    "the",
    "tim-kiem",
    "tinh",
    "tu-khoa",
    "van-ban",
    "xem-truoc",
    "xem-truoc-trang-chu",
    "favicon",
    "robots",
    "sitemap",
    # paths of the network admin, which stand beside the sites' codes
    "accounts",
    "articles",
    "auth",
    "autocomplete",
    "documents",
    "feedback",
    "galleries",
    "guard",
    "jsi18n",
    "login",
    "logout",
    "password_change",
    "provinces",
    "r",
    "session",
    "tai-khoan",
    "tinh-trang",
    "tong-quan",
    "truy-cap",
}

_checks: list[Callable[[str], bool]] = []


def add_check(check: Callable[[str], bool]) -> None:
    """Register a function that tells whether a word is in use by the portal."""
    if check not in _checks:
        _checks.append(check)


def is_reserved(word: str) -> bool:
    """Return True when `word` cannot be a site's code or path prefix."""
    return word in WORDS or any(check(word) for check in _checks)
