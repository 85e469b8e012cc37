"""Addresses in the admin of one site, below `/quan-tri/<site>/`."""

from django.contrib import admin
from django.urls import include, path

from articles.admin.home import arrange_home
from articles.admin.reports import report_page, royalties_page
from exchange.views import import_pages
from exchange.word.views import import_word
from provinces.admin.trash import trash_page

handler403 = "tuyengiao.refusals.forbidden"
handler404 = "tuyengiao.refusals.not_found"
handler500 = "tuyengiao.away.server_error"
urlpatterns = [
    path("nhap-trang/", admin.site.admin_view(import_pages), name="import-pages"),
    path("nhap-word/", admin.site.admin_view(import_word), name="import-word"),
    path("soan-thao/", include("articles.admin.urls")),
    path("trang-chu/", admin.site.admin_view(arrange_home), name="arrange-home"),
    path("bao-cao/", admin.site.admin_view(report_page), name="report"),
    path("nhuan-but/", admin.site.admin_view(royalties_page), name="royalties"),
    path("thung-rac/", admin.site.admin_view(trash_page), name="trash"),
    path("truy-cap/", include("visits.desk")),
    path("", admin.site.urls),
]
