"""Addresses in the network admin, below `/quan-tri/`."""

from django.urls import path

from visits.network_desk import network_statistics

from .network_admin import network_admin
from .watching.pages import health_page, overview_page

handler403 = "tuyengiao.refusals.forbidden"
handler404 = "tuyengiao.refusals.not_found"
handler500 = "tuyengiao.away.server_error"
urlpatterns = [
    path(
        "truy-cap/",
        network_admin.admin_view(network_statistics),
        {"frame": network_admin},
        name="network-statistics",
    ),
    path("tong-quan/", network_admin.admin_view(overview_page), {"frame": network_admin}, name="network-overview"),
    path("tinh-trang/", network_admin.admin_view(health_page), {"frame": network_admin}, name="network-health"),
    path("", network_admin.urls),
]
