"""Addresses in the admin of one site, below `/quan-tri/<site>/`."""

from django.contrib import admin
from django.urls import include, path

from exchange.views import import_pages

handler403 = "tuyengiao.refusals.forbidden"
handler404 = "tuyengiao.refusals.not_found"
urlpatterns = [
    path("nhap-trang/", admin.site.admin_view(import_pages), name="import-pages"),
    path("soan-thao/", include("articles.admin.urls")),
    path("", admin.site.urls),
]
