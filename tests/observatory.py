"""The rules of Mozilla's HTTP Observatory that concern what we answer, as published for its version 5.

A site begins with 100 points; faults take points away, and bonuses are given once 90 points are reached. Tests of
https that depend on the server in front (certificate, redirect of the bare host) are taken as passed.
"""

import re
from typing import Any

HALF_A_YEAR = 15_768_000  # seconds
SAFE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def score(answer: Any, *, redirects_to_https: bool) -> dict[str, int]:
    """Return the points that each rule gives or takes."""
    policy = _directives(answer.headers.get("Content-Security-Policy", ""))
    faults = {
        "csp": _of_policy(policy),
        "cookies": _of_cookies(answer),
        "cors": -50 if answer.headers.get("Access-Control-Allow-Origin") == "*" and answer.cookies else 0,
        "redirection": 0 if redirects_to_https else -20,
        "hsts": _of_transport(answer.headers.get("Strict-Transport-Security", "")),
        "sri": _of_scripts(answer.content.decode()),
        "nosniff": 0 if answer.headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "referrer": 5 if answer.headers.get("Referrer-Policy") in SAFE_REFERRERS else 0,
        "framing": 5 if policy.get("frame-ancestors") else _of_frame_options(answer),
        "corp": 10 if answer.headers.get("Cross-Origin-Resource-Policy") in {"same-origin", "same-site"} else 0,
    }
    lost = 100 + sum(points for points in faults.values() if points < 0)
    return faults if lost >= 90 else {name: min(points, 0) for name, points in faults.items()}


def _directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {name: values for name, *values in parts}


def _of_policy(policy: dict[str, list[str]]) -> int:
    if not policy:
        return -25
    scripts = policy.get("script-src", policy.get("default-src", ["*"]))
    styles = policy.get("style-src", policy.get("default-src", ["*"]))
    if {"'unsafe-inline'", "data:", "*", "https:", "http:"} & set(scripts):
        return -20
    if "'unsafe-eval'" in scripts:
        return -10
    if {"'unsafe-inline'", "data:", "*"} & set(styles):
        return 0
    return 10 if policy.get("default-src") == ["'none'"] else 5


def _of_cookies(answer: Any) -> int:
    if not answer.cookies:
        return 0
    points = 5
    for cookie in answer.cookies.values():
        if not cookie["secure"]:
            return -40
        if not cookie["httponly"]:
            return -30
        if cookie["samesite"] not in {"Lax", "Strict"}:
            points = 0
    return points


def _of_transport(header: str) -> int:
    found = re.search(r"max-age=(\d+)", header)
    if found is None:
        return -20
    if int(found[1]) < HALF_A_YEAR:
        return -10
    return 5 if "preload" in header and "includeSubDomains" in header else 0


def _of_frame_options(answer: Any) -> int:
    return 0 if answer.headers.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"} else -20


def _of_scripts(page: str) -> int:
    foreign = re.findall(r"<script[^>]+src=[\"'](?:https?:)?//", page)
    return -50 if foreign else 0
