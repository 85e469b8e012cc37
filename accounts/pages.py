"""The addresses of the pages in `accounts.views`, below an admin."""

from typing import Any

from django.urls import URLPattern, path

from .views import SecondStepView, second_factor_page, sessions_page

#: Open while a first password has to be changed, or a second factor to be set up.
OPEN_WITHOUT_SECOND_FACTOR = frozenset({"second_factor_page"})


def urls(frame: Any) -> list[URLPattern]:
    """Return the addresses for one admin."""
    return [
        path("tai-khoan/ma/", SecondStepView.as_view(), {"frame": frame}, name="second_step"),
        path(
            "tai-khoan/xac-thuc-hai-buoc/",
            frame.admin_view(second_factor_page),
            {"frame": frame},
            name="second_factor",
        ),
        path("tai-khoan/phien/", frame.admin_view(sessions_page), {"frame": frame}, name="sessions"),
    ]
