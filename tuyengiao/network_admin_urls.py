"""Addresses in the network admin, below `/quan-tri/`."""

from django.urls import path

from .network_admin import network_admin

handler403 = "tuyengiao.refusals.forbidden"
handler404 = "tuyengiao.refusals.not_found"
urlpatterns = [path("", network_admin.urls)]
