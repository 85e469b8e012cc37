"""Addresses; Vietnamese without a prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import path

from . import views

urlpatterns = [
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", views.Home.as_view(), name="home"),
        path("tim-kiem/", views.Search.as_view(), name="search"),
        path("luu-tru/<int:year>/<int:month>/", views.Month.as_view(), name="month"),
        path("<slug:slug>/", views.CategoryList.as_view(), name="category"),
        path("<slug:category>/<slug:slug>-<int:pk>.html", views.ArticlePage.as_view(), name="article"),
        prefix_default_language=False,
    ),
]
